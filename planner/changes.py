"""What a change touched, so that each page decides alone whether to refresh."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Touched:
    """The rows that an edit added, changed or removed, as (collection, key) pairs."""

    rows: frozenset[tuple[str, str]] = frozenset()
    everything: bool = False

    def __or__(self, other: Touched) -> Touched:
        """What either of two changes touched."""
        return Touched(self.rows | other.rows, self.everything or other.everything)

    def has(self, *collections: str) -> bool:
        """True where a row of one of the collections was touched."""
        return self.everything or any(name in collections for name, _ in self.rows)


EVERYTHING = Touched(everything=True)
