"""What France compétences will look for, beside the draft: criteria, findings, evidence."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from planner.checks.file_progress import file_progress
from planner.checks.referentials import referential_findings
from planner.compute.referential_edits import KINDS
from planner.figures.palette import Ink
from planner.findings import Place
from planner.text import clean
from planner.vocab import EvidenceState
from planner.words import word
from ui.actions.certifications import progress_said
from ui.actions.referentials import showing_evidence
from ui.desktop.inputs import ChoiceInput, LineInput, TextInput
from ui.desktop.latch import locked
from ui.desktop.models.tree_model import Branch, TreeModel
from ui.desktop.pages.certification_tab import CertificationTab
from ui.desktop.style import GAP
from ui.desktop.widgets.finding_detail import SIGNS
from ui.desktop.widgets.labels import label, prose
from ui.desktop.widgets.scrolled import scrolled
from ui.desktop.widgets.tree_view import TreeView
from ui.desktop.widgets.wrapped_lines import WrappedDelegate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from planner.checks.file_progress import CriterionProgress, FileProgress
    from planner.findings import Finding
    from planner.messages import Value
    from planner.study import Evidence

#: The sign of each state of evidence; its word stands beside it.
_SIGNS = {
    EvidenceState.MISSING: ("edit", Ink.MUTED),
    EvidenceState.DRAFTED: ("edit", Ink.ACCENT),
    EvidenceState.READY: ("sure", Ink.SURE),
    EvidenceState.NOT_APPLICABLE: ("close", Ink.MUTED),
}


class CriteriaPanel(CertificationTab):
    """The criteria of the file for the day, each with its findings, and what the file shows for it.

    It never says that a file conforms.
    """

    concerned = frozenset(
        {
            "certifications",
            "correspondences",
            "evidences",
            "promotions",
            "preparations",
            "rule_sets",
            "criteria",
            *KINDS,
        }
    )

    def _build(self) -> None:
        say = self.session.say
        self._progress: FileProgress | None = None
        self.said = prose("", "muted", self)
        self.count = prose("", "strong", self)
        self.tree = _CriteriaTree(
            TreeModel([say("criteria.column.criterion")], self), self.session.look, self
        )
        self.tree.setHeaderHidden(True)
        self.tree.setItemDelegate(_CriterionLine(self.session.look, self.tree))
        self.tree.setAccessibleName(say("criteria.tree"))
        self.tree.share_width()
        self.editor = EvidenceEditor(self)
        self.area = scrolled(self.editor, self)
        self.splitter = QSplitter(Qt.Orientation.Vertical, self)
        self.splitter.addWidget(self.tree)
        self.splitter.addWidget(self.area)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 2)
        box = QVBoxLayout(self)
        box.setContentsMargins(GAP // 2, GAP // 2, GAP, 0)
        box.setSpacing(GAP)
        box.addWidget(self.said)
        box.addWidget(self.count)
        box.addWidget(self.splitter, 1)

    def _connect(self) -> None:
        self.tree.activated.connect(self._on_activated)
        self.tree.clicked.connect(self._on_activated)
        self.tree.selectionModel().currentChanged.connect(self._on_current)

    def show_certification(self, key: str) -> None:
        """Show the criteria of the file of ``key`` for today."""
        is_other = key != self.key
        super().show_certification(key)
        self._progress = progress = file_progress(self.study, key, self.session.desk.today())
        self.said.setText(self.session.texts.say(progress_said(progress)))
        branches = [self._criterion(each) for each in progress.criteria]
        if progress.other:
            branches.append(self._other(progress.other))
        self._count()
        self.tree.show_branches(branches)
        if is_other:
            self.tree.make_current("")
            self.tree.setExpanded(self.tree.branches.find("other"), True)
        self._show_editor()

    def show_place(self, place: Place) -> bool:
        """Bring the criterion that an evidence is for to the front."""
        row = self.study.evidences.find(place.key) if place.collection == "evidences" else None
        if row is None or not self.tree.branches.find(row.criterion).isValid():
            return False
        self.tree.make_current(row.criterion)
        return True

    def _criterion(self, each: CriterionProgress) -> Branch:
        say, texts = self.session.say, self.session.texts
        row, state = each.criterion, texts.say(word(each.state))
        name = f"{row.number} {row.text}"
        n = len(each.findings)
        count = say("criteria.findings", n=n) if n else ""
        about = " · ".join(filter(None, (state, count, row.article)))
        children = tuple(self._finding(row.key, n, said) for n, said in enumerate(each.findings))
        spoken = ". ".join(filter(None, (name, row.article, state, count)))
        icon = self.session.look.icon(*_SIGNS[each.state])
        return Branch(row.key, (name,), children, each, about, spoken, icon)

    def _count(self) -> None:
        """Tell how many findings are left, each once however many criteria look at it."""
        n = len(referential_findings(self.study, self.key))
        self.count.setText(self.session.say("criteria.left" if n else "criteria.none_left", n=n))

    def _other(self, found: Iterable[Finding]) -> Branch:
        children = tuple(self._finding("other", n, said) for n, said in enumerate(found))
        words = self.session.say("criteria.other")
        count = self.session.say("criteria.findings", n=len(children))
        return Branch("other", (words,), children, None, count, f"{words}. {count}")

    def _finding(self, above: str, number: int, said: Finding) -> Branch:
        words = self.session.texts.say(said.said)
        icon = self.session.look.icon(*SIGNS[said.severity])
        severity = self.session.texts.say(word(said.severity))
        spoken = f"{severity}. {words}"
        return Branch(f"{above}/{number}", (words,), (), said, "", spoken, icon)

    def _current(self) -> CriterionProgress | None:
        """The criterion of the current line, or the one over the current finding."""
        index = self.tree.currentIndex()
        branch = self.tree.branches.branch(index)
        if branch is not None and "/" in branch.key:
            branch = self.tree.branches.branch(index.parent())
        key = branch.key if branch is not None else ""
        found = self._progress.criteria if self._progress is not None else ()
        return next((each for each in found if each.criterion.key == key), None)

    def _show_editor(self) -> None:
        current = self._current()
        self.area.setVisible(current is not None)
        if current is not None:
            self.editor.show_criterion(current)

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        """Go to what a finding is about."""
        branch = self.tree.branches.branch(index)
        where = getattr(branch.about, "where", None) if branch is not None else None
        if isinstance(where, Place):
            self.place_asked.emit(where)

    @Slot()
    def _on_current(self) -> None:
        self._show_editor()


class _CriteriaTree(TreeView):
    """Enter opens a criterion and follows a finding."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines break elsewhere at another width."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter on a criterion opens or folds it."""
        index = self.currentIndex()
        branch = self.branches.branch(index)
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and branch is not None and branch.children:
            first = index.siblingAtColumn(0)
            self.setExpanded(first, not self.isExpanded(first))
        elif is_enter:
            self.activated.emit(index)
        else:
            super().keyPressEvent(event)


class _CriterionLine(WrappedDelegate):
    """No line is bold: all criteria are alike."""

    def is_bold(self, branch: Branch) -> bool:
        """Never."""
        del branch
        return False


class EvidenceEditor(QWidget):
    """What is expected for one criterion, and what the file shows for it."""

    def __init__(self, panel: CriteriaPanel) -> None:
        """An editor of nothing yet, in ``panel``."""
        super().__init__(panel)
        self.panel, self.criterion = panel, ""
        pen = panel.pen
        self.title = prose("", "strong", self)
        self.expected = prose("", "muted", self)
        self.state = ChoiceInput(pen.options("evidences", "state"), "", self)
        self.argument, self.documents = TextInput(self), LineInput(self)
        box = QVBoxLayout(self)
        box.setContentsMargins(GAP // 2, 0, 0, 0)
        box.setSpacing(GAP // 2)
        for part in (self.title, self.expected):
            box.addWidget(part)
        for name, control in self.controls().items():
            named = label(pen.label("evidences", name), "small", self)
            named.setBuddy(control)
            control.setAccessibleName(pen.label("evidences", name))
            control.setToolTip(pen.help("evidences", name))
            box.addWidget(named)
            box.addWidget(control)
            control.committed.connect(partial(self._on_committed, name))

    def controls(self) -> dict[str, ChoiceInput | TextInput | LineInput]:
        """The controls by the field that each writes."""
        return {"state": self.state, "text": self.argument, "documents": self.documents}

    def show_criterion(self, each: CriterionProgress) -> None:
        """Show a criterion; what is being typed for it stays."""
        row, say = each.criterion, self.panel.session.say
        is_other, self.criterion = row.key != self.criterion, row.key
        self.title.setText(say("criteria.title", number=row.number, article=row.article))
        self.expected.setText(say("criteria.expected", text=row.evidence) if row.evidence else "")
        self.expected.setVisible(bool(row.evidence))
        typed = _typed(each.evidence)
        for name, control in self.controls().items():
            if is_other or not control.hasFocus():
                control.show_typed(typed[name])
            locked(control, self.panel.pen.lock)

    def _on_committed(self, name: str) -> None:
        words = clean(self.controls()[name].typed())
        values: dict[str, Value] = {name: EvidenceState(words) if name == "state" else words}
        panel = self.panel
        make = partial(showing_evidence, panel.session.desk, panel.key, self.criterion, values)
        panel.do(make)


def _typed(row: Evidence | None) -> dict[str, str]:
    if row is None:
        return {"state": str(EvidenceState.MISSING), "text": "", "documents": ""}
    return {"state": str(row.state), "text": row.text, "documents": row.documents}
