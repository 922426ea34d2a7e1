from __future__ import annotations

from ui.desktop.inputs import TextInput

FRENCH = "Durée\u00a0: une hypothèse.\nÀ modifier\u202f!"


def test_a_text_that_is_only_looked_at_keeps_its_unbreakable_spaces(qtbot):
    """``toPlainText`` makes them plain: to leave the field would have saved another text."""
    text = TextInput()
    qtbot.addWidget(text)
    text.show_typed(FRENCH)
    assert text.typed() == FRENCH
    assert not text.is_typed_in
    with qtbot.assertNotEmitted(text.committed):
        text.setFocus()
        text.clearFocus()


def test_a_text_that_is_changed_keeps_those_of_the_rest(qtbot):
    text = TextInput()
    qtbot.addWidget(text)
    text.show_typed(FRENCH)
    text.moveCursor(text.textCursor().MoveOperation.End)
    text.insertPlainText(" Oui.")
    assert text.is_typed_in
    assert text.typed() == f"{FRENCH} Oui."
