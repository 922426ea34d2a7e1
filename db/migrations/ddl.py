"""The words in which migrations describe tables.

Frozen with the migrations that use them: what a function writes made files that exist. A new need
is a new function.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from alembic import op

NATURES = "published computed assumption declared"


@dataclass(frozen=True, slots=True)
class Check:
    """A named rule of a table; ``typed`` rules make SQLite as strict as PostgreSQL is."""

    name: str
    rule: str
    typed: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """A column that holds the key of a row of another table."""

    column: str
    target: str


@dataclass(frozen=True, slots=True)
class Unique:
    """Columns that no two rows may share; the constraint is named after the last one."""

    columns: tuple[str, ...]


Part = sa.Column[Any] | Check | Reference | Unique


def is_sqlite() -> bool:
    """True where the tables are made in a SQLite file."""
    return op.get_bind().dialect.name == "sqlite"


def collection(name: str, *parts: Part) -> None:
    """A table of the study: key, rank, source and version, then its own columns."""
    table(
        name,
        sa.Column("key", sa.String(), nullable=False, primary_key=True),
        *text_rules("key", 1, 120),
        *integer("rank", -2_000_000_000, 2_000_000_000),
        *word("source_nature", NATURES),
        *text("source_place", 0, 1_000),
        *integer("source_line", 0, 2_000_000_000, optional=True),
        *text("source_note", 0, 32_000),
        *integer("version", 1, 2_000_000_000),
        *parts,
    )


def link(name: str, owner: str, owners: str, value: str, target: str) -> None:
    """A table of references to ``target``, one row a value."""
    link_table(name, owner, owners, value, Reference(value, target))


def link_words(name: str, owner: str, owners: str, value: str, words: str) -> None:
    """A table of words of a vocabulary, one row a value."""
    link_table(name, owner, owners, value, Check(value, one_of(value, words)))


def link_table(name: str, owner: str, owners: str, value: str, rule: Part) -> None:
    """A table that holds the values of one field of the rows of ``owners``, in their order."""
    table(
        name,
        sa.Column(owner, sa.String(), nullable=False, primary_key=True),
        sa.Column("position", sa.Integer(), nullable=False, primary_key=True),
        sa.Column(value, sa.String(), nullable=False),
        Reference(owner, owners),
        Unique((owner, value)),
        Check("position", '"position" >= 0'),
        Check("position_type", "typeof(\"position\") = 'integer'", typed=True),
        rule,
        rowid=False,
    )


def rebuilt(name: str, filled: dict[str, str], *parts: Part) -> None:
    """A table of the study made anew with more columns; its rows stay.

    ``parts`` are all its own columns, ``filled`` the SQL value of each new one that may not be
    empty. The references to the table stay true: they go by its name.
    """
    kept = [column["name"] for column in sa.inspect(op.get_bind()).get_columns(name)]
    if not is_sqlite():
        widen(name, kept, filled, parts)
        return
    old = f"{name}_before"
    op.execute("PRAGMA legacy_alter_table=ON")  # else the references would follow the old name
    op.rename_table(name, old)
    op.execute("PRAGMA legacy_alter_table=OFF")
    collection(name, *parts)
    columns = ", ".join(f'"{column}"' for column in (*kept, *filled))
    values = ", ".join((*(f'"{column}"' for column in kept), *filled.values()))
    op.execute(f"INSERT INTO {name} ({columns}) SELECT {values} FROM {old}")
    op.drop_table(old)


def widen(name: str, kept: list[str], filled: dict[str, str], parts: tuple[Part, ...]) -> None:
    """The same on PostgreSQL, which alters a table where it stands, with its references."""
    ruled = sa.inspect(op.get_bind())
    there = {rule["name"] for rule in ruled.get_check_constraints(name)}
    there |= {rule["name"] for rule in ruled.get_foreign_keys(name)}
    there |= {rule["name"] for rule in ruled.get_unique_constraints(name)}
    for part in parts:
        if isinstance(part, sa.Column) and part.name not in kept:
            default = filled.get(part.name)
            part.server_default = None if default is None else sa.DefaultClause(sa.text(default))
            op.add_column(name, part)
            op.alter_column(name, part.name, server_default=None)
    for part in parts:
        if not isinstance(part, sa.Column) and not (isinstance(part, Check) and part.typed):
            rule = str(constraint(name, part).name)
            if rule in there:
                op.drop_constraint(rule, name)
            add_rule(name, rule, part)


def add_rule(name: str, rule: str, part: Check | Reference | Unique) -> None:
    """Give a table that stands the constraint called ``rule``."""
    match part:
        case Check():
            op.create_check_constraint(rule, name, sa.text(part.rule))
        case Unique():
            op.create_unique_constraint(rule, name, list(part.columns))
        case Reference():
            op.create_foreign_key(
                rule,
                name,
                part.target,
                [part.column],
                ["key"],
                deferrable=True,
                initially="DEFERRED",
            )


def table(name: str, *parts: Part | sa.Constraint, rowid: bool = True) -> None:
    """Create a table whose constraints are all named."""
    strict = is_sqlite()
    items: list[sa.Column[Any] | sa.Constraint] = [
        part if isinstance(part, sa.Column | sa.Constraint) else constraint(name, part)
        for part in parts
        if strict or not (isinstance(part, Check) and part.typed)
    ]
    keys = [item for item in items if isinstance(item, sa.Column) and item.primary_key]
    names = [key.name for key in keys]
    items.append(sa.PrimaryKeyConstraint(*names, name=f"pk_{name}"))
    op.create_table(name, *items, sqlite_with_rowid=rowid)


def constraint(name: str, part: Check | Reference | Unique) -> sa.Constraint:
    """The constraint of a part of the table ``name``."""
    match part:
        case Check():
            return sa.CheckConstraint(part.rule, name=f"ck_{name}_{part.name}")
        case Unique():
            return sa.UniqueConstraint(*part.columns, name=f"uq_{name}_{part.columns[-1]}")
        case Reference():
            return sa.ForeignKeyConstraint(
                [part.column],
                [f"{part.target}.key"],
                name=f"fk_{name}_{part.column}",
                deferrable=True,
                initially="DEFERRED",
            )


def text(name: str, low: int, high: int) -> tuple[Part, ...]:
    """A text of ``low`` to ``high`` characters."""
    return (sa.Column(name, sa.String(), nullable=False), *text_rules(name, low, high))


def text_rules(name: str, low: int, high: int) -> tuple[Part, ...]:
    """What holds a column to texts."""
    whole = f'typeof("{name}") = \'text\' AND instr("{name}", char(0)) = 0'
    return (
        Check(name, f'length("{name}") BETWEEN {low} AND {high}'),
        Check(f"{name}_type", whole, typed=True),
    )


def name_key(name: str) -> tuple[Part, ...]:
    """What two spellings of one name share; no two rows may have the same."""
    key = f"{name}_key"
    return (
        sa.Column(key, sa.String(), nullable=False),
        Check(key, f'length("{key}") >= 1'),
        Unique((key,)),
    )


def integer(name: str, low: int, high: int, *, optional: bool = False) -> tuple[Part, ...]:
    """A whole number between bounds."""
    return (
        sa.Column(name, sa.Integer(), nullable=optional),
        Check(name, f'"{name}" BETWEEN {low} AND {high}'),
        typed(name, "integer", optional=optional),
    )


def real(name: str, low: int, high: int) -> tuple[Part, ...]:
    """A real number between bounds."""
    return (
        sa.Column(name, sa.Float(), nullable=False),
        Check(name, f'"{name}" BETWEEN {low} AND {high}'),
        typed(name, "real", optional=False),
    )


def fraction(name: str, low: int, high: int, *, optional: bool = False) -> tuple[Part, ...]:
    """An exact fraction between bounds, as two whole numbers."""
    over, under = f"{name}_numerator", f"{name}_denominator"
    bounds = f'"{over}" BETWEEN {low} * "{under}" AND {high} * "{under}"'
    parts: list[Part] = [
        sa.Column(over, sa.BigInteger(), nullable=optional),
        sa.Column(under, sa.BigInteger(), nullable=optional),
        Check(name, bounds),
        Check(under, f'"{under}" BETWEEN 1 AND 1000000000'),
    ]
    if optional:
        parts.append(Check(f"{name}_whole", f'("{over}" IS NULL) = ("{under}" IS NULL)'))
    return (
        *parts,
        typed(over, "integer", optional=optional),
        typed(under, "integer", optional=optional),
    )


def flag(name: str) -> tuple[Part, ...]:
    """True or false."""
    return (
        sa.Column(name, sa.Boolean(), nullable=False),
        Check(name, f'"{name}" IN (0, 1)', typed=True),
    )


def day(name: str) -> tuple[Part, ...]:
    """A day, or unknown."""
    rule = f'"{name}" IS NULL OR "{name}" IS date("{name}")'
    return (sa.Column(name, sa.Date(), nullable=True), Check(name, rule, typed=True))


def word(name: str, words: str) -> tuple[Part, ...]:
    """One of the words of a vocabulary."""
    return (sa.Column(name, sa.String(), nullable=False), Check(name, one_of(name, words)))


def reference(name: str, target: str, *, optional: bool = False) -> tuple[Part, ...]:
    """The key of a row of another table."""
    return (sa.Column(name, sa.String(), nullable=optional), Reference(name, target))


def ordered(low: str, high: str) -> Check:
    """Two columns of which the first may not exceed the second."""
    return Check(f"{low}_{high}", f'"{low}" <= "{high}"')


def typed(name: str, storage: str, *, optional: bool) -> Check:
    """What holds a column of SQLite to one storage class."""
    rule = f"typeof(\"{name}\") = '{storage}'"
    return Check(f"{name}_type", f'"{name}" IS NULL OR {rule}' if optional else rule, typed=True)


def one_of(name: str, words: str) -> str:
    """The rule that holds a column to the words of a vocabulary."""
    return f'"{name}" IN ({", ".join(repr(each) for each in words.split())})'
