"""The bundled typeface, one for screen and paper: IBM Plex Sans (SIL Open Font License 1.1)."""

from __future__ import annotations

from importlib.resources import files

FAMILY = "IBM Plex Sans"
REGULAR_FILE = "IBMPlexSans-Regular.ttf"  # weight 400
SEMIBOLD_FILE = "IBMPlexSans-SemiBold.ttf"  # weight 600


def font_bytes(*, bold: bool) -> bytes:
    """The TrueType file of the regular (400) or semi-bold (600) weight.

    Its figures are tabular without any feature, and it has the whole of French, U+202F included.
    """
    name = SEMIBOLD_FILE if bold else REGULAR_FILE
    return files("exports").joinpath("fonts", name).read_bytes()


def licence() -> str:
    """The licence under which the typeface travels with Cartoplan."""
    return files("exports").joinpath("fonts", "OFL.txt").read_text(encoding="utf-8")
