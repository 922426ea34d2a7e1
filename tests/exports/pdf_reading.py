"""Reads printed documents back, for the tests."""

from __future__ import annotations

from io import BytesIO

from pypdf import PdfReader


def reader(data: bytes) -> PdfReader:
    """The document, refused where a strict reader would refuse it."""
    return PdfReader(BytesIO(data), strict=True)


def page_words(data: bytes) -> list[str]:
    """The text of each page, spaces folded."""
    return [" ".join(page.extract_text().split()) for page in reader(data).pages]


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
