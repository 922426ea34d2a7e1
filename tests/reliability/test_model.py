"""T10: a study file does what a plain dictionary would, and its journal makes it again."""

from __future__ import annotations

import copy
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from db.editions import frozen
from db.fingerprint import lines_of
from db.merging import missing_rows
from db.replay import replay, steps_of
from planner.edits import Batch, Drop, Edit, Put, Set
from planner.errors import EditRefused
from planner.study import Family, Source
from planner.vocab import Nature
from tests.build import study, training
from tests.db.build import LABEL, made, reopened
from tests.reliability.promise import FULL
from ui.actions.document import Document

if TYPE_CHECKING:
    from tests.reliability.promise import Figure

#: A row of the model by collection and key; an operation as plain values.
Model = dict[str, dict[str, dict[str, Any]]]
Plain = tuple[str, str, str, dict[str, Any]]

TRAININGS, FAMILIES = ("t1", "t2", "t3"), ("a", "b", "x")
NAMES = ("Famille a", "Famille b", "Été", "été ")
#: A disk in memory where there is one: what a disk does is the matter of other promises.
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
STEPS = 50 if FULL else 15


class Refused(Exception):
    """The model would not take an operation."""


def empty_model() -> Model:
    """What the file begins with: the families of the builders, no training."""
    names = {key: {"name": f"Famille {key}"} for key in ("a", "b", "c")}
    return {"families": names, "trainings": {}, "editions": {}}


def apply_plain(model: Model, plain: Plain) -> Model:
    """The model after one operation; :class:`Refused` where it cannot be."""
    what, collection, key, values = plain
    after = copy.deepcopy(model)
    rows = after[collection]
    if what == "put":
        rows[key] = dict(values)
    elif key not in rows:
        raise Refused
    elif what == "set":
        rows[key] |= values
    else:
        del rows[key]
    if key in rows and any(name not in after["families"] for name in rows[key].get("families", ())):
        raise Refused
    used = {name for row in after["trainings"].values() for name in row["families"]}
    if not used <= after["families"].keys():
        raise Refused
    names = [row["name"].strip().casefold() for row in after["families"].values()]
    if len(set(names)) < len(names):
        raise Refused
    return after


def edit_of(plain: Plain) -> Edit:
    """The same operation for the real study."""
    what, collection, key, values = plain
    if what == "drop":
        return Drop(collection, key)
    if what == "set":
        return Set(collection, key, tuple(values.items()))
    if collection == "families":
        return Put("families", Family(key=key, name=values["name"].strip(), short_name=key))
    rest = {name: value for name, value in values.items() if name != "families"}
    return Put("trainings", training(key, *values["families"], **rest))


def shown(study_: Any) -> Model:
    """The real study as the model tells it."""
    return {
        "families": {row.key: {"name": row.name} for row in study_.families},
        "trainings": {
            row.key: {"level": row.level, "comment": row.comment, "families": row.families}
            for row in study_.trainings
        },
        "editions": {row.key: {"name": row.name} for row in study_.editions},
    }


_levels = st.none() | st.integers(3, 8)
_comments = st.sampled_from(("", "é", "=1+1", "x" * 40))
_targets = st.lists(st.sampled_from(FAMILIES), unique=True, max_size=2).map(tuple)
_rows = st.fixed_dictionaries({"level": _levels, "comment": _comments, "families": _targets})
_some = st.fixed_dictionaries(
    {}, optional={"level": _levels, "comment": _comments, "families": _targets}
).filter(bool)
_keys = st.sampled_from(TRAININGS)
plains = st.one_of(
    st.tuples(st.just("put"), st.just("trainings"), _keys, _rows),
    st.tuples(st.just("set"), st.just("trainings"), _keys, _some),
    st.tuples(st.just("drop"), st.just("trainings"), _keys, st.just({})),
    st.tuples(
        st.just("put"),
        st.just("families"),
        st.sampled_from(FAMILIES),
        st.sampled_from([{"name": name.strip()} for name in NAMES]),
    ),
    st.tuples(st.just("drop"), st.just("families"), st.sampled_from(FAMILIES), st.just({})),
)


class Machine(RuleBasedStateMachine):
    """A document over a store, beside the model and its own piles of undo and redo."""

    template: Path
    ended: list[int]

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="model-", dir=MEMORY))
        self.path = self.folder / "a.cartoplan"
        shutil.copyfile(self.template, self.path)
        self.open()
        self.model = empty_model()
        self.undone: list[Model] = []
        self.done: list[Model] = []
        self.number = 0

    def open(self) -> None:
        store = reopened(self.path)
        self.document = Document(store.study, store)

    @rule(plain=plains)
    def edit(self, plain: Plain) -> None:
        self.step([plain], edit_of(plain))

    @rule(some=st.lists(plains, min_size=2, max_size=4))
    def batch(self, some: list[Plain]) -> None:
        self.step(some, Batch(tuple(map(edit_of, some))))

    @rule(rows=st.dictionaries(_keys, _rows, max_size=3))
    def take_in(self, rows: dict[str, dict[str, Any]]) -> None:
        """An import: the rows that the file lacks, as one step."""
        sound = {
            key: row | {"families": tuple(f for f in row["families"] if f in ("a", "b"))}
            for key, row in rows.items()
        }
        puts = [
            ("put", "trainings", key, row)
            for key, row in sorted(sound.items())
            if key not in self.model["trainings"]
        ]
        other = study(trainings=[edit_of(("put", "trainings", k, r)).row for k, r in sound.items()])
        lacking = [key for key in ("a", "b", "c") if key not in self.model["families"]]
        adds: list[Plain] = [
            ("put", "families", key, {"name": f"Famille {key}"}) for key in lacking
        ]
        self.step([*adds, *puts], missing_rows(self.document.study, other))

    @rule(often=st.integers(0, 3))
    def freeze(self, often: int) -> None:
        if often:
            return
        self.number += 1
        key = f"e{self.number}"
        source = Source(Nature.DECLARED, "", None, "")
        row = frozen(
            self.document.study, key, f"Édition {key}", frozen_on=None, author="", source=source
        )
        self.step([("put", "editions", key, {"name": row.name})], Put("editions", row))

    @rule()
    def undo(self) -> None:
        self.back(self.document.undo, self.done, self.undone)

    @rule()
    def redo(self) -> None:
        self.back(self.document.redo, self.undone, self.done)

    @rule(often=st.integers(0, 7))
    def reopen(self, often: int = 0) -> None:
        if often:
            return
        self.document.close()
        self.open()
        self.agree()

    def step(self, some: list[Plain], edit: Edit) -> None:
        """Do the same to both; refused by one, it is refused by the other."""
        after = self.model
        try:
            for plain in some:
                after = apply_plain(after, plain)
        except Refused:
            with pytest.raises(EditRefused):
                self.document.do(edit, LABEL)
        else:
            before = self.document.study
            self.document.do(edit, LABEL)
            if self.document.study != before:
                self.done.append(self.model)
                self.undone.clear()
            self.model = after
        self.agree()

    def back(self, act: Any, taken: list[Model], given: list[Model]) -> None:
        if taken:
            act()
            given.append(self.model)
            self.model = taken.pop()
        else:
            with pytest.raises(EditRefused):
                act()
        self.agree()

    def agree(self) -> None:
        assert shown(self.document.study) == self.model

    def teardown(self) -> None:
        """The file holds the study, and its journal alone makes it again, byte for byte."""
        self.reopen()
        store = self.document.store
        assert store is not None
        store.check_journal()
        start, records = store._reading(steps_of)
        assert start is not None
        made_again = list(lines_of(replay(start, records)))
        assert made_again == list(lines_of(self.document.study))
        self.document.close()
        shutil.rmtree(self.folder)
        self.ended.append(1)


@pytest.mark.promise("T10", asked=1000, quick=5, unit="lives of 50 steps", weight=140)
def test_any_life_of_a_study_is_that_of_a_dictionary_and_is_replayed_from_its_journal(
    figure: Figure, tmp_path: Path
) -> None:
    template = tmp_path / "template.cartoplan"
    made(template, study()).close()
    ended: list[int] = []
    machine = type("Life", (Machine,), {"template": template, "ended": ended})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=figure.count,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    figure.reached(len(ended))


def test_the_model_refuses_what_it_should() -> None:
    model = empty_model()
    for plain in (
        ("drop", "trainings", "t1", {}),
        ("set", "trainings", "t1", {"level": 3}),
        ("put", "trainings", "t1", {"level": 3, "comment": "", "families": ("x",)}),
        ("put", "families", "x", {"name": "famille A"}),
    ):
        with pytest.raises(Refused):
            apply_plain(model, plain)
