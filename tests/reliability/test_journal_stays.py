"""T5: the study file that is open is opened by SQLite alone: ``open()`` would drop its locks.

A file descriptor that this process closes takes along every lock that SQLite has on the same file
(sqlite.org/howtocorrupt.html, section 2.2), and a copy made by hand parts it from its journal.
"""

from __future__ import annotations

import ast
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from db.backups import list_backups, verify
from tests.audit import files_opened
from tests.db.build import made, redo, reopened, undo
from tests.reliability import works
from tests.reliability.promise import FULL
from ui.actions import exchange
from ui.actions.exporting import export_roadmap, export_workbook
from ui.actions.files import back_up_if_due

if TYPE_CHECKING:
    from db.store import Store
    from tests.reliability.promise import Figure

ROOT = Path(__file__).parents[2]
NAME = "étude.cartoplan"

#: What a person does while the study is open.
ACTS: dict[str, Callable[[Store], Any]] = {
    "save": lambda store: works.edit_once(store, 2),
    "undo": undo,
    "redo": redo,
    "history": lambda store: store.history(),
    "check": lambda store: store.check_journal(),
    "reload": lambda store: store.load(),
    "back up": lambda store: store.backups.make(),
    "back up elsewhere": lambda store: store.backups.make(store.path.parent / "disk"),
    "back up if due": lambda store: back_up_if_due(works.desk_on(store).document),
    "verify": lambda store: [verify(backup) for backup in list_backups(store.path)],
    "send a copy": lambda store: store.send_copy(store.path.with_name("copie.cartoplan")),
    "look beside": lambda store: reopened(store.path, read_only=True).close(),
    "export a workbook": lambda store: export_workbook(works.desk_on(store), beside(store, "xlsx")),
    "export a PDF": lambda store: export_roadmap(works.desk_on(store), beside(store, "pdf")),
    "send to institutions": lambda store: exchange.send(works.desk_on(store), beside(store, "out")),
}


def beside(store: Store, ending: str) -> Path:
    return store.path.with_name(f"sortie.{ending}")


def is_live(opened: str) -> bool:
    """True for the study file and SQLite's journal of it; its lock is ours, its copies are not."""
    return Path(opened).name in (NAME, f"{NAME}-journal")


@pytest.mark.promise("T5", asked=len(ACTS), quick=12, unit="acts", weight=5)
def test_nothing_but_sqlite_opens_the_study_while_it_is_open(
    figure: Figure, tmp_path: Path
) -> None:
    made(tmp_path / NAME).close()
    tried = 0
    with reopened(tmp_path / NAME) as store:
        for name, act in list(ACTS.items())[: figure.count]:
            with files_opened() as opened:
                act(store)
            assert [path for path in opened if is_live(path)] == [], name
            tried += 1
        with files_opened() as opened:
            store.close()
        assert not any(map(is_live, opened))
    assert (tmp_path / "sortie.xlsx").exists() == FULL
    assert list_backups(tmp_path / NAME)
    figure.reached(tried)


@pytest.mark.promise("T5", asked=3, quick=3, unit="sabotages", weight=1)
def test_a_study_that_is_copied_by_hand_is_caught(figure: Figure, tmp_path: Path) -> None:
    """The test that proves the test: three ways of opening the file, each seen."""
    path, out = tmp_path / NAME, tmp_path / "x"
    path.write_bytes(b"x")
    ways: tuple[Callable[[], object], ...] = (
        path.read_bytes,
        lambda: shutil.copyfile(path, out),
        lambda: path.open("rb").close(),
    )
    for number, way in enumerate(ways):
        with files_opened() as opened:
            way()
        assert any(map(is_live, opened))
        figure.reached(number + 1)
    with files_opened() as opened, closing(sqlite3.connect(path)):
        pass
    assert not any(map(is_live, opened))


#: Modules that open or copy files by themselves, and why none of those is a study in use.
MAY_COPY = {
    "db/wreck.py": "copies a damaged file, which is not open, to be looked at",
}
_COPIES = {"copy", "copy2", "copyfile", "copyfileobj", "copytree", "move"}


@pytest.mark.promise("T5", asked=2, quick=2, unit="rooms", weight=1)
def test_no_room_copies_files_by_hand(figure: Figure) -> None:
    """``shutil`` copies neither the locks nor the journal: only SQLite's own backup does."""
    found = set()
    for number, room in enumerate(("db", "ui")):
        for path in sorted((ROOT / room).rglob("*.py")):
            text = path.read_text(encoding="utf-8")
            if "shutil" in text and any(map(_is_copy, ast.walk(ast.parse(text)))):
                found.add(path.relative_to(ROOT).as_posix())
        figure.reached(number + 1)
    assert found <= MAY_COPY.keys(), found - MAY_COPY.keys()


def _is_copy(node: ast.AST) -> bool:
    if isinstance(node, ast.ImportFrom):
        return node.module == "shutil" and any(each.name in _COPIES for each in node.names)
    return (
        isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "shutil"
        and node.attr in _COPIES
    )
