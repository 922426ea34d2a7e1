"""Editions on the command line."""

from __future__ import annotations

import json

from tests.ui.test_cli import _own_home, cartoplan, data, file  # noqa: F401 - fixtures
from ui.cli import DONE, REFUSED, WRONG_USE


def test_an_edition_is_read_by_any_command_that_reads(cartoplan, file):  # noqa: F811 - fixture
    assert cartoplan("--file", file, "edition", "freeze", "2026")[0] == DONE
    cartoplan("--file", file, "trainings", "archive", "t001")
    now, then = (
        json.loads(cartoplan("--file", file, *words, "info", "--json")[1])
        for words in ((), ("--edition", "2026"))
    )
    assert then["trainings_described"] == 80
    assert now["trainings_described"] == 79


def test_a_command_that_writes_refuses_an_edition(cartoplan, file):  # noqa: F811 - fixture
    status, said, complaint = cartoplan(
        "--file", file, "--edition", "2019", "trainings", "archive", "t001"
    )
    assert (status, said) == (WRONG_USE, "")
    assert "--edition" in complaint
    assert len(complaint.splitlines()) == 1


def test_an_unknown_edition_is_refused_with_those_there_are(cartoplan, file):  # noqa: F811
    status, _, complaint = cartoplan("--file", file, "--edition", "1999", "info")
    assert status == REFUSED
    assert "2019" in complaint


def test_an_edition_without_a_command_is_wrong_use(cartoplan, file):  # noqa: F811 - fixture
    assert cartoplan("--file", file, "--edition", "2019")[0] == WRONG_USE


def test_editions_are_listed_shown_and_dropped(cartoplan, data, file):  # noqa: F811 - fixtures
    cartoplan("--file", file, "edition", "freeze", "2026", "--note", "Symposium")
    listed = data("--file", file, "edition", "list")
    assert [(row["name"], row["frozen_on"] is None) for row in listed] == [
        ("2019", True),
        ("2026", False),
    ]
    status, said, _ = cartoplan("--file", file, "edition", "show", "2019")
    assert status == DONE
    assert "81" in said
    assert cartoplan("--file", file, "edition", "drop", "2019")[0] == DONE
    assert [row["name"] for row in data("--file", file, "edition", "list")] == ["2026"]


def test_rows_of_editions_are_listed_without_their_content(data, file):  # noqa: F811 - fixtures
    (row,) = data("--file", file, "rows", "list", "editions")
    assert "content" not in row
    assert row["name"] == "2019"
