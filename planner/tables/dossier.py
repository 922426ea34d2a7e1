"""The file of a certification as chapters of tables, the same in every format."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.compute.dossier import Dossier, identity_fields
from planner.fields import Kind, field_of, label_code
from planner.findings import Place
from planner.messages import message
from planner.tables.quality import row_name
from planner.tables.referential import BLOCK_TITLES, coded, referential_tables
from planner.tables.table import Column, Format, Row, Table
from planner.vocab import EvidenceState, Register
from planner.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from planner.checks.file_progress import CriterionProgress
    from planner.findings import Finding
    from planner.messages import Message, Value
    from planner.study import Preparation, Promotion, Study

#: Signs of a text that tell which one is meant, where a finding quotes it.
EXCERPT = 90
#: Signs of a fingerprint that are enough to tell two files apart by eye.
SHORT_FINGERPRINT = 16


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of a file: its tables under a title; ``is_wide`` asks for pages on their side."""

    key: str
    tables: tuple[Table, ...]
    is_wide: bool = False
    lead: Message | None = None

    @property
    def title(self) -> Message:
        """Its heading."""
        return message(f"dossier.{self.key}")

    @property
    def has_titles(self) -> bool:
        """Whether its tables bear titles: several do, and the lone one of a block."""
        return len(self.tables) > 1 or any(t.title.code in BLOCK_TITLES for t in self.tables)


def chapters(study: Study, told: Dossier) -> tuple[Chapter, ...]:
    """The chapters of a file in reading order; opinions only where the file tells any."""
    found = (
        Chapter("identity", (identity_table(study, told),)),
        Chapter("referential", referential_tables(told), is_wide=True),
        Chapter("criteria", tuple(_criteria_tables(study, told)), True, _criteria_lead(told)),
        Chapter("coverage", _coverage_tables(study, told), True, _coverage_lead(told)),
        Chapter("correspondences", (_correspondences(study, told),)),
        Chapter("preparations", (_preparations(study, told),)),
        Chapter("promotions", (_promotions(told),)),
        Chapter("history", (_history(told),)),
    )
    return (*found, Chapter("comments", (_comments(told),))) if told.comments else found


def cover_lines(
    told: Dossier, on: date, fingerprint: str
) -> tuple[tuple[Message, Message | str], ...]:
    """What a document says of itself: a heading and its words a line.

    ``fingerprint`` tells the state of the study file; its beginning is told.
    """
    row, rules = told.certification, told.progress.rule_set
    unknown = message("value.unknown")
    return (
        (message("field.certifications.register"), word(row.register)),
        (message("field.certifications.status"), word(row.status)),
        (message("field.certifications.filing"), word(row.filing)),
        (message("field.certifications.rule_set"), unknown if rules is None else rules.name),
        (message("roadmap.identity.on"), message("roadmap.on", on=on)),
        (message("roadmap.identity.fingerprint"), fingerprint[:SHORT_FINGERPRINT] or unknown),
    )


def identity_table(study: Study, told: Dossier) -> Table:
    """The identity sheet: a line a field that the register asks about; None is unknown."""
    columns = (
        Column("field", message("column.field"), Format.SAID, width=24),
        Column("value", message("column.value"), Format.SAID, width=76),
    )
    row = told.certification
    rows = tuple(
        Row(
            (message(label_code("certifications", key)), identity_value(study, told, key)),
            Place("certifications", row.key, key),
        )
        for key in identity_fields(row.register)
    )
    return Table("identity", message("dossier.identity"), columns, rows)


def identity_value(study: Study, told: Dossier, key: str) -> Value:
    """The value of a field of the certification in words; None where nobody gave it.

    The set of criteria is the one that the file is looked at with, named or in force.
    """
    if key == "rule_set":
        return None if told.progress.rule_set is None else told.progress.rule_set.name
    field, value = field_of("certifications", key), getattr(told.certification, key)
    if value in (None, "", ()):
        return None
    if key == "level":
        return message(f"level.{value}")
    if key == "years_asked":
        return message("dossier.years", n=value)
    if field.kind is Kind.CHOICES:
        return tuple(map(word, value))
    if field.vocabulary is not None:
        return word(value)
    if field.target:
        keys = value if isinstance(value, tuple) else (value,)
        return tuple(row_name(study, Place(field.target, each)) for each in keys)
    return value  # type: ignore[no-any-return]


def _labels(collection: str, *keys: str, **widths: int) -> tuple[Column, ...]:
    """Columns of texts headed by the labels of fields."""
    return tuple(
        Column(key, message(label_code(collection, key)), Format.SAID, width=widths.get(key, 20))
        for key in keys
    )


def _criteria_lead(told: Dossier) -> Message:
    progress = told.progress
    if progress.rule_set is None:
        return message("dossier.criteria.none")
    ready = progress.count(EvidenceState.READY) + progress.count(EvidenceState.NOT_APPLICABLE)
    return message(
        "dossier.criteria.lead",
        n=ready,
        criteria=len(progress.criteria),
        name=progress.rule_set.name,
    )


def _criteria_tables(study: Study, told: Dossier) -> Iterator[Table]:
    columns = (
        *_labels("criteria", "number", "text", number=10, text=34),
        *_labels("evidences", "state", "text", "documents", state=13, text=36, documents=22),
        Column("findings", message("dossier.column.findings"), Format.SAID, width=36),
    )
    rows = tuple(map(_criterion, told.progress.criteria))
    title = message("dossier.criteria.table", n=len(rows))
    if told.progress.rule_set is not None:
        yield Table("criteria", title, columns, rows, (message("dossier.criteria.note"),))
    other = told.progress.other
    if told.progress.rule_set is not None and not other:
        return
    yield Table(
        "findings",
        message("dossier.findings", n=len(other)),
        (
            Column("row", message("column.row"), width=30),
            Column("finding", message("column.finding"), Format.SAID, width=80),
        ),
        tuple(Row((_about(study, said), shortened(said.said)), said.where) for said in other),
    )


def _criterion(told: CriterionProgress) -> Row:
    evidence = told.evidence
    values: tuple[Value, ...] = (
        told.criterion.number,
        told.criterion.text,
        word(told.state),
        None if evidence is None else evidence.text or None,
        None if evidence is None else evidence.documents or None,
        tuple(shortened(said.said) for said in told.findings) or "",
    )
    return Row(values, Place("criteria", told.criterion.key))


def _about(study: Study, said: Finding) -> str:
    return "" if said.where is None else _excerpt(row_name(study, said.where))


def shortened(said: Message) -> Message:
    """The sentence of a finding, the texts that it quotes told by their beginning."""
    values = ((key, _excerpt(each) if isinstance(each, str) else each) for key, each in said.values)
    return replace(said, values=tuple(values))


def _excerpt(text: str) -> str:
    return text if len(text) <= EXCERPT else text[: EXCERPT - 1].rstrip() + "…"


def _coverage_lead(told: Dossier) -> Message:
    coverage = told.coverage
    if not coverage.has_targets:
        return message("dossier.coverage.none")
    affected = len(coverage.competences)
    return message("dossier.coverage.lead", n=coverage.addressed, affected=affected)


def _coverage_tables(study: Study, told: Dossier) -> tuple[Table, ...]:
    names = {row.key: coded(row.code, row.text) for row in told.parts.competences}
    affected = tuple(
        Row(
            (
                _occupation(study, each.row.occupation),
                each.row.text,
                word(each.row.impact),
                tuple(names[key] for key in each.addressed_by) or message("dossier.nobody"),
            ),
            Place("competences", each.row.key),
        )
        for each in told.coverage.competences
    )
    drawn = tuple(
        Row((names[row.key], *_origin(study, row.origin)), Place("attested_competences", row.key))
        for row in told.parts.competences
    )
    return (
        _table("coverage", _AFFECTED, affected),
        _table("origins", _DRAWN, drawn),
    )


_AFFECTED = (
    Column("occupation", message("dossier.column.occupation"), width=24),
    Column("text", message("dossier.column.affected"), width=44),
    Column("impact", message("dossier.column.impact"), Format.SAID, width=16),
    Column("addressed_by", message("dossier.column.addressed_by"), Format.SAID, width=44),
)
_DRAWN = (
    Column("competence", message("dossier.column.attested"), width=44),
    Column("origin", message("dossier.column.affected"), Format.SAID, width=44),
    Column("occupation", message("dossier.column.occupation"), width=24),
    Column("impact", message("dossier.column.impact"), Format.SAID, width=16),
)


def _table(key: str, columns: tuple[Column, ...], rows: tuple[Row, ...]) -> Table:
    """A table titled ``dossier.table.<key>``, which says where it holds nothing."""
    empty = () if rows else (message(f"dossier.empty.{key}"),)
    return Table(key, message(f"dossier.table.{key}", n=len(rows)), columns, rows, empty)


def _occupation(study: Study, key: str | None) -> str | None:
    found = study.occupations.find(key) if key else None
    return None if found is None else found.name


def _origin(study: Study, key: str | None) -> tuple[Value, ...]:
    row = study.competences.find(key) if key else None
    if row is None:
        return message("dossier.no_origin"), "", ""
    return row.text, _occupation(study, row.occupation), word(row.impact)


def _block(study: Study, key: str | None) -> Value:
    """The block, or that the certification as a whole is meant."""
    row = study.blocks.find(key) if key else None
    return message("dossier.whole") if row is None else coded(row.code, row.title)


def _correspondences(study: Study, told: Dossier) -> Table:
    columns = _labels(
        "correspondences", "kind", "code", "title", "block", "reason",
        kind=14, code=16, title=28, block=24, reason=36,
    )  # fmt: skip
    rows = tuple(
        Row(
            (
                word(row.kind),
                row.code,
                row.title or None,
                _block(study, row.block),
                row.reason or None,
            ),
            Place("correspondences", row.key),
        )
        for row in told.correspondences
    )
    return _table("correspondences", columns, rows)


def _preparations(study: Study, told: Dossier) -> Table:
    columns = (
        Column("training", message("dossier.column.training"), width=34),
        Column("institution", message("dossier.column.institution"), width=20),
        Column("level", message("dossier.column.level"), Format.INTEGER, "cec", width=11),
        *_labels("preparations", "block", "state", "reason", block=26, state=12, reason=26),
    )
    rows = tuple(_preparation(study, row) for row in told.preparations)
    if told.certification.register is Register.RS:  # which knows no block
        return _table("preparations", columns, rows).without("block")
    return _table("preparations", columns, rows)


def _preparation(study: Study, row: Preparation) -> Row:
    training = study.trainings.get(row.training)
    institution = study.institutions.find(training.institution or "")
    values: tuple[Value, ...] = (
        training.title,
        None if institution is None else institution.name,
        training.level,
        _block(study, row.block),
        word(row.state),
        row.reason or None,
    )
    return Row(values, Place("preparations", row.key), (training.key,))


def _promotions(told: Dossier) -> Table:
    counts = ("enrolled", "certified", "respondents", "employed", "in_target_job")
    columns = tuple(
        Column(key, message(label_code("promotions", key)), Format.INTEGER, width=12)
        for key in ("year", *counts)
    )
    rates = tuple(
        Column(f"rate_{key}", message(f"dossier.column.rate_{key}"), Format.PERCENT, width=13)
        for key in ("employed", "in_target_job")
    )
    rows = tuple(
        Row(
            (row.year, *(getattr(row, key) for key in counts), *_rates(row)),
            Place("promotions", row.key),
        )
        for row in sorted(told.promotions, key=lambda row: (row.year, row.key))
    )
    return _table("promotions", (*columns, *rates), rows)


def _rates(row: Promotion) -> tuple[Fraction | None, ...]:
    """Shares of those who answered; None where nobody counted, or nobody answered."""
    asked = row.respondents
    return tuple(
        Fraction(count, asked) if asked and count is not None else None
        for count in (row.employed, row.in_target_job)
    )


def _history(told: Dossier) -> Table:
    columns = _labels(
        "status_changes", "changed_on", "status", "reason", "author",
        changed_on=14, status=18, reason=50, author=20,
    )  # fmt: skip
    rows = tuple(
        Row(
            (row.changed_on, word(row.status), row.reason or None, row.author or None),
            Place("status_changes", row.key),
        )
        for row in told.history
    )
    return _table("history", columns, rows)


def _comments(told: Dossier) -> Table:
    columns = _labels("comments", "written_on", "author", "text", written_on=14, author=20, text=66)
    rows = tuple(
        Row((row.written_on, row.author or None, row.text), Place("comments", row.key))
        for row in told.comments
    )
    return _table("comments", columns, rows)
