"""T14: a damaged file is told, is never changed, and there are three ways out of it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from db import backups, rescue
from db.backups import Backup, verify
from db.contents import content_of
from db.replay import replay
from db.verifying import check_file
from db.writer import Writer
from planner.edits import Drop, Put, Set
from planner.errors import StudyFileError
from planner.fields import ENTITIES
from tests.build import training
from tests.db.build import FakeClock, do, made, redo, reopened, small_study, undo
from tests.reliability.damage import damages

if TYPE_CHECKING:
    from db.journal import Entry
    from db.salvage import Salvage
    from planner.study import Study
    from tests.reliability.promise import Figure

WRITER = Writer("Ann", "here", FakeClock())


@dataclass(frozen=True)
class Sound:
    """A sound file with a journal and a backup in the middle of it, and what they hold."""

    whole: bytes
    study: Study
    history: tuple[Entry, ...]
    backup: Backup
    then: Study


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("damage")


@pytest.fixture(scope="module")
def sound(folder: Path) -> Sound:
    path = folder / "a.cartoplan"
    with made(path) as store:
        for number in range(12):
            do(store, Put("trainings", training(f"n{number}", "a", comment="é" * 60)))
        do(store, Drop("trainings", "n3"))
        undo(store)
        backup, then = store.backups.make(), store.study
        for number in range(6):
            do(store, Set("trainings", f"n{number}", (("level", 6), ("title", f"T {number}"))))
        undo(store)
        redo(store)
        return Sound(path.read_bytes(), store.study, store.history(), backup, then)


@pytest.mark.promise("T14", asked=3000, quick=18, unit="damages", weight=35)
def test_a_damage_is_told_or_has_harmed_nothing(figure: Figure, sound: Sound, folder: Path) -> None:
    path = folder / "live.cartoplan"
    tried = told = 0
    for what, damaged in damages(sound.whole, figure.count):
        path.write_bytes(damaged)
        try:
            with reopened(path, read_only=True) as store:
                store.check_journal()
                assert store.study == sound.study, what
                assert store.history() == sound.history, what
        except StudyFileError:
            told += 1
        assert path.read_bytes() == damaged, what
        tried += 1
    assert told > tried // 2
    figure.reached(tried)


@pytest.mark.promise("T14", asked=3000, quick=30, unit="damaged backups", weight=10)
def test_a_damaged_backup_is_never_taken_for_a_good_one(
    figure: Figure, sound: Sound, folder: Path
) -> None:
    whole = sound.backup.path.read_bytes()
    path = folder / "copy.20260302T090000Z-1.cartoplan"
    sidecar = sound.backup.path.with_name(f"{sound.backup.path.name}.sha256")
    path.with_name(f"{path.name}.sha256").write_bytes(sidecar.read_bytes())
    tried = 0
    for what, damaged in damages(whole, figure.count, seed=7):
        path.write_bytes(damaged)
        if damaged != whole:
            with pytest.raises(StudyFileError) as caught:
                verify(Backup(sound.backup.at, 1, path))
            assert caught.value.message.code == "error.backup_damaged", what
        tried += 1
    figure.reached(tried)


class Once:
    """A function whose results are files: what comes of the same is made once, then copied.

    The file that a way out writes depends on what was read of the damaged one, and on nothing
    else; three thousand damages leave a few dozen of these.
    """

    def __init__(self, make: Callable[..., Any], alike: Callable[..., Any], target: int) -> None:
        """``alike`` says of the arguments what counts; the one at ``target`` is where to write."""
        self._make, self._alike, self._target = make, alike, target
        self._kept: dict[Any, tuple[bytes, Any]] = {}

    def __call__(self, *given: Any) -> Any:
        key, path = self._alike(*given), given[self._target]
        if key in self._kept:
            whole, result = self._kept[key]
            path.write_bytes(whole)
            return result
        result = self._make(*given)
        self._kept[key] = path.read_bytes(), result
        return result


def plan_of(_: Path, plan: Any) -> Any:
    """What a replay begins with and the steps that follow."""
    start = None if plan.start is None else content_of(plan.start)
    return start, plan.backup, tuple(record.hash for record in plan.records)


@pytest.fixture
def known(sound: Sound, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last good backup is looked for once: it does not change while the file is damaged."""
    assert rescue.last_good(sound.backup.path.parent.with_suffix("")) == sound.backup
    monkeypatch.setattr(rescue, "last_good", lambda path, folders=(): sound.backup)
    monkeypatch.setattr(backups, "verify", cache(verify))
    copy = Once(backups.copy_database, lambda source, _: source, 1)
    monkeypatch.setattr(backups, "copy_database", copy)
    monkeypatch.setattr(rescue, "_write", Once(rescue._write, plan_of, 0))


class Seen:
    """What a file holds, read once for all files of the same bytes: its study and its steps."""

    def __init__(self) -> None:
        self._found: dict[bytes, tuple[Study, int]] = {}

    def __call__(self, path: Path) -> tuple[Study, int]:
        whole = hashlib.sha256(path.read_bytes()).digest()
        if whole not in self._found:
            with reopened(path, read_only=True) as store:
                self._found[whole] = store.study, store.check_journal()
        return self._found[whole]


def placed(folder: Path, damaged: bytes) -> Path:
    """The damaged file where its backups are."""
    path = folder / "a.cartoplan"
    path.write_bytes(damaged)
    return path


@pytest.mark.promise("T14", asked=3000, quick=5, unit="rescues", weight=15)
@pytest.mark.usefixtures("known")
def test_the_last_good_backup_takes_the_place_of_any_damaged_file(
    figure: Figure, sound: Sound, folder: Path
) -> None:
    tried, seen = 0, Seen()
    for what, damaged in damages(sound.whole, figure.count, seed=1):
        path = placed(folder, damaged)
        kept = rescue.by_backup(path, WRITER)
        assert kept is not None
        assert kept.read_bytes() == damaged, what
        kept.unlink()
        assert seen(path) == (sound.then, sound.backup.seq), what
        tried += 1
    figure.reached(tried)


@pytest.mark.promise("T14", asked=3000, quick=5, unit="replays", weight=150)
@pytest.mark.usefixtures("known")
def test_the_journal_is_replayed_as_far_as_it_can_be_read(
    figure: Figure, sound: Sound, folder: Path
) -> None:
    """Each step that is reached is a state that the study really had."""
    states, seen = states_of(sound), Seen()
    tried = whole = 0
    for what, damaged in damages(sound.whole, figure.count, seed=2):
        path = placed(folder, damaged)
        reached, kept = rescue.by_replay(path, WRITER)
        assert kept is not None
        assert kept.read_bytes() == damaged, what
        kept.unlink()
        assert reached >= sound.backup.seq, what
        assert seen(path) == (states[reached], reached), what
        whole += reached == len(sound.history)
        tried += 1
    assert whole > tried // 5
    figure.reached(tried)


def states_of(sound: Sound) -> dict[int, Study]:
    """The study after each step."""
    study = small_study()
    states = {}
    for entry in reversed(sound.history):
        study = replay(study, [entry.record])
        states[entry.seq] = study
    assert study == sound.study
    return states


@pytest.mark.promise("T14", asked=3000, quick=5, unit="salvages", weight=150)
@pytest.mark.usefixtures("known")
def test_what_is_readable_is_saved_and_what_is_not_is_listed(
    figure: Figure, sound: Sound, folder: Path
) -> None:
    """Every row that was there is saved as it was, or it or its collection is in the list.

    A flipped byte inside a text is no loss that anybody could see: such a row may differ.
    """
    tried = 0
    for what, damaged in damages(sound.whole, figure.count, seed=3):
        path = placed(folder, damaged)
        found = rescue.by_salvage(path)
        assert path.read_bytes() == damaged, what
        untold = untold_of(sound.study, found)
        if what.startswith("flip"):
            assert len(untold) <= 1, (what, untold)
        else:
            assert untold == [], what
        tried += 1
    figure.reached(tried)


def untold_of(study: Study, found: Salvage) -> list[tuple[str, str]]:
    """The rows that are not saved as they were, and of which the list of losses says nothing."""
    listed = {(loss.collection, loss.key) for loss in found.losses}
    return [
        (collection, row.key)
        for collection in ENTITIES
        for row in getattr(study, collection)
        if getattr(found.study, collection).find(row.key) != row
        and not {(collection, row.key), (collection, "")} & listed
    ]


def test_a_file_whose_description_of_tables_is_lost_is_read_all_the_same(
    sound: Sound, folder: Path
) -> None:
    for page in range(5):
        at = page * 4096
        path = placed(folder, sound.whole[:at] + bytes(4096) + sound.whole[at + 4096 :])
        assert rescue.by_salvage(path).study == sound.study, page


def test_a_saved_study_breaks_no_rule_and_makes_a_file(sound: Sound, folder: Path) -> None:
    path = placed(folder, sound.whole[: len(sound.whole) * 9 // 10])
    found = rescue.by_salvage(path)
    out = folder / "saved.cartoplan"
    with made(out, found.study) as store:
        assert store.study == found.study
    assert check_file(out) == 1


def test_the_ways_out_say_what_each_would_lose(sound: Sound, folder: Path) -> None:
    path = placed(folder, sound.whole)
    ways = rescue.ways_out(path)
    steps = len(sound.history)
    assert ways.backup == sound.backup
    assert (ways.known, ways.lost) == (steps, steps - sound.backup.seq)
    assert (ways.reached, ways.lost_by_replay) == (steps, 0)


def test_without_a_backup_the_whole_journal_is_replayed_from_the_beginning(
    sound: Sound, tmp_path: Path
) -> None:
    path = tmp_path / "b.cartoplan"
    path.write_bytes(sound.whole)
    ways = rescue.ways_out(path)
    assert ways.backup is None
    assert ways.from_start
    assert rescue.by_replay(path, WRITER)[0] == len(sound.history)
    with reopened(path) as store:
        assert (store.study, store.history()) == (sound.study, sound.history)
        undo(store)
    with pytest.raises(StudyFileError) as caught:
        rescue.by_backup(path, WRITER)
    assert caught.value.message.code == "error.rescue_no_backup"


def test_a_file_of_which_nothing_is_left_has_no_journal_to_replay(tmp_path: Path) -> None:
    path = tmp_path / "b.cartoplan"
    path.write_bytes(bytes(9000))
    with pytest.raises(StudyFileError) as caught:
        rescue.by_replay(path, WRITER)
    assert caught.value.message.code == "error.rescue_no_start"
    assert path.read_bytes() == bytes(9000)
    saved = rescue.by_salvage(path).study
    assert [name for name in ENTITIES if len(getattr(saved, name))] == []
