from __future__ import annotations

import pytest

from planner.compute.selection import Choice, Facet
from planner.errors import UsageError
from ui.actions.registry import VERBS
from ui.actions.settings import Settings, read_settings, settings_path, write_settings
from ui.actions.tabletext import cell_text
from ui.actions.views import SavedView, filters_of, kept_with, view_called

SEVEN = SavedView(
    "Masters à Lille 😀", ("title", "hours"), ("level=7", "city=lille"), 'l"a', "-title"
)


@pytest.fixture
def preferences(tmp_path, monkeypatch):
    path = tmp_path / "preferences.toml"
    monkeypatch.setattr("ui.actions.trainings.settings_path", lambda: path)
    return path


def listed(desk, **given):
    return VERBS["trainings.list"].run(desk, **given).tables[0]


def keys(table):
    return {row.place.key for row in table.rows}


def test_views_come_back_as_they_were_kept(tmp_path):
    kept = Settings(author="Zoé 😀\x7f", views=(SEVEN, SavedView("Toutes")))
    write_settings(tmp_path / "preferences.toml", kept)
    assert read_settings(tmp_path / "preferences.toml") == kept


def test_a_path_that_no_text_can_carry_does_not_lose_the_preferences(tmp_path):
    write_settings(tmp_path / "p.toml", Settings(theme="dark", recent=("/a\udc80",)))
    assert read_settings(tmp_path / "p.toml").theme == "dark"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("views = 3", []),
        ("views = [1, 'x']", []),
        ('[[views]]\nsearch = "sans nom"', []),
        ('[[views]]\nname = " "\n[[views]]\nname = "b"\ncolumns = 3\nfuture = true', ["b"]),
        ('[[views]]\nname = "b"\n[[views]]\nname = "b"\nsearch = "x"', ["b"]),
    ],
)
def test_unsound_views_are_left_out_and_nothing_else(tmp_path, text, names):
    path = tmp_path / "preferences.toml"
    path.write_text(f'theme = "dark"\n{text}\n', encoding="utf-8")
    found = read_settings(path)
    assert [view.name for view in found.views] == names
    assert found.theme == "dark"


def test_filters_that_nobody_knows_are_left_out():
    view = SavedView("v", filters=("level=7", "colour=red", "city=", "city", "seats=known:2026"))
    assert view.choices == (Choice(Facet.LEVEL, "7"), Choice(Facet.SEATS, "known:2026"))
    assert filters_of(view.choices) == ("level=7", "seats=known:2026")


def test_a_view_takes_the_place_of_the_one_of_its_name():
    first, second = SavedView("a"), SavedView("b")
    changed = SavedView("a", search="x")
    assert kept_with((first, second), changed) == (changed, second)
    assert view_called((first, second), "b") is second
    with pytest.raises(UsageError):
        view_called((first,), "z")


def test_the_list_shows_a_view_as_the_window_does(desk, preferences):
    view = SavedView("Masters", ("title", "level"), ("level=7",), "lille", "-title")
    write_settings(preferences, Settings(views=(view,)))
    table = listed(desk, view="Masters")
    assert [column.key for column in table.columns] == ["title", "level"]
    titles = [row.values[0] for row in table.rows]
    assert 3 < len(titles) < 40
    folded = [title.casefold() for title in titles]
    assert folded[0] > folded[-1]
    assert {row.values[1] for row in table.rows} == {7}
    assert keys(listed(desk, view="Masters", city="Lille")) <= keys(table)
    with pytest.raises(UsageError):
        listed(desk, view="Autre")


def test_every_filter_of_the_page_is_an_option(desk, preferences):
    study = desk.document.study
    assert keys(listed(desk, level=7, city="lille")) == {
        t.key for t in study.trainings if (t.level, t.city) == (7, "lille")
    }
    assert keys(listed(desk, institution="edhec", search="EDHEC MASTERE")) <= {
        t.key for t in study.trainings if t.institution == "edhec"
    }
    VERBS["rows.add"].run(
        desk,
        collection="seats",
        values=["training=t010", "year=2026", "kind=open", "low=5", "high=9", "confidence=high"],
    )
    VERBS["rows.add"].run(
        desk, collection="domain_hours", values=["training=t011", "domain=" + study.domains[0].key]
    )
    assert keys(listed(desk, places="known")) == {"t010"}
    assert keys(listed(desk, places="known", year=2025)) == set()
    assert len(listed(desk, places="unknown", year=2026).rows) == 80
    assert keys(listed(desk, domain=study.domains[0].key)) == {"t011"}
    assert "t081" in keys(listed(desk, doubtful=True))
    assert len(listed(desk, doubtful=True).rows) < 40


def test_the_archived_are_listed_alone(desk, preferences):
    VERBS["trainings.archive"].run(desk, key="t010")
    assert keys(listed(desk, archived=True)) == {"t010"}
    assert "t010" not in keys(listed(desk))


def test_words_are_found_as_they_are_shown(desk, preferences):
    for row in listed(desk, search="ingenieur").rows:
        table = listed(desk)
        said = " ".join(
            cell_text(c, v, desk.texts) for c, v in zip(table.columns, row.values, strict=True)
        )
        assert "ingénieur" in said.casefold()


def test_preferences_live_where_they_always_did():
    assert settings_path().name == "preferences.toml"
