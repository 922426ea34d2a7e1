from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import ROOT, sources


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


FORBIDDEN_CALLS = {"eval", "exec", "compile", "__import__"}
FORBIDDEN_IMPORTS = {
    "pickle",
    "shelve",
    "marshal",
    "socket",
    "urllib",
    "http",
    "ftplib",
    "requests",
}


def _imported(node):
    if isinstance(node, ast.Import):
        return [alias.name.split(".")[0] for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module == "urllib.parse":
        return []  # it takes addresses apart and fetches nothing
    if isinstance(node, ast.ImportFrom):
        return [(node.module or "").split(".")[0]]
    return []


def test_the_product_unpickles_evaluates_and_fetches_nothing():
    found = []
    for path, _, tree in sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", "")
                attribute = getattr(node.func, "attr", "")
                if name in FORBIDDEN_CALLS or attribute == "processEvents":
                    found.append(f"{path}:{node.lineno} {name or attribute}")
            found += [f"{path} {n}" for n in _imported(node) if n in FORBIDDEN_IMPORTS]
    assert found == []


def test_qt_loops_are_entered_only_by_dialogs_and_the_launcher():
    assert [
        f"{path}:{node.lineno}"
        for path, _, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and getattr(node.func, "attr", "") == "exec"
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
        for path, _, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        and node.module == module
        and name in {alias.name for alias in node.names}
        and path != room
    ] == []
