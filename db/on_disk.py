"""A file by its name as the disk spells it: a Mac parts the accents from their letters."""

from __future__ import annotations

import os
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def on_disk(path: Path) -> Path:
    """The path, or that of the one file beside it whose name differs by its composition alone.

    "Médiation.cartoplan" as it is typed finds the file that a Mac or an archive named by letters
    and accents apart. Where there are several, or none, the path is given back as it is.
    """
    if os.path.lexists(path):
        return path
    wanted = unicodedata.normalize("NFC", path.name)
    try:
        names = [each.name for each in path.parent.iterdir()]
    except OSError:
        return path
    twins = [name for name in names if unicodedata.normalize("NFC", name) == wanted]
    return path.with_name(twins[0]) if len(twins) == 1 else path
