"""A Word document of ours: real styles, A4 pages, real tables, equal bytes for equal contents."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from exports.docx_text import docx_lines, docx_text
from planner.figures.palette import LIGHT, Ink

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document as Docx
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

#: The tags of the documents' languages, as Word wants them.
TAGS = {"fr": "fr-FR", "en": "en-GB"}
_FONT = "Calibri"
_A4 = (Pt(595.3), Pt(841.9))
_MARGIN = 51.0
#: Points between the margins of upright pages and of pages on their side.
WIDTH, LANDSCAPE_WIDTH = 595.3 - 2 * _MARGIN, 841.9 - 2 * _MARGIN
_SIZES = {
    "Normal": 10.5, "Title": 24, "Subtitle": 13, "Heading 1": 17, "Heading 2": 13,
    "Heading 3": 11, "No Spacing": 9,
}  # fmt: skip
_FIRST_DAY = date(1980, 1, 1)  # that an archive can write down


#: The keys of "No Spacing" and "Table Grid": asking by name each time takes half the writing.
_IN_CELLS, _GRID = "NoSpacing", "TableGrid"


def new_document(language: str) -> Docx:
    """An empty document with upright A4 pages, in a language, in the house's type."""
    document = Document()
    for name, size in _SIZES.items():
        _set_style(document.styles[name], size)
    _set_grid(document.styles["Table Grid"].element)
    _set_language(document, TAGS.get(language, language))
    _set_page(document.sections[0], on_side=False)
    for key, relation in list(document.part.package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):  # a picture of somebody else's document
            document.part.package.rels.pop(key)
    return document


def _set_style(style: Any, size: float) -> None:
    style.font.size = Pt(size)
    style.font.name = _FONT
    fonts = style.element.rPr.rFonts
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    if style.name not in ("Normal", "No Spacing"):
        style.font.color.rgb = _colour(Ink.ACCENT if style.name == "Heading 1" else Ink.TEXT)
        style.font.bold, style.font.italic = style.name != "Subtitle", False
    for edge in style.element.findall(".//" + qn("w:pBdr")):
        edge.getparent().remove(edge)


def _set_grid(style: Any) -> None:
    """Quiet rules, and some room above and below the text of cells."""
    for edge in style.find(".//" + qn("w:tblBorders")):
        edge.set(qn("w:color"), LIGHT[Ink.MIDDLE].removeprefix("#").upper())
    room = style.find(".//" + qn("w:tblCellMar"))
    for side in room if room is not None else ():
        if side.tag in (qn("w:top"), qn("w:bottom")):
            side.set(qn("w:w"), "40")


def _colour(ink: Ink) -> RGBColor:
    return RGBColor.from_string(LIGHT[ink].removeprefix("#").upper())


def _set_language(document: Docx, tag: str) -> None:
    for found in document.styles.element.iter(qn("w:lang")):
        found.set(qn("w:val"), tag)


def _set_page(section: Any, *, on_side: bool) -> None:
    width, height = reversed(_A4) if on_side else _A4
    section.orientation = WD_ORIENT.LANDSCAPE if on_side else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = width, height
    for side in ("left", "right", "top", "bottom"):
        setattr(section, f"{side}_margin", Pt(_MARGIN))


def turn_page(document: Docx, *, on_side: bool) -> None:
    """Begin a section on a new page, upright or on its side."""
    _set_page(document.add_section(WD_SECTION.NEW_PAGE), on_side=on_side)


def set_footer(document: Docx, words: str, page: str) -> None:
    """What stands at the foot of each page; ``{}`` in ``page`` are its number and their count."""
    line = document.sections[0].footer.paragraphs[0]
    before, between, after = docx_text(page).split("{}")
    for said, field in ((f"{docx_text(words)} · {before}", "PAGE"), (between, "NUMPAGES")):
        line.add_run(said)
        _add_field(line, field)
    line.add_run(after)
    for run in line.runs:
        run.font.size = Pt(8)
        run.font.color.rgb = _colour(Ink.MUTED)


def _add_field(line: Paragraph, name: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run = line.add_run("1")
    run.font.size = Pt(8)
    run.font.color.rgb = _colour(Ink.MUTED)
    field.append(run._r)  # noqa: SLF001 - python-docx has no fields of its own
    line._p.append(field)  # noqa: SLF001


def add_prose(document: Docx, words: str, *, is_muted: bool = False) -> None:
    """A text, a paragraph a line."""
    for line in docx_lines(words):
        run = document.add_paragraph().add_run(line)
        if is_muted:
            run.font.color.rgb = _colour(Ink.MUTED)


def add_heading(document: Docx, words: str, level: int) -> None:
    """A heading that Word lists in its outline; 1 is a chapter."""
    document.add_paragraph(docx_text(words))._p.style = f"Heading{level:d}"  # noqa: SLF001


def add_table(document: Docx, headings: Sequence[str], widths: Sequence[float]) -> Table:
    """A table with its heading row, which stands again on each page; widths in points."""
    table: Table = document.add_table(rows=1, cols=len(headings))
    table._tbl.tblStyle_val = _GRID  # noqa: SLF001
    table.autofit = False
    row = table.rows[0]
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Pt(width)
    for cell, heading, width in zip(row.cells, headings, widths, strict=True):
        cell.width = Pt(width)
        fill_cell(cell, (heading,))
        cell.paragraphs[0].runs[0].bold = True
        _shade(cell, Ink.HOVER)
    return table


def add_row(table: Table) -> tuple[_Cell, ...]:
    """The cells of another row, which goes to the next page whole rather than being parted."""
    row = table.add_row()  # type: ignore[no-untyped-call]
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001
    return tuple(row.cells)


def _shade(cell: _Cell, ink: Ink) -> None:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), LIGHT[ink].removeprefix("#").upper())
    cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001


def fill_cell(
    cell: _Cell,
    parts: Sequence[str],
    *,
    is_muted: bool = False,
    is_number: bool = False,
) -> None:
    """The texts of a cell, a paragraph a line, in the type of tables."""
    lines = [line for part in parts for line in docx_lines(part)]
    for number, line in enumerate(lines):
        spot = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        spot._p.style = _IN_CELLS  # noqa: SLF001
        run = spot.add_run(line)
        if is_number:
            spot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        if is_muted:
            run.italic = True
            run.font.color.rgb = _colour(Ink.MUTED)


def document_bytes(document: Docx, *, title: str, subject: str, language: str, on: date) -> bytes:
    """The document as bytes, dated ``on`` in its properties and in its archive."""
    told = document.core_properties
    told.title, told.subject = docx_text(title)[:255], docx_text(subject)[:255]
    told.author = told.last_modified_by = "Cartoplan"
    told.comments, told.language, told.revision = "", TAGS.get(language, language), 1
    told.created = told.modified = datetime.combine(on, time(), UTC).replace(tzinfo=None)
    stream = BytesIO()
    document.save(stream)
    return _steady(stream, max(on, _FIRST_DAY))


def _steady(stream: BytesIO, on: date) -> bytes:
    """The same archive, all entries of one date and of no machine."""
    result = BytesIO()
    with ZipFile(stream) as found, ZipFile(result, "w", ZIP_DEFLATED) as made:
        for info in found.infolist():
            entry = ZipInfo(info.filename, (on.year, on.month, on.day, 0, 0, 0))
            entry.compress_type, entry.create_system = ZIP_DEFLATED, 0
            entry.external_attr = 0o600 << 16
            made.writestr(entry, found.read(info))
    return result.getvalue()
