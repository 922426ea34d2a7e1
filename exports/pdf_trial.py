"""The pass of a document of which only the places are read.

A document is laid out until two passes agree, so the first one never becomes bytes: what would be
drawn there is measured and left undrawn, which saves a sixth of the writing.
"""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas


class Trial(Canvas):
    """The canvas of a first pass: flowables take their room on it and draw nothing."""


def is_trial(page: object) -> bool:
    """True where nobody will see what is drawn on ``page``."""
    return isinstance(page, Trial)
