from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.compute.circles import refuse_circle
from planner.errors import InvalidInput
from planner.study import Action, Task
from planner.vocab import TaskKind
from tests.build import study


def tasks(**after: str):
    """A study with a task a letter, each after the letters given; its title in capitals."""
    rows = [
        Task(
            key=key,
            rank=place,
            action="x",
            title=key.upper(),
            kind=TaskKind.TASK,
            days=1,
            after=tuple(names),
        )
        for place, (key, names) in enumerate(after.items())
    ]
    return study(actions=[Action(key="x", title="X", is_managed=True)], tasks=rows)


def values(error) -> dict[str, object]:
    return dict(error.value.message.values)


def test_a_task_may_come_after_what_does_not_wait_for_it():
    made = tasks(a="", b="a", c="b", d="")
    refuse_circle(made, "c", ("b", "d", "a"))
    refuse_circle(made, "d", ("c",))


def test_a_task_after_itself_is_refused_by_its_title():
    with pytest.raises(InvalidInput) as error:
        refuse_circle(tasks(a=""), "a", ("a",))
    assert error.value.message.code == "error.task_after_itself"
    assert values(error) == {"title": "A"}


def test_a_circle_is_named_in_the_order_in_which_its_tasks_follow():
    with pytest.raises(InvalidInput) as error:
        refuse_circle(tasks(a="", b="a", c="b"), "a", ("c",))
    assert values(error) == {"title": "A", "names": ("A", "B", "C", "A")}


def test_the_shortest_of_two_circles_is_named():
    with pytest.raises(InvalidInput) as error:
        refuse_circle(tasks(a="", b="a", c="b"), "a", ("c", "b"))
    assert values(error)["names"] == ("A", "B", "A")


def test_a_circle_that_stands_already_can_be_undone_link_by_link():
    made = tasks(a="cb", b="a", c="b", d="")
    refuse_circle(made, "a", ("c",))
    refuse_circle(made, "a", ("b", "d"))


@given(
    links=st.sets(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=9),
    task=st.integers(0, 5),
    before=st.integers(0, 5),
)
def test_a_link_is_refused_exactly_where_it_closes_a_circle(links, task, before):
    """Oracle: the links as a graph that has, or has not, a way round."""
    letters = "abcdef"
    forward = {(low, high) for low, high in links if low < high}
    made = tasks(
        **{
            letters[key]: "".join(letters[a] for a, b in sorted(forward) if b == key)
            for key in range(6)
        }
    )
    graph = nx.DiGraph([*forward, (before, task)])
    try:
        refuse_circle(made, letters[task], (*made.tasks.get(letters[task]).after, letters[before]))
        is_refused = False
    except InvalidInput:
        is_refused = True
    assert is_refused is not nx.is_directed_acyclic_graph(graph)
