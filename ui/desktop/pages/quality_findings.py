"""The findings about the study, by gravity and subject, with the row that each is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from planner.findings import Severity
from planner.tables.quality import findings_table
from ui.desktop.models.table_model import TableModel
from ui.desktop.style import GAP, as_role
from ui.desktop.widgets.chips import Chips
from ui.desktop.widgets.finding_detail import SIGNS, FindingDetail
from ui.desktop.widgets.headed import headed
from ui.desktop.widgets.table_view import TableView
from ui.desktop.widgets.wrapping import share_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.findings import Finding
    from planner.study import Study
    from ui.desktop.session import Session

_GRAVITY = (Severity.ERROR, Severity.WARNING, Severity.INFO)
_HIDDEN = ("row", "field")
_WHOLE = "study"  # the subject of findings that are about no single row


class FindingsTab(QWidget):
    """A table of findings that filters, and the details of the one that is chosen.

    Signals:
        counted(): the number of findings shown has changed.
    """

    counted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """An empty tab over ``session``."""
        super().__init__(parent)
        self.session = session
        self.summary = ""
        self._findings: tuple[Finding, ...] = ()
        self._shown: tuple[Finding, ...] = ()
        self._build()
        self._connect()

    def show_findings(self, study: Study, findings: Sequence[Finding]) -> None:
        """Show ``findings``, keeping the filters and the chosen line."""
        self._study, self._findings = study, tuple(findings)
        counts = {one: sum(f.severity is one for f in findings) for one in _GRAVITY}
        for severity, count in counts.items():
            name = headed(self.session.texts, severity)
            self.chips.label(severity, f"{name} {self.session.texts.show(count)}")
        self._fill_subjects()
        self._show()

    def _build(self) -> None:
        say = self.session.say
        self.search = QLineEdit(self)
        self.search.setClearButtonEnabled(True)
        self.search.setPlaceholderText(say("quality.search"))
        self.search.setAccessibleName(say("quality.search"))
        self.search.setToolTip(say("quality.search.help"))
        self.chips = Chips(self)
        for severity in _GRAVITY:
            icon = self.session.look.icon(*SIGNS[severity])
            self.chips.add(severity, "", say(f"quality.only.{severity}"), icon)
        self.subject = QComboBox(self)
        self.subject.setAccessibleName(say("quality.subject"))
        self.subject.setToolTip(say("quality.subject.help"))
        self.subject.setMinimumWidth(28 * GAP)
        self.model = TableModel(self.session.texts, self)
        self.view = TableView(self.model, self.session.look, self)
        self.view.setAccessibleName(say("quality.findings.tab"))
        self.empty = QLabel(self)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)
        as_role(self.empty, "muted")
        self.detail = FindingDetail(self.session, say("quality.choose"), self)
        self._lay_out()

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(GAP)
        bar.addWidget(self.search, 1)
        bar.addWidget(self.subject)
        chips = QHBoxLayout()
        chips.addWidget(self.chips)
        chips.addStretch(1)
        left = QVBoxLayout()
        left.setContentsMargins(2 * GAP, GAP, 2 * GAP, 2 * GAP)
        left.setSpacing(GAP)
        left.addLayout(bar)
        left.addLayout(chips)
        left.addWidget(self.view, 1)
        left.addWidget(self.empty, 1)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addLayout(left, 1)
        line.addWidget(self.detail)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._on_words)
        self.chips.changed.connect(self._show)
        self.subject.currentIndexChanged.connect(self._show)
        self.view.selectionModel().currentRowChanged.connect(self._on_chosen)
        self.view.activated.connect(self._on_opened)

    def _fill_subjects(self) -> None:
        """The subjects that findings speak of, with their numbers; the chosen one is kept."""
        chosen = self.subject.currentData()
        subjects = dict.fromkeys(_subject(one) for one in self._findings)
        with QSignalBlocker(self.subject):
            self.subject.clear()
            self.subject.addItem(self.session.say("quality.all_subjects"), "")
            for key in subjects:
                count = sum(_subject(one) == key for one in self._findings)
                name = "quality.whole_study" if key == _WHOLE else f"collection.{key}"
                self.subject.addItem(f"{self.session.say(name)} ({count})", key)
            self.subject.setCurrentIndex(max(self.subject.findData(chosen), 0))

    @Slot()
    def _show(self) -> None:
        """Show the findings of the chosen gravities and subject."""
        gravities, subject = self.chips.chosen(), self.subject.currentData()
        self._shown = tuple(
            one
            for one in self._findings
            if (not gravities or one.severity in gravities)
            and (not subject or _subject(one) == subject)
        )
        self.view.show_table(findings_table(self._study, self._shown))
        self._fit()
        self._tell()

    def _fit(self) -> None:
        """Give the sentences what room there is; the panel shows row and field better."""
        columns = findings_table(self._study, ()).columns
        for place, column in enumerate(columns):
            self.view.setColumnHidden(place, column.key in _HIDDEN)
        share_width(self.view, [column.key for column in columns].index("finding"), two_lines=True)

    @Slot(str)
    def _on_words(self, words: str) -> None:
        self.model.filter(words)
        self._tell()

    def _tell(self) -> None:
        """Count what is shown; say in words where nothing is."""
        count, total = self.model.rowCount(), len(self._findings)
        self.summary = self.session.say("quality.shown", shown=count, n=total)
        self.view.setVisible(count > 0)
        self.empty.setVisible(count == 0)
        code = "quality.nothing_found" if total else "quality.no_finding"
        self.empty.setText(self.session.say(code))
        if count and not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self.model.index(0, 0))
        self._on_chosen()
        self.counted.emit()

    @Slot()
    def _on_chosen(self) -> None:
        found = self._current()
        if found is None:
            self.detail.show_nothing()
        else:
            self.detail.show_finding(found)

    @Slot()
    def _on_opened(self) -> None:
        """Enter or a double click leads to the trainings behind, where there are any."""
        if not self.detail.open.isHidden():
            self.detail.open.click()

    def _current(self) -> Finding | None:
        index = self.view.currentIndex()
        if not index.isValid():
            return None
        row = self.model.row_at(index.row())
        same = (one for one in self._shown if one.said == row.values[1] and one.where == row.place)
        return next(same, None)


def _subject(one: Finding) -> str:
    return _WHOLE if one.where is None else one.where.collection
