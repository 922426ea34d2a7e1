"""Our own line icons: 20 x 20, one stroke, coloured when they are read."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


def names() -> tuple[str, ...]:
    """The names of all icons, in order."""
    found = (entry.name for entry in files("ui.desktop.icons").iterdir())
    return tuple(sorted(name[:-4] for name in found if name.endswith(".svg")))


@cache  # each reading of a file would wait for a busy lane to let go
def svg(name: str, colour: str) -> bytes:
    """The drawing ``name`` with its strokes in ``colour`` (``#rrggbb``)."""
    text = files("ui.desktop.icons").joinpath(f"{name}.svg").read_text(encoding="utf-8")
    return text.replace("currentColor", colour).encode()
