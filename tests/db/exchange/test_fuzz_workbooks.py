"""Workbooks mutated by the thousand: each is read whole or refused in a sentence of ours.

In the suite some are read in this process, where nothing else would catch an error; the full run
(``make fuzz``) reads 20 000 in processes bound in memory and time.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter

import pytest

from tests.db.exchange import fuzz

FEW = 300
MANY = int(os.environ.get("CARTOPLAN_FUZZ", "0"))
IN_ONE = 500
REFUSALS = (
    "damaged", "not_excel", "locked", "too_large", "hostile", "too_many_rows", "too_many_columns"
)  # fmt: skip


def test_any_mutated_workbook_is_read_whole_or_refused(tmp_path):
    found = fuzz.outcomes(tmp_path, 2026, FEW)
    assert sum(found.values()) == FEW
    assert found["read"] > FEW // 5
    assert set(found) <= {"read"} | {f"error.workbook_{each}" for each in REFUSALS}
    assert len(found) > 2


@pytest.mark.slow
@pytest.mark.skipif(not MANY, reason="the full run is asked for by `make fuzz`")
def test_thousands_of_mutated_workbooks_are_read_or_refused():
    found = Counter()
    for seed in range(MANY // IN_ONE):
        words = [sys.executable, "-m", fuzz.__name__, str(seed), str(IN_ONE)]
        ended = subprocess.run(words, capture_output=True, text=True, check=False)
        assert ended.returncode == 0, f"seed {seed}: {ended.stderr[-2000:]}"
        found.update(json.loads(ended.stdout))
    sys.stdout.write(f"{dict(found)}\n")
    assert set(found) <= {"read"} | {f"error.workbook_{each}" for each in REFUSALS}
