"""The what-if of the command line: a file of moves in, sentences and figures out."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from ui.cli import DONE, REFUSED, WRONG_USE, main

OPEN = """
[[move]]
kind = "open"
name = "BTS IA"
families = ["ia-technicien"]
level = 5
low = 40
high = 40
modalities = ["initial", "apprenticeship"]
"""
REST = """
[[move]]
kind = "close"
training = "t001"
[[move]]
kind = "add"
training = "t002"
seats = 12
[[move]]
kind = "need"
line = "experts"
central = 4500
[[move]]
kind = "share"
allocation = "experts-9-22"
family = "Métiers spécifiques IA de niveau technicien"
level = 5
share = "8/31"
[[move]]
kind = "yield"
assumption = "yield.stays"
value = 0.8
"""


@pytest.fixture(autouse=True)
def _own_home(tmp_path, monkeypatch):
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))


@pytest.fixture
def cartoplan(capsys):
    """Run one command; its status, what it said, and what it complained of."""

    def run(*words):
        status = main([str(word) for word in words], lambda file, texts: 0)
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


@pytest.fixture
def told(tmp_path):
    """A file of moves holding the text."""

    def write(text):
        path = tmp_path / "mouvements.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def test_each_move_has_its_sentence_and_each_family_its_line(cartoplan, told):
    status, said, complaint = cartoplan("--lang", "fr", "what-if", told(OPEN))
    assert (status, complaint) == (DONE, "")
    lines = said.splitlines()
    assert lines[0] == (
        "1. Ouvrir «\u202fBTS IA\u202f» (niveau 5, places par an\u202f: 40)\u202f: "
        "relève IA technicien au niveau 5 "
        "(+27,6 points au plus défavorable, +0 point au plus favorable)."
    )
    headings, technicians, engineers = (line.split("\t") for line in lines[1:4])
    assert headings[4:9] == [
        "Couverture avant",
        "Couverture après",
        "Différence au plus défavorable (points)",
        "Différence au plus favorable (points)",
        "Sens",
    ]
    assert technicians[3:9] == [
        "IA technicien",
        "inconnu",
        "28\u202f% – 100\u202f%",
        "27,6",
        "0",
        "en hausse",
    ]
    assert engineers[3:9] == ["IA ingénieur", "inconnu", "inconnu", "0", "0", "bornes inchangées"]


def test_english_says_the_same_move(cartoplan, told):
    said = cartoplan("--lang", "en", "what-if", told(OPEN))[1]
    assert said.startswith("1. Open “BTS IA” (level 5, places a year: 40): lifts IA technicien")


def test_every_kind_of_move_is_read_and_told_alone_and_beside_the_others(cartoplan, told):
    status, said, complaint = cartoplan("what-if", told(OPEN + REST), "--json")
    assert (status, complaint) == (DONE, "")
    data = json.loads(said)
    assert [move["number"] for move in data["moves"]] == [1, 2, 3, 4, 5, 6]
    assert data["scenario"] == "experts"
    assert len(data["before"]) == len(data["after"]) == len(data["segments"]) == 2
    opened = data["moves"][0]
    alone, beside = (opened[way][0]["families"][0]["coverage"] for way in ("alone", "beside"))
    assert alone["change"]["low"] == pytest.approx(62 / 225)
    assert alone["change"]["sign"] == "up"
    assert beside["before"] == {"low": 0, "high": 1}
    assert data["moves"][3]["alone"][0]["families"][0]["coverage"]["change"]["sign"] == "same"
    (left,) = data["sentences"][6:]
    assert "3,2\u202f% du besoin n’est réparti sur aucune famille" in left


def test_nothing_is_written(cartoplan, told, tmp_path, new_file):
    file = Path(shutil.copy(new_file, tmp_path))
    before = cartoplan("--file", file, "history", "--json")[1], file.read_bytes()
    assert cartoplan("--file", file, "what-if", told(OPEN + REST))[0] == DONE
    assert (cartoplan("--file", file, "history", "--json")[1], file.read_bytes()) == before


def refusal(cartoplan, path):
    status, said, complaint = cartoplan("--lang", "en", "what-if", path)
    assert (status, said) == (REFUSED, "")
    assert complaint.count("\n") == 1
    return complaint


ADD = '[[move]]\nkind = "add"\ntraining = "t002"\n'
YIELD = '[[move]]\nkind = "yield"\nassumption = "yield.stays"\n'


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", "holds no move"),
        ("move = 3", "holds no move"),
        ('title = "x"\n' + OPEN, "“title”"),
        ("[[move]\n", "TOML"),
        (b"\xff\xfe[", "TOML"),
        ("x = " + "[" * 5000, "TOML"),
        ("x = 1" + "0" * 5000, "TOML"),
        (OPEN + '[[move]]\nkind = "dream"', "Move 2. The kind “dream”"),
        (OPEN + "[[move]]\nseats = 3", "Move 2. The kind"),
        (ADD + "seats = 3\nplaces = 4", "Move 1. The key “places”"),
        (ADD, "Move 1. The key “seats” is missing"),
        (ADD + 'seats = "many"', "“many”"),
        (ADD + "seats = true", "“True”"),
        (ADD + "seats = 3.5", "“3.5”"),
        (ADD + "seats = 0x1" + "0" * 5000, "“seats”"),
        (ADD + "seats = -3", "Move 1. -3 is negative"),
        (ADD + "seats = 99_999_999", "Move 1. This move cannot stand"),
        (ADD.replace("t002", "rêve") + "seats = 3", "Move 1. “rêve” is unknown"),
        (ADD.replace("t002", " ") + "seats = 3", "“training”"),
        (OPEN.replace('["ia-technicien"]', "[5]"), "“families”"),
        (OPEN.replace('"ia-technicien"', '"rêve"'), "“rêve”"),
        (OPEN.replace("apprenticeship", "nuit"), "“nuit”"),
        (OPEN.replace("level = 5", "level = 9"), "Move 1. There is no level 9"),
        (OPEN.replace("high = 40", "high = 4"), "Move 1. This move cannot stand"),
        (YIELD + "value = nan", "“NaN”"),
        (YIELD + "value = 1e999999", "“value”"),
        (YIELD + "value = 1e-999999", "“value”"),
        (YIELD + 'value = "1/0"', "“1/0”"),
        (YIELD + "value = 0.8\n" + YIELD + "value = 0.9", "Moves 1 and 2"),
        (ADD * 51 + "", "The key “seats” is missing"),
        ((ADD + "seats = 1\n") * 51, "51 moves are too many"),
    ],
)
def test_a_wrong_file_is_refused_in_one_line_with_the_move_and_the_remedy(
    cartoplan, told, text, named
):
    assert named in refusal(cartoplan, told(text))


def test_a_file_above_a_megabyte_is_refused_unread(cartoplan, told):
    assert "too large" in refusal(cartoplan, told(OPEN + "#" * 1_000_000))


def test_a_missing_file_and_an_unknown_scenario_are_refused(cartoplan, told, tmp_path):
    assert "absent.toml" in refusal(cartoplan, tmp_path / "absent.toml")
    status, _, complaint = cartoplan("what-if", told(OPEN), "--scenario", "rêve")
    assert status == REFUSED
    assert "rêve" in complaint
    assert cartoplan("what-if")[0] == WRONG_USE


def test_a_file_from_a_windows_editor_is_read(cartoplan, told):
    text = b"\xef\xbb\xbf" + OPEN.replace("\n", "\r\n").encode()
    assert cartoplan("what-if", told(text))[0] == DONE


@pytest.mark.parametrize("language", ["fr", "en"])
def test_help_names_every_kind_and_every_key(cartoplan, language):
    from ui.actions.movefile import KEYS

    said = cartoplan("--lang", language, "what-if", "--help")[1]
    for kind, (needed, optional) in KEYS.items():
        for word in (kind, *needed, *optional):
            assert word in said
