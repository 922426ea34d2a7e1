"""What people remarked about a row, and a place to remark something."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from planner.study import Comment
from planner.tables.comments import comments_of
from ui.actions.comments import is_own
from ui.actions.registry import VERBS
from ui.desktop.style import GAP, as_role, grown
from ui.desktop.widgets.labels import prose
from ui.desktop.widgets.plain_text import written

if TYPE_CHECKING:
    from ui.desktop.pen import Pen

_TALL = 72  # px


class CommentThread(QWidget):
    """The comments on one row, oldest first: one's own can be said in other words."""

    def __init__(
        self, pen: Pen, collection: str, parent: QWidget, *, room: str = "comments"
    ) -> None:
        """A thread about no row of ``collection`` yet; its words begin with ``room``."""
        super().__init__(parent)
        self.pen, self.collection, self.room, self.key = pen, collection, room, ""
        self.lines: dict[str, CommentLine] = {}
        self._edited = ""
        self._build()
        self.add_button.clicked.connect(self._on_kept)
        self.leave_button.clicked.connect(self._on_left)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(key), self.text)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(self._on_kept)
        self.text.textChanged.connect(self._show_buttons)

    def show_row(self, key: str) -> None:
        """Show the comments on the row called ``key``; what is being typed about it stays."""
        if key != self.key:
            self.key = key
            self._begin("", "")
        for line in self.lines.values():
            self._box.removeWidget(line)
            line.hide()
            line.deleteLater()
        study = self.pen.session.study
        found = comments_of(study, self.collection, key)
        self.lines = {comment.key: self._line(comment) for comment in found}
        for place, line in enumerate(self.lines.values()):
            self._box.insertWidget(place + 1, line)
            line.show()
        self.none.setVisible(not found)
        if self._edited not in self.lines:
            self._edited = ""
        self._show_buttons()

    def begin(self) -> None:
        """Put the cursor where a comment is typed."""
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        say = self.pen.session.say
        self.none = prose(say(f"{self.room}.none"), "muted", self)
        self.text = QPlainTextEdit(self)
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(grown(_TALL))
        self.text.setPlaceholderText(say(f"{self.room}.placeholder"))
        self.text.setAccessibleName(say(f"{self.room}.placeholder"))
        self.refusal = prose("", "lost", self)
        self.refusal.hide()
        self.add_button, self.leave_button = (
            QPushButton(say(code), self) for code in (f"{self.room}.add", "owned.leave")
        )
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        for button in (self.add_button, self.leave_button):
            name = "add" if button is self.add_button else "leave"
            button.setToolTip(say(f"{self.room}.{name}.help"))
            buttons.addWidget(button)
        buttons.addStretch(1)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(GAP + GAP // 2)
        for widget in (self.none, self.text, self.refusal):
            self._box.addWidget(widget)
        self._box.addLayout(buttons)
        self._box.addStretch(1)

    def _line(self, comment: Comment) -> CommentLine:
        line = CommentLine(self.pen, comment, self, self.room)
        line.edit.clicked.connect(partial(self._on_edit, comment.key))
        line.remove.clicked.connect(partial(self._on_remove, comment.key))
        return line

    def _begin(self, edited: str, words: str) -> None:
        self._edited = edited
        self.text.setPlainText(words)
        self.text.moveCursor(QTextCursor.MoveOperation.End)
        self._refuse("")
        self._show_buttons()

    @property
    def _lock(self) -> str:
        """Why nothing can be said of this row."""
        said = Comment(key="", about=self.collection, row=self.key, text="")
        return self.pen.lock_of_new("comments", said)

    def _show_buttons(self) -> None:
        lock, say = self._lock, self.pen.session.say
        self.text.setReadOnly(bool(lock))
        self.text.setToolTip(lock)
        self.add_button.setText(say("owned.keep" if self._edited else f"{self.room}.add"))
        self.add_button.setEnabled(not lock and bool(self.text.toPlainText().strip()))
        self.leave_button.setVisible(bool(self._edited))

    @Slot()
    def _on_kept(self) -> None:
        """Add what was typed, or let it stand for the words of the comment that is edited."""
        words = written(self.text)
        if self._lock or not words.strip():
            return
        edited, given = self._edited, {"key": self._edited or self.key, "text": words}
        if not edited:
            given["collection"] = self.collection
        verb = VERBS["comments.edit" if edited else "comments.add"]
        refusal = self.pen.refused(partial(verb.run, self.pen.session.desk, **given))
        if refusal:
            self._refuse(refusal)
            return
        self._begin("", "")
        self.begin()

    @Slot()
    def _on_left(self) -> None:
        self._begin("", "")
        self.begin()

    def _on_edit(self, key: str, _checked: bool = False) -> None:
        self._begin(key, self.pen.session.study.comments.get(key).text)
        self.begin()

    def _on_remove(self, key: str, _checked: bool = False) -> None:
        run = VERBS["comments.remove"].run
        self._refuse(self.pen.refused(partial(run, self.pen.session.desk, key=key)))
        self.begin()

    def _refuse(self, sentence: str) -> None:
        self.refusal.setText(sentence)
        self.refusal.setVisible(bool(sentence))


class CommentLine(QFrame):
    """One comment: who and when, the words, and what can be done with it."""

    def __init__(self, pen: Pen, comment: Comment, parent: QWidget, room: str) -> None:
        """A line for ``comment``; only its author may say it otherwise."""
        super().__init__(parent)
        say, texts = pen.session.say, pen.session.texts
        who = comment.author or say("rowhistory.nobody")
        day = texts.show(comment.written_on)
        as_role(self, "card")
        by = say(f"{room}.by", author=who, day=day)
        self.setAccessibleName(by)
        self.words = prose(comment.text, "", self)
        codes, lock = (f"{room}.edit", f"{room}.remove"), pen.lock_of("comments", comment.key)
        self.edit, self.remove = (QPushButton(say(code), self) for code in codes)
        for button, code in zip((self.edit, self.remove), codes, strict=True):
            as_role(button, "link")
            button.setToolTip(lock or say(f"{code}.help"))
            button.setAccessibleName(f"{button.text()}, {by}")
            button.setEnabled(not lock)
        self.edit.setVisible(is_own(pen.session.desk, comment))
        foot = QHBoxLayout()
        foot.setSpacing(2 * GAP)
        foot.addWidget(self.edit)
        foot.addWidget(self.remove)
        foot.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(GAP + GAP // 2, GAP, GAP, GAP // 2)
        box.setSpacing(GAP // 2)
        box.addWidget(prose(by, "small", self))
        box.addWidget(self.words)
        box.addLayout(foot)
