"""What the tabs of a page share: a draft to add a row, a detail beside, a short count."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.desktop.forms import DraftForm
from ui.desktop.style import GAP, as_role
from ui.desktop.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from planner.changes import Touched
    from planner.figures.figure import Figure
    from planner.findings import Place
    from planner.tables.table import Table
    from ui.desktop.pen import Pen
    from ui.desktop.widgets.editable_view import EditableView

_DRAFT = 640  # px, the width of a draft


class PageTab(QWidget):
    """One tab of a tabbed page; its words are ``<room>.<code>.tab`` and ``<room>.<code>.help``.

    It is empty until :meth:`make`, which the page calls when the tab first comes to the front.

    Signals:
        told(): the title, the summary, or what can be done has changed.
        detail_asked(): Enter on a row: its detail should be in sight.
    """

    told = Signal()
    detail_asked = Signal()
    #: The key of the page to which it belongs, and its own: what its words begin with.
    room: ClassVar[str]
    code: ClassVar[str]
    #: The collections whose rows the tab brings to the front.
    shows: ClassVar[frozenset[str]] = frozenset()
    #: The collection to which its draft adds, and the fields that the draft asks for.
    adds: ClassVar[str] = ""
    asks: ClassVar[tuple[str, ...]] = ()
    halves: ClassVar[tuple[str, ...]] = ()

    def __init__(self, pen: Pen, parent: QWidget) -> None:
        """An empty tab over the session of ``pen``."""
        super().__init__(parent)
        self.pen, self.session = pen, pen.session
        self.title = self.summary = ""
        self.is_made = False
        self.detail: QWidget

    def make(self) -> None:
        """Make what the tab shows and its ``detail``; to be called once, when it is wanted."""
        self.is_made = True
        self.detail = QWidget()
        self._build_draft()
        self._build()
        self._connect()

    @abstractmethod
    def _build(self) -> None:
        """Make the widgets, ``detail`` among them."""

    @abstractmethod
    def _connect(self) -> None:
        """Connect their signals."""

    @abstractmethod
    def refresh(self, touched: Touched) -> None:
        """Show the study anew as far as it was touched."""

    def printed(self) -> tuple[Figure | Table, ...]:
        """What the tab puts on paper."""
        return ()

    def chosen_key(self) -> str:
        """The key of the row that duplicating and removing are about; empty where none is."""
        return ""

    def show_place(self, place: Place) -> None:
        """Bring a row of one of :attr:`shows` to the front."""

    def duplicate(self) -> None:
        """Add a copy of the chosen row."""

    def remove(self) -> None:
        """Remove the chosen row, or tell why it cannot be."""

    def add(self) -> None:
        """Open the draft."""
        self.draft_frame.show()
        self.draft.begin({}, self._suggested())

    def select_added(self, key: str) -> None:
        """Make the row that was added the current one."""

    def _make_empty(self, verb: str = "") -> EmptyState:
        """What stands where the tab has no row; ``verb`` is the text of its button, else adding."""
        say, code = self.session.say, f"{self.room}.{self.code}.none"
        words = (say(code), say(f"{code}.help"), say(verb or f"{self.room}.add"))
        return EmptyState(self.session.look, self.room, *words, self)

    def _suggested(self) -> dict[str, str]:
        return {}

    def _build_draft(self) -> None:
        if not self.adds:
            return
        say = self.session.say
        self.draft_frame = QFrame(self)
        as_role(self.draft_frame, "card")
        words = (say(f"{self.room}.{self.code}.draft"), say("owned.leave"))
        self.draft = DraftForm(
            self.pen, self.adds, self.asks, words, self.draft_frame, halves=self.halves
        )
        self.draft.setMaximumWidth(_DRAFT)
        box = QVBoxLayout(self.draft_frame)
        box.setContentsMargins(2 * GAP, GAP, 2 * GAP, GAP)
        box.addWidget(self.draft)
        self.draft_frame.hide()
        self.draft.added.connect(self._on_added)
        self.draft.left.connect(self._on_left)

    @Slot(str)
    def _on_added(self, key: str) -> None:
        self.draft_frame.hide()
        self.select_added(key)

    @Slot()
    def _on_left(self) -> None:
        self.draft_frame.hide()


def renew(view: EditableView, table: Table) -> bool:
    """Show ``table``, in place where its rows are those already shown; True where all is anew.

    The current cell stays, so that a person can type on.
    """
    model = view.editable
    if model.total == len(table.rows) and model.put_rows(table.rows):
        return False
    key, column = view.current_key(), view.current_column()
    view.show_table(table)
    view.select_cell(key, column)
    return True
