"""The texts of a file by field of the registers' online form, to be pasted one by one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.fields import label_code
from planner.messages import message
from planner.tables.dossier import identity_value
from planner.tables.referential import coded, criterion_line, modality_lines
from planner.vocab import Register

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.compute.dossier import Dossier, Section
    from planner.messages import Message, Value
    from planner.study import Study

#: What the form asks of a certification, in its order (fields of fiches, flux 4.1).
_HEAD = (
    "title", "level", "nsf", "formacodes", "romes", "nomenclatures", "certifiers", "partners",
    "years_asked", "aim",
)  # fmt: skip
_TAIL = ("sectors", "occupations", "audience", "routes", "prerequisites", "validity")
_NOT_RS = frozenset({"level", "romes", "sectors", "occupations"})


@dataclass(frozen=True, slots=True)
class FormField:
    """A field of the form with its text, a line each; no line where it is unknown."""

    heading: Message
    lines: tuple[Value, ...]


def form_fields(study: Study, told: Dossier) -> tuple[FormField, ...]:
    """The fields that the register's form asks for, in its order."""
    return tuple(_fields(study, told))


def _fields(study: Study, told: Dossier) -> Iterator[FormField]:
    register = told.certification.register
    yield from (_own(study, told, key) for key in _HEAD if _asks(register, key))
    if register is not Register.RS:
        activities = (coded(row.code, row.text) for row in told.parts.activities)
        yield FormField(message("dossier.form.activities"), tuple(activities))
    competences = (coded(row.code, row.text) for row in told.parts.competences)
    yield FormField(message("dossier.form.competences"), tuple(competences))
    for section in told.sections:
        yield from _section(section, whole=section.block is None)
    yield from (_own(study, told, key) for key in _TAIL if _asks(register, key))
    yield FormField(
        message("dossier.form.correspondences"),
        tuple(coded(row.code, row.title) for row in told.correspondences),
    )


def _asks(register: Register, key: str) -> bool:
    if register is Register.RS:
        return key not in _NOT_RS
    return key != "validity" or register is not Register.RNCP


def _own(study: Study, told: Dossier, key: str) -> FormField:
    value = identity_value(study, told, key)
    lines = value if isinstance(value, tuple) else () if value is None else (value,)
    return FormField(message(label_code("certifications", key)), lines)


def _section(section: Section, *, whole: bool) -> Iterator[FormField]:
    """The competences and the assessment of a block; the assessment alone without block."""
    title = "" if section.block is None else coded(section.block.code, section.block.title)
    if not whole:
        held = (line.competence for line in section.lines if line.competence is not None)
        yield FormField(
            message("dossier.form.block_competences", title=title),
            tuple(coded(row.code, row.text) for row in held),
        )
    heading = message("dossier.form.assessment")
    if not whole:
        heading = message("dossier.form.block_assessment", title=title)
    yield FormField(heading, tuple(_assessment(section)))
    if section.block is not None and section.block.prerequisites:
        lines = (section.block.prerequisites,)
        yield FormField(message("dossier.form.block_prerequisites", title=title), lines)


def _assessment(section: Section) -> Iterator[Value]:
    """Each modality once, then the criteria of each competence."""
    told = dict.fromkeys(each for line in section.lines for each in line.assessments)
    for assessment in told:
        yield from modality_lines(assessment)
    for line in section.lines:
        if line.competence is not None and line.criteria:
            yield coded(line.competence.code, line.competence.text)
            yield from (message("dossier.form.item", said=criterion_line(c)) for c in line.criteria)
