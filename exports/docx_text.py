"""The only way of text into a Word document: composed, without what XML cannot carry."""

from __future__ import annotations

import unicodedata

from planner.text import unwritable


def docx_text(text: str) -> str:
    """The text as a document can hold it (NFC), its lines ended by line feeds.

    Control characters and lone surrogates are left out: nothing in a study has any.
    """
    plain = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    if unwritable(plain) is None:
        return plain
    return "".join(sign for sign in plain if unwritable(sign) is None)


def docx_lines(text: str) -> list[str]:
    """The same, a paragraph a line; blank lines are left out, one line at least is given."""
    return [line.strip() for line in docx_text(text).split("\n") if line.strip()] or [""]
