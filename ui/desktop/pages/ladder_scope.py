"""The boxes above the ladder: which trainings are looked at, and what stands in a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from planner.compute.ladder import Scope
from planner.compute.ladder_cells import Grouping
from planner.fields import field_of
from ui.actions.fieldwords import Option, options
from ui.desktop.style import GAP, grown
from ui.desktop.widgets.choice_box import ChoiceBox
from ui.desktop.widgets.flow import Flow
from ui.desktop.widgets.labels import label

if TYPE_CHECKING:
    from ui.desktop.session import Session

#: Where the choices of each box come from.
_FIELDS = {
    "family": ("allocation_shares", "family"),
    "domain": ("domain_hours", "domain"),
    "institution": ("trainings", "institution"),
}
_ROWS = (Grouping.INSTITUTION, Grouping.CITY)
#: Px that each box takes at least.
_WIDE = {"family": 150, "domain": 120, "institution": 150, "rows": 150}


class ScopeBar(QWidget):
    """A box each for family, domain and institution; rows may be chosen within one family.

    Signals:
        changed(): another scope or another grouping was chosen.
    """

    changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Boxes that leave everything open."""
        super().__init__(parent)
        self.session = session
        self._build()
        for box in (*self.boxes.values(), self.rows):
            box.committed.connect(self._on_committed)

    @property
    def scope(self) -> Scope:
        """Which trainings are looked at."""
        return Scope(*(self._chosen(name) for name in ("family", "institution", "domain")))

    @property
    def grouping(self) -> Grouping | None:
        """What stands in a row within one family; None where families do."""
        if self.scope.family is None:
            return None
        typed = self.rows.typed()
        return Grouping(typed) if typed in tuple(_ROWS) else Grouping.INSTITUTION

    def offer(self) -> None:
        """Offer what the study holds now; what is chosen stays where it still exists."""
        study, texts = self.session.study, self.session.texts
        for name, box in self.boxes.items():
            choices = options(study, texts, field_of(*_FIELDS[name]))
            if name == "family":
                choices = tuple(Option(row.key, row.short_name, row.name) for row in study.families)
            box.offer(choices, self.session.say(f"ladder.all.{name}"))
            if self._chosen(name) is None:
                box.show_typed("")
        self._show_rows()

    def choose(self, scope: Scope) -> None:
        """Look at the trainings of ``scope``."""
        for name, box in self.boxes.items():
            box.show_typed(getattr(scope, name) or "")
        self._show_rows()
        self.changed.emit()

    def _chosen(self, name: str) -> str | None:
        """The key chosen in a box; None where it is left open or no such row exists."""
        target = field_of(*_FIELDS[name]).target
        typed = self.boxes[name].typed()
        return typed if getattr(self.session.study, target).find(typed) is not None else None

    def _build(self) -> None:
        say = self.session.say
        flow = Flow(GAP, self)
        self.boxes: dict[str, ChoiceBox] = {}
        for name in _FIELDS:
            box = ChoiceBox((), say(f"ladder.all.{name}"), self, is_searched=True)
            self.boxes[name] = box
            self._place(flow, box, name)
        rows = [Option(str(kind), say(f"ladder.rows.{kind}")) for kind in _ROWS]
        self.rows = ChoiceBox(rows, "", self)
        self.rows.show_typed(str(Grouping.INSTITUTION))
        self._rows_pair = self._place(flow, self.rows, "rows")

    def _place(self, flow: Flow, box: ChoiceBox, name: str) -> QWidget:
        """A box behind its name, the two kept together."""
        box.setAccessibleName(self.session.say(f"ladder.scope.{name}"))
        box.setToolTip(self.session.say(f"ladder.scope.{name}.help"))
        box.setMinimumWidth(grown(_WIDE[name]))
        pair = QWidget(self)
        named = label(self.session.say(f"ladder.scope.{name}"), "muted", pair)
        named.setBuddy(box)
        line = QHBoxLayout(pair)
        line.setContentsMargins(0, 0, GAP, 0)
        line.setSpacing(GAP)
        line.addWidget(named)
        line.addWidget(box)
        flow.addWidget(pair)
        return pair

    def _show_rows(self) -> None:
        self._rows_pair.setVisible(self.scope.family is not None)

    @Slot()
    def _on_committed(self) -> None:
        """Take a choice over; words that are no choice are put back to all."""
        for name, box in self.boxes.items():
            if self._chosen(name) is None:
                box.show_typed("")
        self._show_rows()
        self.changed.emit()
