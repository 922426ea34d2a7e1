"""Importing a file of 25 000 made-up fiches beside bare expat, and searching them."""

from __future__ import annotations

import tempfile
from pathlib import Path
from xml.parsers import expat

from benchmarks.figures import Figure, peak_megabytes, seconds, shown
from benchmarks.made_up_fiches import write_fiches
from db.fiches.library import FicheLibrary

FEW, COUNT = 2_500, 25_000
SEARCHED = ("fiche 12345", "corana")


def measure() -> list[Figure]:
    """The import of a tenth of them tells what memory it holds; that of all may hold no more."""
    with tempfile.TemporaryDirectory() as folder:
        few, many = Path(folder) / "few.xml", Path(folder) / "many.xml"
        write_fiches(few, FEW)
        write_fiches(many, COUNT)
        library = FicheLibrary(Path(folder) / "library")
        library.take(few, "")
        before = peak_megabytes()
        ours = seconds(lambda: library.take(many, ""), runs=1)
        after = peak_megabytes()
        theirs = seconds(lambda: _parse(many), runs=1)
        size = many.stat().st_size / 1e6
        index = sum(part.stat().st_size for part in (Path(folder) / "library").iterdir()) / 1e6
        imported = Figure(
            f"importing {COUNT:,} fiches ({size:.0f} MB; index {index:.0f} MB)",
            shown(ours),
            "xml.parsers.expat, no handler",
            shown(theirs),
            ours / theirs,
            "told",
        )
        memory = Figure(
            f"… peak of memory, with {COUNT:,} fiches",
            f"{after:.0f} MB",
            f"the same, with {FEW:,}",
            f"{before:.0f} MB",
            after / before,
            "flat: at most 1.1",
        )
        return [imported, memory, *(_searched(library, words) for words in SEARCHED)]


def _searched(library: FicheLibrary, words: str) -> Figure:
    found = len(library.search(words, 20))
    taken = seconds(lambda: library.search(words, 20))
    return Figure(f"search for “{words}” among them ({found} listed)", shown(taken))


def _parse(path: Path) -> None:
    """All that any reader of the file must do."""
    with path.open("rb") as stream:
        expat.ParserCreate().ParseFile(stream)
