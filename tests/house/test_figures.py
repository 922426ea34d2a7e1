"""Screen and paper show the same figure, whichever figure it is."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from dataclasses import dataclass, field
from functools import cache
from io import BytesIO

import pytest
from PySide6.QtGui import QImage, QPainter
from reportlab.pdfgen.canvas import Canvas as Sheet

from exports.pdf_canvas import PdfCanvas
from exports.pdf_fonts import register_fonts
from exports.pdf_text import Notices
from exports.svg_canvas import SvgCanvas
from planner.figures.canvas import ELLIPSIS, Canvas, draw
from planner.figures.figure import Circle, Figure, Mark, Path, Rect, Text
from planner.figures.palette import LIGHT
from tests.planner.figures.gallery import GALLERY, makers
from ui.actions.fonts import font_files
from ui.actions.texts import LANGUAGES, Texts
from ui.desktop.canvas import ScreenCanvas
from ui.desktop.style import Look, load_fonts

#: Letters by which a text that is cut may differ: the devices round widths differently.
_CUT = 2


@dataclass
class Witness:
    """Stands before a device: notes each mark and the words it gets, then lets it draw.

    Marks without words are the same in every language: the device draws them in the first alone.
    """

    device: Canvas
    language: str
    seen: list[tuple[Mark, str]] = field(default_factory=list)

    def rect(self, mark: Rect) -> None:
        self.seen.append((mark, ""))
        if self.language == LANGUAGES[0]:
            self.device.rect(mark)

    def circle(self, mark: Circle) -> None:
        self.seen.append((mark, ""))
        if self.language == LANGUAGES[0]:
            self.device.circle(mark)

    def path(self, mark: Path) -> None:
        self.seen.append((mark, ""))
        if self.language == LANGUAGES[0]:
            self.device.path(mark)

    def text(self, mark: Text, words: str) -> None:
        self.seen.append((mark, words))
        self.device.text(mark, words)

    def text_width(self, words: str, size: float, *, bold: bool) -> float:
        return self.device.text_width(words, size, bold=bold)


@pytest.fixture(scope="module")
def look(qapp) -> Look:
    return Look(LIGHT, False, load_fonts(font_files()))


def on_screen(figure: Figure, look: Look, speaker: Texts) -> list[tuple[Mark, str]]:
    scale = 4.0  # large enough that no text is under the smallest that the screen shows
    image = QImage(int(figure.width) + 1, int(figure.height) + 1, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    witness = Witness(ScreenCanvas(painter, look, scale), speaker.language)
    draw(figure, witness, speaker)
    painter.end()
    return witness.seen


def on_paper(figure: Figure, speaker: Texts) -> list[tuple[Mark, str]]:
    register_fonts()
    sheet = Sheet(BytesIO(), pagesize=(figure.width, figure.height), invariant=1)
    witness = Witness(PdfCanvas(sheet, 0, figure.height, Notices()), speaker.language)
    draw(figure, witness, speaker)
    return witness.seen


def as_drawing(figure: Figure, speaker: Texts) -> list[tuple[Mark, str]]:
    witness = Witness(SvgCanvas(), speaker.language)
    draw(figure, witness, speaker)
    return witness.seen


@cache
def figures_of(name: str) -> tuple[Figure, ...]:
    """Those of one maker in the gallery, made once for both languages."""
    return tuple(GALLERY[name]())


def differ(first: str, second: str) -> bool:
    """True where two devices say something else; a cut may fall a letter or two apart."""
    if first == second:
        return False
    one, other = first.removesuffix(ELLIPSIS), second.removesuffix(ELLIPSIS)
    begins = one.startswith(other) or other.startswith(one)
    return not begins or abs(len(one) - len(other)) > _CUT


def test_every_figure_of_the_house_is_in_the_gallery():
    assert makers() == set(GALLERY), "add what is new to tests/planner/figures/gallery.py"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", GALLERY)
def test_screen_paper_and_drawing_get_the_same_marks_and_words(name, language, look):
    speaker = Texts(language)
    figures = figures_of(name)
    assert figures
    for figure in figures:
        screen = on_screen(figure, look, speaker)
        assert screen
        for other in (on_paper(figure, speaker), as_drawing(figure, speaker)):
            assert [mark for mark, _ in other] == [mark for mark, _ in screen]
            words = zip(screen, other, strict=True)
            assert [(a, b) for (_, a), (_, b) in words if differ(a, b)] == []


def test_a_witness_would_see_a_mark_that_one_device_misses(look):
    (figure,) = list(GALLERY["level_bars"]())
    speaker = Texts("fr")
    seen = on_screen(figure, look, speaker)
    assert [mark for mark, _ in seen] == list(figure.marks)
    assert differ("Lille", "Lens")
    assert differ("Villeneuve", "Vil…")
    assert not differ("Villeneuve d…", "Villeneuve d'…")
