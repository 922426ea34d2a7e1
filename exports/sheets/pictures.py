"""Figures as pictures on a sheet, each with its words for whoever cannot see it."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.fill import Blip, BlipFillProperties, StretchInfoProperties
from openpyxl.drawing.geometry import PresetGeometry2D
from openpyxl.drawing.image import Image
from openpyxl.drawing.picture import PictureFrame
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
from openpyxl.drawing.xdr import XDRPositiveSize2D

if TYPE_CHECKING:
    from exports.sheets.pen import Pen
    from planner.messages import Message

#: English metric units a point, the height of a default row in points.
_EMU, _ROW = 12700, 15.0


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure as a PNG file, ``width`` by ``height`` points; ``told`` says it in words."""

    data: bytes
    width: float
    height: float
    name: Message
    told: Message


def write_picture(pen: Pen, picture: Picture) -> None:
    """Put the picture below what is written, and leave the rows that it covers empty."""
    image = Image(BytesIO(picture.data))
    row = pen.row + 1
    size = XDRPositiveSize2D(round(picture.width * _EMU), round(picture.height * _EMU))
    anchor = OneCellAnchor(_from=AnchorMarker(col=0, row=row), ext=size)
    anchor.pic = _frame(pen, picture, row)
    image.anchor = anchor
    pen.sheet.add_image(image)
    pen.blank(int(picture.height / _ROW) + 2)


def _frame(pen: Pen, picture: Picture, number: int) -> PictureFrame:
    say = pen.book.values.say
    frame = PictureFrame()
    told = frame.nvPicPr.cNvPr
    told.id, told.name = number, say(picture.name).text
    told.descr = say(picture.told).text
    frame.blipFill = BlipFillProperties(blip=Blip(cstate="print"))
    frame.blipFill.stretch = StretchInfoProperties()
    frame.spPr = GraphicalProperties(prstGeom=PresetGeometry2D(prst="rect"))
    return frame
