"""How the window looks: sizes, fonts, palette, style sheet and icons of the day, in one value.

Every page and widget takes its colours, fonts and icons from a :class:`Look`; none names a colour.
Labels choose their type by a role (:func:`as_role`), which the style sheet reads.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontInfo,
    QGuiApplication,
    QIcon,
    QPainter,
    QPalette,
)
from PySide6.QtGui import QPixmap as Pixmap
from PySide6.QtSvg import QSvgRenderer

from planner.figures.palette import DARK, LIGHT, Ink, Palette
from ui.desktop.icons import svg
from ui.desktop.sheet import PICTURES, file_name, style_sheet

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from PySide6.QtWidgets import QApplication, QWidget

SMALL, BODY, SECTION, TITLE, KEY_FIGURE = 11, 13, 15, 20, 28  # px at 100 %
GAP = 8  # px, the rhythm of the page; half of it inside controls
NAVIGATION_WIDTH, SLIM_WIDTH, DETAIL_WIDTH = 200, 56, 360
ROW_HEIGHT, CONTROL_HEIGHT = 32, 32
ICON = QSize(20, 20)
FAMILY = "IBM Plex Sans"

#: The height of the system's own font where nobody enlarged it: 9 pt on Windows, 13 pt on macOS
#: (both in px at 96 and 72 dpi), 11 pt on the desktops of Linux.
_USUAL_PX = {"win32": 12.0, "darwin": 13.0, "linux": 14.7}
_STEPS, _TOLERANCE = (1.0, 1.15, 1.3, 1.5), 0.02

_ICON_SIDES = (16, 20, 24, 32, 40, 48)
_ROLES = {
    QPalette.ColorRole.Window: Ink.PAPER,
    QPalette.ColorRole.WindowText: Ink.TEXT,
    QPalette.ColorRole.Base: Ink.PAPER,
    QPalette.ColorRole.AlternateBase: Ink.PANEL,
    QPalette.ColorRole.Text: Ink.TEXT,
    QPalette.ColorRole.Button: Ink.PANEL,
    QPalette.ColorRole.ButtonText: Ink.TEXT,
    QPalette.ColorRole.BrightText: Ink.LOST,
    QPalette.ColorRole.Highlight: Ink.SELECTED,
    QPalette.ColorRole.HighlightedText: Ink.TEXT,
    QPalette.ColorRole.ToolTipBase: Ink.PANEL,
    QPalette.ColorRole.ToolTipText: Ink.TEXT,
    QPalette.ColorRole.PlaceholderText: Ink.MUTED,
    QPalette.ColorRole.Link: Ink.ACCENT,
    QPalette.ColorRole.LinkVisited: Ink.ACCENT,
    QPalette.ColorRole.Light: Ink.HOVER,
    QPalette.ColorRole.Midlight: Ink.HOVER,
    QPalette.ColorRole.Mid: Ink.GRID,
    QPalette.ColorRole.Dark: Ink.GRID,
    QPalette.ColorRole.Shadow: Ink.GRID,
    QPalette.ColorRole.Accent: Ink.ACCENT,
}


@dataclass(frozen=True, slots=True)
class Look:
    """The palette, darkness, font family and size of text of the day; gives what is made of them.

    ``scale`` is the size of text, 1 for 100 %; what holds text grows with it (:func:`grown`).
    """

    palette: Palette
    is_dark: bool
    family: str
    scale: float = 1.0

    def color(self, ink: Ink) -> QColor:
        """The colour of a role."""
        return QColor(self.palette[ink])

    def font(self, size: float = BODY, *, bold: bool = False) -> QFont:
        """The application's font, ``size`` being px at 100 %, weight 400 or 600."""
        font = QFont(self.family)
        font.setPixelSize(max(round(size * self.scale), 1))
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        return font

    def icon(self, name: str, ink: Ink = Ink.TEXT) -> QIcon:
        """One of our line icons in the colour of ``ink``; greyed where it is disabled."""
        icon = QIcon()
        for side in (round(side * self.scale) for side in _ICON_SIDES):
            icon.addPixmap(_drawn(name, self.palette[ink], side))
            faded = _drawn(name, self.palette[Ink.GRID], side)
            icon.addPixmap(faded, QIcon.Mode.Disabled)
        return icon

    def qt_palette(self) -> QPalette:
        """The palette for controls that Qt draws itself."""
        palette = QPalette()
        for role, ink in _ROLES.items():
            palette.setColor(role, self.color(ink))
        for role in (
            QPalette.ColorRole.Text,
            QPalette.ColorRole.WindowText,
            QPalette.ColorRole.ButtonText,
        ):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.color(Ink.MIDDLE))
        return palette


def look_of(theme: str, family: str, text_size: int = 100) -> Look:
    """The look of a theme: ``light``, ``dark``, or what the system wears for ``system``.

    ``text_size`` is in percent; 0 is that of the system.
    """
    is_dark = theme == "dark" or (
        theme == "system" and QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    )
    scale = text_size / 100 if text_size else system_scale(sys.platform)
    return Look(DARK if is_dark else LIGHT, is_dark, family, scale)


def system_scale(platform: str) -> float:
    """How much larger than usual the system writes, from 1 to 1.5 in the steps that we offer.

    The font of its menus tells it: people enlarge it in the settings of their system.
    """
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    ratio = QFontInfo(font).pixelSize() / _USUAL_PX.get(platform, _USUAL_PX["linux"])
    return max(step for step in _STEPS if step <= max(ratio + _TOLERANCE, 1.0))


def load_fonts(paths: Iterable[Path]) -> str:
    """Load the shipped fonts; the family to use, the system's own where they are missing."""
    families: list[str] = []
    for path in paths:
        number = QFontDatabase.addApplicationFont(str(path))
        if number >= 0:
            families += QFontDatabase.applicationFontFamilies(number)
    if FAMILY in families:
        return FAMILY
    return families[0] if families else QGuiApplication.font().family()


def dress(application: QApplication, look: Look, folder: Path) -> None:
    """Give the whole application the look: font, palette and style sheet.

    The pictures that the style sheet names are written into ``folder``, which must stay.
    """
    for name, (icon, ink) in PICTURES.items():
        (folder / file_name(name, look.palette)).write_bytes(svg(icon, look.palette[ink]))
    application.setFont(look.font())
    application.setPalette(look.qt_palette())
    sheet = style_sheet(look.palette, look.family, folder.as_posix(), look.scale)
    if sheet != application.styleSheet():  # the same one again would dress every widget anew
        application.setStyleSheet(sheet)


def grown(size: int) -> int:
    """Px given for 100 %, at the size of text of the day: for all that must hold words."""
    worn = QGuiApplication.font().pixelSize()  # -1 where the application is not dressed
    return round(size * worn / BODY) if worn > 0 else size


def detail_width() -> int:
    """Px of a panel of details: it grows less than its words, which wrap, so that pages fit."""
    return (3 * grown(DETAIL_WIDTH) + DETAIL_WIDTH) // 4


def icon_size() -> QSize:
    """How large the icon of a control is at the size of text of the day."""
    return QSize(grown(ICON.width()), grown(ICON.height()))


def as_role(widget: QWidget, role: str) -> None:
    """Let the style sheet treat ``widget`` as ``role``: title, section, key, muted, link, ..."""
    widget.setProperty("role", role)
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):  # else Qt does it when shown
        widget.style().unpolish(widget)
        widget.style().polish(widget)


@cache  # a window asks for some thirty icons, each of them twelve times
def _drawn(name: str, colour: str, side: int) -> Pixmap:
    pixmap = Pixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    renderer = QSvgRenderer(QByteArray(svg(name, colour)))
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    return pixmap
