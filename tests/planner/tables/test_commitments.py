from __future__ import annotations

from dataclasses import replace
from datetime import date

from planner.editions.commitments import reconcile
from planner.rows import Rows
from planner.study import Commitment, Edition
from planner.tables.commitments import (
    commitments_sentence,
    commitments_table,
    evidence_table,
    reconciliation_table,
)
from planner.vocab import CommitmentStatus
from tests.planner.figures.editions import NEW, OLD
from ui.actions.texts import Texts

FR = Texts("fr")
ROWS = (
    Commitment(key="c1", rank=1, edition="e", text="Ouvrir à Lille", who="Région",
               due=date(2025, 6, 30), family="ia-technicien", level=5),
    Commitment(key="c2", rank=2, edition="e", text="Parler plus fort",
               status=CommitmentStatus.DONE, reason="Fait"),
)  # fmt: skip
STUDY = replace(
    NEW,
    editions=Rows([Edition(key="e", name="2019", digest="x", content="y")]),
    commitments=Rows(ROWS),
)


def said(table):
    return [[FR.show(value) for value in row.values] for row in table.rows]


def test_commitments_are_listed_with_names_and_blanks_stay_blank():
    first, second = said(commitments_table(STUDY))
    assert first == ["Ouvrir à Lille", "ouvert", "Région", "30 juin 2025", "IA technicien",
                     "Niveau 5", "", "", "2019"]  # fmt: skip
    assert second[2:7] == [""] * 5
    assert commitments_table(STUDY, "autre").rows == ()


def test_what_is_proposed_stands_beside_its_evidence():
    found = reconcile(OLD, STUDY, ROWS, "experts", date(2026, 1, 5))
    first, second = said(reconciliation_table(found))
    assert first[3:6] == ["ouvert", "tenu", "Une formation a ouvert pour cette famille."]
    assert "Bachelor Technicien IA" in first[6]
    assert second[4] == "invérifiable"
    assert second[6] == "Rien dans l’étude ne s’y rattache."


def test_each_fact_has_its_line_and_nothing_is_proposed():
    found = reconcile(OLD, STUDY, ROWS, "experts", date(2026, 1, 5))
    lines = said(evidence_table(found))
    assert len(lines) == len(found[0].evidence) + 1 > 2
    assert [line[:2] for line in lines[:-1]] == [["Ouvrir à Lille", "ouvert"]] * (len(lines) - 1)
    assert lines[-1] == ["Parler plus fort", "tenu", "Rien dans l’étude ne s’y rattache."]
    once = said(evidence_table(found, repeats=False))
    assert [line[0] for line in once if line[0]] == ["Ouvrir à Lille", "Parler plus fort"]
    assert [line[2] for line in once] == [line[2] for line in lines]


def test_the_sentence_counts_what_became_of_them():
    assert FR.say(commitments_sentence(ROWS)) == "2 engagements\u202f: 1 ouvert et 1 tenu."
    assert FR.say(commitments_sentence(())) == "Aucun engagement n’est noté."
