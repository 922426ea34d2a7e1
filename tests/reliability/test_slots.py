"""Nothing that breaks in the window is swallowed, and nothing that breaks in it is lost."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, QObject, Qt, QTimer, Signal

from planner.edits import Set
from planner.messages import message
from tests.reliability.forked import needs_fork
from tests.ui.conftest import as_read, desk, settings, study_file  # noqa: F401 - fixtures
from tests.ui.desktop.conftest import appearance, jobs, session, window  # noqa: F401 - fixtures
from tests.ui.desktop.launched import ROOT, at_home, run_window, script_of
from tests.warm import Warm
from ui.actions.registry import VERBS, Verb
from ui.actions.verbs import load_verbs
from ui.desktop.dialogs.crash import LOG, CrashKit
from ui.desktop.pages import PAGES

load_verbs()


class Door(QObject):
    """Calls something as Qt does: from a signal, where an exception goes nowhere by itself."""

    opened = Signal()

    def __init__(self, act: Callable[[], object]) -> None:
        super().__init__()
        self._act = act
        self.opened.connect(self.on_opened)

    def on_opened(self) -> None:
        self._act()


@pytest.fixture
def kit(appearance: Any, tmp_path: Path) -> Iterator[CrashKit]:  # noqa: F811
    made = CrashKit(tmp_path / "logs", appearance)
    made.install()
    yield made
    if made.dialog is not None:
        made.dialog.reject()
    made.uninstall()


class Watcher:
    """Says whether what broke was told, and whether the study is what it was."""

    def __init__(self, qtbot: Any, kit: CrashKit, session: Any, folder: Path) -> None:  # noqa: F811
        self._qtbot, self._kit, self._session = qtbot, kit, session
        self._log = folder / "logs" / LOG

    def told(self, name: str) -> bool:
        """True once the dialog and the log both name it; the dialog is then closed."""
        self._qtbot.waitUntil(lambda: self._kit.dialog is not None)
        dialog = self._kit.dialog
        assert dialog is not None
        self._qtbot.waitUntil(lambda: name in dialog.report.toPlainText())
        dialog.reject()
        return name in self._log.read_text(encoding="utf-8")

    def steps(self) -> int:
        """How many steps the file's journal holds, its chain and the study's rows checked."""
        store = self._session.desk.document.store
        assert store.load() == self._session.study
        return int(store.check_journal())


@pytest.fixture
def watcher(qtbot: Any, kit: CrashKit, session: Any, tmp_path: Path) -> Watcher:  # noqa: F811
    return Watcher(qtbot, kit, session, tmp_path)


def broken(verb: Verb) -> Verb:
    """The verb as it would be with a fault in it that nobody foresaw."""

    def run(desk: Any, watch: Any = None, **_: Any) -> Any:  # noqa: F811
        raise ZeroDivisionError(f"in {verb.key}")

    return replace(verb, run=run)


@pytest.mark.promise("T20", asked=2 * len(VERBS), quick=20, unit="verbs", weight=11)
def test_a_verb_that_breaks_at_once_or_in_the_lane_is_told_and_changes_nothing(
    session: Any,  # noqa: F811
    watcher: Watcher,
    monkeypatch: pytest.MonkeyPatch,
    figure: Any,
) -> None:
    steps, tried = watcher.steps(), 0
    for verb in list(VERBS.values())[: figure.count // 2]:
        monkeypatch.setitem(VERBS, verb.key, broken(verb))
        for act in (session.run_verb, session.start_verb):
            door = Door(lambda act=act, key=verb.key: act(key))
            door.opened.emit()
            assert watcher.told(f"ZeroDivisionError: in {verb.key}")
            tried += 1
    assert watcher.steps() == steps
    figure.reached(tried)


@pytest.mark.promise("T20", asked=len(PAGES), quick=2, unit="pages", weight=10)
def test_a_page_that_breaks_while_an_edit_is_shown_leaves_it_saved_and_shows_it_later(
    window: Any,  # noqa: F811
    session: Any,  # noqa: F811
    watcher: Watcher,
    monkeypatch: pytest.MonkeyPatch,
    figure: Any,
) -> None:
    key, steps, tried = session.study.trainings[0].key, watcher.steps(), 0
    for number, kind in enumerate(PAGES[: figure.count]):
        window.shell.show_page(kind.key)
        page = window.shell.pages[kind.key]

        def refresh(touched: Any, name: str = kind.key) -> None:
            raise ZeroDivisionError(f"in the page {name}")

        seen: list[Any] = []
        monkeypatch.setattr(page, "refresh", refresh)
        assert session.do(
            Set("trainings", key, (("hours", 100 + number),)), message("step.changed")
        )
        assert watcher.told(f"in the page {kind.key}")
        assert watcher.steps() == steps + number + 1
        monkeypatch.setattr(page, "refresh", seen.append)
        assert session.do(
            Set("families", session.study.families[0].key, (("rank", -number - 1),)),
            message("step.changed"),
        )
        steps += 1
        assert ("trainings", key) in seen[0].rows, "what could not be shown is still due"
        tried += 1
    figure.reached(tried)


class Unanswerable:
    """An index of which nothing can be asked."""

    def __init__(self, words: str) -> None:
        self.words = words

    def isValid(self) -> bool:
        raise ZeroDivisionError(self.words)

    row = column = internalPointer = isValid


def models() -> list[type[QAbstractItemModel]]:
    """The models of the window that answer themselves what Qt asks."""
    found, left = [], list(QAbstractItemModel.__subclasses__())
    while left:
        kind = left.pop()
        left += kind.__subclasses__()
        if kind.__module__.startswith("ui.") and "data" in vars(kind):
            found.append(kind)
    return found


MODELS = models()


@pytest.mark.promise("T20", asked=len(MODELS), quick=len(MODELS), unit="models", weight=2)
def test_a_model_that_breaks_is_told_and_leaves_its_cell_empty(
    watcher: Watcher, figure: Any
) -> None:
    """An exception that goes on through Qt's painting has ended the process."""
    assert len(MODELS) >= 6
    for number, kind in enumerate(MODELS, start=1):
        asked = Unanswerable(f"in the model {kind.__name__}")
        assert vars(kind)["data"](kind.__new__(kind), asked, Qt.ItemDataRole.DisplayRole) is None
        assert watcher.told(f"in the model {kind.__name__}")
        figure.reached(number)


LANES: dict[str, type[BaseException]] = {
    "foreseen by nobody": ZeroDivisionError,
    "out of memory": MemoryError,
    "too deep": RecursionError,
    "stopped from within": SystemExit,
    "interrupted": KeyboardInterrupt,
    "closed": GeneratorExit,
}


@pytest.mark.promise("T20", asked=len(LANES), quick=len(LANES), unit="errors", weight=1)
def test_a_job_ends_whatever_it_raises_and_the_next_one_has_its_turn(
    qtbot: Any,
    jobs: Any,  # noqa: F811
    figure: Any,
) -> None:
    tried = 0
    for name, kind in LANES.items():

        def work(watch: Any, kind: type[BaseException] = kind, name: str = name) -> None:
            raise kind(name)

        with qtbot.waitSignal(jobs.start(name, work).failed, timeout=2000) as told:
            pass
        assert type(told.args[0]) is kind
        with qtbot.waitSignal(jobs.start("next", lambda watch: 7).succeeded, timeout=2000) as told:
            pass
        assert told.args == [7]
        tried += 1
    figure.reached(tried)


def test_a_thread_and_a_timer_that_break_are_told(watcher: Watcher) -> None:
    thread = threading.Thread(target=lambda: {}["in a thread"])
    thread.start()
    thread.join()
    assert watcher.told("in a thread")
    QTimer.singleShot(0, lambda: {}["in a timer"])
    assert watcher.told("in a timer")


#: What may be running when the window is closed.
RUNNING = (
    "[w.step(n % 2) for n in range(10**9)]",  # steps for ever
    "__import__('time').sleep(0.5)",  # does not listen for half a second
    "1 / 0",  # breaks
    "sys.exit(3)",
)


#: The programme without any object of Qt.
LOADED = "import db.store, ui.desktop.launch"


@needs_fork
@pytest.mark.promise("T20", asked=50, quick=1, unit="starts", weight=65)
def test_quitting_during_a_job_ends_well(tmp_path: Path, figure: Any) -> None:
    """The first is a start of its own; each other one is forked from a warm programme."""
    with ExitStack() as stack:
        ran = run_window(tmp_path, quitting(0))
        for number in range(figure.count):
            if number == 1:
                start = stack.enter_context(Warm(LOADED, ROOT, at_home(tmp_path))).run
            if number:
                ran = start(script_of(quitting(number)))
            assert (ran.returncode, ran.stdout) == (0, ""), ran.stderr
            assert "QThread" not in ran.stderr
            assert "Traceback" not in ran.stderr
            figure.reached(number + 1)


def quitting(number: int) -> str:
    """Jobs that begin, and the window that is closed a little later."""
    running = RUNNING[number % len(RUNNING)]
    return (
        f"[self.session.jobs.start('x', lambda w: {running}) for _ in range(3)]; "
        f"QTimer.singleShot({number % 7 * 20}, self.close)"
    )
