from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import ROOT, nodes


def test_every_import_goes_down_the_house():
    command = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run([command, "--no-cache"], capture_output=True, text=True, cwd=ROOT)
    assert run.returncode == 0, run.stdout


def test_the_core_opens_without_a_screen():
    code = (
        "import sys, planner, db.store, exports.workbook, exports.roadmap, ui.cli\n"
        "from ui.actions.verbs import load_verbs; load_verbs()\n"
        "print([name for name in sys.modules if name.startswith('PySide6')])"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert run.stdout.strip() == "[]"


def test_nothing_lets_the_window_run_in_the_middle_of_its_work():
    assert [
        f"{path}:{node.lineno}"
        for path, node in nodes(ast.Call)
        if getattr(node.func, "attr", "") == "processEvents"
    ] == []


def test_qt_loops_are_entered_only_by_dialogs_and_the_launcher():
    assert [
        f"{path}:{node.lineno}"
        for path, node in nodes(ast.Call)
        if getattr(node.func, "attr", "") == "exec"
        and not path.startswith("ui/desktop/dialogs/")
        and path != "ui/desktop/launch.py"
    ] == []


@pytest.mark.parametrize(
    ("module", "name", "room"),
    [
        ("reportlab.platypus", "Paragraph", "exports/pdf_text.py"),
        ("reportlab.platypus.paragraph", "Paragraph", "exports/pdf_text.py"),
    ],
)
def test_text_reaches_a_document_only_through_its_gate(module, name, room):
    assert [
        path
        for path, node in nodes(ast.ImportFrom)
        if node.module == module and name in {alias.name for alias in node.names} and path != room
    ] == []
