"""The target occupations of a certification: found by typing, added, taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.tables.trainings import name_of
from ui.actions.fieldwords import Option
from ui.desktop.latch import latched
from ui.desktop.style import GAP, as_role
from ui.desktop.widgets.choice_box import ChoiceBox
from ui.desktop.widgets.key_lines import KeyLine, KeyLines
from ui.desktop.widgets.labels import label, prose

if TYPE_CHECKING:
    from planner.study import Occupation
    from ui.desktop.pages.certification_tab import CertificationPen


class TargetOccupations(QWidget):
    """Lists the occupations that a certification targets; Delete takes the current one away."""

    def __init__(self, pen: CertificationPen, parent: QWidget) -> None:
        """A list of no certification yet."""
        super().__init__(parent)
        self.pen, self.key = pen, ""
        say = pen.session.say
        named = label(pen.label("certifications", "occupations"), "small", self)
        self.box = ChoiceBox((), say("identity.add_occupation"), self, is_searched=True)
        self.box.setObjectName("occupations")
        self.box.setAccessibleName(say("identity.add_occupation"))
        self.box.setToolTip(say("identity.add_occupation.help"))
        named.setBuddy(self.box)
        self.lines = KeyLines(pen.label("certifications", "occupations"), self)
        self.lines.setToolTip(say("identity.occupations.help"))
        self.refusal = prose("", "lost", self)
        as_role(self.refusal, "lost")
        self.refusal.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP // 2)
        for widget in (named, self.box, self.lines, self.refusal):
            box.addWidget(widget)
        self.box.committed.connect(self._on_added)
        self.lines.removal_asked.connect(self._on_removed)

    def show_certification(self, key: str) -> None:
        """Show what the certification targets, and offer the other occupations."""
        self.key = key
        study = self.pen.session.study
        chosen = study.certifications.get(key).occupations
        rows = [row for row in study.occupations if row.key not in chosen]
        blank = self.pen.session.say("identity.add_occupation")
        self.box.offer([Option(row.key, self._words(row)) for row in rows], blank)
        self.box.show_typed("")
        self.lines.show_lines(
            KeyLine(row.key, row.name, name_of(study, "sectors", row.sector) or "")
            for row in (study.occupations.get(each) for each in chosen)
        )
        latched(self.box, self.pen.lock)
        self._refuse("")

    def _words(self, row: Occupation) -> str:
        sector = name_of(self.pen.session.study, "sectors", row.sector)
        return f"{row.name} · {sector}"

    @Slot()
    def _on_added(self) -> None:
        typed = self.box.typed()
        if not typed:
            return
        if self.pen.session.study.occupations.find(typed) is None:
            self._refuse(self.pen.session.say("identity.no_such_occupation", words=typed[:80]))
            return
        self._write((*self._chosen(), typed))

    @Slot(str)
    def _on_removed(self, key: str) -> None:
        if not self.pen.lock:
            self._write(tuple(each for each in self._chosen() if each != key))

    def _chosen(self) -> tuple[str, ...]:
        return self.pen.session.study.certifications.get(self.key).occupations

    def _write(self, keys: tuple[str, ...]) -> None:
        self._refuse(self.pen.change("certifications", self.key, "occupations", ";".join(keys)))

    def _refuse(self, sentence: str) -> None:
        self.refusal.setText(sentence)
        self.refusal.setVisible(bool(sentence))
