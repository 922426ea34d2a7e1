"""Planning backwards: what must be ready by which day, when everything starts at the latest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton

from planner.compute.back_plan import BackPlan, back_plan
from planner.compute.filing_calendar import delays, renewal_filing
from planner.compute.filing_tasks import UNFILED, filing_goal
from planner.compute.roadmap import last_task, roadmap
from planner.tables.plans import (
    back_plan_sentence,
    back_plan_table,
    delays_table,
)
from ui.actions.fieldwords import Option
from ui.actions.roadmap import back_plan_of_filing, day_of, filing_told
from ui.desktop.inputs import LineInput
from ui.desktop.models.editable_model import EditableModel
from ui.desktop.models.table_model import TableModel
from ui.desktop.pages.page_tab import PageTab, renew
from ui.desktop.pages.roadmap_tasks import CONCERNED
from ui.desktop.style import GAP, grown
from ui.desktop.widgets.choice_box import ChoiceBox
from ui.desktop.widgets.editable_view import EditableView
from ui.desktop.widgets.labels import label, prose
from ui.desktop.widgets.stacked import fill_tab, split, under
from ui.desktop.widgets.table_view import TableView
from ui.desktop.widgets.told import Told

if TYPE_CHECKING:
    from datetime import date

    from planner.changes import Touched
    from planner.figures.figure import Figure
    from planner.findings import Place
    from planner.tables.table import Table

_FILING, _DECISION = "filing:", "decision:"
_DATE, _GOAL = 108, 180  # px
_WIDTHS = {"name": 392, "value": 64, "unit": 58, "reason": 420}
_BACK_WIDTHS = {"task": 232, "late": 84, "latest_start": 124, "latest_finish": 124, "days": 72}


class BackTab(PageTab):
    """A goal and a day above, the latest starts below, then the delays that they count on."""

    room = "roadmap"
    code = "back"
    made: BackPlan | None = None

    def _build(self) -> None:
        say, look = self.session.say, self.session.look
        self.goal = ChoiceBox((), say("roadmap.back.goal"), self, is_searched=True)
        self.goal.setAccessibleName(say("roadmap.back.goal"))
        self.goal.setToolTip(say("roadmap.back.goal.help"))
        self.goal.setMinimumWidth(grown(_GOAL))
        self.by = LineInput(self)
        self.by.setAccessibleName(say("roadmap.back.by"))
        self.by.setToolTip(say("roadmap.back.by.help"))
        self.by.setPlaceholderText(say("roadmap.back.by.hint"))
        self.by.setFixedWidth(grown(_DATE))
        self.refusal = label("", "lost", self)
        self.refusal.setWordWrap(True)
        self.sentence = prose("", "strong", self)
        self.add_button = QPushButton(say("roadmap.back.add"), self)
        self.model = TableModel(self.session.texts, self)
        self.view = TableView(self.model, look, self)
        self.view.setAccessibleName(say("roadmap.back.table"))
        self.delays_model = EditableModel(self.pen, "assumptions", ("value", "reason"), self)
        self.delays_view = EditableView(self.delays_model, look, self)
        self.delays_view.setAccessibleName(say("roadmap.back.delays"))
        self.notes = Told()
        self.detail = self.notes
        self._lay_out()

    def _lay_out(self) -> None:
        say = self.session.say
        line = QHBoxLayout()
        line.setSpacing(GAP)
        for words, control in (("goal", self.goal), ("by", self.by)):
            named = label(say(f"roadmap.back.{words}"), "small", self)
            named.setBuddy(control)
            line.addWidget(named)
            line.addWidget(control, 1 if control is self.goal else 0)
        line.addWidget(self.add_button)
        below = under(say("roadmap.back.delays"), self.delays_view)
        self.parts = split(self, self.view, below, sizes=(400, 300))
        fill_tab(self, line, self.refusal, self.sentence, whole=(self.parts,))

    def _connect(self) -> None:
        self.goal.committed.connect(self._on_asked)
        self.by.committed.connect(self._on_asked)
        self.add_button.clicked.connect(self._on_add_filing)
        self.view.activated_at.connect(self._on_place)

    def refresh(self, touched: Touched) -> None:
        """Offer the goals that the study holds now, and plan again."""
        if not touched.has(*CONCERNED):
            return
        is_first = self.delays_model.columnCount() == 0
        self.goal.offer(self._goals(), "")
        renew(self.delays_view, delays_table(self.session.study))
        if is_first:
            for name, width in _WIDTHS.items():
                place = self.delays_model.column_of(name)
                self.delays_view.setColumnWidth(place, grown(width))
            self.goal.show_typed(last_task(roadmap(self.session.study)))
        self._plan()

    def ask(self, goal: str, by: date) -> None:
        """Plan backwards from ``goal``.

        It is the key of a task, ``filing:`` or ``decision:`` with that of a certification.
        """
        self.goal.show_typed(goal)
        self.by.show_typed(by.isoformat())
        self._plan()

    def printed(self) -> tuple[Figure | Table, ...]:
        """The latest starts, where a goal and a day are chosen, and the delays."""
        made = () if self.made is None else (back_plan_table(self.made),)
        return (*made, delays_table(self.session.study))

    def _goals(self) -> list[Option]:
        """Every task, then the filing and the decision of every certification that is filed."""
        study, say = self.session.study, self.session.say
        managed = {action.key for action in study.actions if action.is_managed}
        tasks = [Option(row.key, row.title) for row in study.tasks if row.action in managed]
        filings = [
            Option(f"{_FILING}{row.key}", say("roadmap.back.filing", title=row.title))
            for row in study.certifications
            if row.register not in UNFILED
        ]
        decisions = [
            Option(f"{_DECISION}{row.key}", say("roadmap.back.decision", title=row.title))
            for row in study.certifications
            if row.register not in UNFILED
        ]
        return [*tasks, *filings, *decisions]

    def _plan(self) -> None:
        """Plan from the goal and the day; say why not where it is refused."""
        self.made, goal = None, self.goal.typed()
        refusal = ""
        if goal and self.by.typed():
            refusal = self.pen.refused(self._reckon)
        self.refusal.setText(refusal)
        self.refusal.setVisible(bool(refusal))
        certification = _certification(goal)
        self._tell_adding(certification)
        said = self.session.texts.say
        if self.made is None:
            self.sentence.setText("" if refusal else self.session.say("roadmap.back.ask"))
        else:
            self.view.show_table(back_plan_table(self.made), _BACK_WIDTHS)
            self.sentence.setText(said(back_plan_sentence(self.made)))
        self.sentence.setVisible(bool(self.sentence.text()))
        self.view.setVisible(self.made is not None)
        self.notes.tell((), self._notes(certification), (self.session.say("note.back_plan"),))
        self.title = self.session.say("roadmap.back.tab")
        self.summary = ""
        self.told.emit()

    def _reckon(self) -> None:
        study, desk, goal = self.session.study, self.session.desk, self.goal.typed()
        by = day_of(desk, self.by.typed())
        key = _certification(goal)
        if key:
            self.made = back_plan_of_filing(
                desk.texts, study, key, by, desk.today(), decided=goal.startswith(_DECISION)
            )
        else:
            self.made = back_plan(study, goal, by, desk.today())

    def _notes(self, certification: str) -> list[str]:
        """What a filing entails: its decision, its renewal, and that its tasks are supposed."""
        study, told = self.session.study, list[str]()
        row = study.certifications.find(certification)
        if row is None:
            return []
        if self.made is not None:
            decided = self.goal.typed().startswith(_DECISION)
            by = day_of(self.session.desk, self.by.typed())
            told += map(self.session.texts.say, filing_told(study, by, decided=decided))
            if filing_goal(study, certification) is None:
                told.append(self.session.say("roadmap.back.supposed"))
        if row.expires_on is not None:
            again = renewal_filing(row.expires_on, delays(study))
            told.append(self.session.say("roadmap.back.renewal", on=row.expires_on, by=again))
        return told

    def _tell_adding(self, certification: str) -> None:
        say = self.session.say
        is_possible = bool(certification) and not self.pen.lock
        self.add_button.setEnabled(is_possible)
        code = "roadmap.back.add.help" if certification else "roadmap.back.add.choose"
        self.add_button.setToolTip(self.pen.lock or say(code))

    @Slot()
    def _on_asked(self) -> None:
        self._plan()

    @Slot()
    def _on_add_filing(self) -> None:
        key = _certification(self.goal.typed())
        self.session.run_verb("roadmap.filing", certification=key)

    @Slot(object)
    def _on_place(self, place: Place | None) -> None:
        if place is not None and self.session.study.tasks.find(place.key) is not None:
            self.session.place_asked.emit(place)


def _certification(goal: str) -> str:
    """The key of the certification whose filing or decision is the goal; empty for a task."""
    room, sign, key = goal.partition(":")
    return key if f"{room}{sign}" in (_FILING, _DECISION) else ""
