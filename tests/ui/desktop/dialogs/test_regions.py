"""What the dialog for regions makes of what is typed, without any server."""

from __future__ import annotations

import pytest

from db.server.address import Address, parse
from planner.errors import StudyFileError
from ui.desktop.dialogs.regions import RegionDialog


@pytest.fixture
def dialog(qtbot, session) -> RegionDialog:
    made = RegionDialog(session, None)
    qtbot.addWidget(made)
    return made


def fill(dialog, server: str, base: str = "carte") -> None:
    dialog.server.setText(server)
    dialog.base.setText(base)
    dialog.login.setText("ines")
    dialog.server.editingFinished.emit()


@pytest.mark.parametrize(
    ("server", "wanted"),
    [
        ("db.example", ("db.example", 5432, "require")),
        ("db.example:6000", ("db.example", 6000, "require")),
        ("[2001:db8::1]:6000", ("2001:db8::1", 6000, "require")),
        ("localhost", ("localhost", 5432, None)),
        ("/run/postgresql", ("/run/postgresql", 5432, None)),
    ],
)
def test_a_server_elsewhere_is_asked_to_encrypt(dialog, server, wanted):
    fill(dialog, server)
    typed = dialog.typed()
    assert (typed.host, typed.port, dict(typed.options).get("sslmode")) == wanted


def test_an_address_that_is_pasted_fills_the_fields_and_keeps_its_options(dialog):
    fill(dialog, "postgresql+psycopg://paul:x@db.example:6000/nord?sslmode=verify-full", "")
    assert (dialog.base.text(), dialog.login.text(), dialog.tls.isChecked()) == (
        "nord",
        "paul",
        True,
    )
    assert dialog.typed() == Address(
        "db.example", "nord", "paul", 6000, (("sslmode", "verify-full"),)
    )
    assert dialog.typed().password == "x"


@pytest.mark.parametrize(
    ("server", "base", "code"),
    [
        ("", "carte", "address_no_host"),
        ("db.example", "", "address_no_database"),
        ("db.example:x", "carte", "address_port"),
    ],
)
def test_what_lacks_is_said_and_nothing_is_opened(dialog, session, server, base, code):
    fill(dialog, server, base)
    with pytest.raises(StudyFileError, match=code):
        dialog.typed()
    before = session.desk.document
    dialog.opener.click()
    assert dialog.refusal.text() != ""
    assert session.desk.document is before


def test_the_last_region_is_proposed_without_a_password(qtbot, session):
    session.keep(session.settings.with_region(parse("postgresql://zoe:secret@db.example/nord")))
    assert "secret" not in "".join(session.settings.regions)
    made = RegionDialog(session, None)
    qtbot.addWidget(made)
    assert (made.server.text(), made.login.text(), made.password.text()) == (
        "db.example",
        "zoe",
        "",
    )
