"""Two people at two windows and a command line edit one region; a third reads what is kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem

from db.server.address import Address
from tests.servers import SUPERUSER, Server
from tests.ui.desktop.region.pieces import SOON, box, come_to, row, seated, type_in
from ui import cli
from ui.actions.document import Document
from ui.actions.door import local_time
from ui.actions.files import open_document
from ui.desktop.dialogs.clashes import ClashDialog
from ui.desktop.models.editable_model import WATCHED
from ui.desktop.session import Session
from ui.desktop.window import Window

pytestmark = pytest.mark.postgresql


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody at a window of their own, the trainings in front.

    Two people have two keyboards: the window of the other never becomes the active one, which
    would take the keyboard out of the field where somebody types.
    """

    qtbot: object
    window: Window

    @property
    def page(self):
        return self.window.shell.pages["trainings"]

    @property
    def session(self) -> Session:
        return self.window.session

    @property
    def people(self) -> str:
        return self.window.shell.job_bar.people.toolTip()

    def type(self, key: str, name: str, words: str):
        """Type over a field of a training, without leaving it."""
        self.page.view.select(key)
        return type_in(self.qtbot, self.page, name, words)

    def enter(self) -> None:
        """Have the words in the field kept."""
        self.qtbot.keyClick(self.window.focusWidget(), Qt.Key.Key_Return)

    def shown(self, name: str) -> str:
        return box(self.page, name).control.typed()

    def watched(self, key: str) -> str:
        """Who else looks at a training, as the table says it."""
        model = self.page.model
        return model.index(model.line_of(key), 0).data(WATCHED)

    def signs(self) -> list[str]:
        """The trainings whose lines bear the sign of somebody else, in one cell each."""
        view, found = self.page.view, []
        for line in range(self.page.model.rowCount()):
            for column in range(self.page.model.columnCount()):
                option = QStyleOptionViewItem()
                option.widget = view
                view.delegate.initStyleOption(option, self.page.model.index(line, column))
                if option.features & QStyleOptionViewItem.ViewItemFeature.HasDecoration and (
                    option.icon.cacheKey() == view.delegate.person.cacheKey()
                ):
                    found.append(self.page.model.row_at(line).place.key)
        return found

    def await_shown(self, name: str, words: str) -> None:
        self.qtbot.waitUntil(lambda: self.shown(name) == words, timeout=SOON)


@pytest.fixture
def reader(region: Address) -> Iterator[Document]:
    """Rose, who reads the region from its database and writes nothing."""
    document = open_document(region.with_login("Rose"), "Rose", local_time)
    yield document
    document.close()


def kept(reader: Document, key: str, name: str) -> object:
    reader.reload()
    return getattr(reader.study.trainings.get(key), name)


@pytest.fixture
def line(region: Address, tmp_path: Path) -> Path:
    """The way to the server that Inès alone takes: without it she cannot reach it."""
    way = tmp_path / "line" / ".s.PGSQL.5432"
    way.parent.mkdir()
    way.symlink_to(Path(region.host) / way.name)
    return way


@pytest.fixture
def both(
    qtbot, region: Address, line: Path, appearance, settings, tmp_path
) -> Iterator[list[Seat]]:
    """Inès, who edits for ENS, and Paul of the OPCO, each before a window."""
    with ExitStack() as stack:
        seats = []
        for login, host in (("Inès", str(line.parent)), ("Paul", region.host)):
            folder = tmp_path / login
            folder.mkdir()
            own = replace(region, host=host)
            opened = seated(qtbot, login, own, appearance, settings, folder, "trainings")
            seats.append(Seat(qtbot, stack.enter_context(opened)))
        come_to(qtbot, seats[0].window)
        yield seats


def test_two_windows_and_a_command_line_edit_one_region(qtbot, both, reader, region, capsys):
    ines, paul = both
    they_see_each_other(qtbot, ines, paul)
    the_other_stands_beside_their_row_while_a_cell_is_typed_in(qtbot, ines, paul)
    what_is_closed_to_one_is_open_to_the_other(ines, paul)
    an_edit_of_one_appears_beside_what_the_other_types(ines, paul, reader)
    a_clash_is_settled_in_one_window_and_seen_in_the_other(ines, paul, reader)
    nobody_undoes_what_the_other_has_changed_since(qtbot, ines, paul, reader)
    what_the_command_line_writes_appears_in_both(qtbot, ines, paul, reader, region, capsys)


def they_see_each_other(qtbot, ines: Seat, paul: Seat) -> None:
    ines.page.view.select("t4")
    paul.page.view.select("t7")
    qtbot.waitUntil(lambda: "Paul — Formation t7" in ines.people, timeout=SOON)
    qtbot.waitUntil(lambda: "Inès — Formation t4" in paul.people, timeout=SOON)
    paul.page.view.select("t4")
    subtitle = ines.page.detail.subtitle
    qtbot.waitUntil(lambda: subtitle.text().endswith("Paul regarde cette formation"), timeout=SOON)


def the_other_stands_beside_their_row_while_a_cell_is_typed_in(qtbot, ines, paul) -> None:
    view = ines.page.view
    view.select_cell("t4", "title")
    view.edit(view.currentIndex())
    editor = QApplication.focusWidget()
    qtbot.keyClicks(editor, "Licence")
    paul.page.detail.show_tab("seats")  # which has no form: it is told all the same
    paul.page.view.select("t7")
    qtbot.waitUntil(lambda: ines.watched("t7") == "Paul regarde cette formation", timeout=SOON)
    assert ines.signs() == ["t7"]
    first = ines.page.model.index(ines.page.model.line_of("t7"), 0)
    assert "Paul regarde cette formation" in first.data(Qt.ItemDataRole.ToolTipRole)
    assert "Paul regarde cette formation" in first.data(Qt.ItemDataRole.AccessibleTextRole)
    assert (editor.text(), editor.hasFocus()) == ("Licence", True)
    assert view.selected_keys() == ("t4",)
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert row(ines.session, "t4").title == "Formation t4"


def what_is_closed_to_one_is_open_to_the_other(ines: Seat, paul: Seat) -> None:
    for seat in (ines, paul):
        seat.page.view.select("t6")
    closed, opened = (box(seat.page, "hours").control for seat in (ines, paul))
    assert (closed.isReadOnly(), opened.isReadOnly()) == (True, False)
    assert "un autre établissement (IUT)" in closed.toolTip()
    assert "autre établissement" not in opened.toolTip()
    archives = ines.page.acts.archive, paul.page.acts.archive
    assert [action.isEnabled() for action in archives] == [False, True]
    assert "un autre établissement (IUT)" in archives[0].toolTip()


def an_edit_of_one_appears_beside_what_the_other_types(ines, paul, reader) -> None:
    duration = ines.type("t4", "duration", "2 ans et")
    paul.type("t4", "hours", "1200")
    paul.enter()
    assert kept(reader, "t4", "hours") == 1200
    ines.await_shown("hours", "1200")
    assert duration.text() == "2 ans et"
    assert ines.window.focusWidget() is duration
    assert ines.page.view.selected_keys() == ("t4",)
    assert kept(reader, "t4", "duration") != "2 ans et"
    ines.enter()
    paul.await_shown("duration", "2 ans et")
    assert (kept(reader, "t4", "duration"), kept(reader, "t4", "hours")) == ("2 ans et", 1200)


def a_clash_is_settled_in_one_window_and_seen_in_the_other(ines, paul, reader) -> None:
    mine = ines.type("t5", "duration", "Le mien")
    paul.type("t5", "duration", "Le leur")
    paul.enter()
    ines.qtbot.waitUntil(lambda: row(ines.session, "t5").duration == "Le leur", timeout=SOON)
    assert mine.text() == "Le mien"
    seen = []

    def choose() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ClashDialog)
        seen.append((dialog.clashes[0].mine, dialog.clashes[0].theirs))
        dialog.groups[0].button(1).click()
        dialog.keep.click()

    QTimer.singleShot(0, choose)
    ines.enter()
    assert seen == [("Le mien", "Le leur")]
    paul.await_shown("duration", "Le mien")
    assert kept(reader, "t5", "duration") == "Le mien"


def nobody_undoes_what_the_other_has_changed_since(qtbot, ines, paul, reader) -> None:
    with qtbot.waitSignal(paul.session.refused, timeout=SOON) as told:
        paul.window.shell.title_bar.undo.trigger()
    assert "Inès" in told.args[0]
    assert kept(reader, "t5", "duration") == "Le mien"
    ines.window.shell.title_bar.undo.trigger()
    paul.await_shown("duration", "Le leur")
    assert kept(reader, "t5", "duration") == "Le leur"


def what_the_command_line_writes_appears_in_both(qtbot, ines, paul, reader, region, capsys) -> None:
    def run(login: str, *words: str) -> int:
        address = str(region.with_login(login))
        return cli.main(["--file", address, *words], lambda file, texts: 3)

    assert run("Paul", "trainings", "set", "t7", "hours=77") == 0
    for seat in (ines, paul):
        qtbot.waitUntil(lambda seat=seat: row(seat.session, "t7").hours == 77, timeout=SOON)
        assert seat.page.view.selected_keys() == ("t5",)
    assert run("Inès", "trainings", "set", "t6", "hours=78") == 1
    assert "un autre établissement (IUT)" in capsys.readouterr().err
    assert (kept(reader, "t7", "hours"), kept(reader, "t6", "hours")) == (77, None)


def test_one_whose_line_is_cut_catches_up_with_the_other_who_went_on(
    qtbot, both, reader, region, server: Server, line: Path
):
    ines, paul = both
    bars = [seat.window.shell.line_bar for seat in both]
    typed = ines.type("t4", "duration", "Trois ans")
    line.unlink()
    ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'Inès'"
    server.run(SUPERUSER, ended)
    qtbot.waitUntil(bars[0].isVisible, timeout=SOON)
    ines.enter()
    paul.type("t4", "hours", "900")
    paul.enter()
    assert kept(reader, "t4", "hours") == 900
    assert kept(reader, "t4", "duration") != "Trois ans"
    assert not bars[1].isVisible()
    assert typed.isReadOnly()
    assert typed.text() == "Trois ans"
    assert ines.shown("hours") != "900"
    line.symlink_to(Path(region.host) / line.name)
    ines.session.region.hurry()
    qtbot.waitUntil(lambda: not bars[0].isVisible(), timeout=SOON)
    ines.await_shown("hours", "900")
    paul.await_shown("duration", "Trois ans")
    assert (kept(reader, "t4", "hours"), kept(reader, "t4", "duration")) == (900, "Trois ans")
    assert not typed.isReadOnly()
