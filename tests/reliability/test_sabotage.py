"""The tests of the safeguards can fail: with a safeguard taken away, one of them does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.reliability.sabotage import LIBRARIES, ROOT, Copy, refused, sound
from tests.reliability.sabotages import SABOTAGES


@pytest.mark.promise("T25", asked=len(SABOTAGES), quick=1, unit="sabotages", weight=110)
def test_each_safeguard_taken_away_turns_a_test_red(tmp_path: Path, figure: Any) -> None:
    chosen = SABOTAGES[: figure.count]
    libraries = LIBRARIES if figure.count > 1 else ("pytest",)  # the first one needs no other
    with Copy(tmp_path / "tree", libraries) as copy:
        for sabotage in chosen:
            refused(copy, sabotage)
        sound(copy, chosen)
    figure.reached(len(chosen))


@pytest.mark.parametrize("sabotage", SABOTAGES, ids=lambda one: one.name)
def test_each_safeguard_stands_where_its_sabotage_looks_for_it(sabotage: Any) -> None:
    assert (ROOT / sabotage.file).read_text(encoding="utf-8").count(sabotage.before) == 1
    for test in sabotage.tests:
        file, _, name = test.partition("::")
        assert f"def {name}" in (ROOT / file).read_text(encoding="utf-8")
