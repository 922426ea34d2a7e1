"""What partners may read: no person in any field, no remark among colleagues."""

from __future__ import annotations

from dataclasses import fields, replace

from db.samples.reading import read_sample
from planner.editions.audience import INTERNAL, PERSONS, for_audience
from planner.fields import ENTITIES
from planner.rows import Rows
from planner.study import DECLARED, Comment, Commitment, Training
from planner.vocab import Audience, Nature

STUDY = read_sample()


def test_those_inside_read_the_study_as_it_is():
    assert for_audience(STUDY, Audience.INTERNAL) is STUDY


def test_every_field_that_names_a_person_is_blank_in_every_collection():
    named = {
        name: Rows([replace(row, **{one: "Jeanne Martin" for one in PERSONS if hasattr(row, one)})])
        for name in ENTITIES
        for row in list(getattr(STUDY, name))[:1]
        if any(hasattr(row, one) for one in PERSONS)
    }
    named["commitments"] = Rows(
        [Commitment(key="c", edition="e", text="Agir", who="Jeanne Martin")]
    )
    told = for_audience(replace(STUDY, **named), Audience.PARTNERS)
    assert len(named) > 1
    for name in named:
        for row in getattr(told, name):
            assert "Jeanne Martin" not in [getattr(row, one.name) for one in fields(row)]


def test_comments_go_and_remarks_of_the_published_study_stay():
    comment = Comment(key="k", about="trainings", row="t001", text="Entre nous")
    inside = Training(
        key="n1", title="A", comment="Entre nous", source=replace(DECLARED, note="Entre nous")
    )
    printed = next(row for row in STUDY.certifications if row.comment)
    assert printed.source.nature is Nature.PUBLISHED
    study = replace(STUDY, comments=Rows([comment]), trainings=Rows([inside]))
    told = for_audience(study, Audience.PARTNERS)
    assert all(not len(getattr(told, name)) for name in INTERNAL)
    (row,) = told.trainings
    assert (row.comment, row.source.note) == ("", "")
    assert told.certifications.get(printed.key).comment == printed.comment


def test_nothing_else_is_touched():
    told = for_audience(STUDY, Audience.PARTNERS)
    assert told.trainings == STUDY.trainings
    assert told.seats == STUDY.seats
    assert told.need_lines == STUDY.need_lines
