"""What every page is: a widget of the main area that shows the study and never keeps a copy.

How to write one::

    class TrainingsPage(Page):
        key = "trainings"          # the texts page.trainings and page.trainings.help name it
        icon = "trainings"         # one of ui/desktop/icons

        def _build(self) -> None: ...     # make the widgets, once
        def _connect(self) -> None: ...   # connect their signals, once
        def refresh(self, touched: Touched) -> None: ...   # show self.session.study anew

and add the class to :data:`ui.desktop.pages.PAGES`. ``refresh`` is called with what was touched,
at once where the page is visible and otherwise when it is next shown, so that a hidden page costs
nothing. Actions added with :meth:`Page.offer` stand in the title area while the page is shown
(at most five). A page that overrides :meth:`Page.printed` can be printed (Ctrl+P). Language and
theme changes rebuild all pages, so texts are said once, in ``_build``.
"""

from __future__ import annotations

import sys
from abc import abstractmethod
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QWidget

from planner.changes import EVERYTHING, Touched

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QShowEvent

    from planner.figures.figure import Figure
    from planner.findings import Place
    from planner.tables.table import Table
    from ui.desktop.session import Session

#: Milliseconds between two looks at whether a cell that is typed in was left.
_LATER = 250


class Page(QWidget):
    """A page of the window.

    Signals:
        summary_changed(str): a short count for the title area, such as "9 sur 81".
    """

    key: ClassVar[str]
    icon: ClassVar[str]
    #: The collections whose rows the page brings to the front when somebody asks for one.
    shows: ClassVar[frozenset[str]] = frozenset()
    summary_changed = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Build the page over ``session``; it is filled when it is first shown."""
        super().__init__(parent)
        self.session = session
        self.summary = ""
        self._due = EVERYTHING
        self.setObjectName(f"page-{self.key}")
        self.setAccessibleName(session.say(f"page.{self.key}"))
        self._build()
        self._connect()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_LATER)
        self._later.timeout.connect(self._on_later)
        session.changed.connect(self._on_changed)

    @abstractmethod
    def _build(self) -> None:
        """Make the widgets."""

    @abstractmethod
    def _connect(self) -> None:
        """Connect the signals."""

    @abstractmethod
    def refresh(self, touched: Touched) -> None:
        """Show the study anew as far as what was touched concerns this page."""

    def show_place(self, place: Place) -> None:
        """Bring a row of one of :attr:`shows`, and its field where one is named, to the front."""

    def show_selection(self, keys: Sequence[str], why: str) -> None:
        """Show only the trainings of these keys; ``why`` tells what they have in common."""

    def printed(self) -> Sequence[Figure | Table]:
        """The figures and tables that the page shows now, to be printed; none by default."""
        return ()

    @property
    def is_printable(self) -> bool:
        """True where the page says what of it can be printed."""
        return type(self).printed is not Page.printed

    def offer(self, code: str, icon: str, act: Callable[[], object], shortcut: str = "") -> QAction:
        """An action of the title area while this page is shown.

        Args:
            code: the text code of its name; ``<code>.help`` is its tooltip.
            icon: one of the icons.
            act: a bound method, called when it is triggered.
            shortcut: its key, such as ``Ctrl+N``.
        """
        action = QAction(self.session.look.icon(icon), self.session.say(code), self)
        action.setToolTip(_with_key(self.session.say(f"{code}.help"), shortcut))
        if shortcut:
            action.setShortcut(QKeySequence(shortcut))
        action.setData(code)
        action.triggered.connect(act)
        self.addAction(action)
        return action

    def summarise(self, words: str) -> None:
        """Show a short count beside the page's title."""
        self.summary = words
        self.summary_changed.emit(words)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed while the page was hidden."""
        super().showEvent(event)
        self._catch_up()

    @Slot(object)
    def _on_changed(self, touched: Touched) -> None:
        self._due |= touched
        if self.session.region.is_taking and self._is_cell_open():
            self._later.start()
        elif self.isVisible():
            self._catch_up()

    @Slot()
    def _on_later(self) -> None:
        """Show what others did once the cell is left in which somebody types."""
        if self._is_cell_open():
            self._later.start()
        elif self.isVisible():
            self._catch_up()

    def _is_cell_open(self) -> bool:
        """True while a cell of a table is being typed in: a table shown anew would close it."""
        typed = self.focusWidget()
        around = None if typed is None else typed.parentWidget()
        while around is not None and around is not self:
            if isinstance(around, QAbstractItemView):
                return True
            around = around.parentWidget()
        return False

    def _catch_up(self) -> None:
        """Refresh with what is due; a fault is reported, never thrown through Qt's own calls.

        An exception that leaves ``showEvent`` may end the process (PySide 6.11).
        """
        due, self._due = self._due, Touched()
        if due == Touched():
            return
        try:
            self.refresh(due)
        except Exception as error:  # the door of the page: the report tells what happened
            self._due |= due  # what it shows is not what was changed: it is still due
            sys.excepthook(type(error), error, error.__traceback__)


def _with_key(words: str, shortcut: str) -> str:
    if not shortcut:
        return words
    key = QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)
    return f"{words} ({key})"
