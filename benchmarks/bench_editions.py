"""Editions of a large study: frozen and opened, beside bare JSON and zlib of the same rows."""

from __future__ import annotations

import json
import zlib
from datetime import date

from benchmarks.figures import Figure, seconds, shown
from benchmarks.synthetic import synthetic_study
from db.editions import bare, frozen, thawed
from db.fingerprint import lines_of
from planner.study import DECLARED

COUNT = 100_000
LEVEL = 6


def measure() -> list[Figure]:
    """An edition of 100 000 trainings: made with its fingerprint, then opened again."""
    study = synthetic_study(COUNT)
    row = frozen(study, "e", "2026", frozen_on=date(2026, 1, 5), author="", source=DECLARED)
    lines = list(lines_of(bare(study)))
    values = [json.loads(line) for line in lines]
    made = seconds(
        lambda: frozen(study, "e", "2026", frozen_on=None, author="", source=DECLARED), runs=2
    )
    packed = zlib.compress(b"".join(lines), LEVEL)
    bare_made = seconds(lambda: _packed(values), runs=2)
    opened = seconds(lambda: thawed.__wrapped__(row.content), runs=2)
    bare_opened = seconds(lambda: _unpacked(packed), runs=2)
    plain, kept = sum(map(len, lines)) / 1e6, len(row.content) / 1e6
    return [
        Figure(
            f"edition of {COUNT:,} trainings frozen, with its fingerprint ({kept:.1f} MB)",
            shown(made),
            f"json.dumps of the same rows ({plain:.0f} MB), then zlib",
            shown(bare_made),
            made / bare_made,
        ),
        Figure(
            f"edition of {COUNT:,} trainings opened, every value checked",
            shown(opened),
            "zlib, then json.loads of the same rows",
            shown(bare_opened),
            opened / bare_opened,
        ),
    ]


def _packed(values: list[object]) -> bytes:
    text = "\n".join(json.dumps(value, sort_keys=True) for value in values)
    return zlib.compress(text.encode(), LEVEL)


def _unpacked(packed: bytes) -> list[object]:
    return [json.loads(line) for line in zlib.decompress(packed).splitlines()]
