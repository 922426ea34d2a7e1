"""The verbs of the ladder and of the declared bridges, on the command line and its file."""

from __future__ import annotations

import json

import pytest

from tests.lean import lean_copy
from tests.ui.conftest import unchecked
from ui.cli import DONE, REFUSED, main


@pytest.fixture(autouse=True)
def _own_home(tmp_path, monkeypatch):
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    with unchecked():
        yield


@pytest.fixture
def cartoplan(tmp_path, capsys):
    """Run one command on a file of its own with the shipped offer; status, answer, complaint."""
    path = lean_copy(tmp_path)

    def run(*words):
        named = ["--file", str(path), "--lang", "fr", *map(str, words)]
        status = main(named, lambda file, texts: 0)
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


@pytest.fixture
def data(cartoplan):
    def run(*words):
        status, said, complaint = cartoplan(*words, "--json")
        assert (status, complaint) == (DONE, "")
        return json.loads(said)

    return run


def test_a_bridge_is_added_listed_used_and_removed(data, cartoplan):
    key = data("bridges", "add", "t001", "t050", "--conditions", "Sur dossier")["key"]
    listed = data("bridges", "list")
    assert [(row["key"], row["conditions"]) for row in listed] == [(key, "Sur dossier")]
    assert listed[0]["start"] != "t001"
    told = data("ladder", "--start", "t001", "--goal", "t050")
    assert (told["way"], told["kinds"]) == (["t001", "t050"], ["declared"])
    kinds = [step["kind"] for step in data("ladder")["steps"]]
    assert kinds.count("declared") == 1
    assert cartoplan("bridges", "remove", key)[0] == DONE
    assert data("bridges", "list") == []


def test_a_bridge_takes_titles_too(data):
    rows = {row["key"]: row for row in data("trainings", "list")}
    titles = [row["title"] for row in rows.values()]
    start, goal = [key for key, row in rows.items() if titles.count(row["title"]) == 1][:2]
    data("bridges", "add", rows[start]["title"], rows[goal]["title"])
    row = data("bridges", "list")[0]
    assert (row["start"], row["goal"]) == (rows[start]["title"], rows[goal]["title"])


def test_a_bridge_to_itself_or_repeated_is_refused_and_nothing_changes(cartoplan, data):
    status, _, complaint = cartoplan("bridges", "add", "t001", "t001")
    assert status == REFUSED
    assert "aux deux bouts" in complaint
    assert cartoplan("bridges", "add", "", "t001")[0] == REFUSED
    data("bridges", "add", "t001", "t050")
    status, _, complaint = cartoplan("bridges", "add", "t001", "t050")
    assert status == REFUSED
    assert "déjà déclarée" in complaint
    assert len(data("bridges", "list")) == 1


def test_a_missing_way_is_told_with_what_is_missing(data):
    step = data("ladder")["steps"][0]
    told = data("ladder", "--start", step["goal"], "--goal", step["start"])
    assert told["way"] is None
    assert "un passage déduit monte toujours" in told["lacking"]
