"""What the file of a certification gathers, and what each register asks of it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given

from planner.compute.dossier import dossier, identity_fields, sections, tells_activities
from planner.compute.referential import referential
from planner.study import Activity, Assessment, Block, Certification
from planner.vocab import Register
from tests.build import study
from tests.dossiers import RNCP, RS, filled
from tests.planner.compute.test_extracts import drafts

ON = date(2026, 11, 22)


def test_the_rs_is_asked_neither_level_nor_rome_and_the_rncp_no_end_of_validity():
    rs, rncp = identity_fields(Register.RS), identity_fields(Register.RNCP)
    assert {"level", "romes"} & set(rs) == set()
    assert "validity" in rs
    assert {"level", "romes"} <= set(rncp)
    assert "validity" not in rncp
    assert set(rs) | set(rncp) == set(identity_fields(Register.UNDECIDED))


def test_activities_are_told_under_the_rncp_and_elsewhere_where_they_are_written():
    none = referential(study(certifications=[Certification(key="c", title="IA")]), "c")
    some = referential(filled(), RNCP)
    assert [tells_activities(register, none) for register in (Register.RNCP, Register.RS)] == [
        True,
        False,
    ]
    assert not tells_activities(Register.RS, some)
    assert not tells_activities(Register.CQP, none)
    assert tells_activities(Register.CQP, some)


@given(drafts())
def test_each_part_stands_on_a_line(drafted):
    parts = referential(drafted, "c")
    lines = [line for section in sections(parts) for line in section.lines]
    competences = [line.competence.key for line in lines if line.competence is not None]
    assert sorted(competences) == sorted(row.key for row in parts.competences)
    assert {row for line in lines for row in line.criteria} == set(parts.criteria)
    assert {row for line in lines for row in line.assessments} == set(parts.assessments)
    assert {line.activity for line in lines if line.activity} == set(parts.activities)


def test_a_section_tells_a_block_and_what_hangs_on_none_comes_last():
    drafted = study(
        certifications=[Certification(key="c", title="IA", register=Register.RNCP)],
        blocks=[Block(key="b", certification="c", title="Cadrer")],
        activities=[Activity(key="a", certification="c", text="Agir")],
        assessments=[Assessment(key="e", certification="c", block="b", modality="Oral")],
    )
    first, last = sections(referential(drafted, "c"))
    assert (first.block.key, last.block) == ("b", None)
    assert [row.key for line in first.lines for row in line.assessments] == ["e"]
    assert [line.activity.key for line in last.lines] == ["a"]


def test_refused_trainings_and_unwanted_opinions_are_left_out():
    told = dossier(filled(), RNCP, ON)
    assert [row.key for row in told.preparations] == ["y1"]
    assert [row.key for row in told.comments] == ["m1"]
    assert dossier(filled(), RNCP, ON, with_comments=False).comments == ()
    assert dossier(filled(), RS, ON).comments == ()


def test_a_file_holds_no_part_of_another_certification():
    told = dossier(filled(), RS, ON)
    assert [row.key for row in told.parts.competences] == ["s1", "s2"]
    assert (told.correspondences, told.promotions, told.history) == ((), (), ())


def test_a_certification_that_is_not_there_is_a_key_error():
    with pytest.raises(KeyError):
        dossier(filled(), "nothing", ON)
