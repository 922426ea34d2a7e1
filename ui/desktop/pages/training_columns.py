"""Which columns of the trainings are shown, in which order; remembered by the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Slot

from ui.desktop.style import grown
from ui.desktop.widgets.column_chooser import ChooserWords, ColumnChooser, ColumnOffer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.desktop.models.editable_model import EditableModel
    from ui.desktop.session import Session
    from ui.desktop.widgets.editable_view import EditableView

#: The columns from left to right, each with its width in px.
ORDER = {
    "institution": 112,
    "title": 196,
    "city": 126,
    "level": 58,
    "families": 84,
    "duration": 84,
    "modalities": 92,
    "seats": 88,
    "nature": 76,
    "months": 72,
    "hours": 72,
    "is_described": 80,
    "comment": 200,
    "place": 140,
    "line": 64,
    "key": 80,
}
#: Shares of the room that lacks, of which a column gives at most a third of its width.
YIELDING = {"title": 5, "city": 3}
_LEAST = 2 / 3
#: Shares of the room that is left.
GROWTH = {"title": 5, "families": 3, "institution": 1, "duration": 1}
HIDDEN = frozenset(
    {"duration", "nature", "months", "hours", "is_described", "comment", "place", "line", "key"}
)
SHOWN = tuple(name for name in ORDER if name not in HIDDEN)
_NEEDED = "title"
_MEMORY = "trainings/columns"


class TrainingColumns(QObject):
    """Arranges the columns of a view once they are there, and lets a person choose them."""

    def __init__(self, session: Session, view: EditableView, model: EditableModel) -> None:
        """Columns of ``view``, which shows ``model``."""
        super().__init__(view)
        self._session, self._view, self._model = session, view, model
        self._is_arranged = self._is_fitting = False
        self._by_hand: set[str] = set()
        self._shown = _known(str(session.memory.recall(_MEMORY) or "").split(","))
        header = view.horizontalHeader()
        header.setSectionsMovable(True)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._on_menu)

    def arrange(self) -> None:
        """Order, widen and hide the columns, the first time that there are any."""
        if self._is_arranged:
            return
        self._is_arranged = True
        header = self._view.horizontalHeader()
        header.setStretchLastSection(False)
        self._place()
        header.sectionResized.connect(self._on_resized)
        header.sectionMoved.connect(self._on_moved)
        self._view.viewport().installEventFilter(self)

    def shown_columns(self) -> tuple[str, ...]:
        """The keys of the columns that are shown, from left to right."""
        return self._shown

    def show_columns(self, names: Sequence[str]) -> None:
        """Show these columns in this order; unknown ones are left out, none are those of ours."""
        self._shown = _known(names)
        self._session.memory.keep(_MEMORY, ",".join(self._shown))
        if self._is_arranged:
            self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give the columns what room there is, whenever it changes."""
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        """Let the columns stand as they were chosen, the hidden ones behind them."""
        header = self._view.horizontalHeader()
        self._is_fitting = True
        others = (name for name in ORDER if name not in self._shown)
        for place, name in enumerate((*self._shown, *others)):
            column = self._model.column_of(name)
            header.moveSection(header.visualIndex(column), place)
            self._view.setColumnHidden(column, name not in self._shown)
        self._is_fitting = False
        self._fit()

    def _fit(self) -> None:
        """Share the room that is left among the columns whose words are cut first."""
        header = self._view.horizontalHeader()
        shown = {name: self._model.column_of(name) for name in self._shown}
        widths = {name: grown(ORDER[name]) for name in shown if name not in self._by_hand}
        kept = sum(header.sectionSize(shown[name]) for name in shown if name in self._by_hand)
        left = self._view.viewport().width() - kept - sum(widths.values())
        shares = GROWTH if left >= 0 else YIELDING
        whole = sum(shares.get(name, 0) for name in widths)
        self._is_fitting = True
        for name, width in widths.items():
            more = left * shares.get(name, 0) // whole if whole else 0
            least = max(round(width * _LEAST), self._view.heading_width(shown[name]))
            header.resizeSection(shown[name], max(width + more, least))
        self._is_fitting = False

    @Slot(int, int, int)
    def _on_resized(self, column: int, before: int, after: int) -> None:
        """A column drawn to a width by hand keeps it."""
        if not self._is_fitting and before and after:
            self._by_hand.add(self._model.keys_of_columns()[column])

    @Slot(int, int, int)
    def _on_moved(self, _column: int, _before: int, _after: int) -> None:
        """A column drawn elsewhere by hand stays there."""
        if self._is_fitting:
            return
        header, keys = self._view.horizontalHeader(), self._model.keys_of_columns()
        order = [keys[header.logicalIndex(place)] for place in range(header.count())]
        self._shown = tuple(name for name in order if name in self._shown)
        self._session.memory.keep(_MEMORY, ",".join(self._shown))

    def open_menu(self, at: QPoint | None = None) -> ColumnChooser:
        """Let columns be ticked and ordered; without a point, at the right end of the headings."""
        header = self._view.horizontalHeader()
        others = [name for name in ORDER if name not in self._shown]
        offers = [
            ColumnOffer(name, self._name(name), name in self._shown, name == _NEEDED)
            for name in (*self._shown, *others)
        ]
        say = self._session.say
        words = ChooserWords(
            name=say("trainings.columns"),
            help=say("trainings.columns.how"),
            up=say("trainings.columns.up"),
            down=say("trainings.columns.down"),
            reset=say("trainings.columns.reset"),
        )
        chooser = ColumnChooser(offers, words, self._view)
        chooser.chosen.connect(self.show_columns)
        chooser.reset_asked.connect(self._on_reset)
        corner = QPoint(header.width() - chooser.width(), header.height())
        chooser.move(header.mapToGlobal(corner) if at is None else at)
        chooser.show()
        chooser.lines.setFocus(Qt.FocusReason.PopupFocusReason)
        return chooser

    def _name(self, name: str) -> str:
        column = self._model.column_of(name)
        return str(self._model.headerData(column, Qt.Orientation.Horizontal))

    @Slot()
    def _on_reset(self) -> None:
        self._by_hand.clear()
        self.show_columns(SHOWN)

    @Slot(QPoint)
    def _on_menu(self, at: QPoint) -> None:
        self.open_menu(self._view.horizontalHeader().mapToGlobal(at))


def _known(names: Sequence[str]) -> tuple[str, ...]:
    """The columns of these names, each once; the title is always among them."""
    known = tuple(dict.fromkeys(name for name in names if name in ORDER))
    if not known:
        return SHOWN
    return known if _NEEDED in known else (_NEEDED, *known)
