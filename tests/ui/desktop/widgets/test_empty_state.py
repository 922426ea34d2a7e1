"""What stands where there is nothing yet."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from ui.desktop.widgets.empty_state import EmptyState

LONG = "Une phrase qui dit ce qui sera ici et comment le remplir. " * 4


def test_a_long_sentence_is_shown_whole(qtbot, session):
    state = EmptyState(session.look, "gaps", "Rien encore", LONG, "Aller", None)
    qtbot.addWidget(state)
    state.resize(900, 600)
    state.show()
    said = next(label for label in state.findChildren(QLabel) if label.text() == LONG)
    assert said.height() >= said.heightForWidth(said.width())
    assert state.button.geometry().top() >= said.geometry().bottom()
