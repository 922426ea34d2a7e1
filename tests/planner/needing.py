"""Small studies with needs, places and assumptions, made in a few words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from planner.study import (
    Allocation,
    AllocationShare,
    Assumption,
    NeedLine,
    Scenario,
    Seats,
    Sector,
    Study,
)
from planner.vocab import NeedKind, SeatKind
from tests.build import study, training

ALL = Fraction(1)
Bounds = tuple[int | None, int | None, int | None]


def line(key: str, people: int | Bounds, **fields: Any) -> NeedLine:
    """A need of 2020-2021 for experts in the whole region, spread by the allocation of its name."""
    low, central, high = (people,) * 3 if isinstance(people, int) else people
    told = {"kind": NeedKind.EXPERT, "sector": None, "start": 2020, "end": 2021, "allocation": key}
    return NeedLine(
        key=key, name=f"Besoin {key}", low=low, central=central, high=high, **(told | fields)
    )


def spread(allocation: str, shares: Mapping[tuple[str, int], Fraction | int]) -> Any:
    """The shares of an allocation by family and level."""
    return [
        AllocationShare(
            key=f"{allocation}.{family}.{level}",
            allocation=allocation,
            family=family,
            level=level,
            share=Fraction(share),
        )
        for (family, level), share in shares.items()
    ]


def seats(trained: str, low: int, high: int | None = None, **fields: Any) -> Seats:
    """Open places of a training in 2020: exactly ``low``, or from ``low`` to ``high``."""
    told = {"year": 2020, "kind": SeatKind.OPEN} | fields
    key = f"{trained}.{told['year']}.{told['kind']}.{fields.get('rank', 0)}"
    upper = high if high is not None or "open_ended" in fields else low
    told.pop("open_ended", None)
    return Seats(key=key, training=trained, low=low, high=upper, **told)


def assumed(**values: Fraction | int | None) -> list[Assumption]:
    """Assumptions; ``yield__stays=…`` stands for the key ``yield.stays``."""
    return [
        Assumption(
            key=name.replace("__", "."),
            name=name,
            value=None if value is None else Fraction(value),
            unit="share",
        )
        for name, value in values.items()
    ]


def planned(lines: Iterable[NeedLine], shares: Iterable[Any] = (), **collections: Any) -> Study:
    """A study whose scenario ``s`` holds all the lines, with sectors ``x`` and ``y``."""
    lines, shares = tuple(lines), tuple(shares)
    names = dict.fromkeys(share.allocation for share in shares)
    given: dict[str, Any] = {
        "sectors": [Sector(key=key, name=key.upper(), impact=1) for key in ("x", "y")],
        "need_lines": lines,
        "allocations": [Allocation(key=name, name=name.upper()) for name in names],
        "allocation_shares": shares,
        "scenarios": [Scenario(key="s", name="Essai", need_lines=tuple(r.key for r in lines))],
    }
    return study(**(given | collections))


def toy(*, places: Mapping[str, tuple[int, int | None]] | None = None, **collections: Any) -> Study:
    """The toy case of the design: needs 40, 60, 10; trainings ab 30, b 20, c 50, at level 5."""
    shares = spread(
        "n", {("a", 5): Fraction(4, 11), ("b", 5): Fraction(6, 11), ("c", 5): Fraction(1, 11)}
    )
    known = {"ab": (30, 30), "b": (20, 20), "c": (50, 50)} if places is None else places
    given: dict[str, Any] = {
        "trainings": [training("ab", "a", "b"), training("b", "b"), training("c", "c")],
        "seats": [seats(key, low, high) for key, (low, high) in known.items()],
    }
    return planned([line("n", 110)], shares, **(given | collections))
