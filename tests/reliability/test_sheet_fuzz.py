"""T7: each reader of files that come from outside, fed by a fuzzer that follows its coverage."""

from __future__ import annotations

import json
import random
import zipfile
from contextlib import suppress

import pytest

from db.exchange.bounds import REFERENTIAL
from db.exchange.case import read_case
from db.exchange.csv_file import read_csv
from db.exchange.lheo import read_lheo
from db.exchange.wire import grids_of, lines_of
from db.exchange.workbook_check import packed
from db.exchange.workbook_file import read_workbook
from planner.errors import StudyFileError
from tests.db.exchange.lheo_files import formation, lheo
from tests.db.exchange.test_case import FOREIGN
from tests.reliability.guided import Hunt
from tests.reliability.workbook_fuzz import BOUNDS, rich

BOOK, SHEET, STYLES = "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"


def parts_of(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def a_part(room, name):
    """A reader of workbooks one part of which is what it is given, and that part as it was."""
    parts = parts_of(rich(room / "rich.xlsx"))
    path = room / "fuzzed.xlsx"

    def read(data):
        path.write_bytes(packed(parts | {name: data}).getvalue())
        grids = read_workbook(path, BOUNDS)
        assert tuple(grids_of(lines_of(grids))) == grids

    return read, parts[name]


def a_file(room, name, reader, seed):
    """A reader of files that hold what it is given, and one such file."""
    path = room / name

    def read(data):
        path.write_bytes(data)
        reader(path)

    return read, seed


CSV = 'Intitulé;Ville;Niveau\r\nLicence;"Lille\r\n(Nord)";6\r\n=A1;;\'x\r\n'.encode()
DOORS = {
    "the XML of a sheet": lambda room: a_part(room, SHEET),
    "the index of the sheets": lambda room: a_part(room, BOOK),
    "the formats of the cells": lambda room: a_part(room, STYLES),
    "a text of cells": lambda room: a_file(
        room, "a.csv", lambda path: read_csv(path, REFERENTIAL), CSV),
    "a file of LHEO": lambda room: a_file(
        room, "a.xml", lambda path: list(read_lheo(path)), lheo(formation()).encode()),
    "a package of CASE": lambda room: a_file(
        room, "a.json", read_case, json.dumps(FOREIGN).encode()),
}  # fmt: skip


def door(read):
    """The reader, whose refusals are as good as what it reads; nothing else may come out of it."""

    def tried(data):
        with suppress(StudyFileError):
            read(data)

    return tried


@pytest.mark.promise("T7", asked=6_000, quick=120, unit="inputs", weight=28)
def test_no_reader_breaks_on_inputs_that_follow_its_coverage(figure, tmp_path):
    tried = 0
    for number, name in enumerate(DOORS):
        room = tmp_path / str(number)
        room.mkdir()
        read, seed = DOORS[name](room)
        hunt = Hunt(door(read), [seed], random.Random(number))
        hunt.go(figure.count // len(DOORS))
        assert len(hunt.corpus) > 2, f"{name}: nothing went further than what was given"
        tried += hunt.tried
    figure.reached(tried)


def hunted(seed):
    def read(data):
        with suppress(ValueError, TypeError, LookupError, RuntimeError, AttributeError):
            list(grids_of(data.decode("utf-8", "replace").splitlines()))

    hunt = Hunt(read, [b'{"rows":1,"name":"a"}\n["."]'], random.Random(seed))
    hunt.go(200)
    return hunt


def test_the_hunt_keeps_what_goes_further_and_mutates_it_on():
    hunt = hunted(1)
    assert (hunt.tried, hunt.corpus) == (200, hunted(1).corpus)
    assert len(set(hunt.corpus)) > 2
    assert hunt.corpus != hunted(2).corpus
