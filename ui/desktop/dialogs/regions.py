"""Which shared region to open, and as whom: server, base, login, a password that is not kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from db.server.address import Address, is_address, parse
from planner.errors import CartoplanError, StudyFileError
from ui.actions.settings import login_name
from ui.desktop.inputs import FlagInput
from ui.desktop.style import GAP, as_role, grown
from ui.desktop.widgets.labels import label, prose

if TYPE_CHECKING:
    from ui.desktop.session import Session

_WIDTH = 460  # px
#: Servers to which nothing leaves the machine.
_HERE = ("localhost", "127.0.0.1", "::1")
_TLS = ("sslmode", "require")
_ENCRYPTED = frozenset({"require", "verify-ca", "verify-full"})


class RegionDialog(QDialog):
    """Asks for a region and opens it; it stays, with the reason, until one is open.

    The address opened last is proposed. The password is asked each time and kept nowhere.
    """

    def __init__(self, session: Session, parent: QWidget, address: Address | None = None) -> None:
        """A dialog over ``session``; ``address`` is what is known already."""
        super().__init__(parent)
        self.session = session
        self._options: tuple[tuple[str, str], ...] = ()
        self.setWindowTitle(session.say("regions.open.title"))
        self.server, self.base, self.login, self.password = (
            self._line(name) for name in ("server", "base", "login", "password")
        )
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.tls = FlagInput((session.say("value.no"), session.say("value.yes")), self)
        self.tls.setText(session.say("regions.tls"))
        self.tls.setToolTip(session.say("regions.tls.help"))
        self.tls.setAccessibleDescription(self.tls.toolTip())
        self.refusal = label("", "lost", self)
        self.refusal.setWordWrap(True)
        self.refusal.hide()
        self._lay_out()
        self.server.editingFinished.connect(self._on_server)
        self._show(address or self._last())

    def typed(self) -> Address:
        """The address that stands in the fields; :class:`StudyFileError` where it is none."""
        text = self.server.text().strip()
        if is_address(text):
            return parse(text)
        host, port = _split(text)
        if not host:
            raise StudyFileError("address_no_host")
        base = self.base.text().strip()
        if not base or "/" in base:
            raise StudyFileError("address_no_database")
        return Address(
            host,
            base,
            self.login.text().strip(),
            port,
            self._tls_options(),
            self.password.text() or None,
        )

    def _tls_options(self) -> tuple[tuple[str, str], ...]:
        """The options of the address, encrypted as the box says and never less than they asked."""
        is_asked = dict(self._options).get("sslmode", "") in _ENCRYPTED
        if self.tls.isChecked() == is_asked:
            return self._options
        kept = [option for option in self._options if option[0] != "sslmode"]
        return tuple(sorted([*kept, _TLS] if self.tls.isChecked() else kept))

    def _line(self, name: str) -> QLineEdit:
        line = QLineEdit(self)
        line.setObjectName(name)
        line.setAccessibleName(self.session.say(f"regions.{name}"))
        line.setAccessibleDescription(self.session.say(f"regions.{name}.help"))
        line.setToolTip(line.accessibleDescription())
        return line

    def _lay_out(self) -> None:
        say = self.session.say
        form = QFormLayout()
        form.setSpacing(GAP)
        for line in (self.server, self.base, self.login, self.password):
            form.addRow(say(f"regions.{line.objectName()}"), line)
        form.addRow("", self.tls)
        self.buttons = QDialogButtonBox(self)
        role = QDialogButtonBox.ButtonRole
        self.opener = self.buttons.addButton(say("regions.do_open"), role.AcceptRole)
        self.buttons.addButton(say("regions.leave"), role.RejectRole)
        as_role(self.opener, "primary")
        self.buttons.accepted.connect(self._on_open)
        self.buttons.rejected.connect(self.reject)
        box = QVBoxLayout(self)
        box.setContentsMargins(2 * GAP, 2 * GAP, 2 * GAP, GAP)
        box.setSpacing(GAP)
        box.addWidget(prose(say("regions.open.intro"), "muted", self))
        box.addLayout(form)
        box.addWidget(self.refusal)
        box.addWidget(self.buttons)
        self.setMinimumWidth(grown(_WIDTH))

    def _last(self) -> Address | None:
        """The region opened last, if its address can still be read."""
        for text in self.session.settings.regions:
            try:
                return parse(text)
            except CartoplanError:
                continue
        return None

    def _show(self, address: Address | None) -> None:
        self.login.setText(login_name() if address is None else address.login)
        self.tls.setChecked(address is None)
        if address is None:
            self.server.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        port = (
            ""
            if address.port == Address.__dataclass_fields__["port"].default
            else f":{address.port}"
        )
        host = f"[{address.host}]" if ":" in address.host else address.host
        self.server.setText(f"{host}{port}")
        self.base.setText(address.database)
        self._options = address.options
        self.password.setText(address.password or "")
        self.tls.setChecked(dict(address.options).get("sslmode", "") in _ENCRYPTED)
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_server(self) -> None:
        """Take a whole address to pieces where one was pasted; a local server needs no TLS."""
        text = self.server.text().strip()
        try:
            if is_address(text):
                self._show(parse(text))
            elif text.startswith("/") or _split(text)[0] in _HERE:
                self.tls.setChecked(False)
        except CartoplanError as error:
            self._refuse(self.session.texts.say(error.message))

    @Slot()
    def _on_open(self) -> None:
        """Open the region; on a refusal everything stays as it was typed."""
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            is_open = self.session.open(self.typed(), self._refuse)
        except CartoplanError as error:
            is_open = False
            self._refuse(self.session.texts.say(error.message))
        finally:
            QGuiApplication.restoreOverrideCursor()
        if not is_open:
            self.password.setFocus(Qt.FocusReason.OtherFocusReason)
            self.password.selectAll()
            return
        self.password.clear()
        self.accept()

    def _refuse(self, sentence: str) -> None:
        self.refusal.setText(sentence)
        self.refusal.setAccessibleName(sentence)
        self.refusal.setVisible(bool(sentence))
        self.opener.setAccessibleDescription(sentence)
        self.adjustSize()


def _split(text: str) -> tuple[str, int]:
    """A server and its port, of ``server``, ``server:port``, ``[::1]:port`` or a folder."""
    host, port = text, ""
    if text.startswith("["):
        host, _, port = text[1:].partition("]")
        port = port.removeprefix(":")
    elif text.count(":") == 1 and not text.startswith("/"):
        host, _, port = text.partition(":")
    if port and not (port.isascii() and port.isdigit() and 0 < int(port) < 2**16):
        raise StudyFileError("address_port")
    return host, int(port or 5432)


def ask_region(parent: QWidget, session: Session, address: Address | None = None) -> None:
    """Let a person open a shared region, or think better of it."""
    dialog = RegionDialog(session, parent, address)
    dialog.exec()
    dialog.deleteLater()
