"""The command line asks for the password of a region where a person can type it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers import ASKED, Server
from ui.cli import DONE, REFUSED, main

pytestmark = pytest.mark.postgresql

WORD = "sésame"


@pytest.fixture
def address(server: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a region, for a login that has a password."""
    monkeypatch.delenv("PGPASSWORD", raising=False)
    monkeypatch.setenv("PGPASSFILE", "/nowhere/.pgpass")
    place = server.emptied()
    server.run("postgres", f"CREATE ROLE {ASKED} LOGIN SUPERUSER PASSWORD '{WORD}'")
    yield str(place.with_login(ASKED))
    server.run("postgres", f"DROP ROLE {ASKED}")


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Somebody at a terminal, who types these passwords, the last one first."""
    words: list[str] = []
    monkeypatch.setattr("ui.cli._can_type", lambda: True)
    monkeypatch.setattr("getpass.getpass", lambda *_: words.pop())
    return words


def run(address: str, *words: str) -> int:
    return main(["--lang", "fr", "--file", address, *words], lambda file, texts: 0)


def test_a_password_is_typed_once_and_opens_the_region(
    address: str, typed: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    typed.append(WORD)
    assert run(address, "history") == DONE
    said = capsys.readouterr()
    assert typed == []
    assert f"Mot de passe de «\u202f{ASKED}\u202f» pour" in said.err
    assert WORD not in said.out + said.err


def test_a_wrong_password_is_refused_in_one_sentence_that_does_not_hold_it(
    address: str, typed: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    typed.append("sésames")
    assert run(address, "server", "status") == REFUSED
    said = capsys.readouterr()
    assert said.err.count("cartoplan: ") == 1
    assert "sésames" not in said.out + said.err
    assert typed == []


def test_without_a_terminal_one_sentence_says_what_to_set(
    address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(address, "history") == REFUSED
    (sentence,) = capsys.readouterr().err.strip().splitlines()
    assert "PGPASSWORD" in sentence
    assert ".pgpass" in sentence


def test_what_the_environment_tells_is_not_asked_for(
    address: str, typed: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "pgpass"
    file.write_text(f"*:*:*:{ASKED}:{WORD}\n", encoding="utf-8")
    file.chmod(0o600)
    monkeypatch.setenv("PGPASSFILE", str(file))
    assert run(address, "history") == DONE
    monkeypatch.setenv("PGPASSFILE", "/nowhere/.pgpass")
    monkeypatch.setenv("PGPASSWORD", WORD)
    assert run(address, "history") == DONE
