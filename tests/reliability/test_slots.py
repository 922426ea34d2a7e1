"""Nothing that breaks in the window is swallowed, and nothing that breaks in it is lost."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, QTimer, Signal

from planner.edits import Set
from planner.messages import message
from tests.db.build import reopened
from tests.ui.conftest import desk, settings, study_file  # noqa: F401 - fixtures
from tests.ui.desktop.conftest import appearance, jobs, session, window  # noqa: F401 - fixtures
from tests.ui.desktop.launched import run_window
from ui.actions.registry import VERBS, Verb
from ui.actions.verbs import load_verbs
from ui.desktop.dialogs.crash import LOG, CrashKit
from ui.desktop.launch import FIRST
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


@pytest.mark.promise("T20", asked=2 * len(VERBS), quick=20, unit="verbs", weight=30)
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


#: In the window's own process: an exception in ``data()`` goes through Qt's painting.
BREAKING = """
        from PySide6.QtWidgets import QAbstractItemView as View
        self.shell.show_page({page!r})
        views = self.shell.pages[{page!r}].findChildren(View)
        view = next(v for v in views if v.isVisible() and v.model() and v.model().rowCount())
        kind = next(k for k in type(view.model()).__mro__ if "data" in vars(k))
        kind.data = lambda *_: {{}}["in a model"]
        view.viewport().update()
        def end():
            told = [w for w in launch.QApplication.topLevelWidgets() if w.isVisible()]
            print(sorted(type(w).__name__ for w in told))
            launch.QApplication.closeAllWindows()
        again = QTimer(self)
        again.timeout.connect(end)
        again.start(800)
"""
TABLES = ("trainings", "quality", "certifications", "needs")


@pytest.mark.promise("T20", asked=len(TABLES), quick=0, unit="models", weight=20)
def test_a_model_that_breaks_while_it_is_painted_is_told_and_the_window_goes_on(
    tmp_path: Path, figure: Any
) -> None:
    tried = 0
    for page in TABLES[: figure.count]:
        home = tmp_path / page
        home.mkdir()
        ran = run_window(home, BREAKING.format(page=page).strip(), closes=20_000)
        assert ran.returncode == 0, ran.stderr[-2000:]
        assert "CrashDialog" in ran.stdout
        (log,) = home.rglob(LOG)
        assert "in a model" in log.read_text(encoding="utf-8")
        file = next(f for f in home.rglob(FIRST) if "sauvegardes" not in str(f.parent))
        with reopened(file) as store:
            assert store.check_journal() == 1
        tried += 1
    figure.reached(tried)


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


@pytest.mark.promise("T20", asked=50, quick=1, unit="starts", weight=90)
def test_quitting_during_a_job_ends_well(tmp_path: Path, figure: Any) -> None:
    ended = 0
    for number in range(figure.count):
        running = RUNNING[number % len(RUNNING)]
        act = (
            f"[self.session.jobs.start('x', lambda w: {running}) for _ in range(3)]; "
            f"QTimer.singleShot({number % 7 * 20}, self.close)"
        )
        ran = run_window(tmp_path, act)
        assert (ran.returncode, ran.stdout) == (0, ""), ran.stderr
        assert "QThread" not in ran.stderr
        assert "Traceback" not in ran.stderr
        ended += 1
    figure.reached(ended)
