"""The backups of the study: listed, checked, made, put back; and the second folder."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
)

from ui.actions.backups import all_backups, backups_table, fault_of, steps_since
from ui.actions.document import Document
from ui.actions.registry import VERBS
from ui.actions.rescue import desk_on
from ui.desktop.models.table_model import TableModel
from ui.desktop.style import GAP, as_role, grown
from ui.desktop.widgets.labels import label, prose
from ui.desktop.widgets.table_view import TableView

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from db.backups import Backup
    from planner.messages import Message
    from planner.tables.table import Row
    from planner.watch import Watch
    from ui.actions.outcome import Outcome
    from ui.desktop.session import Session

_SIZE = (1000, 520)  # px


class BackupsDialog(QDialog):
    """A table of the backups; restoring tells first what it would lose."""

    def __init__(self, session: Session, path: Path, parent: QWidget) -> None:
        """The backups of the study file ``path``, which is open or damaged."""
        super().__init__(parent)
        self.session, self.path = session, path
        self._backups: tuple[Backup, ...] = ()
        self._rows: tuple[Row, ...] = ()
        self._faults: dict[Path, Message | None] = {}
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(session.say("backups.title", name=path.name))
        self._build()
        self._list()
        self.resize(grown(_SIZE[0]), grown(_SIZE[1]))

    def _build(self) -> None:
        say = self.session.say
        self.model = TableModel(self.session.texts, self)
        self.table = TableView(self.model, self.session.look, self)
        self.table.setAccessibleName(say("table.backups"))
        self.empty = prose(say("backups.empty"), "muted", self)
        self.told = label(say("backups.choose"), "", self)
        self.told.setWordWrap(True)
        self.second = label("", "muted", self)
        self.second.setWordWrap(True)
        self.make, self.verify, self.restore = map(
            self._button, ("backups.make", "backups.verify", "backups.restore")
        )
        self.choose, self.drop = map(self._button, ("backups.second_choose", "backups.second_drop"))
        as_role(self.restore, "primary")
        self._lay_out()
        self.table.selectionModel().currentChanged.connect(self._on_current)
        self.make.clicked.connect(self._on_make)
        self.verify.clicked.connect(self._on_verify)
        self.restore.clicked.connect(self._on_restore)
        self.choose.clicked.connect(self._on_choose)
        self.drop.clicked.connect(partial(self.name_second, ""))

    def _lay_out(self) -> None:
        say = self.session.say
        buttons = QDialogButtonBox(parent=self)
        buttons.addButton(say("backups.close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        box = QVBoxLayout(self)
        box.setContentsMargins(2 * GAP, 2 * GAP, 2 * GAP, GAP)
        box.setSpacing(GAP)
        box.addWidget(prose(say("backups.intro"), "muted", self))
        box.addWidget(self.table, 1)
        box.addWidget(self.empty)
        box.addWidget(self.told)
        for widgets in ((self.make, self.verify, self.restore), (self.choose, self.drop)):
            line = QHBoxLayout()
            line.setSpacing(GAP)
            if widgets[0] is self.choose:
                line.addWidget(self.second, 1)
            for widget in widgets:
                line.addWidget(widget)
            if widgets[0] is self.make:
                line.addStretch(1)
            box.addLayout(line)
        box.addWidget(buttons)

    def _button(self, code: str) -> QPushButton:
        button = QPushButton(self.session.say(code), self)
        button.setAutoDefault(False)
        return button

    def _list(self) -> None:
        """Show the backups that there are now."""
        self._backups = all_backups(self.path)
        table = backups_table(self._backups, self.session.desk, self._faults)
        self._rows = table.rows
        self.table.show_table(table)
        self.table.setVisible(bool(self._backups))
        self.empty.setVisible(not self._backups)
        self.verify.setEnabled(bool(self._backups))
        self._on_current()
        folder = self.session.settings.backup_folder
        code = "backups.second_is" if folder else "backups.second_none"
        self.second.setText(self.session.say(code, folder=folder))
        self.drop.setEnabled(bool(folder))

    def current(self) -> Backup | None:
        """The backup of the current line, None where there is none."""
        line = self.table.currentIndex().row()
        if line < 0:
            return None
        return self._backups[self._rows.index(self.model.row_at(line))]

    @Slot()
    def _on_current(self, *_: object) -> None:
        """Tell what restoring the current backup would lose."""
        backup = self.current()
        self.restore.setEnabled(backup is not None)
        if backup is None:
            self.told.setText(self.session.say("backups.choose"))
            return
        lost = steps_since(self.path, backup)
        code = "backups.unsure" if lost is None else "backups.would_lose"
        self.told.setText(self.session.say(code, n=lost or 0))

    @Slot()
    def _on_make(self) -> None:
        if self._run("backups.make") is not None:
            self._list()

    @Slot()
    def _on_verify(self) -> None:
        """Check every backup in the lane, then show which are good."""
        job = self.session.jobs.start(
            self.session.say("verb.backups.verify"), partial(_checked, self._backups)
        )
        self.verify.setEnabled(False)
        job.succeeded.connect(self._on_verified)
        job.failed.connect(self.session.on_failed)

    @Slot(object)
    def _on_verified(self, faults: dict[Path, Message | None]) -> None:
        self._faults = faults
        self._list()

    @Slot()
    def _on_restore(self) -> None:
        """Let the file go, put the backup in its place, and open it again."""
        backup = self.current()
        if backup is None:
            return
        session = self.session
        session.open(self.path, found=Document(session.today))  # the file is let go
        outcome = self._run("backups.restore", name=backup.path.name)
        session.open(self.path)
        if outcome is not None:
            session.said.emit(" ".join(session.texts.say(part) for part in outcome.said))
            self.accept()

    @Slot()
    def _on_choose(self) -> None:
        start = self.session.settings.backup_folder or str(Path.home())
        folder = QFileDialog.getExistingDirectory(
            self, self.session.say("verb.backups.second"), start
        )
        if folder:
            self.name_second(folder)

    @Slot()
    def name_second(self, folder: str, _checked: bool = False) -> None:
        """Make backups in ``folder`` too; nowhere else where it is empty."""
        self.session.keep(replace(self.session.settings, backup_folder=folder))
        self._list()

    def _run(self, key: str, **given: object) -> Outcome | None:
        desk = desk_on(self.session.desk, self.path)
        return self.session.guarded(partial(VERBS[key].run, desk, **given))


def _checked(backups: tuple[Backup, ...], watch: Watch) -> dict[Path, Message | None]:
    found = {}
    for number, backup in enumerate(backups):
        watch.step(number / len(backups))
        found[backup.path] = fault_of(backup)
    return found
