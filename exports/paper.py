"""The papers on which wide pages are printed."""

from __future__ import annotations

from enum import StrEnum


class Paper(StrEnum):
    """The paper of the pages that lie across; upright ones are always A4."""

    A4 = "a4"
    A3 = "a3"
