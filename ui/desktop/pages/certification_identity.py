"""What a certification is: register, level, aim, public, codes, routes, duration asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.compute.dossier import identity_fields
from planner.compute.register_choice import longest_duration
from ui.actions.ownedrows import owned_rows
from ui.desktop.forms import Form
from ui.desktop.latch import locked
from ui.desktop.pages.certification_occupations import TargetOccupations
from ui.desktop.pages.certification_register import RegisterQuestions
from ui.desktop.pages.certification_tab import CertificationTab
from ui.desktop.style import GAP
from ui.desktop.widgets.labels import label, prose
from ui.desktop.widgets.owned_rows import OwnedRows
from ui.desktop.widgets.scrolled import scrolled

if TYPE_CHECKING:
    from planner.findings import Place
    from planner.vocab import Register

#: The fields under each heading; occupations have a list of their own, the status its board.
GROUPS = {
    "what": ("title", "register", "level", "aim", "audience", "prerequisites", "validity"),
    "where": ("sectors", "routes"),
    "who": ("certifiers", "partners", "opcos"),
    "codes": ("nsf", "formacodes", "romes", "nomenclatures"),
    "request": (
        "filing",
        "years_asked",
        "rule_set",
        "number",
        "priority",
        "filed_on",
        "decided_on",
        "expires_on",
        "comment",
    ),
}
_LEFT = ("what", "where")
_HALVES = ("level", "nsf", "formacodes", "romes", "nomenclatures", "number", "validity")
_ALWAYS = frozenset({"comment"})
_PROMOTIONS = {"year": 76} | dict.fromkeys(
    ("enrolled", "certified", "respondents", "employed", "in_target_job"), 108
)
_CORRESPONDENCES = {"kind": 130, "code": 110, "title": 200, "reason": 220}


class IdentityTab(CertificationTab):
    """Shows the fields that the register asks about; each is saved as one step when it is left."""

    concerned = frozenset({"certifications", "promotions", "correspondences", "rule_sets", "opcos"})

    def _build(self) -> None:
        say = self.session.say
        self.forms = {
            name: Form(self.pen, "certifications", fields, self, _HALVES)
            for name, fields in GROUPS.items()
        }
        self.occupations = TargetOccupations(self.pen, self)
        self.questions = RegisterQuestions(self.session, self)
        self.duration = prose("", "small", self)
        self.promotions = OwnedRows(
            self.pen, "promotions", _PROMOTIONS, self._promotion_to_suggest, self
        )
        self.correspondences = OwnedRows(
            self.pen, "correspondences", _CORRESPONDENCES, _no_suggestion, self
        )
        left, right, below = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        for column in (left, right, below):
            column.setSpacing(GAP)
        for name, form in self.forms.items():
            column = left if name in _LEFT else right
            if name == "who":
                column.addWidget(self.questions)
                column.addSpacing(GAP)
            column.addWidget(label(say(f"identity.{name}"), "section", self))
            column.addWidget(form)
            if name == "what":
                column.addWidget(self.occupations)
            elif name == "request":
                column.addWidget(self.duration)
            column.addSpacing(GAP)
        left.addStretch(1)
        right.addStretch(1)
        for rows in (self.promotions, self.correspondences):
            below.addWidget(label(say(f"collection.{rows.collection}"), "section", self))
            below.addWidget(rows)
        inside = QWidget(self)
        columns = QHBoxLayout()
        columns.setSpacing(2 * GAP)
        columns.addLayout(left, 1)
        columns.addLayout(right, 1)
        whole = QVBoxLayout(inside)
        whole.setContentsMargins(0, 0, GAP, 0)
        whole.addLayout(columns)
        whole.addLayout(below)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(scrolled(inside, self))

    def _connect(self) -> None:
        self.questions.register_chosen.connect(self._on_register)

    def show_certification(self, key: str) -> None:
        """Show the certification called ``key``, the fields that its register asks about."""
        if key != self.key:
            self.questions.clear()
        super().show_certification(key)
        row = self.study.certifications.get(key)
        asked = frozenset(identity_fields(row.register)) | _ALWAYS
        for form in self.forms.values():
            form.show_row(key)
            for name, box in form.boxes.items():
                box.setVisible(name in asked)
        self.occupations.show_certification(key)
        locked(self.questions, self.pen.lock)
        for rows in (self.promotions, self.correspondences):
            rows.show_owner(key)
        self._tell_duration()

    def show_place(self, place: Place) -> bool:
        """Put the cursor into a field of the certification, or choose a row under it."""
        if place.collection == "certifications":
            if place.field == "occupations":
                self.occupations.box.setFocus()
                return True
            return any(form.focus(place.field) for form in self.forms.values())
        for rows in (self.promotions, self.correspondences):
            if place.collection == rows.collection:
                return rows.select(place.key, place.field)
        return False

    def _tell_duration(self) -> None:
        """Tell how many years may be asked for, and whether more are asked."""
        row = self.study.certifications.get(self.key)
        longest = longest_duration(self.study, self.key)
        if longest is None:
            self.duration.hide()
            return
        code = "identity.duration" if longest.year is None else "identity.duration_capped"
        said = self.session.say(code, n=longest.years, year=longest.year)
        if (row.years_asked or 0) > longest.years:
            said += " " + self.session.say("identity.duration_over", n=row.years_asked)
        self.duration.setText(said)
        self.duration.show()

    @Slot(object)
    def _on_register(self, register: Register) -> None:
        refusal = self.pen.change("certifications", self.key, "register", str(register))
        if refusal:
            self.session.refused.emit(refusal)

    def _promotion_to_suggest(self, key: str) -> dict[str, str]:
        """The year after the last one told, else last year."""
        years = [row.year for row in owned_rows(self.study, "promotions", key)]  # type: ignore[attr-defined]
        return {"year": str(max(years) + 1 if years else self.session.desk.today().year - 1)}


def _no_suggestion(_owner: str) -> dict[str, str]:
    return {"kind": "block"}
