from __future__ import annotations

import io

import pytest
from reportlab.pdfgen.canvas import Canvas

from ui.desktop.pdf_pages import pages_of

A4, WIDE = (595.0, 842.0), (842.0, 421.0)


def pdf(*sizes):
    """A PDF with a red square in the upper left corner of each page."""
    stream = io.BytesIO()
    canvas = Canvas(stream)
    for wide, high in sizes:
        canvas.setPageSize((wide, high))
        canvas.setFillColorRGB(1, 0, 0)
        canvas.rect(0, high - 100, 100, 100, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


@pytest.fixture
def pages(qapp):
    return pages_of(pdf(A4, WIDE))


def test_each_page_has_its_own_shape(pages):
    assert len(pages) == 2
    assert (pages.height(0, 595), pages.height(1, 421)) == (842, 210)


def test_a_page_is_drawn_in_its_colours_at_the_width_asked_for(pages):
    picture = pages.picture(1, 421)
    assert picture.width() == 421
    assert abs(picture.height() - 210) <= 1
    assert picture.pixelColor(10, 10).name() == "#ff0000"
    assert picture.pixelColor(200, 100).name() == "#ffffff"
