"""Documents on A4, wide pages on A3: templates, headers, footers, bookmarks, equal bytes."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import md5
from io import BytesIO
from typing import TYPE_CHECKING, Any

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, NextPageTemplate, PageBreak, PageTemplate
from reportlab.platypus.flowables import Flowable

from exports.pdf_fonts import REGULAR, register_fonts
from exports.pdf_styles import (
    BOTTOM,
    LANDSCAPE_SIDE,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    SIDE,
    STYLES,
    TOP,
    WIDE_PAGE_WIDTH,
    colour,
)
from exports.pdf_text import Markup, Notices, paragraph, pdf_words
from exports.pdf_trial import Trial
from planner.figures.palette import Ink

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from planner.messages import Message

rl_config.useA85 = 0  # streams as bytes, not as letters: a tenth smaller, and made in less time

COVER, UPRIGHT, LANDSCAPE, WIDE = "cover", "upright", "landscape", "wide"
#: The tags of the documents' languages, as PDF wants them.
TAGS = {"fr": "fr-FR", "en": "en-GB"}
_PASSES = 4


@dataclass(frozen=True, slots=True)
class Imprint:
    """What a document says of itself, and what stands on each of its pages.

    ``language`` is a two-letter code; ``page`` says "page 3 / 12" for a page and their number.
    With ``tells_chapter`` the head of each page names its chapter too.
    """

    title: str
    subject: str
    author: str
    language: str
    on: date
    head: str
    foot: str
    page: Callable[[int, int], str]
    tells_chapter: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A chapter or a section as a table of contents shows it."""

    number: int
    level: int
    words: str
    page: int


@dataclass(frozen=True, slots=True)
class Draft:
    """What the pass before knows: its contents, its number of pages, and what it had to change."""

    contents: tuple[Entry, ...] = ()
    pages: int = 0
    notices: tuple[Message, ...] = ()


#: The level of the caption of a figure or of a table: listed with its page, not in the outline.
FIGURE_CAPTION, TABLE_CAPTION = 2, 3


class Heading(Flowable):
    """A heading that is also a bookmark and a line of the contents; level 0 is a chapter."""

    def __init__(self, text: Markup, words: str, level: int = 0) -> None:
        """Print ``text``; ``words`` are the same without markup, for the bookmark."""
        super().__init__()
        self.words = words
        self.level = level
        self.keepWithNext = int(level != TABLE_CAPTION)  # else the whole table would be kept
        style = (STYLES.chapter, STYLES.section, STYLES.caption, STYLES.caption)[level]
        self._said = paragraph(text, style)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The room that the heading takes."""
        wide, high = self._said.wrap(width, height)
        return float(wide), float(high)

    def getSpaceBefore(self) -> float:
        """The space above."""
        return float(self._said.getSpaceBefore())

    def getSpaceAfter(self) -> float:
        """The space below."""
        return float(self._said.getSpaceAfter())

    def draw(self) -> None:
        """Print the heading."""
        self._said.drawOn(self.canv, 0, 0)


def start_page(template: str) -> list[Flowable]:
    """What begins a new page of a template."""
    return [NextPageTemplate(template), PageBreak()]


def render(
    imprint: Imprint,
    story: Callable[[Draft, Notices], Sequence[Flowable]],
    first: str = COVER,
    expected: Sequence[Entry] = (),
) -> bytes:
    """The document as bytes; the same arguments always give the same ones.

    ``first`` is the template of the first page. ``expected`` are headings that are known before
    any pass, but for their pages: a table of contents then takes its room in the first one.

    ``story`` is told what the pass before found, and called until two passes agree: so that a
    table of contents and "page x / y" are true, and that what had to be changed can be listed.
    """
    register_fonts()
    draft = Draft(tuple(expected))
    for _ in range(_PASSES):
        notices = Notices()
        flowables = list(story(draft, notices))
        template = _Template(imprint, draft, notices, first)
        template.lay_out(flowables, Canvas if draft.pages else Trial)
        found = Draft(tuple(template.entries), template.page, notices.all())
        if found == draft:
            break
        draft = found
    return template.printed()


class _Template(BaseDocTemplate):
    """Prints flowables on the three kinds of pages, and notes where its headings fell."""

    def __init__(self, imprint: Imprint, draft: Draft, notices: Notices, first: str) -> None:
        self._stream = BytesIO()
        self._imprint = imprint
        self._draft = draft
        self._notices = notices
        self.entries: list[Entry] = []
        super().__init__(
            self._stream,
            pageTemplates=self._templates(first),
            title=imprint.title,
            author=imprint.author,
            subject=imprint.subject,
            creator="Cartoplan",
            lang=TAGS[imprint.language],
            invariant=1,
            displayDocTitle=True,
            initialFontName=REGULAR,
            allowSplitting=1,
        )

    def lay_out(self, flowables: list[Flowable], canvas: type[Canvas] = Canvas) -> None:
        """Draw the pages, and note where headings fall; only the last pass becomes bytes."""
        self._doSave = 0  # reportlab's own switch: build() then leaves the canvas open
        self.build(flowables, canvasmaker=canvas)

    def printed(self) -> bytes:
        """The bytes of the document that was laid out."""
        self.canv.save()
        return self._stream.getvalue()

    def beforeDocument(self) -> None:
        """Date the document by its imprint, never by a clock."""
        on = self._imprint.on
        stamp = f"D:{on.year:04d}{on.month:02d}{on.day:02d}000000Z"
        page: Any = self.canv
        page.setDateFormatter(lambda *_: stamp)
        # reportlab begins the identifier with SOURCE_DATE_EPOCH where the environment has one
        page._doc.signature = md5(b"Cartoplan", usedforsecurity=False)  # noqa: SLF001

    def afterFlowable(self, flowable: Any) -> None:
        """Bookmark a heading where it was printed."""
        if not isinstance(flowable, Heading):
            return
        number = len(self.entries) + 1
        key = f"chapter-{number}"
        words = pdf_words(flowable.words, self._notices)
        self.canv.bookmarkPage(key)
        if flowable.level < FIGURE_CAPTION:
            self.canv.addOutlineEntry(words, key, flowable.level, closed=False)
        self.entries.append(Entry(number, flowable.level, words, self.page))

    def _templates(self, first: str) -> list[PageTemplate]:
        upright = (PAGE_WIDTH, PAGE_HEIGHT, SIDE)
        sizes = {COVER: upright, UPRIGHT: upright}
        sizes[LANDSCAPE] = (PAGE_HEIGHT, PAGE_WIDTH, LANDSCAPE_SIDE)
        sizes[WIDE] = (WIDE_PAGE_WIDTH, PAGE_HEIGHT, LANDSCAPE_SIDE)
        order = sorted(sizes, key=lambda name: name != first)
        return [self._page_template(name, *sizes[name]) for name in order]

    def _page_template(self, name: str, width: float, height: float, side: float) -> PageTemplate:
        frame = Frame(
            side, BOTTOM, width - 2 * side, height - TOP - BOTTOM, 0, 0, 0, 0, id=f"{name}_frame"
        )
        draw = self._draw_foot if name == COVER else self._draw_head_and_foot
        return PageTemplate(name, [frame], onPage=draw, pagesize=(width, height))

    def _draw_head_and_foot(self, page: Canvas, _document: Any) -> None:
        width, height = self.pageTemplate.pagesize
        side = LANDSCAPE_SIDE if width > height else SIDE
        self._small(page, side, height - 36, self._imprint.head)
        if self._imprint.tells_chapter:
            self._small(page, width - side, height - 36, self._chapter(), right=True)
        self._hairline(page, side, height - 43, width - side)
        self._draw_foot(page, _document)

    def _chapter(self) -> str:
        """The chapter that this page belongs to, as the pass before found it."""
        chapters = [one for one in self._draft.contents if one.level == 0]
        begun = [one.words for one in chapters if one.page <= self.page]
        return begun[-1] if begun else ""

    def _draw_foot(self, page: Canvas, _document: Any) -> None:
        width, height = self.pageTemplate.pagesize
        side = LANDSCAPE_SIDE if width > height else SIDE
        self._hairline(page, side, 38, width - side)
        self._small(page, side, 26, self._imprint.foot)
        self._small(
            page, width - side, 26, self._imprint.page(self.page, self._draft.pages), right=True
        )

    def _small(self, page: Canvas, x: float, y: float, said: str, *, right: bool = False) -> None:
        page.setFont(REGULAR, 7.5)
        page.setFillColor(colour(Ink.MUTED))
        draw = page.drawRightString if right else page.drawString
        draw(x, y, pdf_words(said, self._notices))

    def _hairline(self, page: Canvas, left: float, y: float, right: float) -> None:
        page.setStrokeColor(colour(Ink.GRID))
        page.setLineWidth(0.5)
        page.line(left, y, right, y)
