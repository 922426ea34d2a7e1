"""Need lines, allocations and assumptions as tables."""

from __future__ import annotations

from fractions import Fraction

import pytest

from db.samples.reading import read_sample
from planner.messages import message
from planner.tables.needs import (
    allocations_table,
    assumptions_table,
    bounds_words,
    line_in_list,
    line_words,
    lines_table,
    needs_table,
    scenario_lines_table,
)
from tests.planner.needing import assumed, line, planned, spread
from ui.actions.texts import Texts

FRENCH = Texts("fr")


def test_a_need_line_says_its_people_sector_and_scenarios():
    study = planned([line("n", (None, 7, 9), sector="x")], spread("n", {("a", 5): Fraction(1, 4)}))
    table = needs_table(study)
    assert (table.column("low"), table.column("central"), table.column("high")) == (
        (None,),
        (7,),
        (9,),
    )
    assert table.column("sector") == ("X",)
    assert table.column("allocated") == (Fraction(1, 4),)
    assert table.column("scenarios") == (("Essai",),)
    assert table.rows[0].place.key == "n"


def test_a_line_of_the_whole_region_without_allocation_says_so():
    table = needs_table(planned([line("n", 7, allocation=None)]))
    assert FRENCH.show(table.column("sector")[0]) == "toute la région"
    assert table.column("allocated") == (0,)
    assert table.column("allocation") == ("",)


@pytest.mark.parametrize(
    ("share", "told", "left"),
    [(Fraction(3, 4), "non réparti", Fraction(1, 4)), (Fraction(5, 4), "en trop", Fraction(-1, 4))],
)
def test_what_shares_leave_or_exceed_has_a_line_of_its_own(share, told, left):
    table = allocations_table(planned([line("n", 7)], spread("n", {("a", 5): share})))
    assert table.column("share") == (share, left)
    assert FRENCH.show(table.column("family")[1]) == told
    assert table.rows[1].place.collection == "allocations"


def test_shares_that_make_the_whole_leave_no_line():
    assert len(allocations_table(planned([line("n", 7)], spread("n", {("a", 5): 1}))).rows) == 1


def test_an_assumption_that_nobody_gave_is_unknown():
    table = assumptions_table(planned([], assumptions=assumed(ceiling__5=None, yield__stays=1)))
    assert table.column("value") == (None, 1)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_shipped_study_can_be_said(language):
    speaker, study = Texts(language), read_sample()
    for table in (needs_table(study), assumptions_table(study), allocations_table(study)):
        assert table.rows
        assert speaker.say(table.title)
        assert all(speaker.say(note) for note in table.notes)
        assert all(speaker.say(column.heading) for column in table.columns)
        for row in table.rows:
            assert len(row.values) == len(table.columns)
            assert all(isinstance(speaker.show(value), str) for value in row.values)


def test_lines_are_shown_as_they_are_typed_and_told_in_few_words():
    study = read_sample()
    table = lines_table(study)
    assert [column.key for column in table.columns] == [
        "name", "kind", "sector", "start", "end", "low", "central", "high", "allocation",
    ]  # fmt: skip
    assert table.rows[0].values[2:8] == (
        message("table.needs.region"),
        2017,
        2027,
        4000,
        4200,
        5000,
    )
    french = Texts("fr")
    btp = study.need_lines.get("btp.coloured.2017-2022")
    assert french.say(line_words(study, btp)) == "BTP, 2017-2022"
    assert french.say(line_in_list(study, btp)) == "BTP, 2017-2022 (coloration IA)"


def test_bounds_are_one_number_an_interval_or_unknown():
    def said(*bounds):
        return Texts("fr").say(bounds_words(line("n", bounds))).replace("\u202f", " ")

    assert said(10, 10, 10) == "10"
    assert said(4000, 4200, 5000) == "4 200 (4 000 – 5 000)"
    assert said(1, None, 2) == "1 – 2"
    assert said(None, 7, None) == "7, bornes inconnues"
    assert said(None, None, None) == "inconnu"
    assert said(3, None, None) == "3 – inconnu"


def test_scenarios_tell_how_many_needs_they_count():
    table = scenario_lines_table(read_sample())
    assert table.column("lines") == (1, 19, 19)
