from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from db.collector import collector_paused, loading


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    was = gc.isenabled()
    yield
    (gc.enable if was else gc.disable)()


@pytest.mark.parametrize("while_it_comes", [collector_paused, loading])
def test_nothing_is_collected_inside_and_then_as_before(while_it_comes):
    for before in (gc.enable, gc.disable):
        before()
        was = gc.isenabled()
        with while_it_comes():
            assert not gc.isenabled()
        assert gc.isenabled() is was


def test_python_collects_again_after_something_broke_inside():
    gc.enable()
    with pytest.raises(ZeroDivisionError), loading():
        1 / 0  # noqa: B018
    assert gc.isenabled()


def test_what_was_loaded_is_not_looked_through_again():
    kept = []
    with loading():
        kept.append([kept])
    assert not any(one is kept[0] for one in gc.get_objects())
