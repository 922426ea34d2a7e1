"""The programme asks itself whether it has all it needs; each bundle is asked before it goes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.reliability.promise import FULL
from ui import selftest

ROOT = Path(__file__).parents[2]
#: What is asked in every run; the others write documents and build the window.
LIGHT = ("texts", "no console")


@pytest.mark.promise(
    "T24", asked=len(selftest.PARTS), quick=len(LIGHT), unit="parts of the programme", weight=18
)
def test_the_program_has_all_that_it_needs(tmp_path: Path, figure: Any) -> None:
    told = asked() if FULL else {name: fault(name, tmp_path) for name in LIGHT}
    assert told == dict.fromkeys(told, "ok")
    assert not FULL or set(told) == set(selftest.PARTS)
    figure.reached(len(told))


def test_a_part_that_is_lacking_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def gone(folder: Path) -> None:
        raise FileNotFoundError("IBMPlexSans-Regular.ttf")

    monkeypatch.setattr(selftest, "PARTS", {"texts": selftest.texts, "typefaces": gone})
    assert selftest.main() == 1
    said = capsys.readouterr().out.splitlines()
    assert said == ["texts: ok", "typefaces: FileNotFoundError: IBMPlexSans-Regular.ttf"]


def fault(name: str, folder: Path) -> str:
    return selftest._fault(selftest.PARTS[name], folder) or "ok"


def asked() -> dict[str, str]:
    """What the programme says of itself, in a process of its own without display."""
    given = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
    command = [sys.executable, "-m", "ui.start", "--selftest"]
    ran = subprocess.run(command, cwd=ROOT, env=given, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return dict(line.split(": ", 1) for line in ran.stdout.splitlines())
