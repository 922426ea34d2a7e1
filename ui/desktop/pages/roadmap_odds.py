"""The chance to hold each date, the gap that each task is for, registrations to renew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.compute.outlook import outlook
from planner.compute.roadmap import roadmap
from planner.compute.task_gaps import Expiry, expiries
from planner.errors import InvalidInput
from planner.tables.plans import chance_sentences, chances_table, expiries_table
from ui.actions.fieldwords import with_short_headings
from ui.desktop.models.table_model import TableModel
from ui.desktop.pages.page_tab import PageTab
from ui.desktop.pages.roadmap_task import gaps_of
from ui.desktop.pages.roadmap_tasks import CONCERNED
from ui.desktop.style import GAP
from ui.desktop.widgets.labels import label, prose
from ui.desktop.widgets.link_button import LinkButton
from ui.desktop.widgets.table_view import TableView
from ui.desktop.widgets.told import Told

if TYPE_CHECKING:
    from planner.changes import Touched
    from planner.figures.figure import Figure
    from planner.findings import Place
    from planner.tables.table import Table

_WIDTHS = {
    "list": {"task": 178, "due": 120, "holds": 64, "planned": 104, "half": 106, "most": 116},
    "gaps": {"task": 190, "family": 124, "level": 74, "coverage": 92, "break_even": 104},
    "expiries": {"certification": 300, "late": 84, "expires_on": 124, "file_by": 124},
}
#: What the gaps rest on, beside what the roadmap does.
_NEEDS = ("trainings", "seats", "need_lines", "allocations", "allocation_shares", "scenarios")


class OddsTab(PageTab):
    """Three tables one under the other, each under its sentence."""

    room = "roadmap"
    code = "odds"

    def _build(self) -> None:
        say = self.session.say
        self.notes = Told(is_inset=False)
        self.detail = QWidget()
        self.gaps_link = LinkButton(say("roadmap.gaps.open"), self.detail)
        self.gaps_link.setToolTip(say("roadmap.gaps.open.help"))
        inner = QVBoxLayout(self.detail)
        inner.setContentsMargins(GAP, GAP, GAP, GAP)
        inner.addWidget(self.notes)
        inner.addWidget(self.gaps_link)
        inner.addStretch(1)
        self.views: dict[str, TableView] = {}
        self.sentences = {name: prose("", "", self) for name in ("list", "gaps", "expiries")}
        box = QVBoxLayout(self)
        box.setContentsMargins(2 * GAP, GAP, 2 * GAP, GAP)
        box.setSpacing(GAP // 2)
        for name, sentence in self.sentences.items():
            view = TableView(TableModel(self.session.texts, self), self.session.look, self)
            view.setAccessibleName(say(f"roadmap.odds.{name}"))
            view.activated_at.connect(self._on_place)
            self.views[name] = view
            box.addWidget(label(say(f"roadmap.odds.{name}"), "section", self))
            box.addWidget(sentence)
            box.addWidget(view, 3 if name == "list" else 2)
        box.addStretch(0)

    def _connect(self) -> None:
        self.gaps_link.clicked.connect(self._on_gaps)

    def refresh(self, touched: Touched) -> None:
        """Draw again where the tasks, or the gaps that they are for, were touched."""
        if not touched.has(*CONCERNED, *_NEEDS):
            return
        for name, table, words in self._parts():
            view, sentence = self.views[name], self.sentences[name]
            view.setVisible(table is not None and bool(table.rows))
            if table is not None:
                view.show_table(with_short_headings(table, self.session.texts), _WIDTHS[name])
            sentence.setText(words)
            sentence.setVisible(bool(words))
        say = self.session.say
        self.notes.tell((), (say("note.chances"), say("note.chances.limits")))
        self.title = say("roadmap.odds.tab")
        self.told.emit()

    def printed(self) -> tuple[Figure | Table, ...]:
        """The tables that hold something."""
        return tuple(table for _, table, _ in self._parts() if table is not None and table.rows)

    def _parts(self) -> list[tuple[str, Table | None, str]]:
        """Each table with the sentence that stands above it."""
        study, desk, say = self.session.study, self.session.desk, self.session.say
        try:
            placed = roadmap(study)
            beside = outlook(study, placed, desk.today())
        except (InvalidInput, OverflowError):
            return []
        said = " ".join(map(self.session.texts.say, chance_sentences(placed, beside)))
        closed = gaps_of(study, placed.tasks)
        ending: tuple[Expiry, ...] = ()
        if placed.plan is not None:
            ending = expiries(study, desk.today(), placed.plan.finish)
        none = say("roadmap.odds.expiries.none")
        return [
            ("list", chances_table(placed, beside), said),
            ("gaps", closed, "" if closed is not None else say("roadmap.odds.gaps.none")),
            ("expiries", expiries_table(ending), "" if ending else none),
        ]

    @Slot(object)
    def _on_place(self, place: Place | None) -> None:
        if place is not None:
            self.session.place_asked.emit(place)

    @Slot()
    def _on_gaps(self) -> None:
        self.session.page_asked.emit("gaps")
