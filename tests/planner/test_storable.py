"""What enters the study can be kept by a file: no value that a table or a sheet would bend."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction

import pytest

from planner.edits import Batch, Put, Set, apply
from planner.errors import EditRefused
from planner.rows import Rows
from planner.study import Action, Assumption, Source, Study, Task, Training
from planner.vocab import Modality, Nature, TaskKind

STUDY = Study(
    trainings=Rows([Training(key="a", title="A")]),
    assumptions=Rows([Assumption(key="a", name="A", value=None, unit="")]),
)


def refusal(edit: Put | Set) -> str:
    """The code of the refusal of an edit."""
    with pytest.raises(EditRefused) as caught:
        apply(STUDY, edit)
    return caught.value.message.code


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("level", "", "wrong_type"),
        ("city", "", "unknown_reference"),
        ("comment", None, "wrong_type"),
        ("families", None, "wrong_type"),
        ("families", "", "wrong_type"),
        ("modalities", (Modality.INITIAL, Modality.INITIAL), "repeated_word"),
        ("rank", 2**40, "bad_rank"),
        ("rank", 1.5, "bad_rank"),
        ("source", Source(Nature.DECLARED, line=-1), "bad_source"),
        ("source", Source(Nature.DECLARED, place="x" * 1001), "bad_source"),
        ("source", Source(Nature.DECLARED, note="a\0b"), "bad_source"),
        ("source", Source(Nature.DECLARED, note=" a"), "bad_source"),
    ],
)
def test_a_value_that_no_table_could_keep_is_refused(field: str, value: object, code: str) -> None:
    assert refusal(Set("trainings", "a", ((field, value),))) == f"error.{code}"  # type: ignore[arg-type]


def test_a_fraction_is_two_whole_numbers_that_a_database_holds() -> None:
    assert refusal(Set("assumptions", "a", (("value", Fraction(1, 10**9 + 1)),))) == (
        "error.too_fine"
    )
    kept = apply(STUDY, Set("assumptions", "a", (("value", Fraction(1, 10**9)),))).study
    assert kept.assumptions.get("a").value == Fraction(1, 10**9)


def test_a_moment_is_not_a_day() -> None:
    action = Put("actions", Action(key="x", title="X"))
    task = Task(key="t", action="x", title="T", kind=TaskKind.TASK, days=1, due=date(2026, 1, 1))
    study = apply(STUDY, Batch((action, Put("tasks", task)))).study
    with pytest.raises(EditRefused) as caught:
        apply(study, Set("tasks", "t", (("due", datetime(2026, 1, 1, 12)),)))
    assert caught.value.message.code == "error.wrong_type"


def test_unknown_and_empty_are_taken_where_they_belong() -> None:
    emptied = (("level", None), ("city", None), ("comment", ""), ("families", ()))
    row = apply(STUDY, Set("trainings", "a", emptied)).study.trainings.get("a")
    assert (row.level, row.city, row.comment, row.families) == (None, None, "", ())
