"""The tables of a file: referentials side by side, and all that stands around them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from planner.compute.dossier import dossier
from planner.messages import message
from planner.study import Activity, Certification
from planner.tables.dossier import chapters, identity_table, shortened
from planner.tables.form import form_fields
from planner.tables.referential import MERGED, referential_tables, runs
from planner.vocab import Register
from tests.build import study
from tests.dossiers import AIM, RNCP, RS, filled
from ui.actions.texts import Texts

ON = date(2026, 11, 22)
FR = Texts("fr")


def told(key=RNCP, of=None):
    return dossier(of or filled(), key, ON)


def test_the_rncp_has_three_referentials_and_the_rs_two():
    first, second = referential_tables(told())
    assert [column.key for column in first.columns] == [
        "activity", "competence", "modality", "criteria",
    ]  # fmt: skip
    (alone,) = referential_tables(told(RS))
    assert [column.key for column in alone.columns] == ["competence", "modality", "criteria"]
    assert [len(table.rows) for table in (first, second, alone)] == [3, 3, 2]


def test_a_line_tells_activity_competence_modalities_and_criteria():
    row = referential_tables(told())[0].rows[0]
    activity, competence, modality, criteria = row.values
    assert activity == "A1 – Étude du besoin"
    assert competence.startswith("C1.1 – Analyser un processus")
    assert [FR.show(said) for said in modality] == [
        "Étude de cas présentée à un jury",
        "Production attendue\u202f: Dossier de 20 pages",
        "Durée\u202f: 45 minutes",
    ]
    assert [FR.show(said) for said in criteria] == [
        "Le processus est décrit en entier (indicateur\u202f: aucune étape ne manque)",
        "Les personnes concernées sont entendues",
    ]
    assert row.place.key == "k1"


def test_what_is_not_written_is_unknown():
    transmission = referential_tables(told())[1].rows[-1]
    assert transmission.values == ("A4 – Transmission", None, None, None)


def test_equal_neighbours_are_one_run():
    first = referential_tables(told())[0]
    assert runs(first, "activity") == ((0, 1), (2, 2))
    assert runs(first, "modality") == ((0, 2),)
    assert set(MERGED) <= {column.key for column in first.columns}


def test_activities_under_the_rs_are_counted_and_not_shown():
    of = filled()
    more = Activity(key="z", certification=RS, text="Recruter")
    (table,) = referential_tables(told(RS, replace(of, activities=of.activities.put(more))))
    assert len(table.rows) == 2
    assert message("dossier.referential.no_activities", n=1) in table.notes


def test_nothing_drafted_is_said():
    empty = study(certifications=[Certification(key="c", title="IA")])
    (table,) = referential_tables(dossier(empty, "c", ON))
    assert (table.rows, table.notes) == ((), (message("dossier.referential.empty"),))


def test_the_identity_sheet_says_words_and_leaves_unknown_unknown():
    lines = {FR.say(row.values[0]): row.values[1] for row in identity_table(filled(), told()).rows}
    assert FR.show(lines["Niveau CEC"]) == "Niveau 6 (bac+3, bac+4)"
    assert FR.show(lines["Métiers visés"]) == "Chef de projet"
    assert FR.show(lines["Jeu de critères"]) == "RNCP, dépôts 2025"
    assert FR.show(lines["Durée demandée"]) == "3 ans"
    assert lines["Partenaires"] is None


def test_every_chapter_is_there_and_opinions_only_where_there_are_some():
    keys = [chapter.key for chapter in chapters(filled(), told())]
    assert keys == [
        "identity", "referential", "criteria", "coverage", "correspondences", "preparations",
        "promotions", "history", "comments",
    ]  # fmt: skip
    assert [chapter.key for chapter in chapters(filled(), told(RS))] == keys[:-1]


def chapter(key, of=RNCP):
    return next(each for each in chapters(filled(), told(of)) if each.key == key)


def test_criteria_come_with_their_evidence_and_their_findings():
    table, other = chapter("criteria").tables
    first, third, sixth = table.rows
    assert FR.show(first.values[2]) == "prête"
    assert first.values[3] == "Tableau des promotions 2024 et 2025"
    assert FR.show(sixth.values[2]) == "à rédiger"
    assert [said.code for said in third.values[5]] == ["finding.competence_without_criterion"] * 2
    assert {row.values[1].code for row in other.rows} >= {"finding.activity_without_competence"}


def test_no_table_tells_that_there_is_no_other_finding():
    found = told()
    kept = replace(found, progress=replace(found.progress, other=()))
    (criteria,) = next(c for c in chapters(filled(), kept) if c.key == "criteria").tables
    assert criteria.key == "criteria"


def test_trainings_are_told_with_their_block_where_the_register_knows_blocks():
    keys = [column.key for column in chapter("preparations").tables[0].columns]
    assert keys == ["training", "institution", "level", "block", "state", "reason"]
    study = filled()
    link = replace(study.preparations[0], key="y3", certification=RS)
    table = chapters(study, replace(told(RS), preparations=(link,)))[5].tables[0]
    assert [column.key for column in table.columns] == [key for key in keys if key != "block"]
    assert [len(row.values) for row in table.rows] == [5]


def test_coverage_tells_who_attests_what_and_where_competences_come_from():
    affected, drawn = chapter("coverage").tables
    assert [row.values[1] for row in affected.rows] == [
        "Analyser les processus",
        "Suivre les indicateurs",
    ]
    assert affected.rows[0].values[3][0].startswith("C1.1")
    assert affected.rows[1].values[3] == message("dossier.nobody")
    assert drawn.rows[0].values[1] == "Analyser les processus"
    assert drawn.rows[1].values[1] == message("dossier.no_origin")


def test_rates_are_shares_of_those_who_answered_or_unknown():
    (row,) = chapter("promotions").tables[0].rows
    assert row.values[-2:] == (Fraction(12, 16), None)


def test_the_form_asks_what_the_register_asks():
    rncp = [FR.say(field.heading) for field in form_fields(filled(), told())]
    rs = [FR.say(field.heading) for field in form_fields(filled(), told(RS))]
    assert {"Niveau CEC", "Codes ROME", "Activités visées", "Secteurs"} <= set(rncp)
    assert {"Niveau CEC", "Codes ROME", "Activités visées", "Secteurs"} & set(rs) == set()
    assert "Durée de validité" in rs
    assert "Durée de validité" not in rncp
    assert "BC02 – Conduire l’expérimentation – prérequis" in rncp


def test_the_form_tells_each_text_as_it_is_to_be_pasted():
    fields = {FR.say(field.heading): field.lines for field in form_fields(filled(), told())}
    assert fields["Objectifs et contexte"] == (AIM,)
    assert fields["Partenaires"] == ()
    assert len(fields["Compétences attestées"]) == 5
    assert len(fields["BC02 – Conduire l’expérimentation – liste de compétences"]) == 2
    assert fields["BC02 – Conduire l’expérimentation – modalités d’évaluation"][0] == (
        "Mise en situation"
    )


def test_undecided_registers_are_asked_everything():
    of = filled()
    row = replace(of.certifications.get(RNCP), register=Register.UNDECIDED)
    of = replace(of, certifications=of.certifications.put(row))
    said = {FR.say(field.heading) for field in form_fields(of, told(RNCP, of))}
    assert {"Niveau CEC", "Durée de validité"} <= said


def test_a_finding_quotes_the_beginning_of_a_long_text():
    said = shortened(message("finding.no_aim", title="x" * 200, n=3))
    assert said["title"] == "x" * 89 + "…"
    assert said["n"] == 3
    assert shortened(message("finding.no_aim", title="IA")) == message("finding.no_aim", title="IA")
