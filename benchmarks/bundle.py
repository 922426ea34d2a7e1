"""The bundle says and writes what the source run does: compared figure by figure, byte by byte."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

OUTPUTS = ("cartographie.xlsx", "feuille-de-route.pdf")


def main() -> int:
    """Compare the bundled programme named on the command line with ``python -m ui.start``."""
    bundle = [sys.argv[1]]
    source = [sys.executable, "-m", "ui.start"]
    faults = [
        *_differing_info(bundle, source),
        *_differing_files(bundle, source),
        *_differing_outputs(bundle, source),
    ]
    for fault in faults:
        print(fault, file=sys.stderr)
    print("the bundle and the source run agree" if not faults else "the bundle differs")
    return 1 if faults else 0


def _said(command: list[str], *words: str) -> str:
    run = subprocess.run([*command, *words], capture_output=True, text=True, check=False)
    if run.returncode != 0:
        raise SystemExit(f"{command[0]} {' '.join(words)}: {run.returncode}\n{run.stderr}")
    return run.stdout


def _differing_info(bundle: list[str], source: list[str]) -> list[str]:
    said = [json.loads(_said(command, "info", "--json")) for command in (bundle, source)]
    return [] if said[0] == said[1] else [f"info differs: {said[0]} / {said[1]}"]


def _differing_files(bundle: list[str], source: list[str]) -> list[str]:
    """A study file that the bundle makes (tables and all) is one that the source run reads."""
    with tempfile.TemporaryDirectory() as folder:
        file = str(Path(folder) / "made.cartoplan")
        _said(bundle, "new", file)
        _said(bundle, "--file", file, "trainings", "set", "t001", "hours=400")
        _said(source, "--file", file, "undo")
        made = json.loads(_said(source, "--file", file, "info", "--json"))
    shipped = json.loads(_said(source, "info", "--json"))
    return [] if made == shipped else [f"a file made by the bundle differs: {made}"]


def _differing_outputs(bundle: list[str], source: list[str]) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        places = [Path(folder) / name for name in ("bundle", "source")]
        for command, place in zip((bundle, source), places, strict=True):
            _said(command, "export", "all", str(place))
        return [
            f"{name} differs"
            for name in OUTPUTS
            if (places[0] / name).read_bytes() != (places[1] / name).read_bytes()
        ]


if __name__ == "__main__":
    sys.exit(main())
