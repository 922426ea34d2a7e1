"""Competence rows under their occupations: what is checked, moved and confirmed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.samples.reading import read_sample
from planner.compute.competences import Progress, attach, attachments, confirm, neighbour, progress
from planner.edits import apply
from planner.errors import InvalidInput
from planner.study import Competence, Occupation, Sector, Source
from planner.vocab import Attachment, Impact, Nature
from tests.build import study

PRINTED = Source(Nature.PUBLISHED, "Annexe 2", 3164)


def row(key, occupation, attachment=Attachment.AS_PRINTED, sector="s"):
    return Competence(
        key=key,
        sector=sector,
        occupation=occupation,
        text=f"Compétence {key}",
        impact=Impact.ASSISTANCE,
        attachment=attachment,
        source=PRINTED,
    )


BASE = study(
    sectors=[Sector(key=key, name=key, impact=2) for key in ("r", "s")],
    occupations=[
        Occupation(key="o1", rank=1, sector="s", name="Un"),
        Occupation(key="o2", rank=2, sector="s", name="Deux"),
        Occupation(key="o3", rank=3, sector="s", name="Trois"),
        Occupation(key="x1", rank=4, sector="r", name="Ailleurs"),
    ],
    competences=[
        row("c1", "o1"),
        row("c2", "o1", Attachment.CHECKED),
        row("c3", "o3"),
        row("c4", None, Attachment.NONE),
        row("c5", "x1", sector="r"),
    ],
)
keys = st.lists(st.sampled_from(["c1", "c2", "c3", "c4"]), min_size=1, max_size=4)


def test_every_row_of_the_shipped_study_stands_once_in_printed_order():
    shipped = read_sample()
    told = attachments(shipped)
    rows = [row for sector in told for held in sector.occupations for row in held.rows]
    assert sorted(r.key for r in rows) == sorted(shipped.competences.keys())
    assert len(rows) == 563
    for sector in told:
        for held in sector.occupations:
            assert list(held.rows) == sorted(held.rows, key=lambda r: (r.rank, r.key))


def test_the_shipped_study_has_547_rows_to_check_and_16_without_occupation():
    shipped = read_sample()
    assert progress(shipped) == Progress(0, 547, 16)
    parts = [sector.progress for sector in attachments(shipped)]
    assert (sum(p.n for p in parts), sum(p.unplaced for p in parts)) == (547, 16)


def test_an_occupation_without_rows_is_shown_and_rows_without_one_come_last():
    sector = next(one for one in attachments(BASE) if one.sector.key == "s")
    told = [
        (held.occupation and held.occupation.key, [r.key for r in held.rows])
        for held in sector.occupations
    ]
    assert told == [("o1", ["c1", "c2"]), ("o2", []), ("o3", ["c3"]), (None, ["c4"])]


@given(keys, st.sampled_from(["o1", "o2", "o3"]))
def test_rows_that_are_moved_stand_under_their_occupation_and_are_checked(moved, goal):
    applied = apply(BASE, attach(BASE, moved, goal))
    for one in BASE.competences:
        after = applied.study.competences.get(one.key)
        if one.key in moved:
            assert (after.occupation, after.attachment) == (goal, Attachment.CHECKED)
            same = one.occupation == goal
            assert after.source.nature is (Nature.PUBLISHED if same else Nature.DECLARED)
            assert (after.source.place, after.source.line) == (PRINTED.place, PRINTED.line)
        else:
            assert after == one
    assert apply(applied.study, applied.inverse).study == BASE


def test_rows_never_leave_their_sector():
    with pytest.raises(InvalidInput) as refused:
        attach(BASE, ["c1"], "x1")
    assert refused.value.message.code == "error.competence_other_sector"


@pytest.mark.parametrize(("moved", "goal"), [(["nobody"], "o1"), (["c1"], "nowhere")])
def test_unknown_rows_and_occupations_are_refused(moved, goal):
    with pytest.raises(InvalidInput) as refused:
        attach(BASE, moved, goal)
    assert refused.value.message.code == "error.no_such_row"


def test_confirming_checks_a_row_and_leaves_it_published():
    applied = apply(BASE, confirm(BASE, ["c1", "c2", "c1"]))
    assert applied.touched.rows == {("competences", "c1")}
    after = applied.study.competences.get("c1")
    assert (after.attachment, after.occupation) == (Attachment.CHECKED, "o1")
    assert after.source == PRINTED
    assert progress(applied.study).checked == progress(BASE).checked + 1


def test_a_row_without_occupation_cannot_be_confirmed():
    with pytest.raises(InvalidInput) as refused:
        confirm(BASE, ["c1", "c4"])
    assert refused.value.message.code == "error.competence_unplaced"


@pytest.mark.parametrize(
    ("moved", "step", "goal"),
    [
        (["c1"], 1, "o2"),
        (["c1"], -1, None),
        (["c3"], -1, "o2"),
        (["c3"], 1, None),
        (["c4"], -1, "o3"),
        (["c4"], 1, None),
        (["c1", "c3"], 1, None),
        (["c1", "c5"], 1, None),
    ],
)
def test_the_next_occupation_is_that_of_the_sector(moved, step, goal):
    assert neighbour(BASE, moved, step) == goal
