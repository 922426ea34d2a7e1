"""The verbs of scenarios on the command line, and a file of moves there and back."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.samples.reading import read_sample
from planner.compute.moves import (
    AddSeats,
    ChangeNeed,
    ChangeShare,
    ChangeYield,
    CloseTraining,
    OpenTraining,
)
from planner.text import unwritable
from planner.vocab import Modality
from tests.exports.pdf_reading import all_words
from tests.lean import lean_copy
from tests.tries import tries
from tests.ui.conftest import unchecked
from ui.actions.movefile import moves_toml, read_moves
from ui.actions.texts import Texts
from ui.cli import DONE, REFUSED, main

SHIPPED, FRENCH = read_sample(), Texts("fr")
MOVES = """
[[move]]
kind = "add"
training = "t060"
seats = 30
[[move]]
kind = "close"
training = "t064"
"""


OPENED = """
[[move]]
kind = "open"
name = "BTS IA"
families = ["ia-technicien"]
level = 5
low = 24
"""


@pytest.fixture(autouse=True)
def _own_home(tmp_path, monkeypatch):
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    with unchecked():
        yield


@pytest.fixture
def moves(tmp_path):
    path = tmp_path / "mouvements.toml"
    path.write_text(MOVES, encoding="utf-8")
    return path


@pytest.fixture
def cartoplan(capsys, tmp_path):
    """Run one command on a study file; its status, what it said, and what it complained of."""
    file = lean_copy(tmp_path)

    def run(*words, lang="fr"):
        told = ["--lang", lang, "--file", file, *words]
        status = main([str(word) for word in told], lambda file, texts: 0)
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


def data(cartoplan, *words):
    status, said, complaint = cartoplan(*words, "--json")
    assert (status, complaint) == (DONE, "")
    return json.loads(said)


def test_moves_are_kept_shown_renamed_changed_and_removed(cartoplan, moves, tmp_path):
    key = data(cartoplan, "scenarios", "keep", "Amiens", moves, "--scenario", "coloration")["key"]
    (row,) = (r for r in data(cartoplan, "scenarios", "list") if r["key"] == key)
    assert (row["name"], row["moves"], row["lines"]) == ("Amiens", 2, 19)
    shown = data(cartoplan, "scenarios", "show", "amiens")
    assert shown["key"] == key
    assert shown["moves"][0].startswith("Ajouter 30 places par an")
    assert cartoplan("scenarios", "rename", key, "Picardie")[0] == DONE
    moves.write_text(MOVES.split('[[move]]\nkind = "close"')[0], encoding="utf-8")
    assert "1 mouvement" in cartoplan("scenarios", "moves", "Picardie", moves)[1]
    assert cartoplan("scenarios", "remove", "Picardie")[0] == DONE
    assert cartoplan("scenarios", "show", "Picardie")[0] == REFUSED
    assert cartoplan("undo")[0] == DONE
    assert len(data(cartoplan, "scenarios", "show", "Picardie")["moves"]) == 1


def test_what_is_exported_is_what_what_if_reads(cartoplan, moves, tmp_path):
    cartoplan("scenarios", "keep", "Amiens", moves, "--scenario", "coloration")
    out = tmp_path / "rendu.toml"
    assert cartoplan("scenarios", "export", "Amiens", out)[0] == DONE
    assert read_moves(out, SHIPPED, FRENCH) == read_moves(moves, SHIPPED, FRENCH)
    base = data(cartoplan, "coverage", "--scenario", "coloration")
    wondered = data(cartoplan, "what-if", out, "--scenario", "coloration")
    kept = data(cartoplan, "coverage", "--scenario", key_of(cartoplan, "Amiens"))
    served = [[f["served"] for f in s["families"]] for s in kept]
    assert served == [[f["served"] for f in s["families"]] for s in wondered["after"]]
    assert served != [[f["served"] for f in s["families"]] for s in base]


def key_of(cartoplan, name):
    return next(row["key"] for row in data(cartoplan, "scenarios", "list") if row["name"] == name)


def test_adopting_is_one_step_that_undo_takes_back_whole(cartoplan, moves):
    cartoplan("scenarios", "keep", "Amiens", moves, "--scenario", "coloration")
    before = data(cartoplan, "coverage", "--scenario", "coloration")
    status, said, _ = cartoplan("scenarios", "adopt", "Amiens")
    assert (status, said.strip()) == (
        DONE,
        "2 mouvements du scénario «\u202fAmiens\u202f» sont entrés dans l’étude.",
    )
    assert data(cartoplan, "scenarios", "show", "Amiens")["moves"] == []
    assert data(cartoplan, "coverage", "--scenario", "coloration") != before
    assert cartoplan("scenarios", "adopt", "Amiens")[0] == REFUSED
    assert "Adopter 2 mouvements" in cartoplan("undo")[1]
    assert data(cartoplan, "coverage", "--scenario", "coloration") == before
    assert len(data(cartoplan, "scenarios", "show", "Amiens")["moves"]) == 2


def test_scenarios_stand_side_by_side(cartoplan, moves):
    cartoplan("scenarios", "keep", "Amiens", moves, "--scenario", "coloration")
    made = data(
        cartoplan,
        "scenarios",
        "compare",
        "coloration",
        "Amiens",
        "--segment",
        "coloured.5.2017-2027",
    )
    assert [side["name"] for side in made["scenarios"]] == ["Coloration ou expertise IA", "Amiens"]
    (development,) = (r for r in made["families"] if r["family"] == "Développement et tests")
    assert development["served1"]["low"] == 300
    assert development["served0"]["low"] == 0
    assert made["totals"][1]["added"] == {"low": 300, "high": 300}
    assert made["totals"][1]["closed"] == 1
    assert cartoplan("scenarios", "compare", "coloration")[0] == REFUSED
    refused = cartoplan("scenarios", "compare", "coloration", "Amiens", "--segment", "x")
    assert refused[0] == REFUSED
    assert "coloured.5.2017-2027" in refused[2]


def test_what_cannot_be_done_is_refused_in_one_line(cartoplan, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    for words in (
        ("show", "rêve"),
        ("rename", "rêve", "x"),
        ("adopt", "rêve"),
        ("remove", "rêve"),
        ("adopt", "experts"),
        ("rename", "experts", "coloration ou expertise ia"),
        ("export", "experts", "vide.toml"),
    ):
        status, said, complaint = cartoplan("scenarios", *words)
        assert (status, said) == (REFUSED, ""), words
        assert complaint.count("\n") == 1, words
    assert not (tmp_path / "vide.toml").exists()


def test_a_scenario_without_moves_says_so(cartoplan):
    assert "aucun mouvement" in cartoplan("scenarios", "show", "experts")[1]


def test_kept_scenarios_reach_the_workbook_and_the_roadmap(cartoplan, moves, tmp_path):
    moves.write_text(MOVES + OPENED, encoding="utf-8")
    cartoplan("scenarios", "keep", "Amiens et BTS", moves, "--scenario", "coloration")
    out = tmp_path / "sorties"
    assert cartoplan("export", "all", out)[0] == DONE
    from openpyxl import load_workbook

    book = load_workbook(out / "cartographie.xlsx", read_only=True)
    cells = {
        str(c) for sheet in book for row in sheet.iter_rows(values_only=True) for c in row if c
    }
    assert "Amiens et BTS" in cells
    assert any("suppose 3 mouvements" in cell for cell in cells)
    assert "Amiens et BTS" in all_words((out / "feuille-de-route.pdf").read_bytes())


def keys(collection):
    return st.sampled_from(sorted(getattr(SHIPPED, collection).keys()))


names = (
    st.text(min_size=1, max_size=40)
    .filter(lambda text: not any(map(unwritable, text)))
    .map(lambda text: text.replace("\r", " "))
)
counts, maybe = st.integers(0, 10**8), st.none() | st.integers(0, 10**8)
levels, shares = st.integers(1, 8), st.fractions(0, 1, max_denominator=10**9)
families = st.lists(keys("families"), unique=True, min_size=1).map(tuple)
any_move = st.one_of(
    st.builds(
        OpenTraining, names, families, levels, counts, maybe,
        st.lists(st.sampled_from(Modality), unique=True).map(tuple),
    ),
    st.builds(CloseTraining, keys("trainings")),
    st.builds(AddSeats, keys("trainings"), counts),
    st.builds(ChangeNeed, keys("need_lines"), maybe, maybe, maybe),
    st.builds(ChangeShare, keys("allocations"), keys("families"), levels, shares),
    st.builds(ChangeYield, st.sampled_from(["yield.stays", "yield.reaches"]), shares),
)  # fmt: skip


@given(st.lists(any_move, min_size=1, max_size=4))
@tries(80)
def test_moves_of_every_kind_come_back_from_their_file(tmp_path_factory, told):
    path = tmp_path_factory.mktemp("moves") / "m.toml"
    path.write_bytes(moves_toml(told).encode())
    assert read_moves(path, SHIPPED, FRENCH) == tuple(told)


def test_an_exact_share_stays_exact_in_the_file():
    assert 'share = "9/31"' in moves_toml(
        [ChangeShare("experts-9-22", "direction", 5, Fraction(9, 31))]
    )
