"""Searching for everything in a large study, beside fuzzy matching of every name (rapidfuzz)."""

from __future__ import annotations

from rapidfuzz import fuzz, process

from benchmarks.figures import Figure, seconds, shown
from benchmarks.synthetic import synthetic_study
from planner.compute.search import Index, study_entries

COUNT = 100_000
#: What is typed: a common word letter by letter, two words, a number, a slip of the key.
TYPED = ("f", "form", "formation", "robot lille", "12345", "robtique")


def measure() -> list[Figure]:
    """A keystroke beside a scan of all names, then the index itself."""
    study = synthetic_study(COUNT)
    index = Index(study_entries(study))
    names = [training.title.casefold() for training in study.trainings]
    return [*(_keystroke(index, names, typed) for typed in TYPED), _made(study)]


def _keystroke(index: Index, names: list[str], typed: str) -> Figure:
    ours = seconds(lambda: index.find(typed), runs=5)
    theirs = seconds(
        lambda: process.extract(typed, names, scorer=fuzz.partial_ratio, limit=6), runs=2
    )
    return Figure(
        f"search for “{typed}” among {COUNT:,} trainings",
        shown(ours),
        "rapidfuzz.process.extract, partial_ratio",
        shown(theirs),
        ours / theirs,
        "a frame or two while typing",
    )


def _made(study: object) -> Figure:
    ours = seconds(lambda: Index(study_entries(study)), runs=1)  # type: ignore[arg-type]
    return Figure(f"index of {COUNT:,} trainings, in the lane", shown(ours))
