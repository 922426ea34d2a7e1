from __future__ import annotations

import pytest

from planner.errors import CartoplanError, EditRefused
from ui.actions.files import open_document
from ui.actions.registry import VERBS


def run(desk, verb, **given):
    return VERBS[verb].run(desk, **given)


def comments(desk):
    """The comments as the file holds them."""
    path = desk.document.store.path
    document = open_document(path, "x", desk.now, read_only=True)
    found = document.study.comments
    document.close()
    return found


def test_a_comment_bears_its_author_and_day_and_can_be_undone(desk):
    run(desk, "comments.add", key="t010", text="  À vérifier ")
    (kept,) = comments(desk)
    assert (kept.about, kept.row, kept.text) == ("trainings", "t010", "À vérifier")
    assert (kept.author, kept.written_on) == ("Camille", desk.today())
    run(desk, "undo")
    assert len(comments(desk)) == 0


def test_one_changes_ones_own_words_and_nobody_elses(desk):
    key = run(desk, "comments.add", key="t010", text="un").data["key"]
    run(desk, "comments.edit", key=key, text="deux")
    assert comments(desk).get(key).text == "deux"
    desk.author = "Noé"
    with pytest.raises(EditRefused):
        run(desk, "comments.edit", key=key, text="trois")
    assert comments(desk).get(key).text == "deux"


def test_comments_are_listed_by_row_and_taken_away(desk):
    key = run(desk, "comments.add", key="t010", text="un").data["key"]
    run(desk, "comments.add", key="lille", text="deux", collection="cities")
    assert len(run(desk, "comments.list").tables[0].rows) == 1
    assert len(run(desk, "comments.list", key="t011").tables[0].rows) == 0
    assert len(run(desk, "comments.list", collection="cities").tables[0].rows) == 1
    run(desk, "comments.remove", key=key)
    assert [one.about for one in comments(desk)] == ["cities"]


@pytest.mark.parametrize("given", [{"key": "nobody", "text": "x"}, {"key": "t010", "text": " "}])
def test_a_comment_needs_a_row_and_words(desk, given):
    with pytest.raises(CartoplanError):
        run(desk, "comments.add", **given)
    assert len(desk.document.study.comments) == 0


def test_leavers_are_told_by_occupation_family_and_year(desk):
    run(
        desk,
        "rows.add",
        collection="leavers",
        values=["training=t010", "year=2025", "occupation=Data analyst", "low=3", "high=5",
                "confidence=high"],
    )  # fmt: skip
    for by in ("occupation", "family", "year"):
        table = run(desk, "leavers", by=by).tables[0]
        assert len(table.rows) == 2
        assert table.rows[0].values[-1] == 1
