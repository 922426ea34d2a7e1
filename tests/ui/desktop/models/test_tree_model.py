"""The tree model keeps Qt's contract, and finds its branches by their keys."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt

from ui.desktop.models.tree_model import BRANCH, Branch, TreeModel

TREE = (
    Branch("a", ("Un", "2"), (Branch("a1", ("x", "")), Branch("a2", ("y", ""), help="aide"))),
    Branch("b", ("Deux", "0"), spoken="Deux, rien"),
)


def made(qtbot=None):
    model = TreeModel(("Nom", "Nombre"), numbers=(1,))
    model.show(TREE)
    return model


def test_the_model_keeps_the_contract_of_qt(qtmodeltester, qapp):
    qtmodeltester.check(made())


def test_an_empty_model_keeps_it_too(qtmodeltester, qapp):
    qtmodeltester.check(TreeModel(("Nom",)))


def test_branches_are_found_by_their_keys_and_know_their_parents(qapp):
    model = made()
    assert model.branch(model.find("a2")).cells == ("y", "")
    assert model.branch(model.find("a2").parent()).key == "a"
    assert not model.find("a").parent().isValid()
    assert not model.find("nobody").isValid()
    assert model.after("a") == ["a1", "a2", "b"]
    assert model.after("") == ["a", "a1", "a2", "b"]


def test_each_cell_is_looked_up_with_its_help_and_its_side(qapp):
    model = made()
    a, a2, b = (model.find(key) for key in ("a", "a2", "b"))
    assert model.data(a.siblingAtColumn(1)) == "2"
    assert model.data(a2, Qt.ItemDataRole.ToolTipRole) == "aide"
    assert model.data(b, Qt.ItemDataRole.AccessibleTextRole) == "Deux, rien"
    assert model.data(b, BRANCH) is TREE[1]
    right = model.data(a.siblingAtColumn(1), Qt.ItemDataRole.TextAlignmentRole)
    assert right & Qt.AlignmentFlag.AlignRight
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Nom"
    assert model.data(QModelIndex()) is None


def test_showing_again_replaces_everything(qapp):
    model = made()
    model.show(TREE[1:])
    assert model.rowCount() == 1
    assert not model.find("a1").isValid()
