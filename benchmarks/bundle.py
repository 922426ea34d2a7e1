"""The bundle says and writes what the source run does: compared figure by figure, byte by byte."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.made_up_fiches import write_fiches

OUTPUTS = ("cartographie.xlsx", "feuille-de-route.pdf")
#: A certification of the shipped study, and the endings of the documents made of it.
CERTIFICATION = "drh"
_MOMENT = re.compile(rb'"lastChangeDateTime": "[^"]*"')  # when a CASE package was written
ENDINGS = (".docx", ".xlsx", ".pdf", ".txt", ".json")
FICHES = 40
#: What is asked of the fiches: words of some, and the passages that a draft shares with them.
QUESTIONS = (("fiches", "search", "fiche", "12"), ("certifications", "near", CERTIFICATION))


def main() -> int:
    """Compare the bundled programme named on the command line with ``python -m ui.start``."""
    bundle = [sys.argv[1]]
    source = [sys.executable, "-m", "ui.start"]
    faults = [
        *_lacking(bundle),
        *_differing_info(bundle, source),
        *_differing_files(bundle, source),
        *_differing_outputs(bundle, source),
        *_differing_dossiers(bundle, source),
        *_differing_fiches(bundle, source),
    ]
    for fault in faults:
        print(fault, file=sys.stderr)
    print("the bundle and the source run agree" if not faults else "the bundle differs")
    return 1 if faults else 0


def _said(command: list[str], *words: str, home: str = "") -> str:
    given = os.environ | ({"XDG_DATA_HOME": home} if home else {})
    run = subprocess.run([*command, *words], capture_output=True, text=True, check=False, env=given)
    if run.returncode != 0:
        raise SystemExit(f"{command[0]} {' '.join(words)}: {run.returncode}\n{run.stderr}")
    return run.stdout


def _lacking(bundle: list[str]) -> list[str]:
    """The parts that the bundle itself finds wanting, told in its own words."""
    run = subprocess.run([*bundle, "--selftest"], capture_output=True, text=True, check=False)
    sys.stdout.write(run.stdout)
    said = run.stdout + run.stderr
    return [] if run.returncode == 0 else [f"the selftest gave {run.returncode}: {said}"]


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


def _differing_dossiers(bundle: list[str], source: list[str]) -> list[str]:
    """The documents of a certification; then what the bundle reads back from its workbook."""
    with tempfile.TemporaryDirectory() as folder:
        file = str(Path(folder) / "made.cartoplan")
        _said(source, "new", file)
        faults = []
        for ending in ENDINGS:
            made = [Path(folder) / f"{name}{ending}" for name in ("bundle", "source")]
            for command, path in zip((bundle, source), made, strict=True):
                words = ("--file", file, "export", "dossier", CERTIFICATION, str(path))
                _said(command, *words)
            first, second = (_MOMENT.sub(b"", path.read_bytes()) for path in made)
            if first != second:
                faults.append(f"the dossier in {ending} differs")
        workbook = str(Path(folder) / "bundle.xlsx")
        words = ("--file", file, "certifications", "import", workbook, "--json")
        read = [json.loads(_said(command, *words)) for command in (bundle, source)]
    return faults if read[0] == read[1] else [*faults, f"a workbook is read otherwise: {read}"]


def _differing_fiches(bundle: list[str], source: list[str]) -> list[str]:
    """What both find among made-up fiches that the bundle imported, in a folder of their own."""
    if sys.platform != "linux":
        print("fiches: left out, as only Linux lets their folder be chosen", file=sys.stderr)
        return []
    with tempfile.TemporaryDirectory() as folder:
        fiches = Path(folder) / "fiches.xml"
        write_fiches(fiches, FICHES)
        _said(bundle, "fiches", "import", str(fiches), home=folder)
        faults = []
        for words in QUESTIONS:
            found = [
                json.loads(_said(command, *words, "--json", home=folder))
                for command in (bundle, source)
            ]
            if found[0] != found[1] or not found[0]:
                faults.append(f"{' '.join(words)} differs: {found[0]} / {found[1]}")
    return faults


if __name__ == "__main__":
    sys.exit(main())
