"""Small studies for tests, made in one line."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from planner.rows import Rows
from planner.study import City, Department, Family, Institution, Study, Training

FAMILIES = ("a", "b", "c")


def study(**collections: Any) -> Study:
    """A study with three families, two cities, two institutions, and the given collections."""
    base = Study(
        families=Rows(
            Family(key=k, rank=n, name=f"Famille {k}", short_name=k.upper())
            for n, k in enumerate(FAMILIES)
        ),
        departments=Rows([Department(key="59", name="Nord")]),
        cities=Rows(
            City(key=k, name=k.title(), department="59", latitude=50.6, longitude=3.1)
            for k in ("lille", "douai")
        ),
        institutions=Rows(Institution(key=k, name=k.upper()) for k in ("ens", "iut")),
    )
    return replace(base, **{name: Rows(rows) for name, rows in collections.items()})


def training(key: str = "t1", *families: str, **fields: Any) -> Training:
    """A training at level 5 in Lille that targets the given families."""
    given = {"title": f"Formation {key}", "level": 5, "city": "lille", "institution": "ens"}
    return Training(key=key, families=families, **(given | fields))
