"""The tasks typed in a table over their Gantt chart; the chosen one in detail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from planner.compute.outlook import Outlook, outlook
from planner.compute.roadmap import Roadmap, roadmap
from planner.errors import InvalidInput
from planner.figures.gantt import gantt
from planner.tables.roadmap import TYPED, roadmap_table, tasks_table
from ui.actions.fieldwords import with_short_headings
from ui.desktop.pages.roadmap_task import task_told
from ui.desktop.pages.rows_tab import FiguredTab
from ui.desktop.widgets.labels import label
from ui.desktop.widgets.link_button import LinkButton
from ui.desktop.widgets.scrolled import scrolled
from ui.desktop.widgets.stacked import fill_tab, split
from ui.desktop.widgets.told import Told

if TYPE_CHECKING:
    from planner.changes import Touched
    from planner.figures.figure import Figure
    from planner.tables.table import Table

CONCERNED = (
    "tasks",
    "actions",
    "certifications",
    "baselines",
    "baseline_dates",
    "families",
    "assumptions",
)
_ASKED = ("title", "action", "kind", "days", "after", "owner", "certification")
_SOURCE = ("source.nature", "source.place", "source.note")
#: Points of a figure without end, for a screen that scrolls; of one that fits a printed page.
_ENDLESS, _PRINTED = 1e6, 355.0
#: What the smallest words of the chart (7 points) need to be legible on a screen.
_LEGIBLE = 0.95
_WIDTHS = {
    "title": 218, "kind": 84, "days_low": 46, "days": 54, "days_high": 50, "after": 96,
    "start": 106, "finish": 106, "float_days": 62, "holds": 66, "not_before": 106, "due": 106,
}  # fmt: skip


class TasksTab(FiguredTab):
    """A table of tasks over their chart."""

    room = "roadmap"
    code = "tasks"
    shows = frozenset({"tasks"})
    adds = "tasks"
    asks = _ASKED
    rows = "tasks"
    typed = TYPED
    more = _SOURCE
    widths = _WIDTHS
    hits = "task:"
    placed = Roadmap((), None, None)
    beside: Outlook | None = None

    def _build(self) -> None:
        say = self.session.say
        self.trouble = label("", "lost", self)
        self.trouble.setWordWrap(True)
        self.trouble.hide()
        self._make_table("roadmap.tasks.tab")
        self.empty = self._make_empty()
        self._make_figure()
        self.source = Told(self.detail, is_inset=False)
        self.gaps = LinkButton(say("roadmap.gaps.open"), self.detail)
        self.gaps.setToolTip(say("roadmap.gaps.open.help"))
        self._make_form("roadmap.task.fields", self.source, self.gaps)
        self.area = scrolled(self.figure, self, goes_aside=True)
        self.parts = split(self, self.view, self.area, sizes=(300, 460))
        fill_tab(self, self.draft_frame, self.trouble, whole=(self.parts, self.empty))

    def _connect(self) -> None:
        super()._connect()
        self.gaps.clicked.connect(self._on_gaps)
        self.empty.asked.connect(self.add)

    def refresh(self, touched: Touched) -> None:
        """Place the tasks anew where they, or what they name, were touched."""
        if not touched.has(*CONCERNED):
            return
        study, say = self.session.study, self.session.say
        try:
            self.placed = roadmap(study)
            self.beside = outlook(study, self.placed, self.session.desk.today())
        except (InvalidInput, OverflowError) as error:
            reason = error.message if isinstance(error, InvalidInput) else str(error)
            self._tell(say("roadmap.tasks.beyond", reason=self.session.texts.show(reason)))
            return
        is_first = self.model.columnCount() == 0
        table = tasks_table(study, self.placed, self.beside)
        self._show_rows(with_short_headings(table, self.session.texts))
        if is_first and table.rows and table.rows[0].place is not None:
            self.view.select_cell(table.rows[0].place.key, "title")
        self._tell(self._trouble())
        plan, has_rows = self.placed.plan, bool(self.placed.tasks)
        self.summary = say(
            "roadmap.tasks.summary", n=len(table.rows), finish=plan.finish if plan else None
        )
        self.parts.setVisible(has_rows)
        self.area.setVisible(plan is not None)
        self.empty.setVisible(not has_rows)
        self._show()

    def printed(self) -> tuple[Figure | Table, ...]:
        """The chart in pages, then all tasks."""
        study = self.session.study
        figures = gantt(study, self.placed, self.beside, height=_PRINTED)
        return (*figures, roadmap_table(study, self.placed, self.beside))

    def _suggested(self) -> dict[str, str]:
        row = self.session.study.tasks.find(self.chosen_key())
        managed = [action.key for action in self.session.study.actions if action.is_managed]
        suggested = {"kind": "task", "days": "30", "action": managed[-1] if managed else ""}
        return suggested if row is None else suggested | {"action": row.action, "after": row.key}

    def _tell(self, sentence: str) -> None:
        """What stands in the way of dates, above the table."""
        self.trouble.setText(sentence)
        self.trouble.setVisible(bool(sentence))

    def _trouble(self) -> str:
        plan, study = self.placed.plan, self.session.study
        if plan is None:
            return self.session.say("roadmap.tasks.undated") if self.placed.tasks else ""
        told = []
        for cycle in plan.cycles:
            names = tuple(study.tasks.get(key).title for key in cycle)
            told.append(self.session.say("roadmap.tasks.circle", names=names))
        return "\n".join(told)

    def _show(self) -> None:
        """The current task in the panel, and marked in the chart."""
        task = self.session.study.tasks.find(self.chosen_key())
        self.detail.setEnabled(task is not None)
        self.title = self.session.say("roadmap.tasks.tab") if task is None else task.title
        if task is not None and self.beside is not None:
            self.source.tell(*task_told(self.session, task, self.placed, self.beside))
            self.gaps.setVisible(bool(task.families))
            self.form.show_row(task.key)
        if self.placed.plan is not None and self.placed.tasks:
            self.figure.fit(self._made)
        self.told.emit()

    def _made(self, width: float) -> Figure:
        (figure,) = gantt(
            self.session.study,
            self.placed,
            self.beside,
            chosen=self.chosen_key(),
            width=width * _LEGIBLE,
            height=_ENDLESS,
        )
        return figure

    def _offered(self, key: str) -> str:
        task = self.session.study.tasks.find(key)
        return "" if task is None else self.session.say("roadmap.task.show", title=task.title)

    @Slot()
    def _on_gaps(self) -> None:
        self.session.page_asked.emit("gaps")
