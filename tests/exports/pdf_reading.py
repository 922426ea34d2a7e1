"""Reads printed documents back, for the tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from ctypes import POINTER, c_float, cast, create_string_buffer
from functools import lru_cache
from io import BytesIO

from pypdf import PdfReader
from pypdfium2 import PdfDocument, PdfObject, PdfPage, PdfTextPage
from pypdfium2.raw import (
    FPDF_PAGEOBJ_TEXT,
    FPDF_WCHAR,
    FPDFTextObj_GetFontSize,
    FPDFTextObj_GetText,
)


def reader(data: bytes) -> PdfReader:
    """The document, refused where a strict reader would refuse it."""
    return PdfReader(BytesIO(data), strict=True)


@lru_cache(maxsize=8)
def page_words(data: bytes) -> tuple[str, ...]:
    """The text of each page, spaces folded; PDFium reads it in a tenth of pypdf's time."""
    return tuple(words for words, _ in _pages(data))


def all_signs(data: bytes) -> str:
    """The text as pypdf reads it: each sign as printed, where PDFium joins a mark to a letter."""
    return " ".join(" ".join(page.extract_text().split()) for page in reader(data).pages)


def wide_page_words(data: bytes) -> list[str]:
    """The text of each page that lies on its side, spaces folded."""
    return [words for words, is_wide in _pages(data) if is_wide]


def all_words(data: bytes) -> str:
    """The text of the whole document, spaces folded."""
    return " ".join(page_words(data))


def text_sizes(data: bytes) -> set[tuple[str, float]]:
    """Each text that is drawn at once, with the height of its letters in points."""
    found: set[tuple[str, float]] = set()
    with closing(PdfDocument(data)) as document:
        for page in document:
            with closing(page.get_textpage()) as text:
                found |= {_sized(drawn, text) for drawn in page.get_objects([FPDF_PAGEOBJ_TEXT])}
    return {(words, size) for words, size in found if words}


def _sized(drawn: PdfObject, text: PdfTextPage) -> tuple[str, float]:
    size, matrix = c_float(), drawn.get_matrix()
    assert FPDFTextObj_GetFontSize(drawn, size)
    room = create_string_buffer(FPDFTextObj_GetText(drawn, text, None, 0))
    FPDFTextObj_GetText(drawn, text, cast(room, POINTER(FPDF_WCHAR)), len(room))
    words = room.raw.decode("utf-16-le").rstrip("\0").strip()
    return words, size.value * float((matrix.c**2 + matrix.d**2) ** 0.5)


def outline(data: bytes) -> list[tuple[int, str, int]]:
    """The bookmarks: depth, title and page, from 1."""
    document = reader(data)
    found: list[tuple[int, str, int]] = []

    def walk(items, depth):
        for item in items:
            if isinstance(item, list):
                walk(item, depth + 1)
            else:
                found.append((depth, item.title, document.get_destination_page_number(item) + 1))

    walk(document.outline, 0)
    return found


def _pages(data: bytes) -> Iterator[tuple[str, bool]]:
    """Each page: its text, and whether it is wider than high."""
    with closing(PdfDocument(data)) as document:
        for page in document:
            yield _words(page), page.get_width() > page.get_height()


def _words(page: PdfPage) -> str:
    with closing(page.get_textpage()) as text:
        return " ".join(text.get_text_range().split())
