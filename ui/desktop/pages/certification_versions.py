"""The versions of a certification: frozen, compared with another one or with now, put back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from planner.compute.extracts import PARTS
from ui.actions.fieldwords import Option
from ui.actions.versions import changes_between, freezing, restoring, versions_of
from ui.desktop.inputs import ChoiceInput, LineInput
from ui.desktop.latch import latched, locked
from ui.desktop.pages.certification_changes import changes_html, spoken
from ui.desktop.pages.certification_documents import reader
from ui.desktop.pages.certification_tab import CertificationTab
from ui.desktop.style import GAP, grown
from ui.desktop.widgets.key_lines import KeyLine, KeyLines
from ui.desktop.widgets.labels import label, prose

if TYPE_CHECKING:
    from planner.findings import Place
    from planner.study import CertificationVersion

_SIDE = 240  # px at 100 %


class VersionsTab(CertificationTab):
    """Lists the versions on the left, what changed on the right.

    Signals:
        compared(): another comparison is shown.
    """

    concerned = frozenset({"certifications", "certification_versions", *PARTS})
    compared = Signal()

    def _build(self) -> None:
        say = self.session.say
        self.name = LineInput(self)
        self.name.setPlaceholderText(say("versions.name"))
        self.name.setAccessibleName(say("versions.name"))
        self.name.setToolTip(say("versions.freeze.help"))
        self.freeze = self.button("versions.freeze", self.on_freeze, primary=True)
        self.head = label("", "strong", self)
        self.none = prose(say("versions.none.help"), "muted", self)
        self.lines = KeyLines(say("collection.certification_versions"), self)
        self.restore = self.button("versions.restore", self.on_restore)
        self.other = ChoiceInput((), "", self)
        self.other.setAccessibleName(say("versions.other"))
        self.other.setToolTip(say("versions.other.help"))
        self.browser = reader(self.session, say("versions.changes"), self)
        self.counted = label("", "strong", self)
        self._lay_out()

    def _lay_out(self) -> None:
        say, side = self.session.say, QVBoxLayout()
        side.setSpacing(GAP)
        for part in (self.name, self.freeze, self.head, self.none, self.lines, self.restore):
            side.addWidget(part)
        side.addStretch(1)
        for part in (self.name, self.freeze, self.head, self.none, self.lines, self.restore):
            part.setFixedWidth(grown(_SIDE))
        named = label(say("versions.other"), "small", self)
        named.setBuddy(self.other)
        bar = QHBoxLayout()
        bar.setSpacing(GAP)
        bar.addWidget(self.counted)
        bar.addStretch(1)
        bar.addWidget(named)
        bar.addWidget(self.other)
        self.other.setMinimumWidth(grown(160))
        right = QVBoxLayout()
        right.addLayout(bar)
        right.addWidget(self.browser, 1)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, GAP, GAP, GAP)
        line.setSpacing(2 * GAP)
        line.addLayout(side)
        line.addLayout(right, 1)

    def _connect(self) -> None:
        self.name.returnPressed.connect(self.on_freeze)
        self.lines.current_changed.connect(self._on_version)
        self.lines.removal_asked.connect(self._on_remove)
        self.other.committed.connect(self._compare)

    def show_certification(self, key: str) -> None:
        """Show the versions of the certification called ``key``, the last one first."""
        super().show_certification(key)
        rows = versions_of(self.study, key)
        self.lines.show_lines(KeyLine(row.key, row.name, self._about(row)) for row in rows)
        if rows and not self.lines.current_key:
            self.lines.setCurrentRow(0)
        self.head.setText(self.session.say("versions.head", n=len(rows)))
        self.none.setVisible(not rows)
        self.other.offer(
            [Option(row.key, row.name) for row in rows], self.session.say("versions.now")
        )
        locked(self.name, self.pen.lock)
        self.lock_buttons(self.freeze)
        self._compare()

    def show_place(self, place: Place) -> bool:
        """Bring a version to the front."""
        return self.lines.select(place.key)

    @Slot()
    def on_freeze(self) -> None:
        """Keep the text as it is now under the name typed, or under that of the day."""
        if self.pen.lock:
            return
        words = self.name.typed().strip() or self._proposed()
        if self.do(partial(freezing, self.session.desk, self.key, words)):
            self.name.show_typed("")
            self.lines.setCurrentRow(0)

    @Slot()
    def on_restore(self) -> None:
        """Put the text of the current version back; undo takes it away again."""
        key = self.lines.current_key
        if key and not self.pen.lock:
            self.do(partial(restoring, self.session.desk, self.key, key))

    def _proposed(self) -> str:
        """A name for today that no version bears yet."""
        day = self.session.texts.day(self.session.desk.today())
        names = {row.name for row in versions_of(self.study, self.key)}
        proposed, number = self.session.say("versions.of_day", day=day), 2
        name = proposed
        while name in names:
            name, number = f"{proposed} ({number})", number + 1
        return name

    def _about(self, row: CertificationVersion) -> str:
        who = row.author or self.session.say("rowhistory.nobody")
        return f"{self.session.texts.show(row.frozen_on)} · {who}"

    @Slot()
    def _compare(self) -> None:
        """Show what changed from the current version to the other one, or to now."""
        key, other = self.lines.current_key, self.other.typed()
        latched(self.restore, self.pen.lock, is_possible=bool(key))
        self.counted.setText("")
        if not key:
            self.browser.setHtml("")
            return
        changes = self.session.guarded(partial(changes_between, self.study, self.key, key, other))
        if changes is None:
            self.browser.setHtml("")
            return
        self.counted.setText(self.session.say("part_changes.title", n=len(changes)))
        self.browser.setHtml(changes_html(self.session, changes))
        self.browser.setAccessibleDescription(spoken(self.session, changes))
        self.compared.emit()

    @Slot(str)
    def _on_version(self, _key: str) -> None:
        self._compare()

    @Slot(str)
    def _on_remove(self, key: str) -> None:
        if not self.pen.lock:
            self.session.guarded(partial(self.pen.remove, "certification_versions", key))
