"""A planner figure on a page: title, drawing, source, and its table twin one key (T) away."""

from __future__ import annotations

from types import MethodType
from typing import TYPE_CHECKING, ClassVar
from weakref import WeakMethod

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui.desktop.models.table_model import TableModel
from ui.desktop.style import GAP, ROW_HEIGHT, as_role, grown, icon_size
from ui.desktop.widgets.figure_drawing import FigureDrawing
from ui.desktop.widgets.table_view import TableView

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.figures.figure import Figure
    from ui.actions.texts import Texts
    from ui.desktop.style import Look


class FigureView(QWidget):
    """Shows a figure; :meth:`show_figure` sets it, a hit is what a click or Enter means.

    Signals:
        hit(str): the hit key of the mark that was clicked or entered.
        place_activated(object): the place of the twin's line on Enter or a double click.
    """

    hit = Signal(str)
    place_activated = Signal(object)
    #: What draws the figure.
    drawing_kind: ClassVar[type[FigureDrawing]] = FigureDrawing
    #: The figure that is shown; None before the first.
    figure: Figure | None = None

    def __init__(self, texts: Texts, look: Look, parent: QWidget | None = None) -> None:
        """An empty view in the words of ``texts`` and the colours of ``look``."""
        super().__init__(parent)
        self._texts, self._look = texts, look
        self._build()
        self._connect()

    @property
    def shows_table(self) -> bool:
        """True while the twin is shown instead of the drawing."""
        return self._stack.currentWidget() is self.table

    def show_figure(self, figure: Figure) -> None:
        """Draw ``figure`` and fill its twin; the twin stays in front where it was."""
        self.figure = figure
        say = self._texts.say
        self.title.setText(say(figure.title))
        self.subtitle.setText(say(figure.subtitle))
        self.source.setText(say(figure.source))
        self.setAccessibleName(say(figure.title))
        self.setAccessibleDescription(say(figure.sentence))
        self.drawing.show_figure(figure)
        self.table.show_table(figure.table)
        self.table.setAccessibleName(say(figure.table.title))
        self._fit()

    def describe_hits(self, describe: Callable[[str], str]) -> None:
        """Show ``describe(hit)`` beside the pointer and to screen readers.

        A method of a page is held weakly: a page that its own drawing holds is taken apart by the
        garbage collector, in an order that ends the process.
        """
        self.drawing.describe = _Weakly(describe) if isinstance(describe, MethodType) else describe

    def _build(self) -> None:
        self.title, self.subtitle, self.source = QLabel(self), QLabel(self), QLabel(self)
        for label, role in (
            (self.title, "section"),
            (self.subtitle, "muted"),
            (self.source, "small"),
        ):
            as_role(label, role)
            label.setWordWrap(True)
        self.switch = QToolButton(self)
        as_role(self.switch, "bare")
        self.switch.setIconSize(icon_size())
        self._stack = QStackedWidget(self)
        self.drawing = self.drawing_kind(self._texts, self._look, self._stack)
        self.model = TableModel(self._texts, self)
        self.table = TableView(self.model, self._look, self._stack)
        self._stack.addWidget(self.drawing)
        self._stack.addWidget(self.table)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.subtitle)
        head = QHBoxLayout()
        head.addLayout(words, 1)
        head.addWidget(self.switch, alignment=Qt.AlignmentFlag.AlignTop)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP)
        box.addLayout(head)
        box.addWidget(self._stack, 1)
        box.addWidget(self.source)
        self._name_switch()

    def _connect(self) -> None:
        self.switch.clicked.connect(self.toggle)
        shortcut = QShortcut(QKeySequence("T"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.toggle)
        self.drawing.hit.connect(self.hit)
        self.table.activated_at.connect(self.place_activated)

    @Slot()
    def toggle(self) -> None:
        """Go from the drawing to the twin, or back."""
        self._stack.setCurrentWidget(self.drawing if self.shows_table else self.table)
        (self.table if self.shows_table else self.drawing).setFocus()
        self._name_switch()
        self._fit()

    def _name_switch(self) -> None:
        code = "desktop.figure_drawing" if self.shows_table else "desktop.figure_twin"
        self.switch.setIcon(self._look.icon("figure" if self.shows_table else "table"))
        self.switch.setAccessibleName(self._texts.say(code))
        self.switch.setToolTip(self._texts.say(f"{code}.help"))

    def _fit(self) -> None:
        """Let the height follow what is in front, so that pages may stack figures."""
        rows = min(self.model.rowCount(), 20) + 2
        self.table.setMinimumHeight(rows * grown(ROW_HEIGHT) if self.shows_table else 0)
        ignored = QSizePolicy.Policy.Ignored
        drawing = self.drawing.sizePolicy()
        drawing.setVerticalPolicy(ignored if self.shows_table else QSizePolicy.Policy.Preferred)
        self.drawing.setSizePolicy(drawing)
        self.updateGeometry()


class _Weakly:
    """A method that is called while its owner lives, and says nothing afterwards."""

    def __init__(self, method: MethodType) -> None:
        self._method = WeakMethod(method)

    def __call__(self, hit: str) -> str:
        method = self._method()
        return "" if method is None else str(method(hit))
