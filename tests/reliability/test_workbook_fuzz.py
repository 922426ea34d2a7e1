"""T6: workbooks mutated by the thousand: each is read whole or refused in a sentence of ours.

Few are read in this process, where nothing else would catch an error; the full figures are read
in processes bound in memory and time as the reader's is.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter

import pytest

from db.exchange.wire import lines_of
from tests.reliability import workbook_fuzz
from tests.reliability.promise import FULL

IN_ONE = 500
REFUSALS = {
    f"error.workbook_{each}"
    for each in (
        "damaged", "not_excel", "locked", "too_large", "hostile", "too_many_rows",
        "too_many_columns",
    )
}  # fmt: skip


def bound(seed: int, count: int) -> Counter[str]:
    """The outcomes of a process that is bound, and ends at the first file that is neither."""
    words = [sys.executable, "-m", workbook_fuzz.__name__, str(seed), str(count)]
    ended = subprocess.run(words, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, f"seed {seed}: {ended.stderr[-2000:]}"
    return Counter(json.loads(ended.stdout))


def mutated(figure, room, first_seed: int) -> None:
    found = Counter()
    if not FULL:
        found = workbook_fuzz.outcomes(room, first_seed, figure.count)
    while found.total() < figure.count:
        seed = first_seed + found.total() // IN_ONE
        found += bound(seed, min(IN_ONE, figure.count - found.total()))
    assert set(found) <= {"read"} | REFUSALS
    assert found["read"] > figure.count // 5
    assert len(found) > 2
    figure.reached(found.total())


@pytest.mark.promise("T6", asked=10_000, quick=120, unit="workbooks", weight=38)
def test_a_mutated_workbook_is_read_whole_or_refused(figure, tmp_path):
    mutated(figure, tmp_path, 2026)


@pytest.mark.promise("T6", asked=10_000, quick=0, unit="workbooks", weight=38)
def test_another_ten_thousand_mutated_workbooks_are_read_whole_or_refused(figure, tmp_path):
    mutated(figure, tmp_path, 1_000_000)


def test_half_a_workbook_handed_over_is_caught(tmp_path, monkeypatch):
    monkeypatch.setattr(workbook_fuzz, "lines_of", lambda grids: list(lines_of(grids))[:-1])
    with pytest.raises(RuntimeError):
        workbook_fuzz.outcomes(tmp_path, 1, 20)
