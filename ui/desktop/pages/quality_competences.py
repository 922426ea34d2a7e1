"""The competences under their occupations: each is confirmed where it stands, or moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Slot
from PySide6.QtWidgets import QLineEdit, QProgressBar, QPushButton

from planner.compute.competences import OccupationRows, attachments, neighbour, progress
from planner.figures.palette import Ink
from planner.findings import Place
from planner.study import Competence, Occupation
from planner.text import search_key
from planner.vocab import Attachment
from planner.words import word
from ui.actions.competences import attaching, confirming
from ui.desktop.latch import Latch, latched
from ui.desktop.models.tree_model import Branch
from ui.desktop.pages.quality_parts import ListTab
from ui.desktop.style import as_role, grown
from ui.desktop.widgets.attachment_tree import AttachmentTree
from ui.desktop.widgets.chips import Chips
from ui.desktop.widgets.empty_state import EmptyState
from ui.desktop.widgets.finding_detail import FindingDetail
from ui.desktop.widgets.labels import label, prose

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from PySide6.QtGui import QIcon
    from PySide6.QtWidgets import QWidget

    from planner.compute.competences import SectorRows
    from planner.edits import Edit
    from planner.messages import Message
    from ui.desktop.session import Session

_TO_CHECK = "to_check"
_SIGNS = {
    Attachment.AS_PRINTED: ("check", Ink.CHECK),
    Attachment.CHECKED: ("sure", Ink.SURE),
    Attachment.NONE: ("info", Ink.MUTED),
}


class CompetencesTab(ListTab):
    """Sectors, their occupations and the competences of each, in printed order."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """An empty tab over ``session``."""
        super().__init__(session, parent)
        self._latch = Latch(session, "competences")
        self._sectors: tuple[SectorRows, ...] = ()
        self._icons: dict[Attachment, QIcon] = {}
        self._build()
        self._connect()

    def show_study(self) -> None:
        """Show the competences as they stand now."""
        self._sectors = attachments(self.session.study)
        self._show()

    def show_place(self, place: Place) -> None:
        """Bring a sector, an occupation or a competence to the front."""
        self.search.clear()
        index = self.model.find(place.key)
        if not index.isValid():
            self.chips.buttons[_TO_CHECK].setChecked(False)
        self.view.make_current(place.key)
        self.view.setExpanded(self.model.find(place.key), True)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        say, look = self.session.say, self.session.look
        self.search = QLineEdit(self)
        self.search.setClearButtonEnabled(True)
        self.search.setPlaceholderText(say("competences.search"))
        self.search.setAccessibleName(say("competences.search"))
        self.search.setToolTip(say("competences.search.help"))
        self.chips = Chips(self)
        words = say("competences.to_check")
        self.chips.add(_TO_CHECK, words, say("competences.to_check.help"), look.icon("check"))
        self.view = AttachmentTree(self.session, self)
        self.model = self.view.branches
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(grown(120))
        self.keys = label(say("competences.keys"), "small", self)
        self.keys.setWordWrap(True)
        self.confirm = self._button("competences.confirm", primary=True)
        self.up, self.down = self._button("competences.up"), self._button("competences.down")
        self.nothing = EmptyState(
            look, "quality", say("competences.none"), say("competences.none.help"), parent=self
        )
        self.empty = prose("", "muted", self)
        self.detail = FindingDetail(self.session, say("quality.choose"), None, self)
        self.lay_out(
            (
                (self.search, self.chips),
                (self.confirm, self.up, self.down, None, self.bar),
                (self.keys,),
            ),
            (self.view, self.empty, self.nothing),
            self.detail,
        )

    def _connect(self) -> None:
        self.search.textChanged.connect(self._show)
        self.chips.changed.connect(self._show)
        self.view.confirmed.connect(self.on_confirm)
        self.view.stepped.connect(self.on_step)
        self.view.dropped.connect(self.on_dropped)
        self.view.selectionModel().selectionChanged.connect(self._on_chosen)
        self.confirm.clicked.connect(self.on_confirm)
        self.up.clicked.connect(self._on_up)
        self.down.clicked.connect(self._on_down)

    @Slot()
    def on_confirm(self) -> None:
        """Say of the chosen rows, or of all under a chosen line, that they belong there."""
        keys = [row.key for row in self._rows() if row.attachment is Attachment.AS_PRINTED]
        following = self._following(keys)
        if not keys or self._do(lambda: confirming(self.session.study, keys)):
            self.view.make_current(following or self.view.current_key())

    @Slot(int)
    def on_step(self, step: int) -> None:
        """Move the chosen rows to the occupation before or after theirs."""
        keys = [row.key for row in self._rows(of_lines=False)]
        if not keys:
            return
        goal = neighbour(self.session.study, keys, step)
        if goal is None:
            self.session.refused.emit(self.session.say("competences.nowhere"))
        else:
            self._do(lambda: attaching(self.session.study, keys, goal))

    @Slot(object, str)
    def on_dropped(self, keys: Sequence[str], occupation: str) -> None:
        """Move the rows that were dragged to the occupation on which they were let go."""
        self._do(lambda: attaching(self.session.study, keys, occupation))

    @Slot()
    def _on_up(self) -> None:
        self.on_step(-1)

    @Slot()
    def _on_down(self) -> None:
        self.on_step(1)

    def _do(self, make: Callable[[], tuple[Edit, Message]]) -> bool:
        made = self.session.guarded(make)
        return made is not None and self.session.do(*made)

    def _following(self, keys: Sequence[str]) -> str:
        """The next row to be checked but for those of ``keys``, below or else from the top."""
        for key in (*self.model.after(self.view.current_key()), *self.model.after("")):
            row = self.session.study.competences.find(key)
            waits = row is not None and row.attachment is Attachment.AS_PRINTED
            if waits and key not in keys:
                return key
        return ""

    def _rows(self, *, of_lines: bool = True) -> list[Competence]:
        """The chosen competences, each once; with ``of_lines`` those under chosen lines too."""
        found: dict[str, Competence] = {}
        for branch in self.view.chosen():
            for one in branch.all() if of_lines else (branch,):
                if isinstance(one.about, Competence):
                    found[one.key] = one.about
        return list(found.values())

    @Slot()
    def _show(self) -> None:
        """Show the rows that the filters keep."""
        branches = [made for one in self._sectors if (made := self._sector(one)) is not None]
        with QSignalBlocker(self.view.selectionModel()):
            self.view.show_branches(branches)
        for widget in (self.view, self.empty, self.nothing):
            front = self.view if branches else self.empty if self._sectors else self.nothing
            widget.setVisible(widget is front)
        self._tell_progress()
        self._on_chosen()

    def _tell_progress(self) -> None:
        done = progress(self.session.study)
        values = {"n": done.checked, "of": done.n, "unplaced": done.unplaced}
        said = self.session.say("competences.progress", **values)
        is_done = bool(done.n) and not done.left
        code = "competences.all_checked" if is_done else "competences.nothing_found"
        self.empty.setText(self.session.say(code))
        self.bar.setRange(0, max(done.n, 1))
        self.bar.setValue(done.checked)
        self.bar.setAccessibleName(said)
        self.bar.setToolTip(said)
        self.tell(said)

    def _is_kept(self, row: Competence, held: OccupationRows) -> bool:
        if _TO_CHECK in self.chips.chosen() and row.attachment is not Attachment.AS_PRINTED:
            return False
        words = search_key(self.search.text()).split()
        name = held.occupation.name if held.occupation is not None else ""
        hay = search_key(f"{row.text} {name}") if words else ""
        return all(word in hay for word in words)

    def _sector(self, told: SectorRows) -> Branch | None:
        """The branch of a sector; None where the filters keep nothing of it."""
        children = tuple(self._occupations(told))
        if not children:
            return None
        done = told.progress
        figure = self.session.say("competences.done_of", checked=done.checked, n=done.n)
        cells = (told.sector.name, "", figure)
        return Branch(told.sector.key, cells, children, told.sector)

    def _occupations(self, told: SectorRows) -> Iterator[Branch]:
        """The occupations of a sector; those without rows stand too, so that rows may go there."""
        is_filtered = bool(self.chips.chosen() or self.search.text().strip())
        for held in told.occupations:
            rows = tuple(self._row(row) for row in held.rows if self._is_kept(row, held))
            if rows or not is_filtered:
                yield self._occupation(told, held, rows)

    def _occupation(
        self, told: SectorRows, held: OccupationRows, rows: tuple[Branch, ...]
    ) -> Branch:
        say = self.session.say
        if held.occupation is None:
            name, key = say("competences.no_occupation"), f"{told.sector.key}/none"
            return Branch(key, (name, "", ""), rows, None)
        checked = sum(row.attachment is Attachment.CHECKED for row in held.rows)
        figure = say("competences.done_of", checked=checked, n=len(held.rows))
        cells = (held.occupation.name, "", figure if held.rows else say("competences.no_row"))
        return Branch(held.occupation.key, cells, rows, held.occupation)

    def _row(self, row: Competence) -> Branch:
        texts = self.session.texts
        state = self.session.say(f"competences.state.{row.attachment}")
        cells = (row.text, texts.say(word(row.impact)), state)
        return Branch(
            row.key, cells, (), row, spoken=". ".join(cells), icon=self._icon(row.attachment)
        )

    def _icon(self, state: Attachment) -> QIcon:
        if state not in self._icons:
            self._icons[state] = self.session.look.icon(*_SIGNS[state])
        return self._icons[state]

    @Slot()
    def _on_chosen(self) -> None:
        """Tell the current row, and which acts make sense for what is chosen."""
        rows = self._rows(of_lines=False)
        below = self._rows()
        lock = self._latch.lock
        waits = any(row.attachment is Attachment.AS_PRINTED for row in below)
        latched(self.confirm, lock, is_possible=waits)
        for button in (self.up, self.down):
            latched(button, lock, is_possible=bool(rows))
        self.view.setDragEnabled(not lock)
        branch = self.model.branch(self.view.currentIndex())
        about = None if branch is None else branch.about
        if isinstance(about, Competence):
            line = about.source.line
            note = "" if line is None else self.session.say("competences.printed_at", line=line)
            self.detail.show_place(about.text, note, Place("competences", about.key))
        elif isinstance(about, Occupation):
            self.detail.show_place(about.name, "", Place("occupations", about.key))
        else:
            self.detail.show_nothing()

    def _button(self, code: str, *, primary: bool = False) -> QPushButton:
        made = QPushButton(self.session.say(code), self)
        made.setToolTip(self.session.say(f"{code}.help"))
        if primary:
            as_role(made, "primary")
        return made
