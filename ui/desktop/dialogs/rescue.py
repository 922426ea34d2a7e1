"""What is wrong with a damaged study file, and the three ways out of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QVBoxLayout

from ui.actions.files import SUFFIX
from ui.actions.registry import VERBS
from ui.actions.rescue import (
    WORKBOOK,
    desk_on,
    said_of_backup,
    said_of_replay,
    ways_out,
)
from ui.desktop.dialogs.files import ask_target
from ui.desktop.style import GAP, as_role, grown
from ui.desktop.widgets.labels import label, prose

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QLabel, QWidget

    from db.rescue import Ways
    from planner.watch import Watch
    from ui.actions.document import Wreck
    from ui.desktop.session import Session

_WIDTH = 640  # px


class RescueDialog(QDialog):
    """Tells what each way would give and lose; nothing happens before a button is pressed."""

    def __init__(self, session: Session, wreck: Wreck, parent: QWidget) -> None:
        """The ways out of ``wreck``; what each would give is looked up in the lane."""
        super().__init__(parent)
        self.session, self.wreck = session, wreck
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(session.say("rescue.title", name=wreck.path.name))
        self._build()
        self.setMinimumWidth(grown(_WIDTH))
        self.adjustSize()
        job = session.jobs.start("", partial(_looked, wreck.path), is_quiet=True)
        job.succeeded.connect(self._on_known)
        job.failed.connect(session.on_failed)

    def _build(self) -> None:
        say = self.session.say
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(2 * GAP, 2 * GAP, 2 * GAP, GAP)
        self._box.setSpacing(GAP)
        self.why = prose(self.session.texts.say(self.wreck.why), "", self)
        self._box.addWidget(self.why)
        self._box.addWidget(prose(say("rescue.choose"), "muted", self))
        self.backup, self.told_backup = self._way("rescue.backup")
        self.replay, self.told_replay = self._way("rescue.replay")
        self.salvage, told = self._way("rescue.salvage")
        told.setText(say("rescue.salvage_told"))
        self.backup.setEnabled(False)
        self.replay.setEnabled(False)
        self.backup.clicked.connect(partial(self._put_back, "rescue.backup"))
        self.replay.clicked.connect(partial(self._put_back, "rescue.replay"))
        self.salvage.clicked.connect(self._on_salvage)
        buttons = QDialogButtonBox(parent=self)
        later = buttons.addButton(say("rescue.later"), QDialogButtonBox.ButtonRole.RejectRole)
        later.setAutoDefault(False)
        buttons.rejected.connect(self.reject)
        self._box.addSpacing(GAP)
        self._box.addWidget(buttons)

    def _way(self, key: str) -> tuple[QPushButton, QLabel]:
        """The heading, the sentence and the button of one way."""
        verb = VERBS[key]
        button = QPushButton(self.session.say(verb.label), self)
        button.setToolTip(self.session.say(verb.help))
        button.setAutoDefault(False)
        told = label(self.session.say("rescue.looking"), "", self)
        told.setWordWrap(True)
        self._box.addSpacing(GAP)
        self._box.addWidget(told)
        self._box.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return button, told

    @Slot(object)
    def _on_known(self, ways: Ways) -> None:
        """Tell what backup and replay would give."""
        say = self.session.texts.say
        self.told_backup.setText(say(said_of_backup(ways)))
        self.told_replay.setText(say(said_of_replay(ways)))
        self.backup.setEnabled(ways.backup is not None)
        self.replay.setEnabled(ways.reached is not None)
        is_better = ways.reached is not None and ways.lost_by_replay <= ways.lost
        as_role(self.replay if is_better else self.backup, "primary")
        self.adjustSize()

    def _put_back(self, key: str, _checked: bool = False) -> None:
        """Go one of the ways that lead to a sound file in the same place, and open it."""
        session, path = self.session, self.wreck.path
        outcome = session.guarded(partial(VERBS[key].run, desk_on(session.desk, path)))
        if outcome is not None and session.open(path):
            session.said.emit(" ".join(session.texts.say(part) for part in outcome.said))
            self.accept()

    @Slot()
    def _on_salvage(self) -> None:
        """Read what is readable in the lane; the bar of the work tells how far it is."""
        session = self.session
        proposed = self.wreck.path.with_name(f"{session.say('rescue.copy_name')}{SUFFIX}")
        title = session.say("verb.rescue.salvage")
        out = ask_target(self, session.texts, title, proposed, WORKBOOK)
        if out is None:
            return
        desk = desk_on(session.desk, self.wreck.path)
        session.start_verb("rescue.salvage", desk=desk, out=out)
        self.accept()


def _looked(path: Path, _watch: Watch) -> Ways:
    return ways_out(path)
