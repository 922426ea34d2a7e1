"""Editions: what is frozen comes back, also from an older programme; what is damaged is told."""

from __future__ import annotations

import json
import zlib
from base64 import b85decode, b85encode
from dataclasses import replace
from datetime import date

import pytest

from db.editions import (
    LEFT_OUT,
    bare,
    frozen,
    frozen_text,
    opened,
    thawed,
    without_left_out,
)
from db.fingerprint import fingerprint
from db.samples.reading import read_sample
from planner.edits import Put, Set, apply
from planner.errors import StudyFileError
from planner.fields import ENTITIES
from planner.study import DECLARED, Edition, Study
from planner.text import clean, unwritable
from tests.db.build import small_study
from tests.reliability.filled_study import filled

STUDY = small_study()


def edition(of: Study = STUDY) -> Edition:
    return frozen(of, "e", "2026", frozen_on=date(2026, 3, 2), author="Ann", source=DECLARED)


def repacked(*lines: object) -> str:
    """A text that holds these lines."""
    packed = "\n".join(json.dumps(line) for line in lines).encode()
    return b85encode(zlib.compress(packed)).decode()


def lines_in(text: str) -> list[list[object]]:
    unpacked = zlib.decompress(b85decode(text)).splitlines()
    return [json.loads(line) for line in unpacked]


@pytest.mark.parametrize(
    "study", [Study(), STUDY, read_sample(), filled()], ids=["empty", "small", "shipped", "filled"]
)
def test_a_study_comes_back_without_what_editions_leave_out(study: Study) -> None:
    assert thawed(frozen_text(study)) == bare(study)


def test_every_row_is_kept_but_editions_and_exchange() -> None:
    whole, kept = filled(), bare(filled())
    for collection in ENTITIES:
        rows = getattr(kept, collection)
        expected = () if collection in LEFT_OUT else tuple(getattr(whole, collection))
        assert tuple(rows) == expected


def test_the_fingerprint_is_that_of_what_is_kept() -> None:
    made = edition()
    assert made.digest == fingerprint(opened(made)) == fingerprint(bare(STUDY))
    other = apply(STUDY, Set("trainings", "t1", (("level", 6),))).study
    assert edition(other).digest != made.digest


def test_an_older_edition_loses_the_notes_that_it_holds() -> None:
    whole, today = filled(), bare(filled())
    older = frozen(whole, "e", "2024", frozen_on=None, author="", source=DECLARED, is_whole=True)
    assert opened(older).comments
    kept = without_left_out(older)
    assert opened(kept) == today
    assert kept.digest == fingerprint(today)
    assert without_left_out(kept) is kept
    damaged = replace(older, content="-")
    assert without_left_out(damaged) is damaged


def test_freezing_again_gives_the_same_text_whatever_editions_there_are() -> None:
    with_one = apply(STUDY, Put("editions", edition())).study
    assert frozen_text(with_one) == frozen_text(STUDY)


def test_an_edition_is_a_row_that_the_study_takes() -> None:
    made = edition(read_sample())
    assert unwritable(made.content) is None
    assert clean(made.content) == made.content
    assert apply(STUDY, Put("editions", made)).study.editions.get("e") == made


def test_an_edition_of_an_older_programme_takes_defaults() -> None:
    lines = lines_in(frozen_text(STUDY))
    for _, row in lines:
        assert isinstance(row, dict)
        row.pop("months", None)  # a field that came later
    old = thawed(repacked(*(line for line in lines if line[0] != "cities")))
    assert old.trainings.get("t1").months is None
    assert len(old.cities) == 0  # a collection that came later
    assert tuple(old.families) == tuple(STUDY.families)


LINES = lines_in(frozen_text(STUDY))
DAMAGED = {
    "nothing": "",
    "not base 85": "é",
    "not zlib": b85encode(b"nothing").decode(),
    "cut": frozen_text(STUDY)[:-20],
    "followed": b85encode(zlib.compress(b"") + b"more").decode(),
    "not json": b85encode(zlib.compress(b"{")).decode(),
    "not a pair": repacked({"families": []}),
    "unknown collection": repacked(["nowhere", LINES[0][1]]),
    "unknown field": repacked(["families", {**dict(LINES[0][1]), "colour": "red"}]),  # type: ignore[call-overload]
    "no key": repacked(["families", {}]),
    "twice": repacked(LINES[0], LINES[0]),
    "deep": b85encode(zlib.compress(b"[" * 100_000)).decode(),
}


@pytest.mark.parametrize("text", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_text_is_one_sentence_that_names_the_edition(text: str) -> None:
    with pytest.raises(StudyFileError) as caught:
        thawed(text)
    assert caught.value.message.code == "error.edition_damaged"
    with pytest.raises(StudyFileError) as caught:
        opened(replace(edition(), content=text))
    assert caught.value.message.code == "error.edition_unreadable"
    assert caught.value.message["name"] == "2026"


def test_any_sign_that_is_lost_is_told() -> None:
    text = frozen_text(STUDY)
    for place in range(0, len(text), 37):
        other = "0" if text[place] != "0" else "1"
        with pytest.raises(StudyFileError):
            thawed(text[:place] + other + text[place + 1 :])


def test_a_text_that_unpacks_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planner.editions.packing._LARGEST", 1000)
    with pytest.raises(StudyFileError):
        thawed(b85encode(zlib.compress(b"0" * 100_000)).decode())
