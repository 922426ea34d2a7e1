"""A region is prepared, shared, looked at and backed up by commands alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from db.server import inspection
from tests.db.build import on_server
from tests.servers import Server
from ui.actions.texts import LANGUAGES, catalogue
from ui.cli import DONE, REFUSED, WRONG_USE, main

pytestmark = pytest.mark.postgresql


@pytest.fixture
def cartoplan(capsys):
    """Run one command; its status, what it said, and what it complained of."""

    def run(*words):
        status = main([str(word) for word in words], lambda file, texts: 0)
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


def test_a_region_is_prepared_shared_inspected_and_backed_up(
    server: Server, cartoplan, tmp_path: Path
) -> None:
    address = server.make_database()
    admin = ("--lang", "fr", "--file", str(address))
    status, said, complaint = cartoplan(*admin, "server", "init")
    assert (status, complaint) == (DONE, "")
    assert "est prête" in said
    assert "81 formations" in said
    assert cartoplan(*admin, "server", "init")[0] == REFUSED
    status, said, _ = cartoplan(
        *admin, "server", "invite", "Rosalie", "institution_editor",
        "--institution", "Université d'Artois", "--json",
    )  # fmt: skip
    assert status == DONE
    assert len(json.loads(said)["password"]) >= 12

    rose = ("--lang", "fr", "--file", str(address.with_login("Rosalie")))
    listed = json.loads(cartoplan(*rose, "trainings", "list", "--json")[1])
    names = {row["key"]: row["institution"] for row in listed}
    own = next(key for key, name in names.items() if name == "Université d'Artois")
    other = next(key for key, name in names.items() if name != "Université d'Artois")
    assert cartoplan(*rose, "trainings", "set", own, "level=7")[0] == DONE
    status, _, complaint = cartoplan(*rose, "trainings", "set", other, "level=7")
    assert status == REFUSED
    assert "Traceback" not in complaint
    assert len(complaint.splitlines()) == 1

    status, said, _ = cartoplan(*admin, "server", "status")
    assert status == DONE
    assert "Rien ne laisse passer" in said
    assert "Rosalie" in said
    on_server(address, "CREATE VIEW all_of_them AS SELECT * FROM comments")
    told = json.loads(cartoplan(*admin, "server", "status", "--json")[1])
    assert told["faults"] == 1
    assert [row["institutions"] for row in told["members"]] == ["Université d'Artois"]
    assert "all_of_them" in told["region_findings"][0]["said"]
    on_server(address, "DROP VIEW all_of_them")

    status, said, _ = cartoplan(*admin, "server", "backup", tmp_path / "region.backup")
    assert status == DONE
    assert (tmp_path / "region.backup").stat().st_size > 10_000
    assert cartoplan(*rose, "server", "status")[0] == REFUSED
    status, said, _ = cartoplan(*admin, "server", "revoke", "Rosalie")
    assert status == DONE
    assert cartoplan(*rose, "trainings", "list")[0] == REFUSED
    status, said, _ = cartoplan(*admin, "server", "upgrade")
    assert status == DONE
    assert "était à jour" in said


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("server", "status"), WRONG_USE, "--file"),
        (("server", "init", "--empty", "--study", "x.cartoplan"), WRONG_USE, "pas les deux"),
    ],
)
def test_what_is_missing_is_said(cartoplan, words, status: int, said: str) -> None:
    found, _, complaint = cartoplan("--lang", "fr", *words)
    assert found == status
    assert said in complaint


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_can_be_found_has_its_sentence(language: str) -> None:
    known = catalogue(language)
    source = Path(inspection.__file__).read_text(encoding="utf-8")
    kinds = ("database", "schema", "table", "function")
    assert all(f"'{kind}'" in source for kind in kinds)
    assert [kind for kind in kinds if f"server.public_{kind}" not in known] == []
