from __future__ import annotations

import json

import pytest
from defusedxml.ElementTree import parse

from db.samples.reading import read_sample
from planner.compute.city_counts import CityMeasure, CityShares
from planner.errors import CartoplanError, ExportError
from tests.exports.pdf_reading import all_words
from ui.actions.mapping import draw_map
from ui.cli import main


def column(outcome, key):
    return outcome.tables[0].column(key)


def test_it_counts_the_trainings_of_each_city(desk):
    outcome = draw_map(desk)
    assert (
        dict(zip(column(outcome, "city"), column(outcome, "trainings"), strict=True))["Lille"] == 15
    )
    assert "80 formations" in desk.texts.say(outcome.said[0])
    assert outcome.written == ()


@pytest.mark.parametrize(
    ("given", "n"),
    [
        ({"level": 5}, 8),
        ({"family": "IA technicien"}, None),
        ({"family": "ia-technicien", "level": 5}, None),
        ({"modality": "apprenticeship"}, 3),
    ],
)
def test_filters_combine(desk, given, n):
    family = "ia-technicien" if "family" in given else None
    rows = [
        row
        for row in read_sample().trainings
        if row.is_described
        and (family is None or family in row.families)
        and given.get("level", row.level) == row.level
        and ("modality" not in given or given["modality"] in row.modalities)
    ]
    found = sum(column(draw_map(desk, **given), "trainings"))
    assert found == len(rows)
    assert n is None or found == n


def test_an_unknown_family_is_refused_and_nothing_is_written(desk, tmp_path):
    with pytest.raises(CartoplanError):
        draw_map(desk, svg=tmp_path / "a.svg", family="nulle part")
    assert not (tmp_path / "a.svg").exists()


def test_it_writes_the_drawing_and_the_page(desk, tmp_path):
    svg, pdf = tmp_path / "carte.svg", tmp_path / "carte.pdf"
    outcome = draw_map(desk, svg=svg, pdf=pdf, measure=CityMeasure.SEATS, shares=CityShares.LEVEL)
    assert outcome.written == (svg, pdf)
    said = [found.text for found in parse(svg).getroot().iter("{http://www.w3.org/2000/svg}text")]
    assert "Lille (15\u202f?)" in said
    assert "Natural Earth" in all_words(pdf.read_bytes())


def test_a_folder_that_is_not_there_is_told(desk, tmp_path):
    with pytest.raises(ExportError):
        draw_map(desk, svg=tmp_path / "none" / "a.svg")


def test_the_command_line_draws_the_map(tmp_path, capsys):
    out = tmp_path / "carte.svg"
    words = ["--lang", "fr", "map", "--svg", str(out), "--measure", "seats", "--shares", "level"]
    assert main(words, lambda *_: 0) == 0
    assert out.read_bytes().startswith(b"<?xml")
    assert str(out) in capsys.readouterr().out
    assert main(["map", "--json", "--level", "5"], lambda *_: 0) == 0
    rows = json.loads(capsys.readouterr().out)
    assert sum(row["trainings"] for row in rows) == 8
    assert main(["map", "--measure", "hours"], lambda *_: 0) == 2
