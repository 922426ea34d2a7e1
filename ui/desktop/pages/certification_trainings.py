"""The trainings that prepare for a certification: proposed with reasons, confirmed by hand."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.compute.preparations import proposed_trainings
from planner.tables.preparations import preparations_table, reasons
from planner.tables.trainings import name_of
from planner.vocab import LinkState
from ui.actions.fieldwords import Option
from ui.actions.referentials import judging
from ui.desktop.latch import latched
from ui.desktop.models.table_model import PLACE, TableModel
from ui.desktop.pages.certification_tab import CertificationTab
from ui.desktop.style import GAP, grown
from ui.desktop.widgets.choice_box import ChoiceBox
from ui.desktop.widgets.labels import label, prose
from ui.desktop.widgets.table_view import TableView
from ui.desktop.widgets.wrapping import share_width

if TYPE_CHECKING:
    from planner.findings import Place
    from planner.study import Preparation, Training


#: The columns whose words are long: they have three lines.
_LONG = ("training", "institution", "block", "reason")
_ROW = 62  # px at 100 %


class PreparationsTab(CertificationTab):
    """Shows judged and proposed trainings; Alt+C confirms the current one, Alt+X refuses it."""

    concerned = frozenset(
        {
            "certifications",
            "preparations",
            "trainings",
            "blocks",
            "attested_competences",
            "domain_hours",
            "tasks",
        }
    )

    def _build(self) -> None:
        say = self.session.say
        self.said = prose("", "strong", self)
        self.model = TableModel(self.session.texts, self)
        self.view = TableView(self.model, self.session.look, self)
        self.view.setAccessibleName(say("collection.preparations"))
        self.none = prose(say("preparations.none"), "muted", self)
        self.confirm = self.button("preparations.confirm", self.on_confirm, primary=True)
        self.refuse = self.button("preparations.refuse", self.on_refuse)
        self.look_at = self.button("preparations.look", self._on_look)
        self.box = ChoiceBox((), say("preparations.choose"), self, is_searched=True)
        self.box.setAccessibleName(say("preparations.choose"))
        self.box.setToolTip(say("preparations.choose.help"))
        self.block_label = label(say("preparations.for_block"), "small", self)
        self.block = ChoiceBox((), say("preparations.whole"), self)
        self.block.setAccessibleName(say("preparations.for_block"))
        self.block.setToolTip(say("preparations.for_block.help"))
        self.block_label.setBuddy(self.block)
        bar, add = QHBoxLayout(), QHBoxLayout()
        for button in (self.confirm, self.refuse, self.look_at):
            bar.addWidget(button)
        bar.addStretch(1)
        bar.addWidget(self.block_label)
        bar.addWidget(self.block, 1)
        add.addWidget(self.box, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, GAP, GAP, GAP)
        box.setSpacing(GAP)
        box.addWidget(self.said)
        box.addLayout(bar)
        box.addWidget(self.view, 1)
        box.addWidget(self.none)
        box.addLayout(add)
        self._below = QWidget(self)  # keeps the lines together where there is no table
        box.addWidget(self._below, 1)

    def _connect(self) -> None:
        self.view.chosen.connect(self._on_current)
        self.view.activated_at.connect(self._on_look)
        self.box.committed.connect(self._on_added)
        for key, act in (("Alt+C", self.on_confirm), ("Alt+X", self.on_refuse)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def show_certification(self, key: str) -> None:
        """Show the trainings of the certification called ``key``, judged ones first."""
        super().show_certification(key)
        table = preparations_table(self.study, key)
        self.said.setText(self.session.texts.say(table.title))
        self.view.show_table(table)
        blocks = [row for row in self.study.blocks if row.certification == key]
        keys = [column.key for column in table.columns]
        share_width(self.view, *(keys.index(k) for k in _LONG if k in keys), two_lines=True)
        self.view.verticalHeader().setDefaultSectionSize(grown(_ROW))
        self.view.setVisible(bool(table.rows))
        self.none.setVisible(not table.rows)
        self._below.setVisible(not table.rows)
        options = [Option(row.key, f"{row.code} {row.title}".strip()) for row in blocks]
        self.block.offer(options, self.session.say("preparations.whole"))
        for widget in (self.block_label, self.block):
            widget.setVisible(bool(blocks))
        open_ones = (row for row in self.study.trainings if not row.is_archived)
        self.box.offer(
            [Option(row.key, self._words(row)) for row in open_ones],
            self.session.say("preparations.choose"),
        )
        self.box.show_typed("")
        latched(self.box, self.pen.lock)
        self._on_current(None)

    def show_place(self, place: Place) -> bool:
        """Bring a judged training to the front."""
        return self.view.select(place.key)

    @Slot()
    def on_confirm(self) -> None:
        """Say that the current training prepares for the certification, or the chosen block."""
        self._judge(LinkState.CONFIRMED)

    @Slot()
    def on_refuse(self) -> None:
        """Say that the current training does not; it is not proposed again."""
        self._judge(LinkState.REFUSED)

    def _judge(self, state: LinkState) -> None:
        training = self._training()
        if not training or self.pen.lock:
            return
        row = self._judged()
        block = (row.block or "") if row is not None else self.block.typed()
        reason = "" if row is not None else self._reason(training)
        given = (self.session.desk, self.key, training, state, reason, block)
        self.do(partial(judging, *given))

    def _reason(self, training: str) -> str:
        """Why the training was proposed, kept with the link."""
        found = proposed_trainings(self.study, self.key)
        each = next((one for one in found if one.training == training), None)
        if each is None:
            return ""
        return "; ".join(map(self.session.texts.say, reasons(self.study, each)))

    def _place(self) -> Place | None:
        index = self.view.currentIndex()
        return index.data(PLACE) if index.isValid() else None

    def _judged(self) -> Preparation | None:
        """The link of the current line; None where the training is only proposed."""
        place = self._place()
        if place is None or place.collection != "preparations":
            return None
        return self.study.preparations.find(place.key)

    def _training(self) -> str:
        """The training of the current line."""
        place, row = self._place(), self._judged()
        if row is not None:
            return row.training
        return place.key if place is not None else ""

    @Slot(object)
    def _on_current(self, _place: object) -> None:
        has_one = bool(self._training())
        row = self._judged()
        state = row.state if row is not None else LinkState.PROPOSED
        for button, told in (
            (self.confirm, LinkState.CONFIRMED),
            (self.refuse, LinkState.REFUSED),
        ):
            latched(button, self.pen.lock, is_possible=has_one and state is not told)
        self.look_at.setEnabled(has_one)

    @Slot()
    def _on_look(self) -> None:
        key = self._training()
        if key:
            title = self.study.certifications.get(self.key).title
            why = self.session.say("preparations.why", title=title)
            self.session.selection_asked.emit((key,), why)

    @Slot()
    def _on_added(self) -> None:
        typed = self.box.typed()
        if self.study.trainings.find(typed) is None:
            self.box.show_typed("")
            return
        given = (self.session.desk, self.key, typed, LinkState.CONFIRMED, "", self.block.typed())
        self.do(partial(judging, *given))

    def _words(self, row: Training) -> str:
        house = name_of(self.study, "institutions", row.institution) or row.printed_institution
        return " · ".join(filter(None, (row.title, house)))
