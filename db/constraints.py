"""The constraints of the study file, read from the declared fields: the third line of defence.

The domain refuses first, the journal's codec second; what reaches the tables by another way is
refused here. Rules that both SQLite and PostgreSQL know are plain; those that make SQLite as
strict about types as PostgreSQL is are only written for SQLite.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint

from planner.fields import FIELDS, GREATEST_DENOMINATOR, LINE, LONG, Field, Kind
from planner.validation import LONGEST_KEY, ORDERED, RANK_BOUND
from planner.vocab import Nature

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy.schema import SchemaItem

_DEFERRED = "DEFERRED"  # references are judged at COMMIT, whatever the order of the rows


@dataclass(frozen=True, slots=True)
class Link:
    """Where the values of a field that holds several are kept: a row a value, in their order."""

    table: str
    collection: str
    field: str
    owner: str
    value: str


#: The link tables, by name.
LINKS: Mapping[str, Link] = MappingProxyType(
    {
        link.table: link
        for link in (
            Link("training_families", "trainings", "families", "training", "family"),
            Link("training_modalities", "trainings", "modalities", "training", "modality"),
            Link("certification_opcos", "certifications", "opcos", "certification", "opco"),
            Link("task_predecessors", "tasks", "after", "task", "predecessor"),
            Link("scenario_need_lines", "scenarios", "need_lines", "scenario", "need_line"),
            Link("scenario_move_families", "scenario_moves", "families", "move", "family"),
            Link("scenario_move_modalities", "scenario_moves", "modalities", "move", "modality"),
            Link(
                "certification_occupations",
                "certifications",
                "occupations",
                "certification",
                "occupation",
            ),
            Link("certification_sectors", "certifications", "sectors", "certification", "sector"),
            Link("certification_routes", "certifications", "routes", "certification", "route"),
            Link("task_families", "tasks", "families", "task", "family"),
            Link(
                "competence_domains",
                "attested_competences",
                "domains",
                "competence",
                "domain",
            ),
            Link("assessed_competences", "assessments", "competences", "assessment", "competence"),
            Link("report_sections", "reports", "sections", "report", "section"),
        )
    }
)


def collection_constraints(table: str) -> tuple[SchemaItem | dict[str, object], ...]:
    """The constraints of a collection's table, from its declared fields."""
    items: list[SchemaItem] = list(_row_rules(table))
    for field in FIELDS[table]:
        items += _field_rules(table, field)
    for low, high in ORDERED.get(table, ()):
        items.append(_check(table, f"{low}_{high}", f'"{low}" <= "{high}"'))
    return (*items, {})


def link_constraints(table: str) -> tuple[SchemaItem | dict[str, object], ...]:
    """The constraints of a link table: whom a row belongs to, and what it may hold."""
    link = LINKS[table]
    field = next(f for f in FIELDS[link.collection] if f.key == link.field)
    items: list[SchemaItem] = [
        _reference(table, link.owner, link.collection),
        UniqueConstraint(link.owner, link.value, name=f"uq_{table}_{link.value}"),
        _check(table, "position", '"position" >= 0'),
        _typed(table, "position", "integer", required=True),
    ]
    if field.target:
        items.append(_reference(table, link.value, field.target))
    else:
        items.append(_check(table, link.value, _one_of(link.value, _words(field))))
    return (*items, {"sqlite_with_rowid": False})


def _row_rules(table: str) -> Iterator[SchemaItem]:
    """The rules of the columns that every collection has."""
    yield from _text(table, "key", 1, LONGEST_KEY)
    yield from _integer(table, "rank", -RANK_BOUND, RANK_BOUND, required=True)
    yield _check(table, "source_nature", _one_of("source_nature", tuple(map(str, Nature))))
    yield from _text(table, "source_place", 0, LINE)
    yield from _integer(table, "source_line", 0, RANK_BOUND, required=False)
    yield from _text(table, "source_note", 0, LONG)
    yield from _integer(table, "version", 1, RANK_BOUND, required=True)


def _field_rules(table: str, field: Field) -> Iterator[SchemaItem]:
    """The rules of one declared field."""
    match field.kind:
        case Kind.TEXT:
            yield from _text(table, field.key, int(field.required), int(field.high or LONG))
        case Kind.INTEGER:
            low, high = int(field.low or 0), int(field.high or 0)
            yield from _integer(table, field.key, low, high, required=field.required)
        case Kind.REAL:
            yield _check(table, field.key, f'"{field.key}" BETWEEN {field.low} AND {field.high}')
            yield _typed(table, field.key, "real", required=field.required)
        case Kind.FRACTION:
            yield from _fraction(table, field)
        case Kind.FLAG:
            yield _sqlite_check(table, field.key, f'"{field.key}" IN (0, 1)')
        case Kind.DAY:
            day = f'"{field.key}" IS NULL OR "{field.key}" IS date("{field.key}")'
            yield _sqlite_check(table, field.key, day)
        case Kind.CHOICE:
            yield _check(table, field.key, _one_of(field.key, _words(field)))
        case Kind.REFERENCE:
            yield _reference(table, field.key, field.target)
    if field.unique:
        yield _check(table, f"{field.key}_key", f'length("{field.key}_key") >= 1')
        yield UniqueConstraint(f"{field.key}_key", name=f"uq_{table}_{field.key}_key")
    if field.owned:
        yield Index(f"ix_{table}_{field.key}", field.key)


def _text(table: str, column: str, low: int, high: int) -> Iterator[SchemaItem]:
    yield _check(table, column, f'length("{column}") BETWEEN {low} AND {high}')
    # a NUL would hide what follows it from length()
    whole = f'typeof("{column}") = \'text\' AND instr("{column}", char(0)) = 0'
    yield _sqlite_check(table, f"{column}_type", whole)


def _integer(
    table: str, column: str, low: int, high: int, *, required: bool
) -> Iterator[SchemaItem]:
    yield _check(table, column, f'"{column}" BETWEEN {low} AND {high}')
    yield _typed(table, column, "integer", required=required)


def _fraction(table: str, field: Field) -> Iterator[SchemaItem]:
    over, under = f'"{field.key}_numerator"', f'"{field.key}_denominator"'
    bounds = f"{over} BETWEEN {field.low:.0f} * {under} AND {field.high:.0f} * {under}"
    yield _check(table, field.key, bounds)
    yield _check(table, f"{field.key}_denominator", f"{under} BETWEEN 1 AND {GREATEST_DENOMINATOR}")
    if not field.required:
        whole = f"({over} IS NULL) = ({under} IS NULL)"
        yield _check(table, f"{field.key}_whole", whole)
    yield _typed(table, f"{field.key}_numerator", "integer", required=field.required)
    yield _typed(table, f"{field.key}_denominator", "integer", required=field.required)


def _check(table: str, name: str, rule: str) -> CheckConstraint:
    return CheckConstraint(rule, name=f"ck_{table}_{name}")


def _sqlite_check(table: str, name: str, rule: str) -> CheckConstraint:
    check = _check(table, name, rule)
    check.ddl_if(dialect="sqlite")
    return check


def _typed(table: str, column: str, type_name: str, *, required: bool) -> CheckConstraint:
    """SQLite stores what it is given: hold the column to one storage class."""
    rule = f"typeof(\"{column}\") = '{type_name}'"
    if not required:
        rule = f'"{column}" IS NULL OR {rule}'
    return _sqlite_check(table, f"{column}_type", rule)


def _one_of(column: str, words: tuple[str, ...]) -> str:
    return f'"{column}" IN ({", ".join(f"{word!r}" for word in words)})'


def _words(field: Field) -> tuple[str, ...]:
    return tuple(str(word) for word in field.vocabulary or ())


def _reference(table: str, column: str, target: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        [column],
        [f"{target}.key"],
        name=f"fk_{table}_{column}",
        deferrable=True,
        initially=_DEFERRED,
    )


JOURNAL_KINDS = ("create", "do", "undo", "redo")

JOURNAL_CONSTRAINTS = (
    UniqueConstraint("action_id", name="uq_journal_action_id"),
    ForeignKeyConstraint(["target"], ["journal.seq"], name="fk_journal_target"),
    _check("journal", "kind", _one_of("kind", JOURNAL_KINDS)),
    _check("journal", "seq", '"seq" >= 1'),
    _check("journal", "target", '"target" < "seq"'),
    _check("journal", "hash", 'length("hash") = 64'),
)

MARK_CONSTRAINTS = (
    ForeignKeyConstraint(["seq"], ["journal.seq"], name="fk_journal_marks_seq"),
    {"sqlite_with_rowid": False},
)

CONTENT_CONSTRAINTS = (
    ForeignKeyConstraint(["seq"], ["journal.seq"], name="fk_journal_contents_seq"),
    _check("journal_contents", "digest", 'length("digest") = 64'),
)
