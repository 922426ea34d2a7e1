"""The style sheet: small, made from the palette; sizes are those of ``look.md`` at 100 %.

All px grow with the size of text, but for hairlines (1 and 2 px). ``5-1px`` is five px grown, less
the one that a thicker border takes, so that nothing moves when a control gets the focus.
"""

from __future__ import annotations

import re
from string import Template
from typing import TYPE_CHECKING

from planner.figures.palette import Ink

if TYPE_CHECKING:
    from planner.figures.palette import Palette

_SHEET = Template(
    """
* { font-family: "$family"; }
QWidget { font-size: 13px; color: $text; }
QMainWindow, QDialog, QStackedWidget, #shell { background: $paper; }
QLabel { background: transparent; }
QLabel[role="title"] { font-size: 20px; font-weight: 600; }
QLabel[role="section"] { font-size: 15px; font-weight: 600; }
QLabel[role="key"] { font-size: 28px; font-weight: 600; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="small"] { color: $muted; font-size: 11px; }
QLabel[role="check"] { color: $check; }
QLabel[role="lost"] { color: $lost; }
QLabel[role="sure"] { color: $sure; }
QToolTip { background: $panel; color: $text; border: 1px solid $grid; padding: 4px 8px; }

#navigation { background: $panel; border-right: 1px solid $grid; }
#navigation QToolButton { border: 2px solid transparent; border-radius: 6px; padding: 6px 8px;
  text-align: left; background: transparent; }
#navigation QToolButton:hover { background: $hover; }
#navigation QToolButton:checked { background: $selected; font-weight: 600; }
#navigation QToolButton:focus { border-color: $accent; }
#titlebar { border-bottom: 1px solid $grid; }
#search, #tour { background: $paper; border: 1px solid $middle; border-radius: 8px; }
QToolButton[role="search"] { border: 1px solid $grid; color: $muted; padding: 5px 10px; }
QToolButton[role="search"]:focus { border: 2px solid $accent; padding: 5-1px 10-1px; }
#jobbar { background: $panel; border-top: 1px solid $grid; }
#jobbar QLabel { font-size: 11px; color: $muted; }
#panel { background: $panel; border-left: 1px solid $grid; }
QFrame[role="card"] { background: $panel; border: 1px solid $grid; border-radius: 8px; }
QFrame[role="card"] QStackedWidget { background: $panel; }
QFrame[role="card"]:focus { border: 2px solid $accent; }
QFrame[role="card"][leads="true"]:hover { background: $hover; }
QFrame[role="column"] { background: $panel; border: none; border-radius: 8px; }
QFrame[role="lane"] { background: transparent; border: 2px dashed transparent;
  border-radius: 6px; }
QFrame[role="lane"][over="true"] { border-color: $accent; background: $hover; }
QFrame[role="tile"] { background: $paper; border: 2px solid $grid; border-radius: 6px; }
QFrame[role="tile"]:hover { background: $hover; }
QFrame[role="tile"][current="true"] { background: $selected; }
QFrame[role="tile"]:focus { border-color: $accent; }
QLabel[role="rank"] { font-weight: 600; color: $accent; }
QFrame[role="notice"] { background: $hover; border-left: 4px solid $accent; }
QFrame[role="refusal"] { background: $hover; border-left: 4px solid $lost; }

QToolButton, QPushButton { background: $paper; border: 1px solid $grid; border-radius: 6px;
  padding: 5px 12px; min-height: 18px; }
QToolButton { padding: 5px; }
QToolButton[text] { padding: 5px 8px; }
QToolButton:hover, QPushButton:hover { background: $hover; }
QToolButton:pressed, QPushButton:pressed, QToolButton:checked { background: $selected; }
QToolButton:focus, QPushButton:focus { border: 2px solid $accent; padding: 5-1px 12-1px; }
QToolButton:focus { padding: 5-1px; }
QToolButton:disabled, QPushButton:disabled { color: $middle; border-color: $grid; }
QToolButton[role="bare"] { border: 2px solid transparent; background: transparent; padding: 4px; }
QToolButton[role="bare"]:hover { background: $hover; }
QToolButton[role="bare"]:focus { border-color: $accent; }
QToolButton::menu-indicator { image: none; width: 0px; }
QPushButton[role="primary"] { background: $accent; color: $on_accent; border-color: $accent;
  font-weight: 600; }
QPushButton[role="primary"]:hover { border-color: $text; }
QPushButton[role="primary"]:focus { border: 2px solid $text; }
QPushButton[role="primary"]:disabled { background: $hover; color: $middle; border-color: $grid; }
QPushButton[role="link"] { border: none; color: $accent; background: transparent; padding: 2px 0;
  text-align: left; }
QPushButton[role="link"]:hover { text-decoration: underline; }
QPushButton[role="link"]:focus { border: 2px solid $accent; padding: 0 2px; }
QPushButton[role="number"] { border: 2px solid transparent; border-radius: 4px; padding: 0 2px;
  background: transparent; font-weight: 600; text-align: right; }
QPushButton[role="number"]:hover { text-decoration: underline; }
QPushButton[role="number"]:focus { border-color: $accent; padding: 0 2px; }
QPushButton[role="quiet"] { border: 2px solid transparent; border-radius: 4px; color: $muted;
  background: transparent; padding: 0 4px; font-size: 11px; min-height: 16px; }
QPushButton[role="quiet"]:hover { color: $text; text-decoration: underline; }
QPushButton[role="quiet"]:focus { border-color: $accent; padding: 0 4px; }
QToolButton[role="info"] { border: none; background: transparent; padding: 0; }
QToolButton[role="info"]:hover { background: $hover; }
QToolButton[role="tab"] { border: none; border-bottom: 2px solid transparent; border-radius: 0;
  background: transparent; color: $muted; font-size: 11px; padding: 6px 2px 4px 2px; }
QToolButton[role="tab"]:hover { color: $text; }
QToolButton[role="tab"]:checked { color: $text; font-weight: 600; border-bottom-color: $accent; }
QToolButton[role="tab"]:focus { background: $hover; }
QToolButton[role="chip"] { border: 1px solid $grid; border-radius: 12px; padding: 2px 10px;
  background: $panel; }
QToolButton[role="chip"]:hover { background: $hover; }
QToolButton[role="chip"]:checked { background: $selected; border-color: $accent; }
QToolButton[role="chip"]:focus { border: 2px solid $accent; padding: 2-1px 10-1px; }

QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDateEdit, QComboBox { background: $paper;
  border: 1px solid $grid; border-radius: 6px; padding: 4px 8px; min-height: 20px;
  selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDateEdit:focus,
QComboBox:focus { border: 2px solid $accent; padding: 4-1px 8-1px; }
QLineEdit QToolButton { border: none; background: transparent; padding: 0; min-height: 0; }
QLineEdit[faulty="true"], QComboBox[faulty="true"], QPlainTextEdit[faulty="true"] {
  border: 2px solid $lost; padding: 4-1px 8-1px; }
QLineEdit:read-only, QPlainTextEdit[readOnly="true"], QComboBox:disabled { background: $panel;
  color: $muted; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox::down-arrow { image: url("$arrow"); width: 16px; height: 16px; }
QComboBox::down-arrow:disabled { image: none; }
QComboBox QAbstractItemView { background: $paper; border: 1px solid $grid; outline: none;
  selection-background-color: $selected; selection-color: $text; }
QCheckBox, QRadioButton { spacing: 8px; padding: 2px; border: 2px solid transparent;
  border-radius: 4px; }
QCheckBox:focus, QRadioButton:focus { border-color: $accent; }
QCheckBox::indicator { width: 13px; height: 13px; border: 1px solid $muted; border-radius: 2px;
  background: $paper; }
QCheckBox::indicator:hover { background: $hover; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url("$tick"); }
QCheckBox::indicator:disabled { background: $panel; border-color: $middle; image: none; }
QCheckBox::indicator:checked:disabled { background: $middle; image: url("$tick"); }
QCheckBox:disabled { color: $muted; }

QTableView, QTreeView, QListView { background: $paper; border: none; gridline-color: $grid;
  outline: none; selection-background-color: $selected; selection-color: $text; }
QTableView::item, QTreeView::item, QListView::item { padding: 0 8px; border: none; }
QTableView::item:selected, QTreeView::item:selected, QListView::item:selected {
  background: $selected; color: $text; }
QTableView::item:focus { border: 2px solid $accent; }
QListView[role="checks"] { border: 2px solid transparent; border-radius: 4px; }
QListView[role="checks"]:focus { border-color: $accent; }
QHeaderView { background: $panel; border: none; }
QHeaderView::section { background: $panel; color: $muted; font-size: 11px; font-weight: 600;
  border: none; border-bottom: 1px solid $grid; padding: 6px 11px; }
QHeaderView::section:hover { color: $text; }
QTableCornerButton::section { background: $panel; border: none; }
QTabWidget::pane { border: none; border-top: 1px solid $grid; }
QTabWidget::tab-bar { left: $edge; }
QTabWidget[role="narrow"]::tab-bar { left: 0; }
QTabBar::tab { background: transparent; color: $muted; padding: 6px 10px;
  border-bottom: 2px solid transparent; }
QTabWidget[role="narrow"] QTabBar::tab { font-size: 11px; padding: 6px 5px; margin-right: 1px; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $text; font-weight: 600; border-bottom-color: $accent; }
QTabBar::tab:focus { background: $hover; }
QMenu { background: $paper; border: 1px solid $grid; padding: 4px 0; }
QMenu::item { padding: 6px 24px 6px 12px; }
QMenu::item:selected { background: $selected; color: $text; }
QMenu::item:disabled { color: $middle; }
QMenu::separator { height: 1px; background: $grid; margin: 4px 0; }
QProgressBar { background: $hover; border: none; border-radius: 4px; max-height: 8px; }
QProgressBar::chunk { background: $accent; border-radius: 4px; }
QScrollArea, QScrollArea > QWidget > QWidget#contents { background: $paper; border: none; }
#panel QScrollArea { border: 2px solid transparent; }
#panel QScrollArea:focus { border-color: $accent; }
#panel QScrollArea, #panel QScrollArea > QWidget > QWidget#contents { background: $panel; }
#panel QStackedWidget, #panel QListWidget { background: $panel; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $grid; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $middle; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: $grid; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
"""
)


_PX = re.compile(r"(\d+)(-1)?px")
_HAIRLINES = 2  # px
#: The pictures that the sheet names, each an icon in a colour.
PICTURES = {"arrow": ("down", Ink.MUTED), "tick": ("sure", Ink.ON_ACCENT)}
#: Where what a page shows begins: two gaps of ``style.py``, at every size of text.
_EDGE = "16px"


def style_sheet(palette: Palette, family: str, pictures: str = "", scale: float = 1.0) -> str:
    """The style sheet in the colours of ``palette``; a missing colour is a ``KeyError``.

    ``pictures`` is the folder of the arrow and the tick of boxes, which Qt takes from files only
    (:data:`PICTURES`); ``scale`` is the size of text, 1 for 100 %.
    """
    paths = {name: f"{pictures}/{file_name(name, palette)}" for name in PICTURES}
    colours = {str(ink): colour for ink, colour in palette.items()}
    grown = _PX.sub(lambda found: _grown(found, scale), _SHEET.template)
    return Template(grown).substitute(colours, family=family, edge=_EDGE, **paths)


def file_name(name: str, palette: Palette) -> str:
    """What the file of a picture is called: each palette has its own."""
    return f"{name}-{palette[PICTURES[name][1]].lstrip('#')}.svg"


def _grown(found: re.Match[str], scale: float) -> str:
    """A size of the sheet at ``scale``."""
    size = int(found[1])
    if size > _HAIRLINES or found[2]:
        size = round(size * scale)
    return f"{size - 1 if found[2] else size}px"
