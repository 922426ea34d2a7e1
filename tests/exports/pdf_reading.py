"""Reads printed documents back, for the tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from functools import lru_cache
from io import BytesIO

from pypdf import PdfReader
from pypdfium2 import PdfDocument, PdfPage


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
