"""The fields of the part chosen in the tree, with the criteria of a competence in line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from planner.compute.referential_edits import KINDS
from ui.actions.parsing import row_name
from ui.desktop.forms import Form
from ui.desktop.style import GAP
from ui.desktop.widgets.headed import capital
from ui.desktop.widgets.labels import label, prose
from ui.desktop.widgets.owned_rows import OwnedRows
from ui.desktop.widgets.scrolled import scrolled

if TYPE_CHECKING:
    from planner.findings import Place
    from ui.desktop.pages.certification_tab import CertificationPen

#: The fields of each kind of part, in the order of the form, and those content with half of it.
FIELDS = {
    "blocks": ("title", "code", "is_optional", "prerequisites"),
    "activities": ("text", "code"),
    "attested_competences": ("text", "code", "domains"),
    "assessments": ("modality", "evidence", "duration", "competences"),
    "assessment_criteria": ("text", "indicator"),
}
_HALVES = ("code", "is_optional", "evidence", "duration")
_CRITERIA = {"text": 300, "indicator": 260}


class PartForm(QWidget):
    """Shows one part; each field is saved as one step when it is left."""

    def __init__(self, pen: CertificationPen, parent: QWidget) -> None:
        """A form of nothing yet."""
        super().__init__(parent)
        self.pen = pen
        self.place: Place | None = None
        say = pen.session.say
        self.title = label("", "section", self)
        self.origin = prose("", "small", self)
        self.forms = {  # under that of competences stand their criteria
            kind: Form(
                pen, kind, FIELDS[kind], self, _HALVES, is_late=kind != "attested_competences"
            )
            for kind in KINDS
        }
        self.criteria = OwnedRows(pen, "assessment_criteria", _CRITERIA, _no_suggestion, self)
        self.none = prose(say("referential.choose"), "muted", self)
        self.stack = QStackedWidget(self)
        self._pages = {kind: self._page(kind) for kind in KINDS}
        self.stack.addWidget(self.none)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, GAP, 0, 0)
        box.setSpacing(GAP // 2)
        for widget in (self.title, self.origin):
            box.addWidget(widget)
        box.addWidget(self.stack, 1)
        self.show_part(None)

    def show_part(self, place: Place | None) -> None:
        """Show the part at a place, or that nothing is chosen."""
        study = self.pen.session.study
        row = None if place is None else getattr(study, place.collection).find(place.key)
        if place is None or row is None or place.collection not in self.forms:
            self.place = None
            self.title.hide()
            self.origin.hide()
            self.stack.setCurrentWidget(self.none)
            return
        self.place = place
        self.title.setText(capital(self.pen.session.say(f"collection.{place.collection}.one")))
        self.title.show()
        self._show_origin(place)
        self.forms[place.collection].show_row(place.key)
        if place.collection == "attested_competences":
            self.criteria.show_owner(place.key)
        self.stack.setCurrentWidget(self._pages[place.collection])

    def focus(self, name: str) -> None:
        """Put the cursor into a field of the part that is shown."""
        if self.place is not None:
            self.forms[self.place.collection].focus(name)

    def _show_origin(self, place: Place) -> None:
        """Tell the affected row that a competence was drawn from."""
        study, say = self.pen.session.study, self.pen.session.say
        key = ""
        if place.collection == "attested_competences":
            key = study.attested_competences.get(place.key).origin or ""
        row = study.competences.find(key)
        if row is not None:
            occupation = study.occupations.find(row.occupation or "")
            name = row_name(occupation) if occupation is not None else ""
            code = "referential.origin" if name else "referential.origin.alone"
            self.origin.setText(say(code, text=row.text, occupation=name))
        self.origin.setVisible(row is not None)

    def _page(self, kind: str) -> QWidget:
        inside = QWidget(self)
        box = QVBoxLayout(inside)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP)
        if kind == "attested_competences":
            say = self.pen.session.say
            box.addWidget(label(say("collection.assessment_criteria"), "strong", inside))
            box.addWidget(self.criteria)
        box.insertWidget(0, self.forms[kind])
        page = scrolled(inside, self)
        self.stack.addWidget(page)
        return page


def _no_suggestion(_owner: str) -> dict[str, str]:
    return {}
