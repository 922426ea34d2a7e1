"""The panel that tells a finding, a kind of findings, a claim or a row whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from planner.fields import FIELDS, label_code
from planner.figures.palette import Ink
from planner.findings import Severity
from planner.words import unit
from ui.actions.fieldwords import SOURCE, declared_field, shown, value_of
from ui.desktop.style import GAP, as_role, detail_width
from ui.desktop.widgets.fact_sheet import FactSheet
from ui.desktop.widgets.headed import capital, headed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget

    from planner.findings import Finding, Place
    from ui.desktop.session import Session

#: Px beyond which the panel leaves large text less room than the list needs.
_WIDEST = 480
#: Fields whose numbers name years and are written without separators.
_YEARS = ("start", "end")
#: The icon and ink of each severity; the word stands beside them.
SIGNS = {
    Severity.ERROR: ("lost", Ink.LOST),
    Severity.WARNING: ("check", Ink.CHECK),
    Severity.INFO: ("info", Ink.MUTED),
}


class FindingDetail(QFrame):
    """Shows one finding, one kind of them, or one row of the study, in the details panel."""

    def __init__(
        self,
        session: Session,
        empty: str,
        remedies: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """A panel that says ``empty`` while nothing is chosen; ``remedies`` stand in its middle."""
        super().__init__(parent)
        self.session = session
        self._empty = empty
        self._remedies = remedies
        self.setObjectName("panel")
        self.setFixedWidth(min(detail_width(), _WIDEST))
        self.setAccessibleName(session.say("reading.detail"))
        self._build()
        self.show_nothing()

    def show_nothing(self) -> None:
        """Say what will stand here."""
        self._head("", self._empty, None)
        self._show_row(None)

    def show_finding(self, said: Finding, note: str = "") -> None:
        """Tell a finding, the row that it is about, and a note on what became of it."""
        words = headed(self.session.texts, said.severity)
        self._head(words, self.session.texts.say(said.said), said.severity, note)
        self._show_row(said.where)

    def show_kind(self, name: str, meaning: str, severity: Severity | None) -> None:
        """Tell what a kind of findings means."""
        self._head(name, meaning, severity)
        self._show_row(None)

    def show_place(self, heading: str, sentence: str, place: Place) -> None:
        """Tell a row under a heading and a sentence."""
        self._head(heading, sentence, None)
        self._show_row(place)

    def _build(self) -> None:
        self.sign, self.heading, self.sentence = QLabel(self), QLabel(self), QLabel(self)
        self.note = QLabel(self)
        for label in (self.heading, self.sentence, self.note):
            label.setWordWrap(True)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        as_role(self.note, "small")
        self.row_name = QLabel(self)
        self.row_name.setWordWrap(True)
        as_role(self.row_name, "strong")
        self.sheet = FactSheet(self.session.look, self)
        self.sheet.setAccessibleName(self.session.say("reading.row"))
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(self.sign, alignment=Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.heading, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(2 * GAP, 2 * GAP, 2 * GAP, GAP)
        box.setSpacing(GAP)
        box.addLayout(head)
        box.addWidget(self.sentence)
        box.addWidget(self.note)
        if self._remedies is not None:
            box.addWidget(self._remedies)
        box.addSpacing(GAP)
        box.addWidget(self.row_name)
        box.addWidget(self.sheet, 1)

    def _head(self, heading: str, sentence: str, severity: Severity | None, note: str = "") -> None:
        self.sign.setVisible(severity is not None)
        if severity is not None:
            icon, ink = SIGNS[severity]
            self.sign.setPixmap(self.session.look.icon(icon, ink).pixmap(20, 20))
        self.heading.setText(heading)
        self.heading.setVisible(bool(heading))
        as_role(self.heading, "strong")
        self.sentence.setText(sentence)
        as_role(self.sentence, "body" if heading else "muted")
        self.note.setText(note)
        self.note.setVisible(bool(note))

    def _show_row(self, place: Place | None) -> None:
        """The fields of the row, where there is one."""
        study = self.session.study
        if place is None or getattr(study, place.collection).find(place.key) is None:
            self.row_name.hide()
            self.sheet.show_pairs(())
            return
        row = getattr(study, place.collection).get(place.key)
        self.row_name.setText(capital(self.session.say(f"collection.{place.collection}.one")))
        self.row_name.show()
        self.sheet.show_pairs(self._pairs(place, row))

    def _pairs(self, place: Place, row: object) -> Iterator[tuple[str, str, bool]]:
        """Label, value in words and whether it is meant, for each field and for the source."""
        fields = [(label_code(place.collection, f.key), f.key) for f in FIELDS[place.collection]]
        fields += [(f"column.{name}", f"source.{name}") for name in SOURCE]
        for code, name in fields:
            value = value_of(row, name)
            if value not in ("", ()):
                field = declared_field(place.collection, name)
                words = shown(self.session.study, self.session.texts, field, value)
                if name == "unit":
                    words = self.session.texts.say(unit(str(value)))
                elif name in _YEARS:
                    words = str(value)
                yield self.session.say(code), words, name == place.field
