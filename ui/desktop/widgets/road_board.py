"""A board of lanes in columns: cards walked and moved with keys or by dragging.

It asks and changes nothing by itself: where a card stands comes back from the study.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.desktop.style import GAP, as_role, grown
from ui.desktop.widgets.labels import label
from ui.desktop.widgets.road_card import CARD, CardFrame

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from PySide6.QtGui import (
        QDragEnterEvent,
        QDragLeaveEvent,
        QDragMoveEvent,
        QDropEvent,
        QKeyEvent,
        QResizeEvent,
    )

    from ui.desktop.widgets.road_card import Card

_NARROW = 156  # px at 100 %: a column that still reads well


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane by its key, with the words of its head; ``step`` is the column in which it stands."""

    key: str
    name: str
    step: str


class LaneFrame(QFrame):
    """The head of a lane and its cards."""

    def __init__(self, lane: Lane, parent: QWidget) -> None:
        """An empty lane."""
        super().__init__(parent)
        self.lane, self.cards = lane, list[CardFrame]()
        as_role(self, "lane")
        self._name, self._count = label(lane.name, "muted", self), label("", "small", self)
        head = QHBoxLayout()
        head.setContentsMargins(2, 0, 2, 0)
        head.addWidget(self._name, 1)
        head.addWidget(self._count)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(4, 4, 4, 4)
        self._box.setSpacing(GAP // 2 + 2)
        self._box.addLayout(head)

    def show_cards(self, cards: Sequence[CardFrame]) -> None:
        """Show ``cards`` under each other instead of those before."""
        for frame in self.cards:
            self._box.removeWidget(frame)
            frame.hide()  # it is deleted only when the event loop comes round
            frame.deleteLater()
        self.cards = list(cards)
        for frame in cards:
            self._box.addWidget(frame)
            frame.show()  # at once, so that it can take the keyboard
        as_role(self._name, "strong" if cards else "muted")
        self._count.setText(str(len(cards)) if cards else "")

    def mark(self, *, is_over: bool) -> None:
        """Show whether a card would be let go here."""
        self.setProperty("over", "true" if is_over else "false")
        self.style().unpolish(self)
        self.style().polish(self)


class ColumnFrame(QFrame):
    """The lanes of a column; a card may be let go anywhere in it, on the lane over that place.

    Signals:
        dropped(str, str): the card of that key was let go on the lane of that key.
    """

    dropped = Signal(str, str)

    def __init__(self, name: str, parent: QWidget) -> None:
        """A column called ``name`` without lanes."""
        super().__init__(parent)
        self.lanes: list[LaneFrame] = []
        as_role(self, "column")
        self.setAcceptDrops(True)
        head = label(name, "small", self)
        head.setContentsMargins(6, 0, 6, 0)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(4, GAP, 4, 4)
        self._box.setSpacing(GAP // 2)
        self._box.addWidget(head)
        self._box.addStretch(1)

    def add(self, lane: Lane) -> LaneFrame:
        """Put a lane under the others."""
        frame = LaneFrame(lane, self)
        self._box.insertWidget(self._box.count() - 1, frame)
        self.lanes.append(frame)
        return frame

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Only our own cards are welcome."""
        self._aim(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show the lane on which the card would be let go."""
        self._aim(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """The card went on."""
        self._mark(None)

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell on which lane the card was let go."""
        self._mark(None)
        key = _carried(event)
        if key:
            event.acceptProposedAction()
            self.dropped.emit(key, self._under(event).lane.key)

    def _aim(self, event: QDragMoveEvent) -> None:
        if _carried(event):
            event.acceptProposedAction()
            self._mark(self._under(event))
        else:
            event.ignore()

    def _under(self, event: QDropEvent) -> LaneFrame:
        """The last lane that begins over the pointer, else the first one."""
        at = event.position().toPoint().y()
        return next((lane for lane in reversed(self.lanes) if lane.y() <= at), self.lanes[0])

    def _mark(self, over: LaneFrame | None) -> None:
        for lane in self.lanes:
            lane.mark(is_over=lane is over)


class RoadBoard(QScrollArea):
    """Columns of lanes; as many beside each other as read well, the others under them.

    Arrows walk from card to card, Alt with an arrow asks for the lane before or after.

    Signals:
        went_to(str): the card of that key is the current one.
        opened(str): Enter or a double click on the card of that key.
        stepped(int): Alt and an arrow: -1 towards the first lane, 1 towards the last.
        dropped(str, str): a card was let go on a lane.
        removal_asked(): the Delete key.
    """

    went_to = Signal(str)
    opened = Signal(str)
    stepped = Signal(int)
    dropped = Signal(str, str)
    removal_asked = Signal()

    def __init__(self, name: str, lanes: Sequence[Lane], parent: QWidget) -> None:
        """A board called ``name`` without cards."""
        super().__init__(parent)
        self.current_key = ""
        self.lanes: dict[str, LaneFrame] = {}
        self._columns: dict[str, ColumnFrame] = {}
        self._across = 0
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        contents = QWidget(self)
        contents.setObjectName("contents")
        self._grid = QGridLayout(contents)
        self._grid.setContentsMargins(0, 0, 0, GAP)
        self._grid.setSpacing(GAP)
        for lane in lanes:
            self._add(lane)
        self.setWidget(contents)
        self._acts = self._keys()

    @property
    def cards(self) -> dict[str, CardFrame]:
        """The cards by their keys, in the order of the lanes."""
        return {f.card.key: f for lane in self.lanes.values() for f in lane.cards}

    def show_cards(self, cards: Iterable[Card], *, can_move: bool) -> None:
        """Show ``cards`` in their lanes; the current one stays, and keeps the keyboard."""
        had_focus = self._has_focus()
        held: dict[str, list[CardFrame]] = {key: [] for key in self.lanes}
        for card in cards:
            held[card.lane].append(self._frame(card, can_move=can_move))
        for key, frames in held.items():
            self.lanes[key].show_cards(frames)
        if self.current_key not in self.cards:
            self.current_key = next(iter(self.cards), "")
        self.make_current(self.current_key)
        if had_focus:
            self.take_focus()

    def make_current(self, key: str) -> None:
        """Make the card of ``key`` the current one, in sight."""
        self.current_key = key if key in self.cards else self.current_key
        for frame in self.cards.values():
            frame.mark(is_current=frame.card.key == self.current_key)
        current = self.cards.get(self.current_key)
        if current is not None:
            self.ensureWidgetVisible(current)

    def take_focus(self) -> None:
        """Give the keyboard to the current card."""
        frame = self.cards.get(self.current_key)
        if frame is not None:
            frame.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk, open, move or remove; all other keys are let through."""
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        act = self._acts.get((alt, Qt.Key(event.key())))
        if act is None or not self.current_key:
            event.ignore()
        else:
            act()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set as many columns beside each other as read well."""
        super().resizeEvent(event)
        whole = len(self._columns)
        room = self.viewport().width() + GAP
        across = next((n for n in (whole, 2) if room >= n * (grown(_NARROW) + GAP)), 1)
        if across != self._across:
            self._across = across
            for number, column in enumerate(self._columns.values()):
                self._grid.addWidget(column, *divmod(number, across))
            for place in range(whole):
                self._grid.setColumnStretch(place, int(place < across))

    def _add(self, lane: Lane) -> None:
        column = self._columns.get(lane.step)
        if column is None:
            column = self._columns[lane.step] = ColumnFrame(lane.step, self)
            column.dropped.connect(self.dropped)
        self.lanes[lane.key] = column.add(lane)

    def _frame(self, card: Card, *, can_move: bool) -> CardFrame:
        frame = CardFrame(card, self.lanes[card.lane])
        frame.can_move = can_move
        frame.pressed.connect(self._on_pressed)
        frame.opened.connect(self.opened)
        return frame

    def _keys(self) -> dict[tuple[bool, Qt.Key], Callable[[], object]]:
        key = Qt.Key
        acts: dict[tuple[bool, Qt.Key], Callable[[], object]] = {
            (False, key.Key_Up): partial(self._walk, -1),
            (False, key.Key_Down): partial(self._walk, 1),
            (False, key.Key_Left): partial(self._cross, -1),
            (False, key.Key_Right): partial(self._cross, 1),
            (False, key.Key_Delete): self.removal_asked.emit,
        }
        for each, step in ((key.Key_Up, -1), (key.Key_Left, -1), (key.Key_Down, 1)):
            acts[True, each] = partial(self.stepped.emit, step)
        acts[True, key.Key_Right] = partial(self.stepped.emit, 1)
        for each in (key.Key_Return, key.Key_Enter):
            acts[False, each] = self._on_opened
        return acts

    def _walk(self, step: int) -> None:
        """Go to the card before or after the current one, in the order of the lanes."""
        keys = list(self.cards)
        at = keys.index(self.current_key) + step
        if 0 <= at < len(keys):
            self._go(keys[at])

    def _cross(self, step: int) -> None:
        """Go to the nearest card of the column beside, past columns without cards."""
        here = self.cards[self.current_key]
        columns = list(self._columns.values())
        mine = next(n for n, column in enumerate(columns) if column.isAncestorOf(here))
        for column in columns[mine + step :: step] if mine + step >= 0 else ():
            near = [frame for frame in self.cards.values() if column.isAncestorOf(frame)]
            if near:
                top = _top(here, self)
                self._go(min(near, key=lambda frame: abs(_top(frame, self) - top)).card.key)
                return

    def _go(self, key: str) -> None:
        self.make_current(key)
        self.take_focus()
        self.went_to.emit(key)

    def _has_focus(self) -> bool:
        return any(frame.hasFocus() for frame in self.cards.values())

    @Slot(str)
    def _on_pressed(self, key: str) -> None:
        self._go(key)

    @Slot()
    def _on_opened(self) -> None:
        self.opened.emit(self.current_key)


def _top(frame: CardFrame, board: RoadBoard) -> int:
    return QRect(frame.mapTo(board, frame.rect().topLeft()), frame.size()).top()


def _carried(event: QDropEvent) -> str:
    """The key of the card that is dragged; empty where something else is."""
    data = event.mimeData()
    return bytes(data.data(CARD).data()).decode() if data.hasFormat(CARD) else ""
