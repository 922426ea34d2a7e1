"""Working away on the command line: from a file, and from a region with its rules."""

from __future__ import annotations

import pytest

from db.server import admin
from db.writer import Writer
from planner.rights import Person, Role
from tests.build import study, training
from tests.db.build import who
from tests.ui.test_cli import _own_home, cartoplan, data, file  # noqa: F401 - fixtures
from ui.cli import DONE, REFUSED, WRONG_USE


def test_a_copy_is_taken_edited_and_brought_back(cartoplan, data, file, tmp_path):  # noqa: F811
    away = tmp_path / "copie.cartoplan"
    assert cartoplan("--file", file, "region", "take", away)[0] == DONE
    cartoplan("--file", away, "trainings", "archive", "t001")
    cartoplan("--file", file, "trainings", "archive", "t002")
    seen = data("--file", file, "region", "bring", away, "--dry-run")
    assert (seen["taken"], seen["written"]) == (1, False)
    status, said, _ = cartoplan("--file", file, "region", "bring", away)
    assert status == DONE
    assert "1 ligne reprise" in said
    archived = [row["key"] for row in data("--file", file, "rows", "list", "trainings")
                if row["is_archived"]]  # fmt: skip
    assert archived == ["t001", "t002"]
    assert cartoplan("--file", file, "undo")[0] == DONE


def test_what_is_no_copy_is_refused_in_one_line(cartoplan, file, tmp_path):  # noqa: F811
    status, _, complaint = cartoplan("--file", file, "region", "bring", file)
    assert status == REFUSED
    assert len(complaint.splitlines()) == 1
    away = tmp_path / "copie.txt"
    assert cartoplan("--file", file, "region", "take", away)[0] == WRONG_USE


@pytest.mark.postgresql
def test_an_editor_brings_back_what_is_theirs_and_is_told_of_the_rest(
    server, cartoplan, data, tmp_path  # noqa: F811 - fixtures
):  # fmt: skip
    address = server.make_database()
    kept = study(trainings=[training("t1"), training("t2", institution="iut")])
    admin.init(address, kept, Writer.named("x", "here", who()["clock"]))
    admin.invite(address, "Odile", Person(Role.INSTITUTION_EDITOR, frozenset({"ens"})))
    region, away = str(address.with_login("Odile")), tmp_path / "copie.cartoplan"
    assert cartoplan("--file", region, "region", "take", away)[0] == DONE
    for key in ("t1", "t2"):
        assert cartoplan("--file", away, "rows", "set", "trainings", key, "level=7")[0] == DONE
    assert cartoplan("--file", away, "comments", "add", "t1", "Vu dans le train")[0] == DONE
    seen = data("--file", region, "region", "bring", away)
    assert seen["author"] == "Odile"
    assert seen["not_taken"] == ["trainings/t2"]
    assert (seen["taken"], seen["written"]) == (2, True)
    levels = {
        row["key"]: row["level"] for row in data("--file", region, "rows", "list", "trainings")
    }
    assert (levels["t1"], levels["t2"]) == (7, 5)
    again = data("--file", region, "region", "bring", away)
    assert again["taken"] == 0
