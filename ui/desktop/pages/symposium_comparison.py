"""Two editions compared: what changed, why the coverage did, where the series break."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from planner.editions.account import Account, account
from planner.editions.comparison import COMPARED
from planner.editions.decomposition import common_scenarios
from planner.editions.proposals import propose
from planner.errors import CartoplanError
from planner.tables.account import account_sentences
from planner.tables.editions import breaks_table
from ui.actions.editions_compared import declare_all, study_of
from ui.actions.fieldwords import Option
from ui.desktop.dialogs.lineages import LineagesDialog
from ui.desktop.edition_jobs import freeze_in_lane
from ui.desktop.latch import latched
from ui.desktop.models.table_model import TableModel
from ui.desktop.pages.page_tab import PageTab
from ui.desktop.pages.symposium_causes import CausesPart
from ui.desktop.pages.symposium_changes import ChangesPart
from ui.desktop.style import GAP, grown
from ui.desktop.widgets.choice_box import ChoiceBox
from ui.desktop.widgets.empty_state import EmptyState
from ui.desktop.widgets.labels import label, prose
from ui.desktop.widgets.tab_rows import TabRows
from ui.desktop.widgets.table_view import TableView
from ui.desktop.widgets.told import Told

if TYPE_CHECKING:
    from planner.changes import Touched
    from planner.figures.figure import Figure
    from planner.findings import Place
    from planner.study import Study
    from planner.tables.table import Table
    from planner.watch import Watch
    from ui.desktop.jobs import Job

_BOX = 130  # px
#: What belongs to the compared rows.
_OWNED = ("seats", "domain_hours", "leavers", "allocation_shares", "certification_contents")
_BREAK_WIDTHS = {"break": 190, "said": 420, "touched": 200}


class ComparisonTab(PageTab):
    """Which editions above; below, three views of what they have to say of each other."""

    room = "symposium"
    code = "comparison"
    made: Account | None = None
    _job: Job | None = None

    def _build(self) -> None:
        say, look = self.session.say, self.session.look
        self.boxes: dict[str, ChoiceBox] = {}
        for name in ("before", "after", "scenario"):
            box = ChoiceBox((), "", self)
            box.setAccessibleName(say(f"symposium.comparison.{name}"))
            box.setToolTip(say(f"symposium.comparison.{name}.help"))
            box.setMinimumWidth(grown(_BOX))
            self.boxes[name] = box
        self.lineages = QPushButton(say("symposium.comparison.lineages"), self)
        self.lineages.setToolTip(say("symposium.comparison.lineages.help"))
        self.state = prose("", "muted", self)
        self.changes = ChangesPart(self.session, self)
        self.causes = CausesPart(self.session, self)
        self.breaks_model = TableModel(self.session.texts, self)
        self.breaks = TableView(self.breaks_model, look, self)
        self.breaks.setAccessibleName(say("symposium.comparison.breaks"))
        self.no_breaks = prose(say("symposium.comparison.no_breaks"), "muted", self)
        self.empty = EmptyState(
            look, "history", say("symposium.comparison.none"),
            say("symposium.comparison.none.help"), say("symposium.comparison.freeze"), self,
        )  # fmt: skip
        self.detail = self.told_panel = Told()
        self._lay_out()

    def _lay_out(self) -> None:
        say = self.session.say
        line = QHBoxLayout()
        line.setSpacing(GAP)
        for name, box in self.boxes.items():
            named = label(say(f"symposium.comparison.{name}"), "small", self)
            named.setBuddy(box)
            line.addWidget(named)
            line.addWidget(box)
        line.addStretch(1)
        line.addWidget(self.lineages)
        self.parts = TabRows(say("symposium.comparison.tab"), self)
        below = QWidget(self)
        inner = QVBoxLayout(below)
        inner.setContentsMargins(0, GAP, 0, 0)
        inner.addWidget(self.no_breaks)
        inner.addWidget(self.breaks, 1)
        for name, part in (("changes", self.changes), ("causes", self.causes), ("breaks", below)):
            self.parts.add(part, say(f"symposium.comparison.{name}"))
        self.bar = QWidget(self)
        self.bar.setLayout(line)
        line.setContentsMargins(0, 0, 0, 0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(2 * GAP, GAP, 2 * GAP, GAP)
        whole.setSpacing(GAP)
        whole.addWidget(self.bar)
        whole.addWidget(self.state)
        whole.addWidget(self.parts, 1)
        whole.addWidget(self.empty, 1)

    def _connect(self) -> None:
        for box in self.boxes.values():
            box.committed.connect(self._on_asked)
        self.lineages.clicked.connect(self._on_lineages)
        self.empty.asked.connect(self._on_freeze)
        self.changes.place_asked.connect(self.session.place_asked)
        self.breaks.activated_at.connect(self._on_place)

    def refresh(self, touched: Touched) -> None:
        """Offer the editions that there are, and compare again where what is compared changed."""
        if not touched.has("editions", "lineages", *COMPARED, *_OWNED):
            return
        options = [Option(row.key, row.name) for row in self.study.editions]
        today = self.session.say("symposium.comparison.today")
        self.boxes["before"].offer(options, "")
        self.boxes["after"].offer(options, today)
        if not self.boxes["before"].typed() and options:
            self.boxes["before"].show_typed(options[-1].typed)
        self.empty.setVisible(not options)
        for part in (self.bar, self.parts):
            part.setVisible(bool(options))
        latched(self.lineages, self.pen.lock_of("lineages"))
        latched(self.empty.button, self.pen.lock_of("editions"))
        self.title = self.session.say("symposium.comparison.tab")
        if options:
            self._compare()
        else:
            self._say("")
            self.told.emit()

    @property
    def study(self) -> Study:
        """The study of today, also while an edition of it lies on the desk."""
        return self.session.desk.document.today.study

    def compare(self, before: str, after: str = "") -> None:
        """Compare two editions by key; today's study where the later one is not named."""
        self.boxes["before"].show_typed(before)
        self.boxes["after"].show_typed(after)
        self._compare()

    def printed(self) -> tuple[Figure | Table, ...]:
        """What the view in front shows; the breaks go with all of them."""
        if self.made is None:
            return ()
        breaks = breaks_table(self.made.new, self.made.breaks)
        parts: tuple[tuple[Figure | Table, ...], ...] = (
            self.changes.printed(), self.causes.printed(), (),
        )  # fmt: skip
        return (*parts[self.parts.number], breaks)

    def _compare(self) -> None:
        """Ask the lane; what it is at work on is dropped."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        asked = {name: box.typed() for name, box in self.boxes.items()}
        if asked["before"] == asked["after"]:
            self._show(None)
            self._say(self.session.say("symposium.comparison.same"))
            return
        if self.made is None:
            self._say(self.session.say("editions.stage"))
        work = partial(_account, self.study, asked)
        label = self.session.say("verb.edition.compare")
        self._job = self.session.jobs.start(label, work, is_quiet=True)
        self._job.succeeded.connect(self._on_made)
        self._job.failed.connect(self._on_failed)

    def _show(self, made: Account | None) -> None:
        self.made = made
        self.parts.setVisible(made is not None)
        if made is None:
            self.told_panel.tell(())
            self.told.emit()
            return
        self._offer_scenarios(made)
        self.changes.show_account(made, (self._name("before"), self._name("after")))
        self.causes.show_account(made)
        table = breaks_table(made.new, made.breaks)
        self.breaks.show_table(table)
        for place, width in enumerate(_BREAK_WIDTHS.values()):
            self.breaks.setColumnWidth(place, grown(width))
        self.breaks.setVisible(bool(table.rows))
        self.no_breaks.setVisible(not table.rows)
        say = self.session.texts.say
        notes = (say("note.editions.closed"), say("note.editions.breaks"))
        self.told_panel.tell((), map(say, account_sentences(made)), notes)
        n = len(made.compared.changes)
        self.summary = self.session.say("symposium.comparison.summary", n=n)
        self.told.emit()

    def _offer_scenarios(self, made: Account) -> None:
        keys = common_scenarios(made.old, made.new)
        options = [Option(key, made.new.scenarios.get(key).name) for key in keys]
        self.boxes["scenario"].offer(options, "")
        self.boxes["scenario"].show_typed(made.scenario)

    def _name(self, which: str) -> str:
        row = self.study.editions.find(self.boxes[which].typed())
        return self.session.say("symposium.comparison.today") if row is None else row.name

    def _say(self, words: str) -> None:
        self.state.setText(words)
        self.state.setVisible(bool(words))

    @Slot()
    def _on_asked(self) -> None:
        self._compare()

    @Slot(object)
    def _on_made(self, made: Account) -> None:
        if self.sender() is self._job:
            self._job = None
            self._say("")
            self._show(made)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        if self.sender() is not self._job:
            return
        self._job = None
        self._show(None)
        if isinstance(error, CartoplanError):
            self._say(self.session.texts.say(error.message))
        else:
            self.session.on_failed(error)

    @Slot()
    def _on_lineages(self) -> None:
        """Show what may be declared; the later edition must be the study of today."""
        if self.made is None:
            return
        before = self.made.old
        found = propose(before, self.study)
        if not found:
            self.session.said.emit(self.session.say("lineages.none_to_propose"))
            return
        dialog = LineagesDialog(self.session, (before, self.study), found, self)
        dialog.declared.connect(self._on_declared)
        dialog.open()

    @Slot(object, str)
    def _on_declared(self, proposals: Any, reason: str) -> None:
        self.session.guarded(partial(declare_all, self.session.desk, proposals, reason))

    @Slot()
    def _on_freeze(self) -> None:
        freeze_in_lane(self.session, str(self.session.desk.today().year))

    @Slot(object)
    def _on_place(self, place: Place | None) -> None:
        if place is not None:
            self.session.place_asked.emit(place)


def _account(study: Study, asked: dict[str, str], watch: Watch) -> Account:
    """The account of both editions, in the lane; a scenario that one lacks is left aside."""
    old = study_of(study, asked["before"])
    new = study_of(study, asked["after"]) if asked["after"] else study
    scenario = asked["scenario"]
    return account(old, new, scenario if scenario in common_scenarios(old, new) else "", watch)
