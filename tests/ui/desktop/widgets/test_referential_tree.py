"""The trees of the certifications page obey Qt's contract and let only what makes sense be done."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, Qt

from planner.findings import Place
from ui.desktop.models.tree_model import Branch
from ui.desktop.widgets.referential_tree import PARTS, Draft, PartModel, ReferentialTree, key_of

BLOCK, OTHER = Place("blocks", "b"), Place("blocks", "c")
DRAFT = Draft("activities", BLOCK)


def branches():
    draft = Branch("draft", ("Nouvelle activité…", "", "", ""), (), DRAFT)
    return [
        Branch(key_of(BLOCK), ("Piloter", "Bloc", "BC01", ""), (draft,), BLOCK),
        Branch(key_of(OTHER), ("Un bloc dont l’intitulé est long " * 6, "Bloc", "", ""), (), OTHER),
    ]


@pytest.fixture
def parts(qapp, qtmodeltester):
    model = PartModel(["Texte", "Partie", "Code", "Constats"])
    model.show(branches())
    qtmodeltester.check(model)
    return model


def test_texts_are_written_unless_locked_and_drafts_stay_where_they_are(parts):
    editable, dragged = Qt.ItemFlag.ItemIsEditable, Qt.ItemFlag.ItemIsDragEnabled
    assert parts.flags(parts.find("blocks/b")) & editable & ~dragged
    assert not parts.flags(parts.find("draft")) & dragged
    assert not parts.flags(parts.index(0, 1)) & editable
    parts.is_locked = True
    assert not parts.flags(parts.find("blocks/b")) & (editable | dragged)


def test_what_is_dragged_names_the_parts(parts):
    data = parts.mimeData([parts.find("blocks/b"), parts.find("draft")])
    assert bytes(data.data(PARTS).data()) == b"blocks/b"
    assert not QMimeData().hasFormat(PARTS)


def test_long_texts_are_shown_whole(session, qtbot):
    tree = ReferentialTree(session)
    qtbot.addWidget(tree)
    tree.resize(600, 400)
    tree.show_branches(branches())
    tree.show()
    short, long = (tree.visualRect(tree.parts.find(key_of(p))).height() for p in (BLOCK, OTHER))
    assert long > short * 1.8
