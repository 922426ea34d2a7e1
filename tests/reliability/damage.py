"""Files damaged as disks, mail and cables damage them: flips, zeroed sectors, cuts."""

from __future__ import annotations

import random
from collections.abc import Iterator

SECTOR = 512


def damages(whole: bytes, count: int, seed: int = 2019) -> Iterator[tuple[str, bytes]]:
    """So many damaged copies of a file, each with what was done to it.

    Flips and sectors are drawn where the file holds something: an unused byte harms nobody.
    """
    chance = random.Random(seed)
    used = [at for at, byte in enumerate(whole) if byte]
    for number in range(count):
        at = chance.choice(used)
        start = at // SECTOR * SECTOR
        match number % 3:
            case 0:
                bit = whole[at] ^ 1 << chance.randrange(8)
                yield f"flip at {at}", whole[:at] + bytes([bit]) + whole[at + 1 :]
            case 1:
                zeroed = whole[:start] + bytes(SECTOR) + whole[start + SECTOR :]
                yield f"zeroed sector at {start}", zeroed[: len(whole)]
            case _:
                yield f"cut at {at}", whole[:at]
