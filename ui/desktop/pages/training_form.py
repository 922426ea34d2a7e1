"""The details of one training beside the table: a form in tabs, saved field by field."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from planner.compute.selection import State, state
from planner.findings import Place
from planner.tables.trainings import name_of
from ui.desktop.forms import Form
from ui.desktop.pages.training_history import TrainingHistory
from ui.desktop.pages.training_hours import TrainingHours
from ui.desktop.pages.training_sources import TrainingSources
from ui.desktop.pages.training_suggestions import leavers_to_suggest, seats_to_suggest
from ui.desktop.style import GAP, as_role
from ui.desktop.widgets.comment_thread import CommentThread
from ui.desktop.widgets.owned_rows import OwnedRows
from ui.desktop.widgets.tab_rows import TabRows
from ui.desktop.widgets.value_popover import ValuePopover

if TYPE_CHECKING:
    from planner.changes import Touched
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
_SEATS = {"year": 50, "kind": 78, "low": 66, "high": 58, "confidence": 78}
_LEAVERS = {"year": 52, "occupation": 122, "low": 70, "high": 82, "family": 120, "confidence": 84}
_ACROSS = 4  # tabs in a row
_TABS = (
    "identity", "families", "hours", "seats", "leavers", "comments", "sources", "history",
)  # fmt: skip
#: The tab that shows the rows of a collection that belong to a training.
_TABS_OF_ROOMS = {"seats": "seats", "domain_hours": "hours", "leavers": "leavers"}
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
        self.pen, self.key, self.place = pen, "", ""
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
        self.place = " · ".join(names)
        self._on_people()
        self.badge.setText("" if standing is State.DESCRIBED else say(f"trainings.told.{standing}"))
        self.badge.setVisible(standing is not State.DESCRIBED)
        self._show_tab()

    def refresh(self, touched: Touched) -> None:
        """Show the training anew where anything that it shows was touched."""
        rooms = ("trainings", "seats", "domain_hours", "leavers", "comments", "families", "domains")
        if touched.has(*rooms, "institutions", "cities"):
            self.show_training(self.key)

    def show_tab(self, name: str) -> None:
        """Bring a tab to the front, such as identity, seats, leavers or history."""
        self.tabs.bring(list(self._tabs).index(name))

    def show_place(self, place: Place) -> bool:
        """Put the cursor into a field of the training, or into a row that belongs to it."""
        if place.collection in self.owned:
            self.show_tab(_TABS_OF_ROOMS[place.collection])
            return self.owned[place.collection].select(place.key, place.field)
        for name, form in self.forms.items():
            if place.field in form.names:
                self.show_tab(name)
                return form.focus(place.field)
        return False

    def explain(self, place: Place, field: str, beside: QRect) -> None:
        """Show where a value comes from and what it was, in a small window ``beside`` it."""
        popover = ValuePopover(self.pen.session, self)
        popover.show_value(place.collection, place.key, field, beside)

    def focus_first(self) -> None:
        """Put the cursor into the first control of the tab in front."""
        name = self._name
        if name in self.forms:
            self.forms[name].focus(self.forms[name].names[0])
        elif name == "comments":
            self.comments.begin()
        else:
            self.tabs.current.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _name(self) -> str:
        return list(self._tabs)[self.tabs.number]

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
        self.body.addWidget(self._card(self.body))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.body)

    def _card(self, parent: QWidget) -> QWidget:
        card = QWidget(parent)
        self.subtitle, self.badge = (QLabel(card) for _ in range(2))
        for label, role in (
            (self.subtitle, "muted"),
            (self.badge, "check"),
        ):
            as_role(label, role)
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        say = self.pen.session.say
        self.tabs = TabRows(say("trainings.detail"), card, _ACROSS)
        rooms = {name: QWidget() for name in _TABS}
        self._tabs = {name: self._scrolling(room) for name, room in rooms.items()}
        for name, inside in self._make_insides(rooms).items():
            room = QVBoxLayout(rooms[name])
            room.setContentsMargins(0, GAP + GAP // 2, GAP, GAP)
            room.addWidget(inside)
            if isinstance(inside, Form):
                room.addStretch(1)
            self.tabs.add(self._tabs[name], say(f"trainings.tab.{name}"))
        box = QVBoxLayout(card)
        box.setContentsMargins(GAP, 0, GAP // 2, 0)
        box.setSpacing(GAP // 2)
        for label in (self.subtitle, self.badge):
            box.addWidget(label)
        box.addSpacing(GAP // 2)
        box.addWidget(self.tabs, 1)
        return card

    def _make_insides(self, room: dict[str, QWidget]) -> dict[str, QWidget]:
        """What each tab holds, made in its room: cheaper than moving it there."""
        pen = self.pen
        self.hours = TrainingHours(pen, room["hours"])
        self.sources = TrainingSources(pen, HALVES, room["sources"])
        for name, fields in (("identity", IDENTITY), ("families", ("families",))):
            self.forms[name] = Form(pen, "trainings", fields, room[name], HALVES, is_late=True)
        self.forms["sources"] = self.sources.form
        seats, leavers = self._seats_to_suggest, self._leavers_to_suggest
        self.owned = {
            "domain_hours": self.hours.rows,
            "seats": OwnedRows(pen, "seats", _SEATS, seats, room["seats"]),
            "leavers": OwnedRows(pen, "leavers", _LEAVERS, leavers, room["leavers"]),
        }
        self.comments = CommentThread(pen, "trainings", room["comments"])
        self.history = TrainingHistory(pen.session, room["history"])
        return {
            "identity": self.forms["identity"],
            "families": self.forms["families"],
            "hours": self.hours,
            "seats": self.owned["seats"],
            "leavers": self.owned["leavers"],
            "comments": self.comments,
            "sources": self.sources,
            "history": self.history,
        }

    def _scrolling(self, room: QWidget) -> QScrollArea:
        """The tab whose room scrolls."""
        area = QScrollArea(self.tabs.room)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setStyleSheet("QScrollArea, #sheet { background: transparent; }")
        room.setObjectName("sheet")
        area.setWidget(room)
        return area

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._on_tab)
        self.pen.session.region.people_changed.connect(self._on_people)
        self.sources.explained.connect(self.explain)
        for name, form in self.forms.items():
            form.explained.connect(partial(self._on_explained, name))
            form.let_explain()
        for rows in self.owned.values():
            rows.view.explained.connect(self.explain)

    @Slot()
    def _on_people(self) -> None:
        """Say under the title where the training is, and who else is on it just now."""
        here = self.pen.session.region.said_of_row("trainings", self.key)
        self.subtitle.setText(" · ".join(filter(None, (self.place, here))))

    @Slot(int)
    def _on_tab(self, _number: int) -> None:
        if self.key:
            self._show_tab()

    def _on_explained(self, form: str, field: str) -> None:
        control = self.forms[form].boxes[field].control
        corner = control.mapToGlobal(control.rect().topLeft())
        self.explain(Place("trainings", self.key), field, QRect(corner, control.size()))

    def _show_tab(self) -> None:
        """Fill the tab in front; the others are filled when they come there."""
        match self._name:
            case "hours":
                self.hours.show_owner(self.key)
            case "seats" | "leavers" as name:
                self.owned[name].show_owner(self.key)
            case "comments":
                self.comments.show_row(self.key)
            case "sources":
                self.sources.show_row(self.key)
            case "history":
                self.history.show_training(self.key)
            case name:
                self.forms[name].show_row(self.key)

    def _seats_to_suggest(self, key: str) -> dict[str, str]:
        session = self.pen.session
        return seats_to_suggest(session.study, key, session.desk.today().year)

    def _leavers_to_suggest(self, key: str) -> dict[str, str]:
        session = self.pen.session
        return leavers_to_suggest(session.study, key, session.desk.today().year)
