"""What partners say about a certification, and a place to say something."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from planner.errors import CartoplanError
from planner.tables.comments import comments_of
from ui.actions.comments import is_own
from ui.actions.registry import VERBS
from ui.desktop.pages.certification_tab import CertificationTab, scrolled
from ui.desktop.style import GAP, as_role, grown
from ui.desktop.widgets.labels import prose

if TYPE_CHECKING:
    from planner.findings import Place
    from planner.study import Comment

_ABOUT = "certifications"
_TALL = 84  # px


class OpinionsTab(CertificationTab):
    """The opinions on one certification, oldest first; one's own can be said in other words."""

    concerned = frozenset({"certifications", "comments"})

    def _build(self) -> None:
        say = self.session.say
        self._edited = ""
        self.lines: dict[str, QFrame] = {}
        self.none = prose(say("opinions.none"), "muted", self)
        inside = QWidget(self)
        self._list = QVBoxLayout(inside)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(GAP)
        self.text = QPlainTextEdit(self)
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(grown(_TALL))
        self.text.setPlaceholderText(say("opinions.placeholder"))
        self.text.setAccessibleName(say("opinions.placeholder"))
        self.refusal = prose("", "lost", self)
        self.refusal.hide()
        self.keep = self.button("opinions.add", self.on_keep, primary=True)
        self.leave = self.button("opinions.leave", self._on_leave)
        buttons = QHBoxLayout()
        buttons.addWidget(self.keep)
        buttons.addWidget(self.leave)
        buttons.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, GAP, GAP, GAP)
        box.setSpacing(GAP)
        box.addWidget(self.none)
        box.addWidget(scrolled(inside, self), 1)
        for part in (self.text, self.refusal):
            box.addWidget(part)
        box.addLayout(buttons)

    def _connect(self) -> None:
        self.text.textChanged.connect(self._show_buttons)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(key), self.text)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(self.on_keep)

    def show_certification(self, key: str) -> None:
        """Show the opinions on the certification called ``key``; what is being typed stays."""
        if key != self.key:
            self._begin("", "")
        super().show_certification(key)
        for line in self.lines.values():
            self._list.removeWidget(line)
            line.hide()
            line.deleteLater()
        found = comments_of(self.study, _ABOUT, key)
        self.lines = {comment.key: self._line(comment) for comment in found}
        for line in self.lines.values():
            self._list.addWidget(line)
        self.none.setVisible(not found)
        self._show_buttons()

    def show_place(self, place: Place) -> bool:
        """Put the cursor where an opinion is typed."""
        del place
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    @Slot()
    def on_keep(self) -> None:
        """Add what was typed, or let it stand for the words of the opinion that is edited."""
        words = self.text.toPlainText()
        if self.pen.lock or not words.strip():
            return
        if self._edited:
            done = self._run("comments.edit", key=self._edited, text=words)
        else:
            done = self._run("comments.add", key=self.key, text=words, collection=_ABOUT)
        if done:
            self._begin("", "")
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _run(self, verb: str, **given: str) -> bool:
        try:
            VERBS[verb].run(self.session.desk, **given)
        except CartoplanError as error:
            self._refuse(self.session.texts.say(error.message))
            return False
        self._refuse("")
        return True

    def _line(self, comment: Comment) -> QFrame:
        say, made = self.session.say, QFrame(self)
        as_role(made, "card")
        who = comment.author or say("rowhistory.nobody")
        by = say("opinions.by", author=who, day=self.session.texts.show(comment.written_on))
        made.setAccessibleName(by)
        foot = QHBoxLayout()
        foot.setSpacing(2 * GAP)
        acts = [("opinions.remove", self._on_remove)]
        if is_own(self.session.desk, comment):
            acts.insert(0, ("opinions.edit", self._on_edit))
        for code, act in acts:
            button = QPushButton(say(code), made)
            as_role(button, "link")
            button.setToolTip(self.pen.lock or say(f"{code}.help"))
            button.setAccessibleName(f"{say(code)}, {by}")
            button.setEnabled(not self.pen.lock)
            button.clicked.connect(partial(act, comment.key))
            foot.addWidget(button)
        foot.addStretch(1)
        box = QVBoxLayout(made)
        box.setContentsMargins(GAP + GAP // 2, GAP, GAP, GAP // 2)
        box.setSpacing(GAP // 2)
        box.addWidget(prose(by, "small", made))
        box.addWidget(prose(comment.text, "", made))
        box.addLayout(foot)
        return made

    def _begin(self, edited: str, words: str) -> None:
        self._edited = edited
        self.text.setPlainText(words)
        self._refuse("")
        self._show_buttons()

    @Slot()
    def _show_buttons(self) -> None:
        lock = self.pen.lock
        self.text.setReadOnly(bool(lock))
        self.keep.setText(self.session.say("owned.keep" if self._edited else "opinions.add"))
        self.keep.setEnabled(not lock and bool(self.text.toPlainText().strip()))
        self.leave.setVisible(bool(self._edited))

    @Slot()
    def _on_leave(self) -> None:
        self._begin("", "")
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_edit(self, key: str, _checked: bool = False) -> None:
        self._begin(key, self.study.comments.get(key).text)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_remove(self, key: str, _checked: bool = False) -> None:
        self._run("comments.remove", key=key)

    def _refuse(self, sentence: str) -> None:
        self.refusal.setText(sentence)
        self.refusal.setVisible(bool(sentence))
