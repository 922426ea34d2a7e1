"""The verbs of certifications: drafted, judged, frozen, compared, put back."""

from __future__ import annotations

import json

import pytest

from planner.compute.extracts import Fate, Run, extract
from planner.errors import EditRefused, InvalidInput, StudyFileError, UsageError
from planner.vocab import CertificationStatus, EvidenceState, LinkState, Register
from ui.actions.registry import VERBS
from ui.actions.versions import changes_between, content_of, extract_of


def run(desk, verb, **given):
    return VERBS[verb].run(desk, **given)


def competences(desk, key="managers"):
    return [r for r in desk.document.study.attested_competences if r.certification == key]


def test_a_status_is_dated_with_its_reason_and_undone_at_once(desk):
    run(desk, "certifications.status", key="drh", status="cadrage", reason="Accord de branche")
    study = desk.document.study
    (told,) = study.status_changes
    assert study.certifications.get("drh").status is CertificationStatus.FRAMING
    assert (told.status, told.changed_on, told.reason) == (
        CertificationStatus.FRAMING,
        desk.today(),
        "Accord de branche",
    )
    assert told.author == "Camille"
    desk.document.undo()
    assert desk.document.study.certifications.get("drh").status is CertificationStatus.IDEA
    assert len(desk.document.study.status_changes) == 0


def test_filing_and_decision_take_their_day(desk):
    run(desk, "certifications.status", key="drh", status="filed", reason="Dépôt", on="2026-03-02")
    run(desk, "certifications.status", key="drh", status="refused", reason="Avis", on="2026-10-01")
    row = desk.document.study.certifications.get("drh")
    assert (row.filed_on.isoformat(), row.decided_on.isoformat()) == ("2026-03-02", "2026-10-01")
    assert len(run(desk, "certifications.history", key="drh").tables[0].rows) == 2


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"status": "idea", "reason": "x"}, EditRefused),
        ({"status": "filed", "reason": "  "}, InvalidInput),
        ({"status": "ailleurs", "reason": "x"}, InvalidInput),
    ],
)
def test_a_status_without_change_or_reason_is_refused(desk, given, error):
    with pytest.raises(error):
        run(desk, "certifications.status", key="drh", **given)
    assert len(desk.document.study.status_changes) == 0


def test_fields_are_set_but_for_the_status(desk):
    run(desk, "certifications.set", key="drh", values=["register=rs", "years_asked=3"])
    row = desk.document.study.certifications.get("drh")
    assert (row.register, row.years_asked) == (Register.RS, 3)
    with pytest.raises(UsageError):
        run(desk, "certifications.set", key="drh", values=["status=filed"])


def test_a_draft_begins_with_the_contents_of_the_study_once(desk):
    run(desk, "certifications.seed", key="managers")
    assert competences(desk)[0].text == "Intégrer l’IA dans les pratiques de management"
    assert len(competences(desk)) == 5
    with pytest.raises(EditRefused):
        run(desk, "certifications.seed", key="managers")


def test_picked_competences_remember_their_origin_and_are_picked_once(desk):
    keys = [row.key for row in desk.document.study.competences][:3]
    run(desk, "certifications.pick", key="managers", competences=keys)
    assert [row.origin for row in competences(desk)] == keys
    outcome = run(desk, "competences.gap", certification="managers")
    assert outcome.tables[0].rows == ()
    with pytest.raises(EditRefused):
        run(desk, "certifications.pick", key="managers", competences=keys[:1])


def test_what_nobody_certifies_is_told_by_sector_and_shrinks(desk):
    before = run(desk, "competences.gap").tables[0]
    assert sum(before.column("unaddressed")) == sum(before.column("affected")) == 358
    row = next(r for r in desk.document.study.competences if r.impact == "replacement")
    run(desk, "certifications.pick", key="managers", competences=[row.key])
    after = run(desk, "competences.gap").tables[0]
    assert sum(after.column("unaddressed")) < 358


def test_codes_are_given_in_reading_order(desk):
    run(desk, "certifications.seed", key="drh")
    run(desk, "certifications.renumber", key="drh")
    assert [row.code for row in competences(desk, "drh")] == ["C1", "C2", "C3", "C4"]


def test_evidence_is_begun_then_changed_as_one_row(desk):
    given = {"key": "drh", "criterion": criterion(desk, "rs-2025", "1°")}
    run(desk, "certifications.evidence", **given, values=["text=Étude de besoin"])
    run(desk, "certifications.evidence", **given, values=["state=ready"])
    (row,) = desk.document.study.evidences
    assert (row.text, row.state) == ("Étude de besoin", EvidenceState.READY)


def criterion(desk, rules, number):
    rows = desk.document.study.criteria
    return next(r.key for r in rows if (r.rule_set, r.number) == (rules, number))


def test_the_check_tells_criteria_findings_and_no_verdict(desk):
    run(desk, "certifications.set", key="drh", values=["register=rs"])
    outcome = run(desk, "certifications.check", key="drh")
    assert outcome.data["rule_set"] == "rs-2025"
    told = {each["number"]: each for each in outcome.data["criteria"]}
    assert told["2°"]["state"] == "missing"
    assert "promotions_missing" in [f["code"] for f in told["1° bis"]["findings"]]
    assert "conforme" not in json.dumps(outcome.plain(desk.texts), ensure_ascii=False).casefold()
    assert desk.texts.say(outcome.said[0]).startswith("Répertoire spécifique, dépôts")


def test_without_register_no_criteria_apply(desk):
    outcome = run(desk, "certifications.check", key="drh")
    assert outcome.data["rule_set"] is None
    assert desk.texts.say(outcome.said[0]).startswith("Aucun jeu de critères")


def test_a_training_is_confirmed_then_refused_as_one_link(desk):
    training = run(desk, "certifications.trainings", key="maintenance").tables[0].rows[0].place
    assert training.collection == "trainings"
    run(desk, "certifications.prepare", key="maintenance", training=training.key, reason="Vu")
    run(desk, "certifications.prepare", key="maintenance", training=training.key, refused=True)
    (link,) = desk.document.study.preparations
    assert (link.state, link.reason) == (LinkState.REFUSED, "Vu")


def test_the_questionnaire_tells_its_rule(desk):
    answers = ["occupation=non", "complement=oui", "branch=non", "filing=oui"]
    outcome = run(desk, "certifications.advise", answers=answers)
    assert outcome.data["register"] == "rs"
    assert "L6113-6" in desk.texts.say(outcome.said[0])
    with pytest.raises(UsageError):
        run(desk, "certifications.advise", answers=["humeur=oui"])


def test_a_version_is_frozen_compared_and_restored_with_the_road_left_alone(desk):
    run(desk, "certifications.seed", key="drh")
    run(desk, "certifications.freeze", key="drh", name="V1")
    frozen = extract(desk.document.study, "drh")
    first = competences(desk, "drh")[0].key
    run(desk, "rows.set", collection="attested_competences", key=first, values=["text=Recruter"])
    run(desk, "rows.remove", collection="attested_competences", key=competences(desk, "drh")[1].key)
    run(desk, "certifications.status", key="drh", status="drafting", reason="Écriture")
    table = run(desk, "certifications.compare", key="drh", version="v1").tables[0]
    assert [desk.texts.say(value) for value in table.column("fate")] == [
        "changée",
        "retirée",
    ]
    run(desk, "certifications.restore", key="drh", version="V1")
    back = extract(desk.document.study, "drh")
    assert back.parts == frozen.parts
    assert back.certification.status is CertificationStatus.DRAFTING
    desk.document.undo()
    assert len(competences(desk, "drh")) == 3


def test_the_four_fates_of_parts_are_told_with_their_words(desk):
    run(desk, "certifications.seed", key="drh")
    run(desk, "certifications.freeze", key="drh", name="V1")
    first, second, third, fourth = competences(desk, "drh")
    place = {"collection": "attested_competences"}
    words = ["text=Rechercher les talents avec l’IA"]
    run(desk, "rows.set", **place, key=first.key, values=words)
    run(desk, "rows.remove", **place, key=second.key)
    run(desk, "rows.add", collection="blocks", values=["certification=drh", "title=Administrer"])
    block = desk.document.study.blocks[0].key
    run(desk, "rows.set", **place, key=third.key, values=[f"block={block}"])
    run(desk, "rows.add", **place, values=["certification=drh", "text=Informer les salariés"])
    outcome = run(desk, "certifications.compare", key="drh", version="V1")
    (table,) = outcome.tables
    told = {
        (desk.texts.say(fate), before, after)
        for fate, before, after in zip(*map(table.column, ("fate", "before", "after")), strict=True)
    }
    assert told == {
        ("changée", first.text, "Rechercher les talents avec l’IA"),
        ("déplacée", third.text, third.text),
        ("ajoutée", "", "Administrer"),
        ("ajoutée", "", "Informer les salariés"),
        ("retirée", second.text, ""),
    }
    assert fourth.text not in {before for _, before, _ in told}
    changed = next(
        c for c in changes_between(desk.document.study, "drh", "V1") if c.fate is Fate.CHANGED
    )
    assert changed.words() == (
        (Run.SAME, "Rechercher "),
        (Run.REMOVED, "des"),
        (Run.ADDED, "les"),
        (Run.SAME, " talents"),
        (Run.ADDED, " avec l’IA"),
    )


def test_two_versions_of_one_name_and_unknown_ones_are_refused(desk):
    run(desk, "certifications.freeze", key="drh", name="V1")
    with pytest.raises(EditRefused):
        run(desk, "certifications.freeze", key="drh", name=" v1 ")
    with pytest.raises(InvalidInput):
        run(desk, "certifications.compare", key="drh", version="V9")


def test_what_a_version_keeps_comes_back_the_same(desk):
    run(desk, "certifications.seed", key="drh")
    taken = extract(desk.document.study, "drh")
    assert content_of(extract_of(content_of(taken))) == content_of(taken)
    assert extract_of(content_of(taken)).certification == taken.certification


@pytest.mark.parametrize("content", ["", "[]", '{"certification": {}}', "not json"])
def test_a_spoiled_version_is_refused_in_words(content):
    with pytest.raises(StudyFileError) as refused:
        extract_of(content)
    assert refused.value.message.code == "error.version_unreadable"


def test_every_certification_can_be_shown(desk):
    for row in desk.document.study.certifications:
        outcome = run(desk, "certifications.show", key=row.key)
        assert outcome.data["identity"]
