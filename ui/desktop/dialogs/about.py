"""What Cartoplan is, its version, and the licences of what it ships with."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout

from ui.desktop.style import GAP, as_role

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.actions.texts import Texts

#: What is shipped, with its licence; texts of law are names, the same in every language.
LICENCES = (
    ("PySide6, Qt", "LGPL-3.0"),
    ("SQLModel, SQLAlchemy, Alembic, openpyxl, Typer, Rich, platformdirs", "MIT"),
    ("ReportLab, NetworkX, NumPy, Babel", "BSD-3-Clause"),
    ("defusedxml", "PSF-2.0"),
    ("IBM Plex Sans", "SIL OFL 1.1"),
)


class AboutDialog(QDialog):
    """The about box."""

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        """The box in the words of ``texts``."""
        super().__init__(parent)
        self.setWindowTitle(texts.say("desktop.about"))
        name, words = QLabel("Cartoplan", self), QLabel(texts.say("desktop.about_words"), self)
        as_role(name, "title")
        words.setWordWrap(True)
        words.setMaximumWidth(480)
        numbered = QLabel(f"{texts.say('desktop.version')} {installed_version()}", self)
        as_role(numbered, "muted")
        heading = QLabel(texts.say("desktop.licences"), self)
        as_role(heading, "section")
        self.licences = QPlainTextEdit(
            "\n".join(f"{what} — {licence}" for what, licence in LICENCES), self
        )
        self.licences.setReadOnly(True)
        self.licences.setAccessibleName(texts.say("desktop.licences"))
        self.licences.setTabChangesFocus(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, parent=self)
        buttons.rejected.connect(self.reject)
        box = QVBoxLayout(self)
        box.setContentsMargins(3 * GAP, 3 * GAP, 3 * GAP, 2 * GAP)
        box.setSpacing(GAP)
        for widget in (name, numbered, words, heading, self.licences, buttons):
            box.addWidget(widget)
        self.resize(520, 420)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)


def installed_version() -> str:
    """The version of the installed distribution, or of nothing where it is not installed."""
    try:
        return version("cartoplan")
    except PackageNotFoundError:
        return "—"


def show_about(parent: QWidget, texts: Texts) -> None:
    """Show the box until it is closed."""
    AboutDialog(texts, parent).exec()
