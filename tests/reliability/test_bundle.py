"""The programme asks itself whether it has all it needs; each bundle is asked before it goes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ui import selftest

ROOT = Path(__file__).parents[2]


@pytest.mark.promise("T24", asked=len(selftest.PARTS), quick=0, unit="parts", weight=10)
def test_the_program_has_all_that_it_needs(tmp_path: Path, figure: Any) -> None:
    ran = asked({})
    assert ran.returncode == 0, ran.stdout + ran.stderr
    told = dict(line.split(": ", 1) for line in ran.stdout.splitlines())
    assert told == dict.fromkeys(selftest.PARTS, "ok")
    figure.reached(len(told))


def asked(more: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """What the programme says of itself, in a process of its own."""
    given = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return subprocess.run(
        [sys.executable, "-m", "ui.start", "--selftest"],
        cwd=ROOT,
        env=given | more,
        capture_output=True,
        text=True,
        check=False,
    )
