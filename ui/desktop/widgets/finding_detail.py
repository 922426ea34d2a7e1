"""The panel that tells one finding, claim or row whole, and leads to the trainings behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from planner.checks.concerned import concerned_trainings
from planner.fields import FIELDS, label_code
from planner.figures.palette import Ink
from planner.findings import Severity
from planner.words import unit
from ui.actions.fieldwords import SOURCE, declared_field, shown, value_of
from ui.desktop.style import DETAIL_WIDTH, GAP, as_role
from ui.desktop.widgets.fact_sheet import FactSheet
from ui.desktop.widgets.headed import capital, headed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget

    from planner.findings import Finding, Place
    from ui.desktop.session import Session

#: Fields whose numbers name years and are written without separators.
_YEARS = ("start", "end")
#: The icon and ink of each severity; the word stands beside them.
SIGNS = {
    Severity.ERROR: ("lost", Ink.LOST),
    Severity.WARNING: ("check", Ink.CHECK),
    Severity.INFO: ("info", Ink.MUTED),
}


class FindingDetail(QFrame):
    """Shows one finding or one row of the study, in the details panel."""

    def __init__(self, session: Session, empty: str, parent: QWidget | None = None) -> None:
        """A panel that says ``empty`` while nothing is chosen."""
        super().__init__(parent)
        self.session = session
        self._empty = empty
        self._place: Place | None = None
        self._trainings: tuple[str, ...] = ()
        self._why = ""
        self.setObjectName("panel")
        self.setFixedWidth(DETAIL_WIDTH)
        self.setAccessibleName(session.say("reading.detail"))
        self._build()
        self.open.clicked.connect(self._on_open)
        self.show_nothing()

    def show_nothing(self) -> None:
        """Say what will stand here."""
        self._head("", self._empty, None)
        self._show_row(None)
        self._lead(None, ())

    def show_finding(self, said: Finding) -> None:
        """Tell a finding, the row that it is about, and the trainings behind it."""
        words = headed(self.session.texts, said.severity)
        self._head(words, self.session.texts.say(said.said), said.severity)
        self._show_row(said.where)
        self._lead(said.where, concerned_trainings(self.session.study, said))

    def show_place(self, heading: str, sentence: str, place: Place) -> None:
        """Tell a row under a heading and a sentence."""
        self._head(heading, sentence, None)
        self._show_row(place)
        self._lead(None, ())

    def _build(self) -> None:
        self.sign, self.heading, self.sentence = QLabel(self), QLabel(self), QLabel(self)
        self.heading.setWordWrap(True)
        self.sentence.setWordWrap(True)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.row_name = QLabel(self)
        self.row_name.setWordWrap(True)
        as_role(self.row_name, "strong")
        self.open = QPushButton(self)
        self.sheet = FactSheet(self.session.look, self)
        self.sheet.setAccessibleName(self.session.say("reading.row"))
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(self.sign, alignment=Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.heading, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(2 * GAP, 2 * GAP, GAP, GAP)
        box.setSpacing(GAP)
        box.addLayout(head)
        box.addWidget(self.sentence)
        box.addWidget(self.open, alignment=Qt.AlignmentFlag.AlignLeft)
        box.addSpacing(GAP)
        box.addWidget(self.row_name)
        box.addWidget(self.sheet, 1)

    def _head(self, heading: str, sentence: str, severity: Severity | None) -> None:
        self.sign.setVisible(severity is not None)
        if severity is not None:
            icon, ink = SIGNS[severity]
            self.sign.setPixmap(self.session.look.icon(icon, ink).pixmap(20, 20))
        self.heading.setText(heading)
        self.heading.setVisible(bool(heading))
        as_role(self.heading, "strong")
        self.sentence.setText(sentence)
        as_role(self.sentence, "body" if heading else "muted")
        self._why = sentence

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

    def _lead(self, place: Place | None, trainings: tuple[str, ...]) -> None:
        """Offer the trainings behind, where there are any."""
        self._place, self._trainings = place, trainings
        self.open.setVisible(bool(trainings))
        words = self.session.say("reading.open_trainings", n=len(trainings))
        self.open.setText(words)
        self.open.setToolTip(self.session.say("reading.open_trainings.help", n=len(trainings)))

    @Slot()
    def _on_open(self) -> None:
        """Lead to the training, or to the selection of several."""
        place = self._place
        if place is not None and place.collection == "trainings":
            self.session.place_asked.emit(place)
        else:
            self.session.selection_asked.emit(self._trainings, self._why)
