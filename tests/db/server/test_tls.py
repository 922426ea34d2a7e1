"""A region by TLS and password over the loopback, as docs/shared-region.md lays it out."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from db.server.address import Address, parse
from db.store import open_store
from planner.errors import StudyFileError
from tests.db.build import who
from tests.servers import ASKED, Server

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.loopback,
    pytest.mark.skipif(
        shutil.which("openssl") is None, reason="openssl, which makes certificates, is missing"
    ),
]

WORD = "sésame"


def openssl(folder: Path, *words: str) -> None:
    subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True)


def certified(folder: Path, authority: str = "/CN=La région") -> None:
    """An authority of our own (ca.pem) and, by it, the certificate of « localhost »."""
    key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")
    made = ("-keyout", "ca.key", "-out", "ca.pem", "-utf8", "-subj", authority)
    openssl(folder, "req", "-x509", *key, *made)
    asked = ("-keyout", "server.key", "-out", "server.csr", "-subj", "/CN=localhost")
    openssl(folder, "req", *key, *asked)
    signed = ("-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-out", "server.crt")
    openssl(folder, "x509", "-req", "-in", "server.csr", *signed)


@pytest.fixture(scope="module")
def address(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Address]:
    """The address of a region whose server is reached by TLS, and asks for a password."""
    region = server.emptied()
    if server.run("postgres", "SELECT current_setting('ssl_library')") == [("",)]:
        pytest.skip("this PostgreSQL was built without TLS")
    server.run("postgres", f"CREATE ROLE {ASKED} LOGIN SUPERUSER PASSWORD '{WORD}'")
    folder, port = tmp_path_factory.mktemp("tls"), 20_000 + os.getpid() % 10_000
    certified(folder)
    files = {
        "ssl_cert_file": server.keep(folder / "server.crt"),
        "ssl_key_file": server.keep(folder / "server.key"),
    }
    server.stop()
    server.start(listen_addresses="127.0.0.1", port=str(port), ssl="on", **files)
    given = f"hostaddr=127.0.0.1&sslmode=verify-full&sslrootcert={folder / 'ca.pem'}"
    place = f"localhost:{port}/{region.database}"
    yield parse(f"postgresql+psycopg://{ASKED}@{place}?{given}")
    server.stop()
    server.start()
    server.run("postgres", f"DROP ROLE {ASKED}")


def refusal(address: Address) -> str:
    with pytest.raises(StudyFileError) as caught:
        open_store(address, **who())
    assert WORD not in str(caught.value)
    return caught.value.message.code


def test_a_region_is_opened_by_tls_from_a_server_that_is_who_it_says(address: Address) -> None:
    ours = "SELECT ssl, version FROM pg_stat_ssl WHERE pid = pg_backend_pid()"
    with (
        open_store(address.with_password(WORD), **who()) as store,
        store.keeper.engine.connect() as connection,
    ):
        line = connection.exec_driver_sql(ours).one()
    assert line.ssl
    assert line.version >= "TLSv1.2"


def test_a_server_that_nothing_vouches_for_is_told_no_password(
    address: Address, tmp_path: Path
) -> None:
    certified(tmp_path, "/CN=Une autre")  # it has signed nothing here
    options = dict(address.options) | {"sslrootcert": str(tmp_path / "ca.pem")}
    strange = replace(address.with_password(WORD), options=tuple(options.items()))
    assert refusal(strange) == "error.server_untrusted"
    elsewhere = replace(address.with_password(WORD), host="serveur.region.fr")
    assert refusal(elsewhere) == "error.server_untrusted"


def test_neither_a_line_without_tls_nor_one_without_a_password_opens_a_region(
    address: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert refusal(address) == "error.server_password_needed"
    assert refusal(address.with_password("sésames")) == "error.server_refused"
    bare = replace(address.with_password(WORD), options=(("sslmode", "disable"),))
    assert refusal(bare) == "error.server_refused"
    monkeypatch.setenv("PGPASSWORD", WORD)
    open_store(address, **who()).close()
