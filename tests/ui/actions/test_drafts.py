"""What is kept of a received file until it is taken: read back whole, or left alone."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.exchange.tablemap import TableMap
from planner.exchange.taking import Decisions, RowChoice, Side
from planner.study import ImportChoice
from planner.vocab import ChoiceScope
from tests.build import study, training
from tests.tries import tries
from ui.actions import drafts
from ui.actions.desk import Desk
from ui.actions.document import Document
from ui.actions.drafts import Draft, forget_draft, keep_draft, kept_draft
from ui.actions.texts import Texts

FRENCH = Texts("fr")
DIGEST = "a" * 64
WORDS = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=20)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    made = tmp_path / "received"
    monkeypatch.setattr(drafts, "drafts_folder", lambda: made)
    return made


def desk():
    number = count()
    now = datetime(2026, 1, 5, tzinfo=UTC)
    document = Document(study(trainings=[training("t1")]))
    return Desk(document, FRENCH, "", lambda: now, lambda: str(next(number)))


def drafted():
    return Draft("ens", decisions=Decisions({("t1", "level"): Side.THEIRS}))


@tries(40)
@given(
    st.dictionaries(st.tuples(WORDS, WORDS), st.sampled_from(Side), max_size=4),
    st.dictionaries(WORDS, st.sampled_from(RowChoice), max_size=4),
    st.dictionaries(WORDS, st.just(""), max_size=3),
    st.dictionaries(st.integers(1, 900), st.sampled_from(["t1", "new"]), max_size=3),
)
def test_a_draft_is_read_back_as_it_was_kept(tmp_path_factory, cells, rows, columns, lines):
    with pytest.MonkeyPatch.context() as patch:
        made = tmp_path_factory.mktemp("drafts")
        patch.setattr(drafts, "drafts_folder", lambda: made)
        values = {"trainings.city": {"Tourcoing": "lille"}}
        told = TableMap("", "Offre", 3, columns, values, lines)
        draft = Draft("ens", told, (), Decisions(cells, rows))
        keep_draft(DIGEST, draft)
        assert kept_draft(desk(), DIGEST) == draft


def test_what_was_understood_is_kept_for_its_institution(folder):
    choice = ImportChoice(
        key="imp-0", institution="ens", scope=ChoiceScope.VALUE,
        field="trainings.city", given="Tourcoing", taken="",
    )  # fmt: skip
    keep_draft(DIGEST, Draft("ens", choices=(choice,)))
    assert kept_draft(desk(), DIGEST).choices == (choice,)


def test_what_the_study_no_longer_knows_is_left_out_and_the_decisions_stay(folder):
    told = TableMap(rows={4: "t99"})
    keep_draft(DIGEST, Draft("gone", told, (), drafted().decisions))
    found = kept_draft(desk(), DIGEST)
    assert (found.institution, found.table_map) == ("", TableMap())
    assert found.decisions == drafted().decisions


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{", b"[]", b"null", b'{"version": 2}', b'{"version": 1}', b"\xff\xfe",
        b'{"version":1,"institution":"","map":{},"choices":[["x"]],"cells":[],"rows":{}}',
        b'{"version":1,"institution":"","map":{},"choices":[],"cells":[["a","b","c"]],"rows":{}}',
        b'{"version":1,"institution":"","map":3,"choices":[],"cells":[],"rows":{}}',
        b"[" * 100_000,
    ],
)  # fmt: skip
def test_a_draft_that_cannot_be_understood_is_as_none(folder, content):
    folder.mkdir()
    (folder / f"{DIGEST}.json").write_bytes(content)
    assert kept_draft(desk(), DIGEST) is None


def test_one_that_was_cut_while_written_leaves_the_former_and_forgetting_twice_is_well(
    folder, monkeypatch
):
    keep_draft(DIGEST, drafted())

    def fail(self, _content):
        raise OSError(28, "no space")

    with monkeypatch.context() as patch:
        patch.setattr("pathlib.Path.write_bytes", fail)
        with pytest.raises(OSError, match="no space"):
            keep_draft(DIGEST, Draft())
    assert kept_draft(desk(), DIGEST) == drafted()
    forget_draft(DIGEST)
    forget_draft(DIGEST)
    assert kept_draft(desk(), DIGEST) is None


def test_the_oldest_drafts_are_forgotten_and_no_other_path_is_ever_written(folder, monkeypatch):
    monkeypatch.setattr(drafts, "MOST", 2)
    for number, digest in enumerate(("1" * 64, "2" * 64, "3" * 64)):
        keep_draft(digest, drafted())
        os.utime(folder / f"{digest}.json", (number, number))
    keep_draft("4" * 64, drafted())
    assert sorted(path.name[0] for path in folder.iterdir()) == ["3", "4"]
    for digest in ("../x", "A" * 64):
        with pytest.raises(ValueError, match=digest):
            keep_draft(digest, drafted())
