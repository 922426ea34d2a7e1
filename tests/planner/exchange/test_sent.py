"""What an institution is sent, and what of it is kept to compare its reply with."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest

from planner.errors import InvalidInput
from planner.exchange.layout import (
    Part,
    column_of,
    columns_for,
    field_behind,
    full_heading,
    heading,
    runs,
)
from planner.exchange.sent import base_of, base_text, sent
from planner.messages import Interval, message
from planner.study import Domain, DomainHours, Seats
from planner.vocab import DomainScheme, Modality, SeatKind
from tests.build import study, training

YEARS = (2025, 2026)


def filled():
    return study(
        domains=[
            Domain(key="vision", scheme=DomainScheme.VISIBILITY, name="Vision"),
            Domain(key="robots", scheme=DomainScheme.EXPERTISE, name="Robots", rank=1),
            Domain(key="neuro", scheme=DomainScheme.EXPERTISE, name="Neuro", rank=2),
        ],
        trainings=[
            training("t1", "a", "c", modalities=(Modality.CONTINUING, Modality.INITIAL)),
            training("t2", institution="iut"),
            training("t3", is_archived=True),
            training("t4", is_described=False),
        ],
        seats=[
            Seats(key="s1", training="t1", year=2026, kind=SeatKind.OPEN, low=10, high=20),
            Seats(key="s2", training="t1", year=2026, kind=SeatKind.OPEN, low=5, high=None),
            Seats(key="s3", training="t1", year=2025, kind=SeatKind.FILLED, low=5, high=5),
        ],
        domain_hours=[
            DomainHours(key="h1", training="t1", domain="vision", hours=40),
            DomainHours(key="h2", training="t1", domain="robots"),
        ],
    )


def test_an_institution_is_sent_its_trainings_that_are_not_archived():
    assert list(sent(filled(), "ens", YEARS).rows) == ["t1", "t4"]
    assert list(sent(filled(), "iut", YEARS).rows) == ["t2"]


def test_the_cells_of_a_training_tell_what_the_study_knows():
    cells = sent(filled(), "ens", YEARS).rows["t1"]
    assert cells["title"] == "Formation t1"
    assert cells["modalities"] == ("initial", "continuing")
    assert (cells["family:a"], cells["family:b"]) == (True, False)
    assert cells["seats:2025"] is None
    assert cells["seats:2026"] == Interval(Fraction(5), None)
    assert cells["domain:vision"] == 40
    assert cells["domain:robots"] is True
    assert cells["is_archived"] is False
    assert cells["hours"] is None
    assert "key" not in cells


def test_domains_are_those_made_visible_and_those_that_it_has_hours_in():
    codes = [column.code for column in sent(filled(), "ens", YEARS).columns]
    assert [code for code in codes if code.startswith("domain:")] == [
        "domain:vision",
        "domain:robots",
    ]
    assert codes[0] == "key"
    assert codes[-2:] == ["is_archived", "comment"]


def test_what_is_kept_of_a_sheet_gives_its_cells_back():
    sheet = sent(filled(), "ens", YEARS)
    text = base_text(sheet)
    assert base_of(text) == {key: dict(cells) for key, cells in sheet.rows.items()}
    assert base_text(sheet) == text
    assert json.loads(text)["institution"] == "ens"


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"rows":{"t1":3}}', '{"rows":{"t1":{"a":1.5}}}'])
def test_a_damaged_mailing_is_refused(text):
    with pytest.raises(InvalidInput, match="mailing_damaged"):
        base_of(text)


def test_each_column_is_known_by_its_code_and_no_other_code_is():
    known = filled()
    for column in columns_for(known, YEARS, ["robots"]):
        assert column_of(known, column.code) == column
    for code in ("family:zz", "domain:", "seats:26", "seats:٢٠٢٦", "seats:3000", "institution", ""):
        assert column_of(known, code) is None


def test_columns_stand_in_groups_and_are_called_by_what_they_hold():
    known = filled()
    columns = columns_for(known, YEARS)
    assert [name for name, _, _ in runs(columns)] == [
        "identity", "tick", "seats", "hours", "remarks",
    ]  # fmt: skip
    by_code = {column.code: column for column in columns}
    assert heading(known, by_code["family:a"]) == message("name.as_written", name="A")
    assert heading(known, by_code["seats:2026"]) == message("exchange.column.seats", year="2026")
    assert heading(known, by_code["title"]).code == "exchange.column.title"
    assert full_heading(known, by_code["domain:vision"]).code == "exchange.column.domain"
    assert full_heading(known, by_code["family:a"]).code == "exchange.column.family"
    assert full_heading(known, by_code["city"]).code == "exchange.column.city"
    assert field_behind(by_code["seats:2026"])[1].key == "low"
    assert by_code["family:a"].part is Part.TICK
