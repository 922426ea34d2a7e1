"""Headings and values that the study does not know: said what they stand for, or left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from planner.exchange.layout import KEY
from planner.fields import field_of, label_code
from planner.vocab import ChoiceScope
from ui.actions.fieldwords import Option, options
from ui.actions.incoming import REMARKS
from ui.actions.owntable import column_options
from ui.desktop.style import GAP, grown
from ui.desktop.widgets.choice_box import ChoiceBox
from ui.desktop.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.actions.incoming import Incoming, Unknown
    from ui.desktop.session import Session

#: What stands for leaving a heading or a value out.
LEFT_OUT = "-"
_WIDEST = 320  # px at 100 %


class UnknownPanel(QWidget):
    """A line for each heading or value that is not known, with what it may stand for.

    Signals:
        understood(object, str): an :class:`~ui.actions.incoming.Unknown` and what it stands for;
            nothing where it is left out.
    """

    understood = Signal(object, str)

    def __init__(self, session: Session, parent: QWidget) -> None:
        """An empty panel, which is not seen."""
        super().__init__(parent)
        self.session = session
        self.boxes: dict[str, ChoiceBox] = {}
        self._unknown: dict[str, Unknown] = {}
        self._held: QWidget | None = None
        self._title = label(session.say("exchange.unknown.title"), "section", self)
        self._help = label(session.say("exchange.unknown.help"), "muted", self)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(GAP // 2)
        self._box.addWidget(self._title)
        self._box.addWidget(self._help)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_unknown(self, incoming: Incoming | None, *, is_own: bool = False) -> None:
        """Show what a file holds that the study does not know; nothing hides the panel.

        The headings of an institution's own table are told elsewhere (``is_own``).
        """
        told = () if incoming is None else incoming.unknown
        scopes = (ChoiceScope.VALUE,) if is_own else tuple(ChoiceScope)
        found = tuple(u for u in told if u.count and u.scope in scopes)
        if self._held is not None:
            self._box.removeWidget(self._held)
            self._held.hide()
            self._held.deleteLater()
            self._held = None
        self.boxes = {}
        self._unknown = {}
        self.setVisible(bool(found))
        if found:
            self._held = self._lines(found)
            self._box.addWidget(self._held)

    def _lines(self, found: Sequence[Unknown]) -> QWidget:
        held = QWidget(self)
        grid = QGridLayout(held)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * GAP)
        grid.setVerticalSpacing(GAP // 2)
        for number, unknown in enumerate(found):
            words = self._said(unknown)
            box = self._choice(unknown, held)
            box.setAccessibleName(words)
            box.setToolTip(words)
            grid.addWidget(label(words, "", held), number, 0)
            grid.addWidget(box, number, 1)
            self.boxes[unknown.given], self._unknown[unknown.given] = box, unknown
        grid.setColumnStretch(2, 1)
        return held

    def _said(self, unknown: Unknown) -> str:
        say = self.session.say
        if unknown.scope is ChoiceScope.COLUMN:
            return say("exchange.unknown.heading", given=unknown.given)
        collection, name = unknown.field.split(".")
        field = label_code(collection, name)
        return say("exchange.unknown.said", given=unknown.given, field=field, n=unknown.count)

    def _choice(self, unknown: Unknown, parent: QWidget) -> ChoiceBox:
        say = self.session.say
        left_out = Option(LEFT_OUT, say("exchange.unknown.left_out"))
        known = self._columns() if unknown.scope is ChoiceScope.COLUMN else self._values(unknown)
        box = ChoiceBox((left_out, *known), say("exchange.unknown.open"), parent, is_searched=True)
        box.setProperty("given", unknown.given)
        box.setMaximumWidth(grown(_WIDEST))
        box.setMinimumWidth(grown(_WIDEST))
        box.show_typed((unknown.taken or LEFT_OUT) if unknown.is_decided else "")
        box.committed.connect(self._on_committed)
        return box

    def _columns(self) -> list[Option]:
        """The columns that a heading may stand for; remarks take what has none of its own."""
        added = Option(REMARKS, self.session.say("exchange.unknown.remarks"))
        named = column_options(self.session.desk)
        return [added, *(each for each in named if each.typed not in (KEY.code, REMARKS))]

    def _values(self, unknown: Unknown) -> tuple[Option, ...]:
        collection, name = unknown.field.split(".")
        return options(self.session.study, self.session.texts, field_of(collection, name))

    @Slot()
    def _on_committed(self) -> None:
        box = self.sender()
        if not isinstance(box, ChoiceBox):
            return
        unknown, typed = self._unknown[str(box.property("given"))], box.typed()
        if typed:
            self.understood.emit(unknown, "" if typed == LEFT_OUT else typed)
