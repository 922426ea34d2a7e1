"""T12: a second writer is told who is there, whatever the clock says; a person may decide."""

from __future__ import annotations

import json
import os
import platform
import signal
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from db.lock import Holder, holder_of, lock_path
from db.processes import start_mark
from planner.edits import Set
from planner.errors import StudyFileError
from tests.db.build import START, FakeClock, do, made, reopened
from tests.reliability.forked import Line, forked, needs_fork
from ui.actions.texts import LANGUAGES, Texts
from ui.cli import DONE, REFUSED, main

if TYPE_CHECKING:
    from tests.reliability.promise import Figure

HERE = platform.node()
EDIT = Set("trainings", "t1", (("level", 6),))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made(tmp_path / "a.cartoplan").close()
    return tmp_path / "a.cartoplan"


def refused(path: Path, **given: Any) -> str:
    """The French sentence with which a second writer is refused; English says as much."""
    with pytest.raises(StudyFileError) as caught:
        reopened(path, author="Bob", machine=HERE, **given)
    assert all(Texts(language).say(caught.value.message) for language in LANGUAGES)
    return " ".join(Texts("fr").say(caught.value.message).split())


def left(path: Path, **given: Any) -> Holder:
    """A lock as somebody left it."""
    pid = os.getppid()
    whole = Holder("Ann", HERE, pid, start_mark(pid), START.isoformat(), "left")
    holder = replace(whole, **given)
    lock_path(path).write_text(json.dumps(asdict(holder)), encoding="utf-8")
    return holder


def hold(path: Path, line: Line) -> None:
    """Hold a file until told to save, and tell what came of it."""
    with reopened(path, author="Ann", machine=HERE) as store:
        line.tell("open")
        line.hear()
        try:
            do(store, EDIT)
        except StudyFileError as error:
            line.tell(error.message.code)
        else:
            line.tell("saved")
        line.hear()


def second_instance(path: Path) -> None:
    with forked(lambda line: hold(path, line)) as first:
        assert first.line.hear() == "open"
        said = refused(path)
        assert f"ouvert par Ann sur {HERE} (processus {first.pid}) depuis le 2 mars 2026" in said
        with reopened(path, read_only=True) as reader:
            assert reader.study.trainings.get("t1").level == 5
        first.line.tell("save")
        assert first.line.hear() == "saved"


def another_machine(path: Path) -> None:
    holder = left(path, machine="poste-7", pid=4242, mark="")
    assert "ouvert par Ann sur poste-7 (processus 4242)" in refused(path)
    assert holder_of(path) == holder


def stale_lock(path: Path) -> None:
    """Of a process of this machine whose number was given to another."""
    left(path, mark="1")
    with reopened(path, author="Bob", machine=HERE) as store:
        do(store, EDIT)
    assert holder_of(path) is None


def killed_holder(path: Path) -> None:
    with forked(lambda line: hold(path, line)) as first:
        assert first.line.hear() == "open"
        os.kill(first.pid, signal.SIGKILL)
        first.wait()
    with reopened(path, author="Bob", machine=HERE) as store:
        do(store, EDIT)


def clock_moved(path: Path, days: int) -> None:
    """Neither a lock that looks a day old nor one from tomorrow is anything but a lock."""
    clock = FakeClock()
    clock.now += timedelta(days=days)
    left(path)
    moment = START.timestamp() - days * 86_400
    os.utime(lock_path(path), (moment, moment))
    assert "ouvert par Ann" in refused(path, clock=clock)
    lock_path(path).unlink()
    with reopened(path, clock=clock) as store:
        do(store, EDIT)
        store.backups.make()
    clock.now = START
    with reopened(path, clock=clock) as store:  # set right again: order is by number, not by time
        assert [entry.seq for entry in store.history()] == [2, 1]
        do(store, replace(EDIT, values=(("level", 7),)))
        assert store.check_journal() == 3


def clock_forward(path: Path) -> None:
    clock_moved(path, 1)


def clock_back(path: Path) -> None:
    clock_moved(path, -1)


CASES: tuple[Callable[[Path], None], ...] = (
    second_instance, another_machine, stale_lock, killed_holder, clock_forward, clock_back,
)  # fmt: skip


@needs_fork
@pytest.mark.promise("T12", asked=6, quick=6, unit="cases", weight=5)
def test_there_is_never_a_second_writer_and_each_is_told_why(
    figure: Figure, tmp_path: Path
) -> None:
    for number, case in enumerate(CASES):
        path = tmp_path / case.__name__ / "a.cartoplan"
        path.parent.mkdir()
        made(path).close()
        case(path)
        with reopened(path, read_only=True) as store:
            assert store.check_journal() == len(store.history())
        figure.reached(number + 1)


@needs_fork
@pytest.mark.promise("T12", asked=20, quick=2, unit="locks taken back", weight=5)
def test_a_writer_whose_lock_was_taken_back_writes_nothing_more(figure: Figure, path: Path) -> None:
    """Whoever decided was wrong: the first writer is told, and the second one's work stays."""
    for number in range(figure.count):
        with forked(lambda line: hold(path, line)) as first:
            assert first.line.hear() == "open"
            lock_path(path).unlink()
            with reopened(path, author="Bob", machine=HERE) as store:
                do(store, Set("trainings", "t2", (("title", f"de Bob {number}"),)))
                first.line.tell("save")
                assert first.line.hear() == "error.lock_lost"
                assert store.load().trainings.get("t1").level == 5
        figure.reached(number + 1)


@pytest.fixture
def cartoplan(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Run one command; its status, what it said, and what it complained of, on one line each."""

    def run(*words: object) -> tuple[int, str, str]:
        status = main(["--lang", "fr", *map(str, words)], lambda file, texts: 0)
        said = capsys.readouterr()
        return status, " ".join(said.out.split()), " ".join(said.err.split())

    return run


def test_a_command_says_who_holds_a_file_and_removes_a_lock_that_was_left(
    path: Path, cartoplan: Callable[..., tuple[int, str, str]]
) -> None:
    assert "Personne ne tient" in cartoplan("--file", path, "unlock")[1]
    left(path, machine="poste-7", pid=4242, mark="")
    status, said, complaint = cartoplan("--file", path, "unlock")
    assert (status, complaint) == (DONE, "")
    assert "tenu par Ann sur poste-7 (processus 4242) depuis le 2 mars 2026 à 09:00" in said
    assert "« --remove »" in said
    assert cartoplan("--file", path, "undo")[0] == REFUSED
    status, said, _ = cartoplan("--file", path, "unlock", "--remove")
    assert status == DONE
    assert "poste-7" in said
    assert "a été retiré" in said
    reopened(path).close()


def test_a_command_removes_a_lock_that_nobody_can_read(
    path: Path, cartoplan: Callable[..., tuple[int, str, str]]
) -> None:
    lock_path(path).write_bytes(b"")
    assert "ne dit pas par qui" in cartoplan("--file", path, "unlock")[1]
    assert cartoplan("--file", path, "unlock", "--remove")[0] == DONE
    assert not lock_path(path).exists()


def test_the_lock_of_a_process_that_runs_here_is_not_removed(
    path: Path, cartoplan: Callable[..., tuple[int, str, str]]
) -> None:
    holder = left(path)
    if not holder.mark:
        pytest.skip("this system does not tell when a process began")
    assert "fermez-y l’étude" in cartoplan("--file", path, "unlock")[1]
    status, _, complaint = cartoplan("--file", path, "unlock", "--remove")
    assert status == REFUSED
    assert f"processus {holder.pid}" in complaint
    assert holder_of(path) == holder


def test_a_file_in_a_synchronised_folder_is_worth_one_sentence(
    tmp_path: Path, cartoplan: Callable[..., tuple[int, str, str]]
) -> None:
    path = tmp_path / "OneDrive - Région" / "a.cartoplan"
    path.parent.mkdir()
    made(path).close()
    status, _, complaint = cartoplan("--file", path, "undo")
    assert complaint.count("dossier synchronisé (OneDrive)") == 1
    assert status == REFUSED  # there is nothing to undo
    assert cartoplan("--file", path, "info")[2] == ""
