"""An address says where a region is, and never the password."""

from __future__ import annotations

import pickle

import pytest

from db.server.address import Address, is_address, parse
from planner.errors import StudyFileError


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("postgresql+psycopg://ann@db.region.fr/carte", None),
        ("postgresql+psycopg://ann@db.region.fr:6432/carte", None),
        ("postgresql+psycopg://ann@[::1]:6432/carte", None),
        ("postgresql+psycopg://ann%40opco@db/hauts%20de%20france?sslmode=verify-full", None),
        ("postgresql+psycopg://ann@/carte?host=/run/postgresql", None),
        ("postgresql://db/carte", "postgresql+psycopg://db/carte"),
        ("POSTGRES://ann@db:5432/carte", "postgresql+psycopg://ann@db/carte"),
    ],
)
def test_an_address_is_shown_as_it_was_written(text: str, shown: str | None) -> None:
    assert str(parse(text)) == (shown or text)
    assert parse(str(parse(text))) == parse(text)


def test_the_password_is_read_and_never_shown() -> None:
    address = parse("postgresql+psycopg://ann:s%3Aecret%2F@db/carte")
    assert address.password == "s:ecret/"
    for shown in (str(address), repr(address), address.name, f"{address!s}"):
        assert "ecret" not in shown
    assert address == parse("postgresql+psycopg://ann@db/carte")
    assert address.with_login("bob").password is None
    assert address.with_password("x").password == "x"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("mysql://ann:secret@db/carte", "address_unknown"),
        ("carte.cartoplan", "address_unknown"),
        ("postgresql://ann:secret@/carte", "address_no_host"),
        ("postgresql://ann:secret@db", "address_no_database"),
        ("postgresql://ann:secret@db/carte/autre", "address_no_database"),
        ("postgresql://ann:secret@db:port/carte", "address_port"),
        ("postgresql://ann:secret@db:70000/carte", "address_port"),
        ("postgresql://ann:secret@db/carte?options=-cx=1", "address_option"),
        ("postgresql://ann:secret@db/carte?password=secret", "address_option"),
    ],
)
def test_a_wrong_address_says_what_is_wrong_without_repeating_it(text: str, code: str) -> None:
    with pytest.raises(StudyFileError) as caught:
        parse(text)
    assert caught.value.message.code == f"error.{code}"
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("text", ["a.cartoplan", "C:\\étude.cartoplan", "http://x", "postgresql"])
def test_a_file_name_is_no_address(text: str) -> None:
    assert not is_address(text)


def test_an_address_with_its_password_can_be_kept_apart_from_it() -> None:
    address = Address("db", "carte", "ann", password="secret")
    assert b"secret" not in pickle.dumps(str(address))
