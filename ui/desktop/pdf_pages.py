"""The pages of a PDF as pictures.

PDFium is not thread-safe: all of this is called in the main thread, one page at a time. It is
loaded with the first document. A document is open only while a picture is made, which costs less
than a millisecond: so nothing of it waits to be closed.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QImage


@dataclass(frozen=True, slots=True)
class PdfPages:
    """A PDF: its content, and how large its pages are, in points."""

    data: bytes
    sizes: tuple[tuple[float, float], ...]

    def __len__(self) -> int:
        """How many pages there are."""
        return len(self.sizes)

    def height(self, place: int, width: int) -> int:
        """Px that the page takes where it is ``width`` px wide."""
        wide, high = self.sizes[place]
        return round(width * high / wide)

    def picture(self, place: int, width: int) -> QImage:
        """The page on white paper, ``width`` px wide."""
        from pypdfium2 import PdfDocument  # type: ignore[import-untyped]

        with PdfDocument(self.data) as document:
            scale = width / self.sizes[place][0]
            bitmap = document[place].render(scale=scale, rev_byteorder=True)
            shape = (bitmap.width, bitmap.height, bitmap.stride)
            shared = QImage(memoryview(bitmap.buffer), *shape, QImage.Format.Format_RGB888)
            picture = shared.copy()
            bitmap.close()
            return picture


def pages_of(data: bytes) -> PdfPages:
    """The pages of the PDF whose content is ``data``."""
    from pypdfium2 import PdfDocument

    with PdfDocument(data) as document:
        sizes = tuple(document.get_page_size(place) for place in range(len(document)))
    return PdfPages(data, sizes)
