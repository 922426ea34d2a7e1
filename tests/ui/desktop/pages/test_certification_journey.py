"""Each candidate certification of the study is drafted to its end in the real window."""

from __future__ import annotations

import pytest

from db.store import open_store
from planner.compute.dossier import identity_fields
from planner.compute.referential import referential
from planner.vocab import CertificationStatus, EvidenceState, Register
from tests.ui.desktop.pages.specialist import PLANS, Specialist
from ui.actions import fiches
from ui.desktop.pages.certifications import CertificationsPage

FRONT = "certifications"
#: What only people can supply: holders of former years.
HUMAN = {"promotions_missing"}


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """No test sees the fiches that the person at work has imported."""
    monkeypatch.setattr(fiches, "fiches_folder", lambda: tmp_path / "fiches")


@pytest.fixture
def specialist(window):
    return Specialist(window.findChild(CertificationsPage))


def on_disk(session):
    path, clock = session.desk.document.store.path, session.desk.now
    with open_store(path, author="x", machine="x", clock=clock, read_only=True) as store:
        return store.load()


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_a_certification_is_drafted_until_only_people_can_go_on(specialist, plan):
    counts = []

    def count():
        counts.append(specialist.findings())

    specialist.open_from_board(plan)
    count()
    specialist.choose_register(plan)
    specialist.tell_identity(plan)
    count()
    specialist.seed()
    specialist.pick()
    tab = specialist.tab("referential")
    count()
    specialist.reword(tab, plan)
    count()
    if plan.is_rncp:
        specialist.hang_under_a_block(tab, plan)
    specialist.judge(tab, plan)
    count()
    specialist.confirm_training()
    specialist.correspond("RNCP40514BC02", "Mêmes compétences de cadrage")
    count()
    assert counts[0]  # the shipped content has much to be said of
    drafted = counts[2:]
    assert [len(each) for each in drafted] == sorted(map(len, drafted), reverse=True)
    assert len(drafted[0]) > len(drafted[-1])
    assert set(counts[-1]) == HUMAN

    specialist.show_evidence()
    specialist.count_promotion("2024")
    specialist.count_promotion("2025")
    assert specialist.findings() == []
    assert specialist.page.criteria.count.text().startswith("Plus de constat")
    specialist.move_to(plan, "review", "Relecture par la branche")

    study = on_disk(specialist.session)
    row, parts = study.certifications.get(plan.key), referential(study, plan.key)
    assert row.status is CertificationStatus.REVIEW
    assert row.register is (Register.RNCP if plan.is_rncp else Register.RS)
    assert ("level" in identity_fields(row.register)) is plan.is_rncp
    assert bool(parts.blocks) is bool(parts.activities) is plan.is_rncp
    keys = {competence.key for competence in parts.competences}
    assert parts.assessed == parts.judged == keys
    drawn = [competence.origin for competence in parts.competences if competence.origin]
    targets = {study.competences.get(key).occupation for key in drawn}
    assert targets
    assert targets <= set(row.occupations)
    states = {e.state for e in study.evidences if e.certification == plan.key}
    assert states == {EvidenceState.READY}
    reading = specialist.tab("reading").browser.toPlainText()
    assert all(competence.text in reading for competence in parts.competences)
    assert ("Référentiel d’activités" in reading) is plan.is_rncp
