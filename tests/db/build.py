"""Stores and arbitrary studies for the tests of the study file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import strategies as st

from db.server.address import Address
from db.server.connecting import connect
from db.store import Store, create, open_store
from planner.edits import Edit, apply
from planner.fields import ENTITIES, FIELDS, GREATEST_DENOMINATOR, Field, Kind
from planner.messages import message
from planner.rows import Rows
from planner.study import Entity, Source, Study
from planner.text import clean
from planner.validation import ORDERED, RANK_BOUND
from planner.vocab import Nature
from tests.build import study, training

Place = Path | Address

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LABEL = message("step.changed")


class FakeClock:
    """A clock that a test moves by hand."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **span: float) -> None:
        self.now += timedelta(**span)


def who(author: str = "Ann", machine: str = "here", clock: Any = None) -> dict[str, Any]:
    """The arguments that say who opens a store."""
    return {"author": author, "machine": machine, "clock": clock or FakeClock()}


def small_study() -> Study:
    """Three trainings over the families and cities of the builders."""
    return study(
        trainings=[
            training("t1", "a", "b"),
            training("t2", "b"),
            training("t3", level=None, city=None, institution=None),
        ]
    )


#: The stores of regions that a test has opened: its fixture closes them.
REGIONS: list[Store] = []


def made(place: Place, kept: Study | None = None, **given: Any) -> Store:
    """A new store at ``place``; a file with the small study is a copy of one that was created."""
    told = who(**given)
    is_usual = kept is None and isinstance(place, Path) and isinstance(told["clock"], FakeClock)
    if not is_usual or place.exists():
        return created(place, kept, **given)
    place.write_bytes(_usual(told["author"], told["machine"], told["clock"].now))
    return reopened(place, **given)


def created(place: Place, kept: Study | None = None, **given: Any) -> Store:
    """The same, by the product's own ``create`` and nothing else."""
    return _noted(
        create(_own(place, given), small_study() if kept is None else kept, **who(**given))
    )


@cache
def _usual(author: str, machine: str, moment: datetime) -> bytes:
    """A file that holds the small study, as ``create`` leaves it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.cartoplan"
        create(path, small_study(), author=author, machine=machine, clock=lambda: moment).close()
        return path.read_bytes()


def reopened(place: Place, *, read_only: bool = False, **given: Any) -> Store:
    """The store at ``place``, opened again."""
    return _noted(open_store(_own(place, given), read_only=read_only, **who(**given)))


def _own(place: Place, given: dict[str, Any]) -> Place:
    """The address with the login of the author: on a server nobody can be another."""
    if isinstance(place, Address):
        return place.with_login(given.get("author", "Ann"))
    return place


def _noted(store: Store) -> Store:
    if store.path is None:
        REGIONS.append(store)
    return store


def do(store: Store, edit: Edit) -> Any:
    """Apply an edit to a store's study and save it."""
    return store.save(apply(store.study, edit), edit, label=LABEL)


def undo(store: Store) -> Any:
    """Undo a store's last step."""
    entry = store.undoable()
    applied = apply(store.study, entry.inverse)
    return store.save(applied, entry.inverse, label=entry.label, kind="undo", target=entry.seq)


def redo(store: Store) -> Any:
    """Redo the step undone last."""
    entry = store.redoable()
    applied = apply(store.study, entry.edit)
    return store.save(applied, entry.edit, label=entry.label, kind="redo", target=entry.seq)


def sql(place: Place, statement: str, *values: object) -> list[tuple[Any, ...]]:
    """The answer of a bare connection, with references enforced, past every other guard."""
    if isinstance(place, Address):
        return on_server(place, statement.replace("?", "%s"), *values)
    with closing(sqlite3.connect(place)) as connection, connection:
        connection.execute("PRAGMA foreign_keys=ON")
        return connection.execute(statement, values).fetchall()


def on_server(address: Address, statement: str, *values: object) -> list[tuple[Any, ...]]:
    """The same on a server, as its superuser."""
    with connect(address.with_login("postgres")) as connection:
        done = connection.execute(statement.encode(), values or None)
        return done.fetchall() if done.description else []


_SIGNS = st.characters(
    exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff", include_characters="\n\t"
)


@cache
def texts(low: int, high: int) -> st.SearchStrategy[str]:
    """Texts that may stand in a field of ``low`` to ``high`` characters."""
    drawn = st.text(_SIGNS, max_size=min(high, 12))
    return drawn.map(lambda text: clean(clean(text)[:high]) or "x" * low)


sources = st.builds(
    Source,
    st.sampled_from(Nature),
    texts(0, 1000),
    st.none() | st.integers(0, RANK_BOUND),
    texts(0, 1000),
)


def field_values(field: Field, there: dict[str, list[str]]) -> st.SearchStrategy[Any]:
    """Values that may stand in a field, given the keys that are there to refer to."""
    return _values(field, tuple(there.get(field.target or "", ())))


@cache  # to make a strategy, and to check it, takes longer than to draw from it
def _values(field: Field, keys: tuple[str, ...]) -> st.SearchStrategy[Any]:
    plain: Any
    match field.kind:
        case Kind.TEXT:
            return texts(int(field.required), int(field.high or 0))
        case Kind.INTEGER:
            plain = st.integers(int(field.low or 0), int(field.high or 0))
        case Kind.REAL:
            plain = st.floats(field.low, field.high)
        case Kind.FRACTION:
            plain = st.fractions(
                Fraction(field.low or 0),
                Fraction(field.high or 0),
                max_denominator=GREATEST_DENOMINATOR,
            )
        case Kind.FLAG:
            return st.booleans()
        case Kind.DAY:
            plain = st.dates(date(1, 1, 1), date(9999, 12, 31))
        case Kind.CHOICE:
            plain = st.sampled_from(list(field.vocabulary or ()))
        case Kind.CHOICES:
            words = st.sampled_from(list(field.vocabulary or ()))
            return st.lists(words, unique=True, max_size=3).map(tuple)
        case Kind.REFERENCES:
            if not keys:
                return st.just(())
            return st.lists(st.sampled_from(keys), unique=True, max_size=3).map(tuple)
        case Kind.REFERENCE:
            plain = st.sampled_from(keys) if keys else st.nothing()
    return plain if field.required else st.none() | plain


@st.composite
def rows(draw: Any, collection: str, key: str, there: dict[str, list[str]]) -> Entity:
    """A row that the study may take."""
    values = {f.key: draw(field_values(f, there)) for f in FIELDS[collection]}
    for field in FIELDS[collection]:
        if field.unique:  # a name of its own, whatever the others are called
            values[field.key] = f"{values[field.key][:100]} n° {key}"
    for low, high in ORDERED.get(collection, ()):
        first, last = values[low], values[high]
        if first is not None and last is not None and first > last:
            values[low], values[high] = last, first
    if collection == "need_lines":
        given = [values[n] for n in ("low", "central", "high") if values[n] is not None]
        given.sort()
        for name in ("low", "central", "high"):
            if values[name] is not None:
                values[name] = given.pop(0)
    rank = draw(st.integers(-5, 5) | st.sampled_from((RANK_BOUND, -RANK_BOUND)))
    return ENTITIES[collection](key=key, rank=rank, source=draw(sources), **values)


@st.composite
def studies(draw: Any) -> Study:
    """A small study that breaks no rule, with rows in some of its collections."""
    there: dict[str, list[str]] = {}
    collections: dict[str, Rows[Any]] = {}
    for collection, fields in FIELDS.items():
        there[collection] = []
        needed = [f.target for f in fields if f.kind is Kind.REFERENCE and f.required]
        count = draw(st.integers(0, 2)) if all(there[t] for t in needed) else 0
        made_rows = []
        for number in range(count):
            key = f"{collection[:3]}é{number}"
            made_rows.append(draw(rows(collection, key, there)))
            there[collection].append(key)
        collections[collection] = Rows(made_rows)
    return replace(Study(), **collections)
