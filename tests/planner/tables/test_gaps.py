"""Gaps, tiers, break-even and openings as tables."""

from __future__ import annotations

from fractions import Fraction

import pytest

from db.samples.reading import read_sample
from planner.compute.gaps import gaps, openings
from planner.messages import Interval, Message
from planner.tables.gaps import break_even_table, gaps_table, openings_table, tiers_table
from planner.tables.table import Format
from tests.build import training
from tests.planner.needing import assumed, line, toy
from ui.actions.texts import Texts

TEXTS = Texts("fr"), Texts("en")


def exactly(*values):
    return tuple(Interval.exactly(value) for value in values)


def tables(study, scenario="s"):
    report = gaps(study, scenario)
    return (
        gaps_table(study, report),
        break_even_table(study, report),
        tiers_table(study, report),
        openings_table(study, openings(study, scenario)),
    )


def test_a_line_holds_a_family_with_its_need_and_coverage():
    table = tables(toy())[0]
    assert table.column("family") == ("A", "B", "C")
    assert table.column("need") == exactly(40, 60, 10)
    assert table.column("coverage") == exactly(Fraction(1, 2), Fraction(1, 2), 1)
    assert table.column("served") == exactly(20, 30, 10)
    assert table.column("competing") == (1, 1, 0)
    assert [TEXTS[0].show(said) for said in table.column("standing")] == [
        "à combler",
        "à combler",
        "couvert",
    ]
    assert table.rows[1].trainings == ("ab", "b")
    assert table.rows[1].place.key == "b"


def test_a_coverage_that_could_be_anything_is_unknown_not_zero():
    table = tables(toy(places={}))[0]
    assert table.column("coverage") == (None, None, None)
    assert table.column("served") == (None, None, None)
    assert table.column("capacity") == (Interval(Fraction(0), None),) * 3
    assert {TEXTS[0].show(said) for said in table.column("standing")} == {"indéterminé"}


def test_people_are_rounded_and_ratios_are_exact():
    table = tables(read_sample(), "experts")[0]
    assert table.column("central") == (1219, 2981)
    assert table.column("need")[1] == Interval(Fraction(2839), Fraction(3548))
    thirds = tables(toy(need_lines=[line("n", 100)]))[0]
    assert thirds.column("need")[0] == Interval.exactly(36)
    assert thirds.column("coverage")[0] == Interval.exactly(Fraction(55, 100))


def test_break_even_says_leavers_by_training_and_none_without_training():
    table = tables(toy(trainings=[training("b", "b")]))[1]
    assert table.column("trainings") == (0, 1, 0)
    assert table.column("leavers") == (None, Interval.exactly(60), None)
    assert table.column("years") == (1, 1, 1)


def test_tiers_of_both_ends_come_worst_first():
    table = tables(toy())[2]
    assert [TEXTS[0].show(end) for end in table.column("end")] == [
        "au plus défavorable",
        "au plus défavorable",
        "au plus favorable",
        "au plus favorable",
    ]
    assert table.column("rank") == (1, 2, 1, 2)
    assert table.column("families") == (("A", "B"), ("C",)) * 2
    assert table.column("missing") == (50, 0, 50, 0)
    assert table.rows[0].trainings == ("ab", "b")


def test_openings_end_with_the_total_of_the_segment():
    table = tables(toy(assumptions=assumed(opening__cost=3)))[3]
    assert table.column("best")[-1] == sum(table.column("best")[:-1]) == 50
    assert table.column("cost")[-1] == 150
    assert TEXTS[0].show(table.column("family")[-1]) == "Total"
    assert set(tables(toy())[3].column("cost")) == {None}


def test_openings_for_a_need_without_bound_are_unknown_at_worst():
    table = tables(toy(need_lines=[line("n", (110, None, None))]))[3]
    assert set(table.column("worst")) == {None}
    assert table.column("best")[-1] == 50


@pytest.mark.parametrize("scenario", ["experts", "coloration", "sensibilisation"])
@pytest.mark.parametrize("speaker", TEXTS, ids=["fr", "en"])
def test_every_word_of_the_shipped_tables_can_be_said(scenario, speaker):
    for table in tables(read_sample(), scenario):
        assert speaker.say(table.title)
        assert all(speaker.say(note) for note in table.notes)
        for column in table.columns:
            assert speaker.say(column.heading)
            assert column.note is None or speaker.say(column.note)
        for row in table.rows:
            assert len(row.values) == len(table.columns)
            for column, value in zip(table.columns, row.values, strict=True):
                assert column.format is not Format.SAID or isinstance(value, Message)
                assert speaker.show(value)
