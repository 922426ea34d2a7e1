"""What PostgreSQL says, without a server to say it."""

from __future__ import annotations

import psycopg
import pytest

from db.server.address import parse
from db.server.failures import reason, server_error
from ui.actions.texts import LANGUAGES, Texts

ADDRESS = parse("postgresql+psycopg://zoe:sesame@127.0.0.1:1/region")
REFUSED = (
    'connection to server at "127.0.0.1", port 1 failed: Connection refused\n'
    "\tIs the server running on that host and accepting TCP/IP connections?"
)


def test_what_libpq_says_is_one_line_without_its_remedy_or_a_password():
    assert reason(ADDRESS, REFUSED) == REFUSED.splitlines()[0]
    told = reason(ADDRESS, "no way in with sesame.\n")
    assert told == "no way in with •••"


@pytest.mark.parametrize("before", range(290, 303))
def test_a_password_is_hidden_also_where_what_is_said_is_cut(before):
    said = reason(ADDRESS, "x" * before + "sesame")
    assert "s" not in said


def test_a_password_of_two_spaces_is_hidden_too():
    address = ADDRESS.with_password("open  sesame")
    assert reason(address, "no open  sesame here") == "no ••• here"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_server_that_is_not_there_is_told_in_one_sentence_and_its_remedy(language):
    with pytest.raises(psycopg.OperationalError) as caught:
        psycopg.connect("host=/nowhere dbname=region user=zoe")
    said = Texts(language).say(server_error(ADDRESS, caught.value).message)
    assert "?" not in said
    assert ".." not in said
    assert "\n" not in said
