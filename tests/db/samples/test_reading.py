"""The reader: what a cell may hold, and what is said of one that cannot be read."""

from __future__ import annotations

from fractions import Fraction
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest

from db.samples import reading
from planner.errors import StudyFileError
from planner.study import Study
from planner.vocab import Modality, Nature

if TYPE_CHECKING:
    from pathlib import Path

HEADERS = {
    "departments": "key,rank,name,nature,place,line,note",
    "assumptions": "key,rank,name,value,unit,reason,nature,place,line,note",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the shipped study that a test may spoil, read in place of the shipped one."""
    shipped = files("db.samples") / reading.SHIPPED
    copy = tmp_path / reading.SHIPPED
    copy.mkdir()
    for file in shipped.iterdir():
        (copy / file.name).write_bytes(file.read_bytes())
    monkeypatch.setattr(reading, "files", lambda _package: tmp_path)
    return copy


def refusal() -> StudyFileError:
    """What reading says of the spoilt copy."""
    with pytest.raises(StudyFileError) as caught:
        reading.read_sample()
    return caught.value


def test_reading_twice_gives_equal_studies() -> None:
    first = reading.read_sample()
    reading._study_in.cache_clear()
    again = reading.read_sample()
    assert again is not first
    assert again == first
    assert reading.read_sample() is again


def test_an_unknown_study_is_missing() -> None:
    with pytest.raises(StudyFileError) as caught:
        reading.read_sample("atlantide")
    assert caught.value.message.code == "error.sample_missing"
    assert caught.value.message["name"] == "atlantide"


def test_a_collection_without_its_file_is_missing(folder: Path) -> None:
    (folder / "seats.csv").unlink()
    assert refusal().message["name"] == "seats.csv"


def test_an_empty_cell_means_unknown_nothing_or_none() -> None:
    missing = reading.read_sample().trainings.get("t081")
    assert missing.level is None
    assert missing.duration == ""
    assert missing.families == ()


def test_values_joined_by_bars_make_a_tuple() -> None:
    training = reading.read_sample().trainings.get("t064")
    assert training.modalities == (Modality.INITIAL, Modality.CONTINUING)


def test_an_entity_may_have_a_note_besides_that_of_its_source() -> None:
    institution = reading.read_sample().institutions.get("ieseg")
    assert "EISEG" in institution.note
    assert institution.source.note != institution.note


def test_a_fraction_is_read_exactly(folder: Path) -> None:
    (folder / "assumptions.csv").write_text(
        f"{HEADERS['assumptions']}\na,1,A,9/31,share,,assumption,,,\n", encoding="utf-8"
    )
    assert reading.read_sample().assumptions.get("a").value == Fraction(9, 31)


def test_a_column_left_out_takes_the_value_by_default(folder: Path) -> None:
    (folder / "opcos.csv").write_text(
        "key,rank,name,nature,place,line,note\na,1,A,declared,,,\n", encoding="utf-8"
    )
    opco = reading.read_sample().opcos.get("a")
    assert (opco.note, opco.source.nature) == ("", Nature.DECLARED)


@pytest.mark.parametrize(
    ("file", "row", "column", "value"),
    [
        ("departments", "59,first,Nord,declared,,,", "rank", "first"),
        ("departments", "59,1,Nord,guessed,,,", "nature", "guessed"),
        ("departments", "59,1,Nord,declared,,ten,", "line", "ten"),
        ("assumptions", "a,1,A,1/0,share,,assumption,,,", "value", "1/0"),
        ("departments", "59,1,Nord", "", "59,1,Nord"),
    ],
)
def test_an_unreadable_cell_is_named(
    folder: Path, file: str, row: str, column: str, value: str
) -> None:
    (folder / f"{file}.csv").write_text(f"{HEADERS[file]}\n{row}\n", encoding="utf-8")
    said = refusal().message
    assert said.code == "error.sample_cell"
    assert [said[name] for name in ("file", "line", "column", "value")] == [
        f"{file}.csv",
        2,
        column,
        value,
    ]


def test_a_flag_is_yes_or_no(folder: Path) -> None:
    file = folder / "families.csv"
    file.write_text(file.read_text(encoding="utf-8").replace(",yes,", ",true,"), encoding="utf-8")
    assert refusal().message["column"] == "is_ai_specific"


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("key,rank,title,name,nature,place,line,note", "title"),
        ("key,rank,nature,place,line,note", "name"),
        ("key,name,nature,place,line,note", "rank"),
        ("key,rank,name,nature,place,note", "nature,place,line,note"),
        ("", "nature,place,line,note"),
    ],
)
def test_a_header_names_known_columns_and_all_that_are_needed(
    folder: Path, header: str, column: str
) -> None:
    (folder / "departments.csv").write_text(header, encoding="utf-8")
    said = refusal().message
    assert (said["line"], said["column"]) == (1, column)


def test_a_key_comes_once(folder: Path) -> None:
    row = "59,1,Nord,declared,,,\n"
    (folder / "departments.csv").write_text(
        f"{HEADERS['departments']}\n{row}{row}", encoding="utf-8"
    )
    said = refusal().message
    assert (said.code, said["file"], said["value"]) == ("error.sample_key", "departments.csv", "59")


@pytest.mark.parametrize("spoilt", [b"key,rank\xff", b'key,rank,"name'])
def test_a_file_that_is_not_text_is_refused(folder: Path, spoilt: bytes) -> None:
    (folder / "departments.csv").write_bytes(spoilt)
    assert refusal().message["file"] == "departments.csv"


def test_the_shipped_study_is_a_study() -> None:
    assert isinstance(reading.read_sample(), Study)
