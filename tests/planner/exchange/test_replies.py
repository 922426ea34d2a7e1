"""A reply held against the study and taken: checked against plain dictionaries."""

from __future__ import annotations

from itertools import count
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.edits import Set, apply
from planner.exchange.layout import column_of
from planner.exchange.replies import Fate, GivenRow, Refusal, Reply, RowFate, Spot, compare
from planner.exchange.sent import Shelf, base_of, base_text, sent
from planner.exchange.taking import Decisions, Provenance, RowChoice, Side, taken
from planner.messages import Interval, message
from planner.study import Domain, Source
from planner.vocab import DomainScheme, Modality, Nature
from tests.build import study, training
from tests.tries import tries

YEARS = (2025, 2026)
FROM = Provenance("reponse.xlsx", "Réponse du 3 mars 2026")
PRINTED = Source(Nature.PUBLISHED, "Annexe 3", 12, "Fiche.")

#: What may stand in each column, in every state.
STATES = {
    "title": st.sampled_from(["A", "B", "C"]),
    "city": st.sampled_from([None, "lille", "douai"]),
    "level": st.sampled_from([None, 5, 6, 7]),
    "modalities": st.sampled_from([(), ("initial",), ("initial", "continuing")]),
    "months": st.sampled_from([None, 12, 24]),
    "family:a": st.booleans(),
    "family:b": st.booleans(),
    "seats:2026": st.sampled_from([None, Interval.exactly(12), Interval(20, None)]),
    "domain:vision": st.sampled_from([None, True, 30, 40]),
    "is_archived": st.booleans(),
    "comment": st.sampled_from(["", "vu"]),
}
ROWS = st.fixed_dictionaries(STATES)
KEYS = ("t1", "t2", "t3")
TABLES = st.fixed_dictionaries(dict.fromkeys(KEYS, ROWS))


_NUMBERS = count(1)


def keys():
    """Fresh keys, as the desk gives them: none is ever given twice."""
    return lambda: f"k{next(_NUMBERS)}"


def with_cells(told, table):
    """The study whose trainings have exactly the cells of ``table``, made by taking them."""
    base = cells_of(told)
    rows = [GivenRow(Spot("s", n), key, cells) for n, (key, cells) in enumerate(table.items())]
    found = compare(told, Reply("ens", tuple(rows), base))
    return apply(told, taken(told, found, Decisions(), FROM, keys()).edit).study


def start():
    return study(
        domains=[Domain(key="vision", scheme=DomainScheme.VISIBILITY, name="Vision")],
        trainings=[training(key, rank=n, source=PRINTED) for n, key in enumerate(KEYS)],
    )


def cells_of(told, codes=tuple(STATES)):
    columns = [column_of(told, code) for code in codes]
    shelf = Shelf(told)
    return {row.key: shelf.cells(row, columns) for row in told.trainings}


def reply(base, table, institution="ens"):
    rows = [
        GivenRow(Spot("Formations", n), key, cells)
        for n, (key, cells) in enumerate(table.items(), 6)
    ]
    return Reply(institution, tuple(rows), base)


def take(told, answer, decisions=None):
    found = compare(told, answer)
    made = taken(told, found, decisions or Decisions(), FROM, keys())
    return found, made, apply(told, made.edit).study


def expected_cell(base, ours, theirs):
    """The oracle: what a cell holds afterwards when nobody decided anything."""
    return theirs if ours == base else ours


@tries(40)
@given(TABLES, TABLES)
def test_taking_values_gives_a_study_that_has_them(first, second):
    told = with_cells(start(), first)
    assert cells_of(told) == first
    assert cells_of(with_cells(told, second)) == second


@tries(40)
@given(TABLES, TABLES, TABLES)
def test_a_reply_never_loses_a_change_made_meanwhile(base, ours, theirs):
    told = with_cells(start(), ours)
    _, _, after = take(told, reply(base, theirs))
    wanted = {
        key: {c: expected_cell(base[key][c], ours[key][c], theirs[key][c]) for c in STATES}
        for key in KEYS
    }
    assert cells_of(after) == wanted


@tries(40)
@given(TABLES, TABLES, TABLES, st.data())
def test_a_change_made_meanwhile_gives_way_only_where_a_person_decided_so(base, ours, theirs, data):
    told = with_cells(start(), ours)
    names = [(key, code) for key in KEYS for code in STATES]
    decided = data.draw(st.dictionaries(st.sampled_from(names), st.sampled_from(Side)))
    _, made, after = take(told, reply(base, theirs), Decisions(decided))
    found = cells_of(after)
    undecided = 0
    for key, code in names:
        was, mine, its = base[key][code], ours[key][code], theirs[key][code]
        wanted = expected_cell(was, mine, its)
        side = decided.get((key, code))
        if side is not None and its != was:
            wanted = its if side is Side.THEIRS else mine
        undecided += len({was, mine, its}) == 3 and side is None
        assert found[key][code] == wanted, (key, code)
    assert made.open == undecided


@tries(40)
@given(TABLES, TABLES)
def test_a_reply_without_an_edit_changes_nothing(base, ours):
    told = with_cells(start(), ours)
    found, made, after = take(told, reply(base, base))
    assert made.edit.edits == ()
    assert after == told
    assert found.counts()[RowFate.IDENTICAL] == len(KEYS)


@tries(40)
@given(TABLES, TABLES, TABLES)
def test_a_reply_taken_twice_does_nothing_the_second_time(base, ours, theirs):
    told = with_cells(start(), ours)
    _, _, once = take(told, reply(base, theirs))
    _, again, twice = take(once, reply(base, theirs))
    assert again.edit.edits == ()
    assert twice == once


@tries(40)
@given(TABLES, TABLES, TABLES)
def test_both_sides_are_treated_alike(base, ours, theirs):
    swapped = {Fate.THEIRS: Fate.OURS, Fate.OURS: Fate.THEIRS}
    one = compare(with_cells(start(), ours), reply(base, theirs))
    other = compare(with_cells(start(), theirs), reply(base, ours))
    fates = {(r.name, c.code): c.fate for r in one.rows for c in r.cells}
    for row in other.rows:
        for cell in row.cells:
            found = fates[row.name, cell.code]
            assert cell.fate is swapped.get(found, found)


@tries(40)
@given(TABLES, TABLES)
def test_a_table_that_we_did_not_send_replaces_nothing_that_is_known(ours, theirs):
    told = with_cells(start(), ours)
    _, _, after = take(told, reply(None, theirs))
    for key, cells in cells_of(after).items():
        for code, value in cells.items():
            if ours[key][code] not in (None, "", (), False):
                assert value == ours[key][code]


def test_a_whole_batch_is_undone_as_one():
    told = start()
    base = {key: dict(cells) for key, cells in cells_of(told).items()}
    theirs = {
        key: cells | {"level": 7, "seats:2026": Interval.exactly(3)} for key, cells in base.items()
    }
    made = taken(told, compare(told, reply(base, theirs)), Decisions(), FROM, keys())
    done = apply(told, made.edit)
    assert apply(done.study, done.inverse).study == told
    assert (made.cells, made.rows, made.open) == (6, 3, 0)


def one_row(**theirs):
    told = start()
    base = cells_of(told)
    return told, base, {"t1": base["t1"] | theirs, "t2": base["t2"], "t3": base["t3"]}


def test_what_was_taken_says_that_it_was_declared_by_the_reply_and_where_it_was_printed():
    told, base, theirs = one_row(level=7)
    _, _, after = take(told, reply(base, theirs))
    source = after.trainings.get("t1").source
    assert (source.nature, source.place, source.line) == (Nature.DECLARED, "Annexe 3", 12)
    assert source.note == "Réponse du 3 mars 2026\nFiche."
    assert after.trainings.get("t2").source == PRINTED
    told, base, theirs = one_row(comment="vu", is_archived=True)
    _, _, after = take(told, reply(base, theirs))
    assert after.trainings.get("t1").source == PRINTED
    told, base, theirs = one_row(**{"seats:2026": Interval.exactly(3)})
    _, _, after = take(told, reply(base, theirs))
    assert after.seats[0].source == Source(Nature.DECLARED, "reponse.xlsx", note=FROM.note)


def test_a_row_that_is_absent_waits_for_a_decision():
    told, base, theirs = one_row()
    del theirs["t2"]
    found, made, _ = take(told, reply(base, theirs))
    assert [row.key for row in found.of(RowFate.ABSENT)] == ["t2"]
    assert made.edit.edits == ()
    _, _, archived = take(told, reply(base, theirs), Decisions(rows={"t2": RowChoice.ARCHIVE}))
    assert archived.trainings.get("t2").is_archived
    again, _, _ = take(archived, reply(base, theirs))
    assert again.of(RowFate.ABSENT) == ()
    _, _, dropped = take(told, reply(base, theirs), Decisions(rows={"t2": RowChoice.DROP}))
    assert dropped.trainings.find("t2") is None
    _, unmoved, _ = take(told, reply(base, theirs), Decisions(rows={"t2": RowChoice.ADD}))
    assert unmoved.edit.edits == ()


def test_only_the_rows_that_the_file_held_can_be_absent():
    told, base, theirs = one_row()
    answer = Reply("ens", (GivenRow(Spot("s", 6), "t1", theirs["t1"]),), base, ("t1",))
    assert compare(told, answer).of(RowFate.ABSENT) == ()


def test_a_refused_row_is_not_taken_and_is_not_absent():
    told, base, theirs = one_row(level=7)
    refusal = Refusal("months", "F6", "douze", message("error.not_understood"))
    rows = tuple(
        GivenRow(Spot("s", n), key, cells, (refusal,) if key == "t1" else ())
        for n, (key, cells) in enumerate(theirs.items())
    )
    found, made, after = take(told, Reply("ens", rows, base))
    assert [row.key for row in found.of(RowFate.REFUSED)] == ["t1"]
    assert found.of(RowFate.ABSENT) == ()
    assert (made.edit.edits, after) == ((), told)


def test_a_new_row_is_added_once_with_its_places():
    told, base, theirs = one_row()
    values = {"title": "Vision", "level": 6, "city": "lille", "family:a": True}
    values |= {"seats:2026": Interval.exactly(9), "modalities": ("initial",), "domain:vision": True}
    answer = reply(base, theirs)
    answer = Reply("ens", (*answer.rows, GivenRow(Spot("Ajouter", 6), "", values)), base)
    found, _, after = take(told, answer)
    assert [row.title for row in found.of(RowFate.NEW)] == ["Vision"]
    added = after.trainings[-1]
    assert (added.title, added.institution, added.families) == ("Vision", "ens", ("a",))
    assert added.modalities == (Modality.INITIAL,)
    assert added.source == Source(Nature.DECLARED, "reponse.xlsx", note=FROM.note)
    assert [(s.training, s.low, s.high) for s in after.seats] == [(added.key, 9, 9)]
    assert [(h.training, h.hours) for h in after.domain_hours] == [(added.key, None)]
    again, made, _ = take(after, answer)
    assert again.of(RowFate.NEW) == ()
    assert made.edit.edits == ()
    left, none, _ = take(told, answer, Decisions(rows={"Ajouter!6": RowChoice.LEAVE}))
    assert (len(left.of(RowFate.NEW)), none.edit.edits) == (1, ())


def test_a_row_copied_to_add_a_training_leaves_its_model_alone():
    told, base, theirs = one_row(level=7)
    copied = base["t1"] | {"title": "Une autre", "city": "douai"}
    model = GivenRow(Spot("s", 9), "t1", theirs["t1"])
    answer = Reply("ens", (GivenRow(Spot("s", 7), "t1", copied), model), base, ("t1",))
    found, _, after = take(told, answer)
    assert [row.title for row in found.of(RowFate.NEW)] == ["Une autre"]
    assert after.trainings.get("t1").level == 7
    assert after.trainings.get("t1").title == "Formation t1"


def test_namesakes_are_told_apart_by_city_and_level():
    told = study(
        trainings=[
            training("t1", title="Master", city="lille"),
            training("t2", title="Master", city="douai"),
        ]
    )
    rows = (
        GivenRow(Spot("s", 1), "", {"title": "MASTER", "city": "douai", "level": 5}),
        GivenRow(Spot("s", 2), "", {"title": "Master", "city": "douai", "level": 5}),
        GivenRow(Spot("s", 3), "", {"title": "Master"}),
    )
    found = compare(told, Reply("ens", rows, None))
    assert {row.spot.row: row.key for row in found.rows} == {1: "t2", 2: "", 3: "t1"}


def test_the_key_of_another_institution_is_not_taken_over():
    told = study(trainings=[training("t1", institution="iut")])
    row = GivenRow(Spot("s", 1), "t1", {"title": "Mienne", "level": 7})
    found, _, after = take(told, Reply("ens", (row,), {}))
    assert [each.fate for each in found.rows] == [RowFate.NEW]
    assert after.trainings.get("t1").title == "Formation t1"


def test_a_training_that_was_removed_meanwhile_comes_back_only_if_decided():
    told, base, theirs = one_row(level=7)
    rest = apply(told, taken_away(told, "t1")).study
    found, made, _ = take(rest, reply(base, theirs))
    (row,) = found.of(RowFate.CONFLICTING)
    assert (row.key, row.is_gone, made.edit.edits, made.open) == ("t1", True, (), 1)
    _, _, after = take(rest, reply(base, theirs), Decisions({("t1", "level"): Side.THEIRS}))
    assert after.trainings.get("t1").level == 7
    assert after.trainings.get("t1").city == "lille"
    unchanged, _, _ = take(rest, reply(base, base))
    assert unchanged.counts()[RowFate.IDENTICAL] == 3


def taken_away(told, key):
    found = compare(told, Reply("ens", (), {key: {}}))
    return taken(told, found, Decisions(rows={key: RowChoice.DROP}), FROM, keys()).edit


def test_columns_that_the_study_does_not_know_are_left_out():
    told, base, theirs = one_row(**{"family:zz": True, "level": 7})
    found, _, after = take(told, reply(base, theirs))
    assert {cell.code for row in found.rows for cell in row.cells} == set(STATES)
    assert after.trainings.get("t1").level == 7


@pytest.mark.parametrize("years", [YEARS, ()])
def test_what_was_sent_and_came_back_untouched_is_identical(years):
    told = with_cells(start(), {key: {"title": "A", "family:a": True} for key in KEYS})
    sheet = sent(told, "ens", years)
    base = base_of(base_text(sheet))
    changed = apply(told, Set("trainings", "t1", (("level", 8),))).study
    found, made, _ = take(changed, reply(base, MappingProxyType(sheet.rows)))
    assert found.counts()[RowFate.IDENTICAL] == 3
    assert made.edit.edits == ()
