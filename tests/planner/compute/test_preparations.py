"""Trainings proposed for a certification, with the reasons."""

from __future__ import annotations

from planner.compute.preparations import proposed_trainings
from planner.study import (
    Action,
    AttestedCompetence,
    Block,
    Certification,
    Domain,
    DomainHours,
    Preparation,
    Task,
)
from planner.tables.preparations import preparations_table
from planner.vocab import DomainScheme, LinkState, TaskKind
from tests.build import study, training


def inventory(**more):
    trainings = [
        training("t1", "a", title="Maintenance industrielle", level=5),
        training("t2", "b", title="Vision par ordinateur", level=6),
        training("t3", "c", title="Gestion", level=6),
        training("t4", "a", title="Maintenance navale", level=5, is_archived=True),
    ]
    given = {
        "certifications": [Certification(key="c", title="L’IA dans la maintenance", level=6)],
        "trainings": trainings,
        "domains": [Domain(key="d", scheme=DomainScheme.EXPERTISE, name="Vision")],
        "domain_hours": [DomainHours(key="h", training="t2", domain="d", hours=30)],
        "attested_competences": [
            AttestedCompetence(key="k", certification="c", text="Voir", domains=("d",))
        ],
    }
    return study(**(given | more))


def test_a_domain_weighs_more_than_a_word_and_a_level_alone_proposes_nothing():
    found = proposed_trainings(inventory(), "c")
    assert [(p.training, p.domains, p.words, p.level) for p in found] == [
        ("t2", ("d",), (), 6),
        ("t1", (), ("maintenance",), None),
    ]
    assert [p.points for p in found] == [4, 2]


def test_the_families_of_the_tasks_that_lead_to_it_count():
    task = Task(
        key="x", action="p", title="Écrire", kind=TaskKind.TASK, days=9, certification="c",
        families=("c",),
    )  # fmt: skip
    made = inventory(actions=[Action(key="p", title="Plan")], tasks=[task])
    found = {p.training: p.families for p in proposed_trainings(made, "c")}
    assert found == {"t2": (), "t3": ("c",), "t1": ()}


def test_what_somebody_refused_is_not_proposed_again():
    link = Preparation(key="p", certification="c", training="t1", state=LinkState.REFUSED)
    found = proposed_trainings(inventory(preparations=[link]), "c")
    assert [p.training for p in found] == ["t2"]


def test_the_table_tells_blocks_where_the_certification_has_any():
    bare, one = inventory(), inventory(blocks=[Block(key="b", certification="c", title="Bloc")])
    keys = [column.key for column in preparations_table(one, "c").columns]
    assert keys == ["training", "institution", "level", "state", "block", "reason"]
    table = preparations_table(bare, "c")
    assert [column.key for column in table.columns] == [key for key in keys if key != "block"]
    assert table.column("training") == preparations_table(one, "c").column("training")
    assert {len(row.values) for row in table.rows} == {5}
