"""Native bar charts beside the tables that they show, for a person who looks rather than reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.chart import BarChart
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.data_source import (
    AxDataSource,
    NumData,
    NumDataSource,
    NumRef,
    NumVal,
    StrData,
    StrRef,
    StrVal,
)
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.series import Series, SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import (
    CharacterProperties,
    Paragraph,
    ParagraphProperties,
    RegularTextRun,
    RichTextProperties,
)
from openpyxl.utils import get_column_letter

from exports.sheets.looks import Look, colour, number_format
from exports.xlsx_text import CellText
from planner.figures.palette import Ink

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exports.sheets.body import Held
    from exports.sheets.pen import Pen
    from exports.sheets.plan import Bars
    from exports.sheets.tables import Placed

#: Centimetres.
CHART_WIDTH = 17.0
BAR_HEIGHT, FRAME_HEIGHT = 0.62, 3.6
ROW_HEIGHT = 0.53  # of a default row, 15 points
#: A table that is wider than this, in characters, has its chart below it.
ROOM_BESIDE = 130


def write_charts(pen: Pen, charts: Sequence[Bars], placed: Placed) -> None:
    """Add the charts of a table, beside it where there is room, else below it.

    A chart without a single figure is left out.
    """
    is_beside = sum(pen.widths[column] for column in range(1, placed.width + 1)) <= ROOM_BESIDE
    column = get_column_letter(placed.width + 2 if is_beside else 1)
    row = placed.heading_row if is_beside else pen.row + 2
    for bars in charts:
        first = placed.first_row + bars.first
        last = placed.last_row if bars.last is None else placed.first_row + bars.last
        if _figures(pen, placed.columns[bars.values], first, last):
            chart = _chart(pen, bars, placed, first, last)
            pen.sheet.add_chart(chart, f"{column}{row}")
            row += int(_height(last - first + 1) / ROW_HEIGHT) + 2
    pen.blank(max(row - pen.row - 1, 0))


def _height(bars: int) -> float:
    return FRAME_HEIGHT + BAR_HEIGHT * bars


def _chart(pen: Pen, bars: Bars, placed: Placed, first: int, last: int) -> BarChart:
    chart = BarChart()
    chart.type, chart.style, chart.gapWidth = "bar", 2, 45
    chart.legend, chart.roundedCorners = None, False
    say = pen.book.values.say
    chart.title = _title(say(bars.title).text, 1200, bold=True)
    chart.x_axis.title = _title(say(bars.label_axis).text, 900)
    chart.y_axis.title = _title(say(bars.value_axis).text, 900)
    chart.width, chart.height = CHART_WIDTH, _height(last - first + 1)  # type: ignore[assignment]
    chart.series.append(_series(pen, bars, placed, first, last))
    _set_axes(chart, pen.book.speaker.language)
    return chart


def _series(pen: Pen, bars: Bars, placed: Placed, first: int, last: int) -> Series:
    values, labels = placed.columns[bars.values], placed.columns[bars.labels]
    series = Series(
        idx=0,
        order=0,
        tx=SeriesLabel(v=pen.book.values.say(bars.value_axis).text),
        val=NumDataSource(numRef=_numbers(pen, values, first, last)),
        cat=AxDataSource(strRef=_texts(pen, labels, first, last)),
    )
    series.graphicalProperties = GraphicalProperties(solidFill=colour(Ink.ACCENT))
    series.invertIfNegative = False
    series.dLbls = DataLabelList(
        showVal=True,
        showSerName=False,
        showCatName=False,
        showLegendKey=False,
        showPercent=False,
        dLblPos="outEnd",
        txPr=_text(900),
    )
    return series


def _set_axes(chart: BarChart, language: str) -> None:
    """First bar on top, axis of the values at the bottom and from zero, quiet grid."""
    for axis in (chart.x_axis, chart.y_axis):
        axis.delete = False
        axis.txPr = _text(900)
        axis.graphicalProperties = GraphicalProperties(ln=_line(Ink.MIDDLE))
    chart.x_axis.scaling.orientation = "maxMin"
    chart.x_axis.majorTickMark = "none"
    chart.y_axis.crosses = "max"
    chart.y_axis.scaling.min = 0
    chart.y_axis.number_format = number_format(language, Look.INTEGER).removesuffix("_0")
    chart.y_axis.majorGridlines = ChartLines(spPr=GraphicalProperties(ln=_line(Ink.GRID)))


def _line(ink: Ink) -> LineProperties:
    return LineProperties(solidFill=colour(ink), w=9525)


def _text(size: int, *, bold: bool = False) -> RichText:
    """Text properties; sizes in hundredths of a point."""
    properties = ParagraphProperties(defRPr=_characters(size, bold=bold))
    return RichText(
        bodyPr=RichTextProperties(), p=[Paragraph(pPr=properties, endParaRPr=_characters(size))]
    )


def _characters(size: int, *, bold: bool = False) -> CharacterProperties:
    return CharacterProperties(sz=size, b=bold, solidFill=colour(Ink.TEXT))


def _title(text: str, size: int, *, bold: bool = False) -> Title:
    """A title that stands beside the plot and never over it."""
    characters = _characters(size, bold=bold)
    paragraph = Paragraph(
        pPr=ParagraphProperties(defRPr=characters), r=[RegularTextRun(rPr=characters, t=text)]
    )
    rich = RichText(bodyPr=RichTextProperties(), p=[paragraph])
    return Title(tx=Text(rich=rich), overlay=False)


def _column(pen: Pen, column: int, first: int, last: int) -> list[tuple[int, Held]]:
    """The known values of a column of the sheet, with their place counted from 0."""
    held = (pen.body.held(row, column) for row in range(first, last + 1))
    return [(place, value) for place, value in enumerate(held) if value is not None]


def _figures(pen: Pen, column: int, first: int, last: int) -> list[NumVal]:
    held = _column(pen, column, first, last)
    return [NumVal(idx=n, v=value) for n, value in held if isinstance(value, int | float)]


def _numbers(pen: Pen, column: int, first: int, last: int) -> NumRef:
    """A reference that carries its values, for viewers that do not read the sheet again."""
    points = _figures(pen, column, first, last)
    cache = NumData(formatCode="General", ptCount=last - first + 1, pt=points)
    return NumRef(f=_range(pen, column, first, last), numCache=cache)


def _texts(pen: Pen, column: int, first: int, last: int) -> StrRef:
    held = _column(pen, column, first, last)
    points = [StrVal(idx=n, v=text.text) for n, text in held if isinstance(text, CellText)]
    cache = StrData(ptCount=last - first + 1, pt=points)
    return StrRef(f=_range(pen, column, first, last), strCache=cache)


def _range(pen: Pen, column: int, first: int, last: int) -> str:
    letter, name = get_column_letter(column), pen.sheet.title.replace("'", "''")
    return f"'{name}'!${letter}${first}:${letter}${last}"
