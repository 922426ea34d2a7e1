"""A synthetic study of any size, the same at each run; it never leaves the benchmarks."""

from __future__ import annotations

import random
from dataclasses import replace

from db.samples.reading import read_sample
from planner.rows import Rows
from planner.study import Study, Training
from planner.vocab import Modality

LEVELS = (5, 6, 7, 8)


def synthetic_study(count: int, *, families_each: int = 3) -> Study:
    """The shipped study with ``count`` made-up trainings instead of its own."""
    base = read_sample()
    dice = random.Random(2019)
    families = tuple(base.families.keys())
    cities = tuple(base.cities.keys())
    institutions = tuple(base.institutions.keys())
    trainings = [
        Training(
            key=f"x{number:06d}",
            rank=number,
            title=f"Formation synthétique {number} {dice.choice(('IA', 'données', 'robotique'))}",
            institution=dice.choice(institutions),
            city=dice.choice(cities),
            level=dice.choice(LEVELS),
            hours=dice.randrange(100, 1500),
            families=tuple(sorted(dice.sample(families, families_each))),
            modalities=(Modality.INITIAL,) if number % 3 else (),
        )
        for number in range(count)
    ]
    return replace(base, trainings=Rows(trainings), seats=Rows(), domain_hours=Rows())
