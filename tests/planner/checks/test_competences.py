"""Checks of competences and certifications."""

from __future__ import annotations

from planner.checks import competences as checks
from planner.findings import Place
from planner.study import Certification, CertificationContent, Competence, Sector
from planner.vocab import Attachment, Impact
from tests.build import study

SECTORS = [Sector(key=k, name=k.upper(), impact=2) for k in ("s", "t")]


def competence(key, text="Souder", occupation="o", sector="s", attachment=Attachment.AS_PRINTED):
    return Competence(
        key=key,
        sector=sector,
        occupation=occupation,
        text=text,
        impact=Impact.ASSISTANCE,
        attachment=attachment,
    )


def found(check, **collections):
    return list(check(study(**collections)))


def test_attachments_to_be_checked_are_counted_by_sector():
    rows = [
        competence("c1"),
        competence("c2", "Plier"),
        competence("c3", "Percer", attachment=Attachment.CHECKED),
        competence("c4", sector="t", attachment=Attachment.NONE),
    ]
    (said,) = found(checks.doubtful_attachments, sectors=SECTORS, competences=rows)
    assert said.where == Place("sectors", "s")
    assert said.said["n"] == 2


def test_a_competence_printed_twice_for_one_occupation_is_found():
    rows = [
        competence("c1"),
        competence("c2", "SOUDER "),
        competence("c3", occupation="p"),
        competence("c4", sector="t"),
    ]
    (said,) = found(checks.repeated_competences, sectors=SECTORS, competences=rows)
    assert said.where == Place("competences", "c2", "text")
    assert said.said["other"] == "c1"


def test_a_certification_without_content_is_found():
    rows = [Certification(key=k, title=k.upper()) for k in ("full", "bare")]
    contents = [CertificationContent(key="x", certification="full", text="Contenu")]
    (said,) = found(
        checks.certifications_without_content,
        certifications=rows,
        certification_contents=contents,
    )
    assert said.where == Place("certifications", "bare")
