from __future__ import annotations

import pytest

from ui.desktop.widgets.line_list import Line
from ui.desktop.widgets.told import Told


@pytest.fixture
def told(qtbot, appearance):
    made = Told()
    qtbot.addWidget(made)
    return made


def test_lines_sentences_and_notes_are_read_in_their_order(told):
    told.tell([Line("Nature", "Publié")], ["Une phrase.", "Une autre."], ["Une note."])
    assert told.read() == "Nature Publié\nUne phrase.\n\nUne autre.\nUne note."
    assert told.accessibleDescription() == told.read()


def test_what_is_not_told_takes_no_room(told):
    told.tell([], ["Une phrase."])
    assert told.lines.isHidden()
    assert told.notes.isHidden()
    assert not told.sentences.isHidden()
