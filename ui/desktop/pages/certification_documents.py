"""The file of a certification, written in five formats, and a certification that comes back."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from planner.figures.palette import Ink
from ui.actions.dossiers import FORMATS, do_import, read_incoming, refused_table
from ui.desktop.dialogs.files import ask_target
from ui.desktop.inputs import FlagInput
from ui.desktop.latch import Latch, latched
from ui.desktop.models.table_model import TableModel
from ui.desktop.pages.certification_changes import changes_html, spoken
from ui.desktop.style import GAP, as_role, grown
from ui.desktop.widgets.flow import Flow
from ui.desktop.widgets.labels import label, prose
from ui.desktop.widgets.table_view import TableView
from ui.desktop.widgets.wrapping import share_width

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.actions.dossiers import Incoming
    from ui.desktop.jobs import Job
    from ui.desktop.session import Session

_SAFE = 60  # signs of a title in the name of a file
_ROW = 78  # px at 100 %: four lines of a reason


class DocumentsBar(QWidget):
    """Offers the formats of the file, and to take a file back.

    Signals:
        chosen(object): the :class:`~pathlib.Path` of a file that is to be taken back.
    """

    chosen = Signal(object)

    def __init__(self, session: Session, parent: QWidget) -> None:
        """A bar for no certification yet."""
        super().__init__(parent)
        self.session, self.key = session, ""
        say = session.say
        self.with_opinions = FlagInput((say("value.no"), say("value.yes")), self)
        self.with_opinions.setText(say("documents.with_opinions"))
        self.with_opinions.setToolTip(say("documents.with_opinions.help"))
        self.with_opinions.setChecked(True)
        self.buttons = {name: self._button(name) for name in FORMATS}
        self.take = QPushButton(say("documents.take"), self)
        self.take.setToolTip(say("documents.take.help"))
        self.take.clicked.connect(self._on_take)
        box = Flow(GAP // 2, self)
        box.addWidget(label(say("documents.write"), "muted", self))
        for button in self.buttons.values():
            box.addWidget(button)
        box.addWidget(self.with_opinions)
        box.addWidget(self.take)

    def write(self, name: str, out: Path) -> Job:
        """Write the file of the certification in one format, in the lane."""
        hidden = not self.with_opinions.isChecked()
        return self.session.start_verb(
            "export.dossier", key=self.key, out=out, format=name, without_comments=hidden
        )

    def _button(self, name: str) -> QPushButton:
        made = QPushButton(self.session.say(f"documents.{name}"), self)
        made.setToolTip(self.session.say(f"documents.{name}.help"))
        made.setAccessibleName(made.toolTip())
        made.clicked.connect(partial(self._on_write, name))
        return made

    def _on_write(self, name: str, _checked: bool = False) -> None:
        session = self.session
        title = session.study.certifications.get(self.key).title
        proposed = session.folder / f"{_as_file_name(title)}{FORMATS[name]}"
        out = ask_target(self, session.texts, session.say(f"documents.{name}.help"), proposed)
        if out is not None:
            self.write(name, out)

    @Slot()
    def _on_take(self) -> None:
        session = self.session
        kinds = f"{session.say('documents.files')} (*.xlsx *.json)"
        title = session.say("documents.take")
        name, _ = QFileDialog.getOpenFileName(self, title, str(session.folder), kinds)
        if name:
            self.chosen.emit(Path(name))


class IncomingView(QWidget):
    """What a file would change: seen first, then taken or left.

    Signals:
        taken(str): the certification of that key was taken from the file.
        left(): nothing was taken.
    """

    taken = Signal(str)
    left = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        """A view of no file yet."""
        super().__init__(parent)
        self.session = session
        self.incoming: Incoming | None = None
        self.head = prose("", "strong", self)
        self.told = prose("", "muted", self)
        self.browser = reader(session, session.say("documents.incoming"), self)
        self.refused_head = prose("", "lost", self)
        as_role(self.refused_head, "lost")
        self.refused = TableView(TableModel(session.texts, self), session.look, self)
        self.refused.setAccessibleName(session.say("documents.refused"))
        self.keep = self._button("documents.keep", self._on_keep)
        as_role(self.keep, "primary")
        self.leave = self._button("documents.leave", self.left.emit)
        bar = QHBoxLayout()
        bar.addWidget(self.keep)
        bar.addWidget(self.leave)
        bar.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP)
        box.addWidget(self.head)
        box.addWidget(self.told)
        box.addWidget(self.browser, 2)
        box.addWidget(self.refused_head)
        box.addWidget(self.refused, 1)
        box.addLayout(bar)

    def show_file(self, path: Path) -> bool:
        """Show what the file at ``path`` would change; False, with the reason told, if refused."""
        found = self.session.guarded(partial(read_incoming, self.session.desk, path))
        if found is None:
            return False
        self.incoming = found
        texts, title = self.session.texts, found.taken.certification.title
        code = "documents.new" if found.is_new else "documents.changed"
        n = len(found.changes)
        self.head.setText(self.session.say(code, title=title, file=path.name, n=n))
        self.told.setText("\n".join(map(texts.say, found.ignored)))
        self.told.setVisible(bool(found.ignored))
        self.browser.setHtml(changes_html(self.session, found.changes))
        self.browser.setAccessibleDescription(spoken(self.session, found.changes))
        self._show_refused(found)
        is_possible = bool(found.changes) or found.is_new
        latched(self.keep, Latch(self.session, "certifications").lock, is_possible=is_possible)
        return True

    def _show_refused(self, found: Incoming) -> None:
        table = refused_table(found.refused)
        self.refused_head.setText(self.session.texts.say(table.title))
        for part in (self.refused_head, self.refused):
            part.setVisible(bool(found.refused))
        if found.refused:
            self.refused.show_table(table)
            share_width(self.refused, 3, 4, two_lines=True)
            self.refused.verticalHeader().setDefaultSectionSize(grown(_ROW))
        name = "documents.keep_rest" if found.refused else "documents.keep"
        self.keep.setText(self.session.say(name))
        self.keep.setToolTip(self.session.say(f"{name}.help"))

    def _button(self, code: str, act: Callable[[], object]) -> QPushButton:
        made = QPushButton(self.session.say(code), self)
        made.setToolTip(self.session.say(f"{code}.help"))
        made.clicked.connect(act)
        return made

    @Slot()
    def _on_keep(self) -> None:
        found = self.incoming
        if found is None:
            return

        def act() -> bool:
            do_import(self.session.desk, found)
            return True

        if self.session.guarded(act):
            self.incoming = None
            self.taken.emit(found.taken.certification.key)


def reader(session: Session, name: str, parent: QWidget) -> QTextBrowser:
    """A text to be read, called ``name``; its frame shows where the keyboard is."""
    made = QTextBrowser(parent)
    made.setAccessibleName(name)
    made.setOpenLinks(False)
    made.setTabChangesFocus(True)
    made.setStyleSheet(
        "QTextBrowser { border: 2px solid transparent; background: transparent; }"
        f"QTextBrowser:focus {{ border-color: {session.look.palette[Ink.ACCENT]}; }}"
    )
    return made


def _as_file_name(title: str) -> str:
    """A title without the signs that file systems refuse."""
    kept = "".join(sign if sign.isalnum() or sign in " -’'" else " " for sign in title)
    return " ".join(kept.split())[:_SAFE].strip()
