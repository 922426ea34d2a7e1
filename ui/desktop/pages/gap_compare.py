"""Two to four scenarios side by side: which ones, the figure of one segment, and the totals."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from planner.compute.scenario_comparison import FEWEST, MOST, compare
from planner.errors import CartoplanError
from planner.figures.scenario_bars import scenario_bars
from planner.tables.scenarios import totals_table
from ui.desktop.models.table_model import TableModel
from ui.desktop.style import GAP, ROW_HEIGHT
from ui.desktop.tray import Tray
from ui.desktop.widgets.fitted_figure import FittedFigure
from ui.desktop.widgets.flow import Flow
from ui.desktop.widgets.labels import label, prose
from ui.desktop.widgets.table_view import TableView

if TYPE_CHECKING:
    from planner.compute.scenario_comparison import Comparison
    from planner.figures.figure import Figure
    from planner.findings import Place
    from planner.study import Study
    from planner.tables.table import Table
    from planner.watch import Watch
    from ui.desktop.jobs import Job
    from ui.desktop.session import Session


class GapCompare(QWidget):
    """Compares the scenarios that are ticked; moves that are tried are one more of them.

    Signals:
        family_asked(str): a family was chosen in the figure.
    """

    family_asked = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Nothing is compared yet."""
        super().__init__(parent)
        self.session, self.tray = session, Tray.of(session)
        self.compared: Comparison | None = None
        self.boxes: dict[str, QCheckBox] = {}
        self._ticked: list[str] = []
        self._scenario = self._wanted = ""
        self._study: Study = session.study
        self._job: Job | None = None
        self._build()
        self._connect()

    def show_scenario(self, scenario: str, segment: str) -> None:
        """Offer the scenarios; the one at hand, and what is tried over it, are ticked first."""
        self._study, trial = self._with_trial(scenario)
        known = [row.key for row in self._study.scenarios]
        if scenario != self._scenario or not self._ticked:
            self._ticked = [scenario]
        self._scenario, self._wanted = scenario, segment
        self._ticked = [key for key in self._ticked if key in known]
        if trial and trial not in self._ticked and len(self._ticked) < MOST:
            self._ticked.append(trial)
        self._show_boxes()
        self._compute()

    def printed(self) -> tuple[Figure | Table, ...]:
        """The figure and the totals of what is compared."""
        if self.compared is None or not self.compared.segments:
            return ()
        key = self._key(self.compared)
        return scenario_bars(self.compared, key), totals_table(self.compared, key)

    def _with_trial(self, scenario: str) -> tuple[Study, str]:
        try:
            return self.tray.with_trial(scenario, self.session.say("scenarios.trial"))
        except CartoplanError:
            return self.session.study, ""

    def _build(self) -> None:
        say, texts, look = self.session.say, self.session.texts, self.session.look
        self.help = prose(say("scenarios.compare.help"), "muted", self)
        self.state = prose("", "small", self)
        self._flow = Flow(GAP)
        self.figure = FittedFigure(texts, look, self)
        self.model = TableModel(texts, self)
        self.totals = TableView(self.model, look, self)
        self.totals_head = label(say("scenarios.totals"), "section", self)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, GAP, GAP)
        box.setSpacing(GAP)
        box.addWidget(self.help)
        box.addLayout(self._flow)
        box.addWidget(self.state)
        box.addWidget(self.figure)
        box.addWidget(self.totals_head)
        box.addWidget(self.totals)
        box.addStretch(1)

    def _connect(self) -> None:
        self.figure.hit.connect(self._on_hit)
        self.figure.place_activated.connect(self._on_place)

    def _show_boxes(self) -> None:
        for box in self.boxes.values():
            self._flow.removeWidget(box)
            box.hide()  # it is deleted only when the event loop comes round
            box.deleteLater()
        self.boxes = {}
        for row in self._study.scenarios:
            box = QCheckBox(row.name.replace("&", "&&"), self)
            box.setChecked(row.key in self._ticked)
            box.setProperty("key", row.key)
            box.setToolTip(row.comment)
            box.toggled.connect(self._on_toggled)
            self._flow.addWidget(box)
            box.show()
            self.boxes[row.key] = box
        self._lock()

    def _lock(self) -> None:
        """No fifth scenario: the others wait until one is taken away."""
        for key, box in self.boxes.items():
            box.setEnabled(key in self._ticked or len(self._ticked) < MOST)

    def _compute(self) -> None:
        """Ask the lane; what it is at work on is dropped."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        enough = len(self._ticked) >= FEWEST
        self.state.setText("" if enough else self.session.say("scenarios.tick"))
        self.state.setVisible(not enough)
        if not enough:
            self._show(None)
            return
        label = self.session.say("verb.scenarios.compare")
        work = partial(_compared, self._study, tuple(self._ticked))
        self._job = self.session.jobs.start(label, work, is_quiet=True)
        self._job.succeeded.connect(self._on_compared)
        self._job.failed.connect(self._on_failed)

    def _show(self, compared: Comparison | None) -> None:
        self.compared = compared
        for part in (self.figure, self.totals, self.totals_head):
            part.setVisible(compared is not None and bool(compared.segments))
        if compared is not None and compared.segments:
            self._show_segment(compared)

    def _show_segment(self, compared: Comparison) -> None:
        """The need chosen on the page, or the first one where no scenario here has it."""
        key = self._key(compared)
        self.figure.fit(partial(self._made, key))
        self.figure.table.setColumnHidden(0, True)
        table = totals_table(compared, key)
        self.totals.show_table(table)
        self.totals.setColumnHidden(0, True)
        self.totals.setAccessibleName(self.session.texts.say(table.title))
        self.totals.setFixedHeight((len(table.rows) + 1) * ROW_HEIGHT + 2 * GAP)

    def _key(self, compared: Comparison) -> str:
        known = [part.key for part in compared.segments]
        return self._wanted if self._wanted in known else known[0]

    def _made(self, segment: str, width: float) -> Figure:
        if self.compared is None:
            raise LookupError(segment)
        return scenario_bars(self.compared, segment, width=width)

    @Slot(bool)
    def _on_toggled(self, is_on: bool) -> None:
        key = str(self.sender().property("key"))
        if is_on and key not in self._ticked:
            self._ticked.append(key)
        elif not is_on and key in self._ticked:
            self._ticked.remove(key)
        self._lock()
        self._compute()

    @Slot(object)
    def _on_compared(self, compared: Comparison) -> None:
        if self.sender() is self._job:
            self._job = None
            self._show(compared)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        if self.sender() is not self._job:
            return
        self._job = None
        self._show(None)
        if isinstance(error, CartoplanError):
            self.state.setText(self.session.texts.say(error.message))
            self.state.show()
        else:
            self.session.on_failed(error)

    @Slot(str)
    def _on_hit(self, hit: str) -> None:
        self.family_asked.emit(hit.removeprefix("family:"))

    @Slot(object)
    def _on_place(self, place: Place | None) -> None:
        if place is not None and place.collection == "families":
            self.family_asked.emit(place.key)


def _compared(study: Study, keys: tuple[str, ...], watch: Watch) -> Comparison:
    """The comparison, in the lane."""
    return compare(study, keys, watch)
