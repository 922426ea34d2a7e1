"""The symposium's report: which editions, for whom, which sections; what it shows; both files."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from planner.errors import CartoplanError
from planner.vocab import Audience, ReportSection
from ui.actions import rowedits
from ui.actions.document import Document
from ui.actions.fieldwords import Option
from ui.actions.symposium import made_report, printed_report, written_report
from ui.desktop.dialogs.files import ask_target
from ui.desktop.latch import latched
from ui.desktop.pages.page_tab import PageTab
from ui.desktop.style import GAP, as_role, grown
from ui.desktop.widgets.choice_box import ChoiceBox
from ui.desktop.widgets.headed import capital
from ui.desktop.widgets.labels import label, prose
from ui.desktop.widgets.report_pages import ReportPages
from ui.desktop.widgets.report_preview import ReportPreview
from ui.desktop.widgets.section_list import SectionList

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from exports.symposium import Report
    from planner.changes import Touched
    from planner.figures.figure import Figure
    from planner.findings import Place
    from planner.messages import Value
    from planner.tables.table import Table
    from planner.watch import Watch
    from ui.actions.outcome import Outcome
    from ui.actions.texts import Texts
    from ui.desktop.jobs import Job

_CHOICES = 290  # px, the width of what is chosen
_PREVIEW = 290  # px, the least that the preview takes beside it
_LIST = 110  # px, the least height of the sections; longer lists scroll
_BOXES = ("kept", "edition", "previous", "scenario", "audience")


class ReportTab(PageTab):
    """What is chosen on the left; on the right every figure and table as it will be numbered."""

    room = "symposium"
    code = "report"
    shows = frozenset({"reports"})
    made: Report | None = None
    _job: Job | None = None

    def _build(self) -> None:
        say = self.session.say
        self.boxes: dict[str, ChoiceBox] = {}
        for name in _BOXES:
            box = ChoiceBox((), "", self)
            box.setAccessibleName(say(f"symposium.report.{name}"))
            box.setToolTip(say(f"symposium.report.{name}.help"))
            self.boxes[name] = box
        words = [(part.value, say(f"report_section.{part}")) for part in ReportSection]
        self.sections = SectionList(self.session, [Option(*pair) for pair in words], self)
        self.name = QLineEdit(self)
        self.name.setPlaceholderText(say("symposium.report.name"))
        self.name.setAccessibleName(say("symposium.report.name"))
        self.keep_button = QPushButton(say("symposium.report.keep"), self)
        self.keep_button.setToolTip(say("symposium.report.keep.help"))
        self.write_button = QPushButton(say("symposium.report.write"), self)
        self.write_button.setToolTip(say("symposium.report.write.help"))
        as_role(self.write_button, "primary")
        self.refusal = label("", "lost", self)
        self.refusal.setWordWrap(True)
        self.refusal.hide()
        self.state = prose("", "muted", self)
        self.contents = QWidget(self)
        self.preview = ReportPreview(self.session, self.contents)
        self.pages = ReportPages(self.session, self)
        self.pages_button = QPushButton(self)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.contents)
        self.stack.addWidget(self.pages)
        self._show_kind(self.contents)
        self.detail = QWidget()
        self.title = say("symposium.report.tab")
        self._lay_out()

    def _lay_out(self) -> None:
        say = self.session.say
        left = QWidget(self)
        left.setFixedWidth(grown(_CHOICES))
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, GAP, 0)
        column.setSpacing(GAP // 2)
        for name in _BOXES:
            named = label(say(f"symposium.report.{name}"), "small", left)
            named.setBuddy(self.boxes[name])
            column.addWidget(named)
            column.addWidget(self.boxes[name])
        column.addWidget(label(say("symposium.report.sections"), "small", left))
        self.sections.list.setMinimumHeight(grown(_LIST))
        column.addWidget(self.sections, 1)
        column.addWidget(self.refusal)
        keeping = QHBoxLayout()
        keeping.addWidget(self.name, 1)
        keeping.addWidget(self.keep_button)
        column.addLayout(keeping)
        column.addWidget(self.write_button)
        right = self._right()
        whole = QHBoxLayout(self)
        whole.setContentsMargins(2 * GAP, GAP, 2 * GAP, GAP)
        whole.setSpacing(GAP)
        whole.addWidget(left)
        whole.addLayout(right, 1)

    def _right(self) -> QVBoxLayout:
        """What is shown: the contents or the printed pages, and how to come to the others."""
        room = QVBoxLayout(self.contents)
        room.setContentsMargins(0, 0, 0, 0)
        room.addWidget(self.preview)
        self.preview.setMinimumWidth(grown(_PREVIEW))
        self.preview.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        line = QHBoxLayout()
        line.addWidget(self.state, 1)
        line.addWidget(self.pages.head, 1)
        line.addStretch()
        line.addWidget(self.pages_button)
        right = QVBoxLayout()
        right.addLayout(line)
        right.addWidget(self.stack, 1)
        return right

    def _connect(self) -> None:
        self.pages_button.clicked.connect(self._on_pages)
        self.pages.again_asked.connect(self._on_again)
        self.pages.left.connect(self._on_contents)
        for name in _BOXES[1:]:
            self.boxes[name].committed.connect(self._on_asked)
        self.boxes["kept"].committed.connect(self._on_kept)
        self.sections.committed.connect(self._on_asked)
        self.name.textChanged.connect(self._on_named)
        self.name.returnPressed.connect(self._on_keep)
        self.keep_button.clicked.connect(self._on_keep)
        self.write_button.clicked.connect(self._on_write)

    def refresh(self, touched: Touched) -> None:
        """Offer the editions that there are; what is shown is made anew when next looked at."""
        say, study = self.session.say, self.session.today
        options = [Option(row.key, row.name) for row in study.editions]
        is_first = self.made is None and self._job is None
        self.boxes["edition"].offer(options, say("symposium.report.today"))
        self.boxes["previous"].offer(options, say("symposium.report.last"))
        scenarios = [Option(row.key, row.name) for row in study.scenarios]
        self.boxes["scenario"].offer(scenarios, say("symposium.report.all"))
        kinds = [Option(one.value, capital(say(f"audience.{one}"))) for one in Audience]
        if touched.has("reports") or is_first:
            kept = [Option(row.key, row.name) for row in study.reports]
            self.boxes["kept"].offer(kept, say("symposium.report.none"))
        if is_first:
            self.boxes["audience"].offer(kinds, "")
            self.boxes["audience"].show_typed(Audience.PARTNERS.value)
        self._on_named()
        self._ask()

    def chosen_key(self) -> str:
        """The kept report whose choices are shown."""
        return self.boxes["kept"].typed()

    def show_place(self, place: Place) -> None:
        """Take the choices of a kept report."""
        self.boxes["kept"].show_typed(place.key)
        self._on_kept()

    @Slot()
    def remove(self) -> None:
        """Remove the kept report; its choices stay on the page."""
        key = self.chosen_key()
        if key and not self.pen.lock:
            self.pen.remove("reports", key)

    def printed(self) -> tuple[Figure | Table, ...]:
        """The figure or table that is looked at."""
        return self.preview.printed()

    def write(self, path: Path) -> Job:
        """Write the PDF and the workbook of the name of ``path`` in the lane."""
        work = partial(_made_and_written, self._work(), path, self.session.texts)
        job = self.session.jobs.start(self.session.say("verb.export.symposium"), work)
        job.succeeded.connect(self._on_written)
        job.failed.connect(self.session.on_failed)
        return job

    def _work(self) -> partial[Report]:
        """What makes the report of what is chosen now, on a copy of the study of today."""
        today = replace(self.session.desk, document=Document(self.session.today))
        return partial(
            made_report,
            today,
            self.boxes["edition"].typed(),
            self.boxes["previous"].typed(),
            Audience(self.boxes["audience"].typed()),
            self._chosen(),
            self.boxes["scenario"].typed(),
        )

    def _chosen(self) -> tuple[ReportSection, ...]:
        return tuple(ReportSection(code) for code in self.sections.typed())

    def _ask(self) -> None:
        """Make the report in the lane to show it; what the lane is at work on is dropped."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self.pages.tell_stale()
        if not self._chosen():
            self._say(self.session.say("symposium.report.no_section"))
            self.preview.show_report(None)
            self._enable(is_on=False)
            return
        self._say(self.session.say("report.step.sections"))
        label_of = self.session.say("symposium.report.tab")
        self._job = self.session.jobs.start(label_of, self._work(), is_quiet=True)
        self._job.succeeded.connect(self._on_made)
        self._job.failed.connect(self._on_failed)

    def _enable(self, *, is_on: bool) -> None:
        """Whether what is chosen can be laid out and written; the contents are always there."""
        self.write_button.setEnabled(is_on)
        self.pages.again.setEnabled(is_on)
        self.pages_button.setEnabled(is_on or self.stack.currentWidget() is self.pages)

    def _show_kind(self, kind: QWidget) -> None:
        """Show the contents or the pages; the button leads to the others."""
        code = "symposium.report.pages" + (".leave" if kind is self.pages else "")
        self.pages_button.setText(self.session.say(code))
        self.pages_button.setToolTip(self.session.say(f"{code}.help"))
        self.stack.setCurrentWidget(kind)
        self.pages.head.setVisible(kind is self.pages)

    @Slot()
    def _on_pages(self) -> None:
        """Show the pages, made now where they are not those of what is chosen; or the contents."""
        if self.stack.currentWidget() is self.pages:
            self.pages.cancel()
            self._on_contents()
            return
        self._show_kind(self.pages)
        if self.pages.is_stale:
            self._on_again()
        else:
            self.pages.setFocus()

    @Slot()
    def _on_contents(self) -> None:
        self._show_kind(self.contents)
        self.pages_button.setEnabled(self.write_button.isEnabled())
        if self.isVisible():
            self.pages_button.setFocus()

    @Slot()
    def _on_again(self) -> None:
        """Lay the pages out in the lane; a report that is made already is not made again."""
        made = self.made if self._job is None else None
        make = self._work() if made is None else partial(_same, made)
        self.pages.make(partial(_printed, make, self.session.texts))

    def _say(self, words: str) -> None:
        self.state.setText(words)
        self.state.setVisible(bool(words))

    @Slot()
    def _on_asked(self) -> None:
        self._ask()

    @Slot()
    def _on_kept(self) -> None:
        """Take over what a kept report says."""
        row = self.session.today.reports.find(self.chosen_key())
        if row is not None:
            self.boxes["edition"].show_typed(row.edition or "")
            self.boxes["previous"].show_typed(row.previous or "")
            self.boxes["audience"].show_typed(row.audience.value)
            self.sections.show_typed([part.value for part in row.sections])
        self._ask()
        self.told.emit()

    @Slot(object)
    def _on_made(self, made: Report) -> None:
        if self.sender() is not self._job:
            return
        self._job = None
        self.made = made
        self._enable(is_on=True)
        self._say("")
        self.preview.show_report(made)
        self.summary = self.session.say("symposium.report.summary", n=self.preview.count)
        self.told.emit()

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        if self.sender() is not self._job:
            return
        self._job = None
        self._enable(is_on=False)
        self.preview.show_report(None)
        if isinstance(error, CartoplanError):
            self._say(self.session.texts.say(error.message))
        else:
            self.session.on_failed(error)

    @Slot()
    def _on_named(self) -> None:
        is_named = bool(self.name.text().strip())
        latched(self.keep_button, self.pen.lock_of("reports"), is_possible=is_named)

    @Slot()
    def _on_keep(self) -> None:
        """Keep the choices under the name that was typed."""
        if not self.keep_button.isEnabled():
            return
        values: dict[str, Value] = {
            "name": self.name.text().strip(),
            "edition": self.boxes["edition"].typed() or None,
            "previous": self.boxes["previous"].typed() or None,
            "audience": Audience(self.boxes["audience"].typed()),
            "sections": self._chosen(),
        }
        before = set(self.session.today.reports.keys())
        refused = self.pen.refused(partial(rowedits.add, self.session.desk, "reports", values))
        self.refusal.setText(refused)
        self.refusal.setVisible(bool(refused))
        if not refused:
            self.name.clear()
            added = set(self.session.today.reports.keys()) - before
            self.boxes["kept"].show_typed(added.pop())
            self.told.emit()

    @Slot()
    def _on_write(self) -> None:
        """Ask for a name; both files bear it."""
        proposed = self.session.folder / self.session.say("verb.export.symposium.file")
        title = self.session.say("verb.export.symposium")
        path = ask_target(self, self.session.texts, title, proposed)
        if path is not None:
            self.write(path)

    @Slot(object)
    def _on_written(self, outcome: Outcome) -> None:
        self.session.said.emit(" ".join(map(self.session.texts.say, outcome.said)))


def _same(made: Report, watch: Watch) -> Report:
    return made


def _printed(make: Callable[..., Report], texts: Texts, watch: Watch) -> bytes:
    """The PDF of a report, in the lane."""
    return printed_report(make(watch=watch), texts, watch)


def _made_and_written(
    make: Callable[..., Report], path: Path, texts: Texts, watch: Watch
) -> Outcome:
    """Both files of one report, in the lane."""
    return written_report(make(watch=watch), path, texts, watch)
