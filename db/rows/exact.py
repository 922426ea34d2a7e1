"""Values bound exactly as they are, so that SQLite and PostgreSQL are handed the same ones.

Left alone, PostgreSQL would round 1.5 for a whole number and read '2026-01-01T10' as a day, where
SQLite refuses both.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, Boolean, Date, Float, Integer, String
from sqlalchemy.types import TypeDecorator, TypeEngine

if TYPE_CHECKING:
    from sqlalchemy import Dialect, MetaData

_KINDS: tuple[tuple[type[TypeEngine[Any]], tuple[type, ...]], ...] = (
    (String, (str,)),
    (Boolean, (bool,)),
    (Integer, (int,)),
    (Float, (float, int)),
    (Date, (date,)),
)


class Exact(TypeDecorator[Any]):
    """A type of column that takes None and values of its own Python type, and converts nothing."""

    impl = TypeEngine
    cache_ok = True

    def __init__(self, inner: TypeEngine[Any], is_key: bool = False) -> None:
        """Take what ``inner`` takes, but for what it would convert; no None for a primary key.

        SQLite gives a whole number of its own to a key that is None.
        """
        self.inner = inner
        self.is_key = is_key
        self.impl = inner  # type: ignore[assignment]  # an instance, as TypeDecorator makes one
        self._bits = 63 if isinstance(inner, BigInteger) else 31
        self._kinds = next(kinds for kind, kinds in _KINDS if isinstance(inner, kind))

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """The value itself; an error where it has another type, or only one back end could keep it.

        PostgreSQL has no text with a NUL in it, where for SQLite such a text ends, and its whole
        numbers have 32 bits where nothing larger was asked for.
        """
        if isinstance(value, str) and str in self._kinds and "\0" not in value:
            return value  # also a member of a vocabulary
        if type(value) is int and not -(1 << self._bits) <= value < 1 << self._bits:
            raise OverflowError(f"{value} for {self.inner!r}")
        if (value is None and not self.is_key) or (
            type(value) in self._kinds and type(value) is not str
        ):
            return value
        raise TypeError(f"{type(value).__name__} for {self.inner!r}")


def bind_exactly(metadata: MetaData) -> None:
    """Have every column of the tables take values exactly as they are."""
    for table in metadata.tables.values():
        for column in table.columns:
            found = column.type
            inner = found.impl_instance if isinstance(found, TypeDecorator) else found
            column.type = Exact(inner, column.primary_key)
