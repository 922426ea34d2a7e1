from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from planner.editions.account import account
from planner.editions.comparison import EditionFate, compare
from planner.editions.decomposition import Group, Measure, decompose
from planner.editions.proposals import propose
from planner.rows import Rows
from planner.tables.decomposition import (
    decomposition_sentence,
    decomposition_table,
    line_table,
    signed,
)
from planner.tables.editions import (
    breaks_table,
    edition_changes_table,
    edition_counts_table,
    edition_fields_table,
    lineages_table,
    proposals_table,
)
from tests.planner.figures.editions import NEW, OLD
from ui.actions.texts import Texts

FR = Texts("fr")
ALL = compare(OLD, NEW)


def said(table, speaker=FR):
    return [[speaker.show(value) for value in row.values] for row in table.rows]


def test_the_counts_name_every_fate_and_what_stayed():
    table = edition_counts_table(ALL)
    lines = {line[0]: line[1:] for line in said(table)}
    assert lines["Formations"][:2] == ["1", "1"]
    assert [column.key for column in table.columns][1:-1] == [fate.value for fate in EditionFate]
    assert sum(map(int, lines["Formations"][:-1])) == len(ALL.of("trainings"))


def test_each_change_says_what_happened_and_opens_its_row():
    table = edition_changes_table(OLD, NEW, ALL, "trainings")
    told = {line[1]: (line[2], line[3]) for line in said(table)}
    assert told["création"] == ("Bachelor Technicien IA", "n’était pas dans l’édition précédente")
    assert told["fermeture"][1] == "archivée"
    assert told["fusion"][1].startswith("réunit ")
    assert "Intitulé" in told["renommage"][1]
    places = {row.place.key for row in table.rows if row.place is not None}
    assert "neuve" in places
    one = edition_changes_table(OLD, NEW, ALL, "trainings", EditionFate.CREATED)
    assert len(one.rows) == 1


def test_a_changed_value_is_said_before_and_after():
    lines = said(edition_fields_table(OLD, NEW, ALL.changes))
    assert [
        "Recrutements d’experts de l’IA",
        FR.say("field.need_lines.high"),
        "5\u202f000",
        "5\u202f600",
    ] in lines
    seats = [line for line in lines if line[1] == "places ouvertes 2017"]
    assert seats
    assert {line[3] for line in seats} == {"30 – 40"}
    (stays,) = (line for line in lines if line[2:] == ["1", "0,9"])
    assert stays


def test_the_parts_of_the_table_are_points_that_add_up():
    made = decompose(OLD, NEW, "experts")
    table = decomposition_table(made, Measure.COVERAGE)
    parts = [table.column(group) for group in Group]
    for total, *shares in zip(table.column("total"), *parts, strict=True):
        assert sum(shares) == total
    assert len(table.rows) == 2 * sum(line.measure is Measure.COVERAGE for line in made.lines)


def test_one_line_stands_step_by_step_with_both_ends():
    made = decompose(OLD, NEW, "experts")
    line = made.line("expert.5.ia-technicien", Measure.SHORTFALL)
    table = line_table(made, line)
    worst = table.column("worst")
    assert worst[0] + sum(worst[1:-1]) == worst[-1]
    assert FR.say(table.title).endswith("recrutement d’experts de l’IA, niveau 5, IA technicien")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_sentence_names_the_figure_and_its_causes(language):
    speaker = Texts(language)
    made = decompose(OLD, NEW, "experts")
    told = speaker.say(decomposition_sentence(made.line("expert", Measure.COVERAGE)))
    assert speaker.percent(made.line("expert", Measure.COVERAGE).worst.after) in told
    assert told.count("point") >= 4
    unknown = decompose(replace(OLD, seats=Rows()), NEW, "coloration")
    for line in unknown.lines:
        assert speaker.say(decomposition_sentence(line))


def test_parts_are_said_with_their_sign_and_the_smallest_ones_too():
    points = (Fraction(3, 100), Fraction(-1, 8), Fraction(0), Fraction(1, 100_000))
    told = [FR.say(signed(part, Measure.COVERAGE)) for part in points]
    assert told == ["+3 points", "−12,5 points", "0 point", "moins de 0,1 point"]
    assert FR.say(signed(Fraction(-1), Measure.SHORTFALL)) == "−1 personne"


def test_breaks_are_told_with_what_they_touch():
    found = account(OLD, NEW, "experts").breaks
    lines = said(breaks_table(NEW, found))
    assert lines
    (assumed,) = (line for line in lines if line[0] == "autre hypothèse")
    assert assumed[2] == "couverture et manque"
    assert assumed[3] == "partout"


def test_proposals_and_lineages_name_both_ends():
    gone = OLD.trainings.get("t040")
    again = replace(gone, key="autre", title=gone.title + " bis")
    others = [row for row in OLD.trainings if row.key != "t040"]
    new = replace(OLD, trainings=Rows([*others, again]), seats=Rows(), domain_hours=Rows())
    (line,) = said(proposals_table(OLD, new, propose(OLD, new)))
    assert line[1:4] == [FR.say("lineage_kind.renamed"), gone.title, again.title]
    ((_, about, kind, *_),) = said(lineages_table(NEW))
    assert (about, kind) == (
        FR.say("collection.trainings.one"), FR.say("lineage_kind.merged")
    )  # fmt: skip


def test_an_account_without_a_common_scenario_still_compares():
    made = account(OLD, replace(NEW, scenarios=Rows(), scenario_moves=Rows()))
    assert made.made is None
    assert FR.say(made.refusal)
    assert made.compared.of("trainings")
