"""The details of one training beside the table: a form in tabs, saved field by field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QScrollArea,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from planner.compute.selection import State, state
from planner.tables.trainings import name_of
from planner.vocab import Confidence, SeatKind
from ui.actions.ownedrows import owned_rows
from ui.desktop.forms import Form
from ui.desktop.pages.training_history import TrainingHistory
from ui.desktop.style import GAP, as_role
from ui.desktop.widgets.owned_rows import OwnedRows

if TYPE_CHECKING:
    from planner.changes import Touched
    from planner.findings import Place
    from ui.desktop.pen import Pen

IDENTITY = (
    "title",
    "institution",
    "city",
    "level",
    "duration",
    "months",
    "hours",
    "modalities",
    "comment",
    "is_described",
)
HALVES = ("city", "level", "duration")
SOURCES = (
    "source.nature",
    "source.line",
    "source.place",
    "source.note",
    "printed_institution",
    "printed_level",
)
_SEATS = {"year": 50, "kind": 78, "low": 66, "high": 58, "confidence": 78}
_HOURS = {"domain": 256, "hours": 72}
#: The tab that holds what a column of the table shows but does not edit.
TABS_OF_COLUMNS = {"seats": "seats", "families": "families", "nature": "sources"}


class TrainingDetail(QWidget):
    """Shows one training; every field is saved when it is left, as one step.

    Signals:
        titled(str): what stands over the panel: the title of the training.
    """

    titled = Signal(str)

    def __init__(self, pen: Pen, parent: QWidget) -> None:
        """A panel that shows no training yet."""
        super().__init__(parent)
        self.setAccessibleName(pen.session.say("trainings.detail"))
        self.pen, self.key = pen, ""
        self._build()
        self._connect()
        self.show_training("")

    def show_training(self, key: str) -> None:
        """Show the training called ``key`` as it stands; an empty key shows none."""
        row = self.pen.session.study.trainings.find(key) if key else None
        self.key = row.key if row is not None else ""
        self.body.setCurrentIndex(0 if row is None else 1)
        say = self.pen.session.say
        self.titled.emit(say("trainings.detail") if row is None else row.title)
        if row is None:
            return
        study = self.pen.session.study
        names = (
            name_of(study, "institutions", row.institution) or say("unknown.institution"),
            name_of(study, "cities", row.city) or say("unknown.city"),
        )
        standing = state(row)
        self.subtitle.setText(" · ".join(names))
        self.badge.setText("" if standing is State.DESCRIBED else say(f"trainings.told.{standing}"))
        self.badge.setVisible(standing is not State.DESCRIBED)
        self._show_tab()

    def refresh(self, touched: Touched) -> None:
        """Show the training anew where anything that it shows was touched."""
        rooms = ("trainings", "seats", "domain_hours", "families", "domains")
        if touched.has(*rooms, "institutions", "cities"):
            self.show_training(self.key)

    def show_tab(self, name: str) -> None:
        """Bring a tab to the front: identity, families, hours, seats, sources or history."""
        self.tabs.setCurrentIndex(list(self._tabs).index(name))

    def show_place(self, place: Place) -> bool:
        """Put the cursor into a field of the training, its places or its hours."""
        if place.collection in self.owned:
            self.show_tab("seats" if place.collection == "seats" else "hours")
            return self.owned[place.collection].select(place.key, place.field)
        for name, form in self.forms.items():
            if place.field in form.boxes:
                self.show_tab(name)
                return form.focus(place.field)
        return False

    def focus_first(self) -> None:
        """Put the cursor into the first control of the tab in front."""
        form = self.forms.get(list(self._tabs)[self.tabs.currentIndex()])
        if form is not None:
            form.focus(next(iter(form.boxes)))
        else:
            self.tabs.currentWidget().setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        self.forms: dict[str, Form] = {}
        self.owned: dict[str, OwnedRows] = {}
        self.body = QStackedWidget(self)
        nothing = QLabel(self.pen.session.say("trainings.detail.none"), self)
        nothing.setWordWrap(True)
        nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        nothing.setContentsMargins(4 * GAP, 0, 4 * GAP, 0)
        as_role(nothing, "muted")
        self.body.addWidget(nothing)
        self.body.addWidget(self._card())
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.body)

    def _card(self) -> QWidget:
        card = QWidget(self)
        self.subtitle, self.badge = (QLabel(card) for _ in range(2))
        for label, role in (
            (self.subtitle, "muted"),
            (self.badge, "check"),
        ):
            as_role(label, role)
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._tabs = self._make_tabs()
        self.tabs = QTabWidget(card)
        as_role(self.tabs, "narrow")
        self.tabs.setUsesScrollButtons(False)
        for name, tab in self._tabs.items():
            self.tabs.addTab(tab, self.pen.session.say(f"trainings.tab.{name}"))
        box = QVBoxLayout(card)
        box.setContentsMargins(GAP, 0, GAP // 2, 0)
        box.setSpacing(GAP // 2)
        for label in (self.subtitle, self.badge):
            box.addWidget(label)
        box.addSpacing(GAP // 2)
        box.addWidget(self.tabs, 1)
        return card

    def _make_tabs(self) -> dict[str, QWidget]:
        for name, fields in (
            ("identity", IDENTITY),
            ("families", ("families",)),
            ("sources", SOURCES),
        ):
            self.forms[name] = Form(self.pen, "trainings", fields, self, HALVES)
        self.owned["domain_hours"] = OwnedRows(
            self.pen, "domain_hours", _HOURS, self._hours_to_suggest, self
        )
        self.owned["seats"] = OwnedRows(self.pen, "seats", _SEATS, self._seats_to_suggest, self)
        self.history = TrainingHistory(self.pen.session, self)
        return {
            "identity": self._scrolled(self.forms["identity"]),
            "families": self._scrolled(self.forms["families"]),
            "hours": self._scrolled(self.owned["domain_hours"]),
            "seats": self._scrolled(self.owned["seats"]),
            "sources": self._scrolled(self.forms["sources"]),
            "history": self._scrolled(self.history),
        }

    def _scrolled(self, inside: QWidget) -> QScrollArea:
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        contents = QWidget(area)
        contents.setObjectName("sheet")
        box = QVBoxLayout(contents)
        box.setContentsMargins(0, GAP + GAP // 2, GAP, GAP)
        box.addWidget(inside)
        if isinstance(inside, Form):
            box.addStretch(1)
        area.setWidget(contents)
        area.setStyleSheet("QScrollArea, #sheet { background: transparent; }")
        return area

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._on_tab)

    @Slot(int)
    def _on_tab(self, _number: int) -> None:
        if self.key:
            self._show_tab()

    def _show_tab(self) -> None:
        """Fill the tab in front; the others are filled when they come there."""
        name = list(self._tabs)[self.tabs.currentIndex()]
        if name in self.forms:
            self.forms[name].show_row(self.key)
        elif name == "history":
            self.history.show_training(self.key)
        else:
            self.owned["seats" if name == "seats" else "domain_hours"].show_owner(self.key)

    def _seats_to_suggest(self, key: str) -> dict[str, str]:
        """The year after the last one told, else this year; open places, told with some doubt."""
        years = [row.year for row in owned_rows(self.pen.session.study, "seats", key)]  # type: ignore[attr-defined]
        year = max(years) + 1 if years else self.pen.session.desk.today().year
        return {
            "year": str(year),
            "kind": str(SeatKind.OPEN),
            "confidence": str(Confidence.MEDIUM),
        }

    def _hours_to_suggest(self, key: str) -> dict[str, str]:
        """The first domain that has no hours yet."""
        study = self.pen.session.study
        told = {row.domain for row in owned_rows(study, "domain_hours", key)}  # type: ignore[attr-defined]
        left = next((row.key for row in study.domains if row.key not in told), "")
        return {"domain": left}
