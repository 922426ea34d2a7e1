"""All verbs, loaded once, in the order in which help lists them."""

from __future__ import annotations

from importlib import import_module

ROOMS = (
    "files",
    "region",
    "locks",
    "rescue",
    "backups",
    "server",
    "reading",
    "crosstabs",
    "mapping",
    "findings",
    "competences",
    "certifications",
    "fiches",
    "indicators",
    "projections",
    "allocations",
    "whatif",
    "scenarios",
    "ladder",
    "trainings",
    "leavers",
    "comments",
    "bulk",
    "merging",
    "pedigree",
    "anyrows",
    "history",
    "exporting",
    "lheo",
    "webpage",
    "dossiers",
    "searching",
    "roadmap",
    "editions",
    "editions_compared",
    "commitments",
    "symposium",
    "exchange",
    "importing",
)


def load_verbs() -> None:
    """Make every verb known to the registry; loading twice changes nothing."""
    for room in ROOMS:
        import_module(f"ui.actions.{room}")
