"""The referential as a tree: written, moved and numbered with the keyboard, a form under it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from planner.checks.referentials import referential_findings
from planner.compute.referential_edits import (
    KINDS,
    Outline,
    kinds_under,
    landing,
    moved,
    relevelled,
    renumbered,
    stepped,
)
from planner.figures.palette import Ink
from planner.findings import Place
from planner.messages import message
from ui.actions.referentials import adding, moving, removing, seeding
from ui.desktop.latch import latched
from ui.desktop.models.tree_model import Branch
from ui.desktop.pages.certification_part import PartForm
from ui.desktop.pages.certification_tab import CertificationTab
from ui.desktop.style import GAP, grown
from ui.desktop.widgets.empty_state import EmptyState
from ui.desktop.widgets.flow import Flow
from ui.desktop.widgets.headed import capital
from ui.desktop.widgets.labels import prose
from ui.desktop.widgets.referential_tree import Draft, ReferentialTree, key_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QPushButton

    from planner.compute.referential import Branch as Part
    from planner.edits import Edit
    from planner.study import Study
    from planner.vocab import Register
    from ui.actions.referentials import Step

    Move = Callable[[Study, str, Place, int], Edit | None]

_DRAFT = "draft"
_FORM = 250  # px at 100 %


class ReferentialTab(CertificationTab):
    """Shows the tree of a certification, whatever its register knows of."""

    concerned = frozenset({"certifications", "certification_contents", *KINDS})

    def _build(self) -> None:
        say = self.session.say
        self._draft: Draft | None = None
        self._opened: dict[str, set[str]] = {}
        self.tree = ReferentialTree(self.session, self)
        self.form = PartForm(self.pen, self)
        self.kind_buttons = {kind: self._kind_button(kind) for kind in KINDS}
        self.renumber = self.button("referential.renumber", self._on_renumber)
        self.seed = self.button("referential.seed", self.on_seed)
        self.keys = prose(say("referential.keys"), "small", self)
        self.keys.setMaximumWidth(16_777_215)
        self.empty = EmptyState(
            self.session.look,
            "certifications",
            say("referential.empty"),
            say("referential.empty.help"),
            say("referential.seed"),
            self,
        )
        self._lay_out()

    def _lay_out(self) -> None:
        bar = Flow(GAP // 2)
        for button in (*self.kind_buttons.values(), self.seed, self.renumber):
            bar.addWidget(button)
        upper = QWidget(self)
        above = QVBoxLayout(upper)
        above.setContentsMargins(0, 0, 0, 0)
        above.setSpacing(GAP // 2)
        above.addLayout(bar)
        above.addWidget(self.keys)
        above.addWidget(self.tree, 1)
        above.addWidget(self.empty, 1)
        self.splitter = QSplitter(Qt.Orientation.Vertical, self)
        self.splitter.addWidget(upper)
        self.splitter.addWidget(self.form)
        self.splitter.setChildrenCollapsible(False)
        self.form.setMinimumHeight(grown(_FORM))
        self.splitter.setStretchFactor(0, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, GAP, GAP, GAP)
        box.addWidget(self.splitter)

    def _connect(self) -> None:
        tree = self.tree
        tree.written.connect(self._on_written)
        tree.abandoned.connect(self._on_abandoned)
        tree.sibling_asked.connect(self.on_sibling)
        tree.child_asked.connect(self.on_child)
        tree.removal_asked.connect(self.on_remove)
        tree.stepped.connect(partial(self._on_moved, stepped))
        tree.relevelled.connect(partial(self._on_moved, relevelled))
        tree.dropped.connect(self.on_dropped)
        tree.went_to.connect(self._on_went_to)
        self.empty.asked.connect(self._on_first)

    # What is shown

    def show_certification(self, key: str) -> None:
        """Show the tree of ``key``; what is being written in it stays a draft."""
        if key != self.key:
            self._draft = None
        super().show_certification(key)
        outline = Outline(self.study, key)
        found = self._findings()
        branches = [self._branch(part, found) for part in outline.root.branches]
        branches = self._with_draft(branches, outline.root.place)
        self.tree.parts.is_locked = bool(self.pen.lock)
        with QSignalBlocker(self.tree.selectionModel()):
            self.tree.show_branches(branches)
            self._open_new()
        self.tree.setVisible(bool(branches))
        self.empty.setVisible(not branches)
        self.form.setVisible(bool(branches))
        self._show_buttons(outline.register)
        self.form.show_part(self.tree.current_place())

    def take_focus(self) -> None:
        """Give the keyboard to the tree, or to what begins an empty one."""
        part = self.tree if self.tree.isVisible() else self.empty.button
        part.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_place(self, place: Place) -> bool:
        """Bring a part of the referential to the front, and its field where one is named."""
        index = self.tree.parts.find(key_of(place))
        if not index.isValid():
            return False
        self.tree.make_current(key_of(place))
        self.form.show_part(place)
        if place.field and place.field != "text":
            self.form.focus(place.field)
        else:
            self.tree.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _findings(self) -> dict[Place, list[str]]:
        found: dict[Place, list[str]] = {}
        for said in referential_findings(self.study, self.key):
            if said.where is not None:
                place = Place(said.where.collection, said.where.key)
                found.setdefault(place, []).append(self.session.texts.say(said.said))
        return found

    def _branch(self, part: Part, found: dict[Place, list[str]]) -> Branch:
        say, place = self.session.say, part.place
        kind = capital(say(f"referential.kind.{place.collection}"))
        faults = found.get(place, [])
        number = say("referential.findings", n=len(faults)) if faults else ""
        icon = self.session.look.icon("check", Ink.CHECK) if faults else None
        children = tuple(self._branch(child, found) for child in part.branches)
        spoken = ". ".join(filter(None, (kind, part.code, part.text, *faults)))
        cells = (part.text, kind, part.code, number)
        return Branch(key_of(place), cells, children, place, "\n".join(faults), spoken, icon)

    def _with_draft(self, branches: list[Branch], root: Place) -> list[Branch]:
        """The branches with the line of the draft where it will stand."""
        draft = self._draft
        if draft is None:
            return branches
        line = self._draft_line(draft)
        if draft.holder == root:
            return _inserted(branches, draft, line)
        return [self._grown(branch, draft, line) for branch in branches]

    def _grown(self, branch: Branch, draft: Draft, line: Branch) -> Branch:
        children = [self._grown(child, draft, line) for child in branch.children]
        if branch.about == draft.holder:
            children = _inserted(children, draft, line)
        return Branch(
            branch.key,
            branch.cells,
            tuple(children),
            branch.about,
            branch.help,
            branch.spoken,
            branch.icon,
        )

    def _draft_line(self, draft: Draft) -> Branch:
        kind = capital(self.session.say(f"referential.kind.{draft.kind}"))
        words = self.session.say(f"referential.new.{draft.kind}")
        return Branch(_DRAFT, (words, kind, "", ""), (), draft, spoken=words)

    def _open_new(self) -> None:
        """Open every holder that is shown for the first time: a referential is read whole."""
        known = self._opened.setdefault(self.key, set())
        waiting = [self.tree.parts.index(n, 0) for n in range(self.tree.parts.rowCount())]
        while waiting:
            index = waiting.pop()
            branch = self.tree.parts.branch(index)
            if branch is None or not branch.children:
                continue
            if branch.key not in known:
                known.add(branch.key)
                self.tree.setExpanded(index, True)
            count = len(branch.children)
            waiting += [self.tree.parts.index(n, 0, index) for n in range(count)]

    def _show_buttons(self, register: Register) -> None:
        """Offer the parts that the register knows, where one may hang."""
        known = {
            kind for holder in ("certifications", *KINDS) for kind in kinds_under(register, holder)
        }
        for kind, button in self.kind_buttons.items():
            button.setVisible(kind in known)
        self.lock_buttons(*self.kind_buttons.values(), self.renumber, self.seed)
        contents = self._contents()
        self.seed.setVisible(bool(contents) and self.tree.isVisibleTo(self))
        code = "referential.empty.contents" if contents else "referential.empty.help"
        verb = "referential.empty.seed" if contents else "referential.empty.first"
        told = "\n".join(f"• {text}" for text in contents)
        say = self.session.say
        self.empty.tell(say(code, n=len(contents), told=told), say(verb, n=len(contents)))
        latched(self.empty.button, self.pen.lock)

    def _contents(self) -> list[str]:
        """What the study prints for the certification."""
        rows = self.study.certification_contents
        return [row.text for row in rows if row.certification == self.key]

    # What is written

    @Slot()
    def on_sibling(self) -> None:
        """Begin a part of the kind of the current one, after it; the usual first part else."""
        outline, place = Outline(self.study, self.key), self.tree.current_place()
        holder = outline.holder(place) if place is not None else None
        if place is None or holder is None:
            self._begin(
                Draft(kinds_under(outline.register, "certifications")[0], outline.root.place)
            )
        elif place.collection in kinds_under(outline.register, holder.collection):
            self._begin(Draft(place.collection, holder, place.key))
        else:
            self._nowhere()

    @Slot()
    def on_child(self) -> None:
        """Begin a part of the usual kind under the current one."""
        outline = Outline(self.study, self.key)
        place = self.tree.current_place() or outline.root.place
        kinds = kinds_under(outline.register, place.collection)
        if kinds:
            self._begin(Draft(kinds[0], place))
        else:
            self._nowhere()

    def on_kind(self, kind: str, _checked: bool = False) -> None:
        """Begin a part of a kind where the current one lets it hang."""
        outline = Outline(self.study, self.key)
        near = self.tree.current_place() or outline.root.place
        spot = outline.spot_for(kind, near)
        if spot is None:
            self._nowhere()
            return
        after = near.key if near.collection == kind and outline.holder(near) == spot else ""
        self._begin(Draft(kind, spot, after))

    def _begin(self, draft: Draft) -> None:
        if self.pen.lock:
            self.session.refused.emit(self.pen.lock)
            return
        self._draft = draft
        self.show_certification(self.key)
        self.tree.write(_DRAFT)

    @Slot(object, str)
    def _on_written(self, about: Place | Draft, text: str) -> None:
        if isinstance(about, Place):
            name = {"blocks": "title", "assessments": "modality"}.get(about.collection, "text")
            refusal = self.pen.change(about.collection, about.key, name, text)
            if refusal:
                self.session.refused.emit(refusal)
            return
        self._draft = None
        made: list[Place] = []

        def step() -> Step:
            given = (about.kind, about.holder, text, about.after)
            found, place = adding(self.session.desk, self.key, *given)
            made.append(place)
            return found

        is_done = self.do(step)
        self.show_certification(self.key)
        if is_done:
            self.tree.make_current(key_of(made[0]))

    @Slot()
    def _on_abandoned(self) -> None:
        if self._draft is None:
            return
        draft, self._draft = self._draft, None
        self.show_certification(self.key)
        back = Place(draft.kind, draft.after) if draft.after else draft.holder
        if self.tree.parts.find(key_of(back)).isValid():
            self.tree.make_current(key_of(back))

    @Slot()
    def on_remove(self) -> None:
        """Take the chosen parts away with what hangs on them; undo brings all of it back."""
        places = self.tree.places()
        if places and not self.pen.lock:
            self.do(partial(removing, self.study, self.key, places))

    @Slot(object, object, object)
    def on_dropped(self, places: Sequence[Place], target: Place, below: bool | None) -> None:
        """Hang the parts that were let go on or beside the one under them."""
        for place in places:
            outline = Outline(self.study, self.key)
            spot = landing(outline, place.collection, target, below=below)
            if spot is None or place == target:
                self._nowhere()
                return
            holder, before = spot
            if not self._move(place, moved(self.study, self.key, place, holder, before)):
                return

    @Slot()
    def on_seed(self) -> None:
        """Begin with the contents that the study prints for the certification."""
        self.do(partial(seeding, self.session.desk, self.key))

    @Slot()
    def _on_first(self) -> None:
        """Begin the empty tree: with the contents of the study, else with a first part."""
        if self._contents():
            self.on_seed()
        else:
            self.on_sibling()

    @Slot()
    def _on_renumber(self) -> None:
        edit = renumbered(self.study, self.key)
        n = len(edit.edits)
        if not n:
            self.session.said.emit(self.session.say("referential.numbered"))
            return
        self.session.do(edit, message("step.renumbered", n=n))

    def _on_moved(self, move: Move, step: int) -> None:
        place = self.tree.current_place()
        if place is not None and not self.pen.lock:
            self._move(place, move(self.study, self.key, place, step))

    def _move(self, place: Place, edit: Edit | None) -> bool:
        if edit is None:
            self._nowhere()
            return False
        done = self.do(lambda: moving(self.study, place, edit))
        self.tree.make_current(key_of(place))
        return done

    def _nowhere(self) -> None:
        self.session.refused.emit(self.session.say("referential.nowhere"))

    @Slot(object)
    def _on_went_to(self, place: Place | None) -> None:
        self.form.show_part(place)

    def _kind_button(self, kind: str) -> QPushButton:
        made = self.button(f"referential.add.{kind}", partial(self.on_kind, kind))
        number = KINDS.index(kind) + 1
        key = QKeySequence(f"Ctrl+{number}")
        made.setToolTip(
            f"{made.toolTip()} ({key.toString(QKeySequence.SequenceFormat.NativeText)})"
        )
        shortcut = QShortcut(key, self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(partial(self.on_kind, kind))
        return made


def _inserted(branches: Sequence[Branch], draft: Draft, line: Branch) -> list[Branch]:
    """The branches with the draft after its sibling, else after the last of its kind, else last."""
    made = list(branches)
    places = [branch.about for branch in made]
    after = Place(draft.kind, draft.after)
    same = [n for n, p in enumerate(places) if isinstance(p, Place) and p.collection == draft.kind]
    at = places.index(after) + 1 if after in places else (same[-1] + 1 if same else len(made))
    made.insert(at, line)
    return made
