"""A short tour of the window: a quiet panel that points at one part after the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from planner.figures.palette import Ink
from ui.desktop.style import GAP, as_role, grown
from ui.desktop.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ui.desktop.session import Session

_WIDTH = 340  # px at 100 %


@dataclass(frozen=True, slots=True)
class Step:
    """A stop of the tour: the texts ``tour.<name>`` and ``.help``, and what it points at.

    ``goes_to`` is the key of the page that it is told on (empty: the one in front); ``points_at``
    gives the part, None where it is not there.
    """

    name: str
    points_at: Callable[[], QWidget | None]
    goes_to: str = ""


class Tour(QFrame):
    """Tells one step at a time; the window stays in use, Escape leaves.

    Signals:
        ended(): it was taken to its end, or left.
    """

    ended = Signal()

    def __init__(self, session: Session, steps: Sequence[Step], parent: QWidget) -> None:
        """A hidden panel over ``parent``."""
        super().__init__(parent)
        self.setObjectName("tour")
        self.session, self._steps, self._room = session, tuple(steps), parent
        self._place = 0
        self._before: QWidget | None = None
        self._ring = _Ring(session, parent)
        self._build()
        self._connect()
        self.hide()

    @property
    def step(self) -> Step:
        """The step that is told."""
        return self._steps[self._place]

    @Slot()
    def take(self) -> None:
        """Begin at the first step."""
        self._before = self.window().focusWidget()
        self._place = 0
        self.show()
        self._tell()
        self.next.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def leave(self) -> None:
        """Hide it, and give the focus back."""
        before, self._before = self._before, None
        self.hide()
        self._ring.hide()
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ended.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right go back and forth, Escape leaves."""
        match event.key():
            case Qt.Key.Key_Escape:
                self.leave()
            case Qt.Key.Key_Right:
                self._on_next()
            case Qt.Key.Key_Left:
                self._on_back()
            case _:
                super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay beside what is pointed at when the window changes."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest) and self.isVisible():
            self._move()
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        say = self.session.say
        self.count, self.title = label("", "small", self), label("", "section", self)
        self.words = QLabel(self)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        for words in (self.title, self.words):
            words.setWordWrap(True)
        self.skip = self._button("tour.leave", "link")
        self.back, self.next = self._button("tour.back"), self._button("tour.next", "primary")
        self.next.setText(say("tour.next"))
        line = QHBoxLayout()
        line.addWidget(self.skip)
        line.addStretch(1)
        line.addWidget(self.back)
        line.addWidget(self.next)
        box = QVBoxLayout(self)
        box.setContentsMargins(2 * GAP, 2 * GAP, 2 * GAP, 2 * GAP)
        box.setSpacing(GAP)
        for part in (self.count, self.title, self.words):
            box.addWidget(part)
        box.addLayout(line)
        self._room.installEventFilter(self)

    def _button(self, code: str, role: str = "") -> QPushButton:
        button = QPushButton(self.session.say(code), self)
        button.setToolTip(self.session.say(f"{code}.help"))
        if role:
            as_role(button, role)
        return button

    def _connect(self) -> None:
        self.next.clicked.connect(self._on_next)
        self.back.clicked.connect(self._on_back)
        self.skip.clicked.connect(self.leave)

    def _tell(self) -> None:
        """Say the step, on its page, beside what it points at."""
        say, step = self.session.say, self.step
        if step.goes_to:
            self.session.page_asked.emit(step.goes_to)
        self.count.setText(say("tour.count", n=self._place + 1, of=len(self._steps)))
        self.title.setText(say(f"tour.{step.name}"))
        self.words.setText(say(f"tour.{step.name}.help"))
        self.setAccessibleName(f"{self.count.text()} — {self.title.text()}")
        self.setAccessibleDescription(self.words.text())
        is_last = self._place == len(self._steps) - 1
        self.next.setText(say("tour.end" if is_last else "tour.next"))
        self.next.setAccessibleDescription(f"{self.title.text()}. {self.words.text()}")
        self.back.setEnabled(self._place > 0)
        self._move()

    def _move(self) -> None:
        """Stand beside what is pointed at, wholly inside the window."""
        part = self.step.points_at()
        self.setFixedWidth(min(grown(_WIDTH), self._room.width() - 4 * GAP))
        self.setFixedHeight(self.heightForWidth(self.width()))
        room = self._room.rect().adjusted(GAP, GAP, -GAP, -GAP)
        if part is None or not part.isVisible():
            self._ring.hide()
            self.move(room.center() - self.rect().center())
        else:
            spot = QRect(part.mapTo(self._room, QPoint(0, 0)), part.size()) & self._room.rect()
            self._ring.show_around(spot)
            self.move(_beside(spot, self.rect(), room))
        self.raise_()

    @Slot()
    def _on_next(self) -> None:
        if self._place == len(self._steps) - 1:
            self.leave()
            return
        self._place += 1
        self._tell()

    @Slot()
    def _on_back(self) -> None:
        if self._place > 0:
            self._place -= 1
            self._tell()


class _Ring(QWidget):
    """A frame around a part of the window, through which everything can be used."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._colour = session.look.color(Ink.ACCENT)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_around(self, spot: QRect) -> None:
        self.setGeometry(spot)
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._colour, 3))
        painter.drawRoundedRect(self.rect().adjusted(2, 2, -2, -2), 6, 6)
        painter.end()


def _beside(spot: QRect, panel: QRect, room: QRect) -> QPoint:
    """Right of the spot, left of it or below, whichever has room; else in its lower corner."""
    top = min(max(spot.top(), room.top()), room.bottom() - panel.height())
    if spot.right() + GAP + panel.width() <= room.right():
        return QPoint(spot.right() + GAP, top)
    if spot.left() - GAP - panel.width() >= room.left():
        return QPoint(spot.left() - GAP - panel.width(), top)
    left = min(max(spot.left(), room.left()), room.right() - panel.width())
    if spot.bottom() + GAP + panel.height() <= room.bottom():
        return QPoint(left, spot.bottom() + GAP)
    return QPoint(room.right() - panel.width(), room.bottom() - panel.height())
