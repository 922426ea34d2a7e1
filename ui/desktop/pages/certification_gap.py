"""From the gap to the draft: which affected competences are attested, and which to pick."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QSplitter, QVBoxLayout, QWidget

from planner.compute.competence_gaps import (
    affected_competences,
    competence_coverage,
    competence_gaps,
)
from planner.figures.palette import Ink
from planner.messages import message
from planner.study import Competence
from planner.tables.competence_gaps import sector_gaps_table
from planner.tables.trainings import name_of
from planner.text import search_key
from planner.words import word
from ui.actions.referentials import picking
from ui.desktop.latch import latched
from ui.desktop.models.table_model import TableModel
from ui.desktop.models.tree_model import Branch, TreeModel
from ui.desktop.pages.certification_tab import CertificationTab
from ui.desktop.style import GAP, grown
from ui.desktop.widgets.chips import Chips
from ui.desktop.widgets.flow import Flow
from ui.desktop.widgets.labels import prose
from ui.desktop.widgets.table_view import TableView
from ui.desktop.widgets.tree_view import TreeView
from ui.desktop.widgets.wrapped_lines import WrappedDelegate
from ui.desktop.widgets.wrapping import share_width

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QIcon, QResizeEvent

    from planner.compute.competence_gaps import AffectedCompetence
    from planner.findings import Place

_TARGETS, _LEFT = "targets", "left"
_IMPACT, _STATE = 128, 140  # px at 100 %
_SECTORS = 210  # px at 100 %
_FEW = 60  # rows that are opened at once
#: The sign of each state; its words stand beside it.
_SIGNS = {
    "here": ("sure", Ink.SURE),
    "elsewhere": ("info", Ink.MUTED),
    "none": ("check", Ink.CHECK),
}


class GapTab(CertificationTab):
    """Shows the affected competences by sector and occupation; the chosen ones are picked."""

    concerned = frozenset(
        {"certifications", "attested_competences", "competences", "occupations", "headcounts"}
    )

    def _build(self) -> None:
        say, look = self.session.say, self.session.look
        self._affected: tuple[AffectedCompetence, ...] = ()
        self._sector = ""
        self._icons: dict[str, QIcon] = {name: look.icon(*sign) for name, sign in _SIGNS.items()}
        self.said = prose("", "strong", self)
        self.search = QLineEdit(self)
        self.search.setClearButtonEnabled(True)
        self.search.setPlaceholderText(say("gap_tab.search"))
        self.search.setAccessibleName(say("gap_tab.search"))
        self.search.setToolTip(say("gap_tab.search.help"))
        self.chips = Chips(self)
        for name in (_TARGETS, _LEFT):
            self.chips.add(name, say(f"gap_tab.{name}"), say(f"gap_tab.{name}.help"))
        headings = [say(f"gap_tab.column.{name}") for name in ("text", "impact", "state")]
        self.tree = _GapTree(TreeModel(headings, self), look, self)
        self.tree.setAccessibleName(say("gap_tab.tree"))
        self.tree.share_width(grown(_IMPACT), grown(_STATE))
        self.tree.setItemDelegate(WrappedDelegate(look, self.tree))
        self.pick = self.button("gap_tab.pick", self.on_pick, primary=True)
        self.empty = prose("", "muted", self)
        self.sectors_head = prose("", "strong", self)
        self.sectors_model = TableModel(self.session.texts, self)
        self.sectors = TableView(self.sectors_model, look, self)
        self.sectors.setAccessibleName(say("gap_tab.sectors"))
        self.sectors.setToolTip(say("gap_tab.sectors.help"))
        self.note = prose(say("competence_gaps.people.note"), "small", self)
        self._lay_out()

    def _lay_out(self) -> None:
        bar = Flow(GAP)
        for part in (self.chips, self.pick):
            bar.addWidget(part)
        upper, lower = QWidget(self), QWidget(self)
        above, below = QVBoxLayout(upper), QVBoxLayout(lower)
        for box in (above, below):
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(GAP // 2)
        above.addWidget(self.said)
        above.addWidget(self.search)
        above.addLayout(bar)
        above.addWidget(self.tree, 1)
        above.addWidget(self.empty)
        below.addWidget(self.sectors_head)
        below.addWidget(self.sectors, 1)
        below.addWidget(self.note)
        lower.setMinimumHeight(grown(_SECTORS))
        self.splitter = QSplitter(Qt.Orientation.Vertical, self)
        self.splitter.addWidget(upper)
        self.splitter.addWidget(lower)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setStretchFactor(0, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, GAP, GAP, GAP)
        box.addWidget(self.splitter)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._show_tree)
        self.chips.changed.connect(self._show_tree)
        self.tree.selectionModel().selectionChanged.connect(self._on_chosen)
        self.sectors.activated_at.connect(self._on_sector)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.on_pick)

    def show_certification(self, key: str) -> None:
        """Show what the certification attests of the affected competences, and what nobody does."""
        is_other = key != self.key
        super().show_certification(key)
        found = competence_coverage(self.study, key)
        code = "competence_gaps.covered" if found.has_targets else "competence_gaps.no_target"
        said = self.session.say(code, n=found.addressed, of=len(found.competences))
        self.said.setText(said)
        if is_other:
            self._sector = ""
            button = self.chips.buttons[_TARGETS]
            with QSignalBlocker(self.chips):
                button.setChecked(found.has_targets)
        self.chips.buttons[_TARGETS].setEnabled(found.has_targets)
        self._affected = affected_competences(self.study)
        table = sector_gaps_table(self.study, competence_gaps(self.study))
        self.sectors.show_table(table)
        share_width(self.sectors, 0, two_lines=True)
        self.sectors_head.setText(self.session.texts.say(table.title))
        self._show_tree()

    @Slot()
    def on_pick(self) -> None:
        """Draw competences of the draft from the chosen rows, as one step."""
        rows = self._chosen()
        if rows and not self.pen.lock:
            keys = [row.key for row in rows]
            if self.do(partial(picking, self.session.desk, self.key, keys)):
                told = message("gap_tab.picked", n=len(keys))
                self.session.said.emit(self.session.texts.say(told))

    @Slot()
    def _show_tree(self) -> None:
        """Show the rows that the filters keep, by sector and occupation."""
        kept = [each for each in self._affected if self._is_kept(each)]
        with QSignalBlocker(self.tree.selectionModel()):
            self.tree.show_branches(self._branches(kept), open_all=len(kept) <= _FEW)
        self.tree.setVisible(bool(kept))
        self.empty.setVisible(not kept)
        code = "gap_tab.nothing" if self._affected else "gap_tab.none"
        self.empty.setText(self.session.say(code))
        self._on_chosen()

    def _is_kept(self, each: AffectedCompetence) -> bool:
        chosen = self.chips.chosen()
        targets = self.study.certifications.get(self.key).occupations
        if _TARGETS in chosen and each.row.occupation not in targets:
            return False
        if _LEFT in chosen and each.is_addressed:
            return False
        if self._sector and each.row.sector != self._sector:
            return False
        words = search_key(self.search.text()).split()
        if not words:
            return True
        name = name_of(self.study, "occupations", each.row.occupation) or ""
        hay = search_key(f"{each.row.text} {name}")
        return all(one in hay for one in words)

    def _branches(self, kept: Iterable[AffectedCompetence]) -> list[Branch]:
        sectors: dict[str, dict[str | None, list[AffectedCompetence]]] = {}
        for each in kept:
            occupations = sectors.setdefault(each.row.sector, {})
            occupations.setdefault(each.row.occupation, []).append(each)
        return [self._sector_branch(key, held) for key, held in sectors.items()]

    def _sector_branch(self, key: str, held: dict[str | None, list[AffectedCompetence]]) -> Branch:
        children = tuple(self._occupation(key, each, rows) for each, rows in held.items())
        rows = [each for found in held.values() for each in found]
        cells = (self._name("sectors", key), "", self._left(rows))
        return Branch(f"s/{key}", cells, children, spoken=f"{cells[0]}. {cells[2]}")

    def _occupation(self, sector: str, key: str | None, rows: list[AffectedCompetence]) -> Branch:
        name = self.session.say("competences.no_occupation")
        if key is not None:
            name = self._name("occupations", key)
        children = tuple(map(self._row, rows))
        cells = (name, "", self._left(rows))
        return Branch(f"o/{sector}/{key}", cells, children, spoken=f"{name}. {cells[2]}")

    def _row(self, each: AffectedCompetence) -> Branch:
        state, words = self._state(each)
        cells = (each.row.text, self.session.texts.say(word(each.row.impact)), words)
        return Branch(each.row.key, cells, (), each.row, "", ". ".join(cells), self._icons[state])

    def _state(self, each: AffectedCompetence) -> tuple[str, str]:
        """Who attests a row: this certification, another one, or nobody."""
        rows = [self.study.attested_competences.get(key) for key in each.addressed_by]
        own = [row for row in rows if row.certification == self.key]
        if own:
            codes = tuple(row.code for row in own if row.code)
            code = "gap_tab.here" if codes else "gap_tab.here_uncoded"
            return "here", self.session.say(code, names=codes)
        if rows:
            titles = dict.fromkeys(
                self.study.certifications.get(row.certification).title for row in rows
            )
            return "elsewhere", self.session.say("gap_tab.elsewhere", names=tuple(titles))
        return "none", self.session.say("gap_tab.nobody")

    def _left(self, rows: list[AffectedCompetence]) -> str:
        n = sum(not each.is_addressed for each in rows)
        return self.session.say("gap_tab.count", n=n, of=len(rows))

    def _name(self, collection: str, key: str) -> str:
        return name_of(self.study, collection, key) or key

    def _chosen(self) -> list[Competence]:
        """The chosen rows, those under a chosen line included, but for those drawn here already."""
        found = {
            one.key: one.about
            for branch in self.tree.chosen()
            for one in branch.all()
            if isinstance(one.about, Competence)
        }
        own = {
            row.origin for row in self.study.attested_competences if row.certification == self.key
        }
        return [row for key, row in found.items() if key not in own]

    @Slot()
    def _on_chosen(self) -> None:
        n = len(self._chosen())
        latched(self.pick, self.pen.lock, is_possible=bool(n))
        self.pick.setText(self.session.say("gap_tab.pick_n" if n else "gap_tab.pick", n=n))

    @Slot(object)
    def _on_sector(self, place: Place | None) -> None:
        """Show one sector, or all again."""
        key = place.key if place is not None else ""
        self._sector = "" if key == self._sector else key
        if self._sector and not any(self._is_kept(each) for each in self._affected):
            self.chips.buttons[_TARGETS].setChecked(False)
        self._show_tree()
        if self._sector:
            self.tree.setExpanded(self.tree.branches.find(f"s/{self._sector}"), True)


class _GapTree(TreeView):
    """Lines break elsewhere at another width."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure the lines anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
