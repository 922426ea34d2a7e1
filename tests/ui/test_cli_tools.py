"""The tools as commands: previews without a lock, refusals as one sentence."""

from __future__ import annotations

import json

import pytest

from tests.lean import lean_copy
from tests.ui.conftest import unchecked
from ui.actions.door import local_time
from ui.actions.files import open_document
from ui.cli import DONE, REFUSED, WRONG_USE, main


@pytest.fixture(autouse=True)
def _own_home(tmp_path, monkeypatch):
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    with unchecked():
        yield


@pytest.fixture
def path(tmp_path):
    """A study file of its own."""
    return lean_copy(tmp_path)


@pytest.fixture
def cartoplan(path, capsys):
    """Run one command on the file; its status, its words, its complaint."""

    def run(*words):
        status = main(["--file", str(path), *words], lambda file, texts: 0)
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


def row(cartoplan):
    return json.loads(cartoplan("rows", "show", "trainings", "t001", "--json")[1])


def test_bulk_shows_then_does(cartoplan):
    words = ("bulk", "trainings", "t001", "t002", "--set", "level=6", "--add", "families=Direction")
    before = row(cartoplan)
    status, said, _ = cartoplan(*words, "--dry-run")
    assert status == DONE
    assert said.splitlines()[0] == "4 cases changent dans 2 lignes."
    assert row(cartoplan) == before
    assert cartoplan(*words)[0] == DONE
    assert row(cartoplan) != before
    assert cartoplan("undo")[0] == DONE
    assert row(cartoplan) == before


def test_a_dry_run_asks_for_no_lock(cartoplan, path):
    holder = open_document(path, "Camille", local_time)
    words = ("bulk", "trainings", "t001", "--set", "level=6")
    assert cartoplan(*words, "--dry-run")[0] == DONE
    assert cartoplan(*words)[0] == REFUSED
    holder.close()


def test_a_pair_is_found_merged_and_another_parted(cartoplan):
    pairs = json.loads(cartoplan("duplicates", "--json")[1])
    assert ["t008", "t009"] in [[pair["first_key"], pair["second_key"]] for pair in pairs]
    assert cartoplan("merge", "t008", "t009", "--take", "duration=other")[0] == DONE
    status, _, complaint = cartoplan("merge", "t008", "t009")
    assert status == REFUSED
    assert "archivée" in complaint
    assert cartoplan("different", "t003", "t004", "parcours distincts")[0] == DONE
    left = json.loads(cartoplan("duplicates", "--json")[1])
    assert len(left) == len(pairs) - 2


def test_a_value_goes_back_by_its_step(cartoplan):
    assert cartoplan("trainings", "set", "t001", "level=6")[0] == DONE
    (step,) = json.loads(cartoplan("pedigree", "trainings", "t001", "level", "--json")[1])
    words = ("revert", "trainings", "t001", "level", "--step", str(step["seq"]))
    assert cartoplan(*words)[0] == DONE
    assert cartoplan(*words)[0] == REFUSED
    assert cartoplan("revert", "trainings", "t001", "colour")[0] == WRONG_USE
