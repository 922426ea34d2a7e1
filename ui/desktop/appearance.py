"""What the whole application wears and speaks: style, fonts, and Qt's own words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTemporaryDir, QTranslator, Signal

from ui.actions.fonts import font_files
from ui.actions.texts import Texts
from ui.desktop.style import dress, load_fonts, look_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from ui.actions.settings import Settings
    from ui.desktop.style import Look


class Appearance(QObject):
    """Applies language, theme and size of text to the application, and keeps what is in force.

    Signals:
        system_changed(): the system went from light to dark or back.
    """

    system_changed = Signal()

    def __init__(self, application: QApplication, settings: Settings) -> None:
        """Load the shipped fonts, then apply ``settings``."""
        super().__init__(application)
        self._application = application
        self._translator = QTranslator(self)
        self._pictures = QTemporaryDir()
        self._family = load_fonts(font_files())
        self.texts: Texts = Texts(settings.language)
        self.look: Look = look_of(settings.theme, self._family, settings.text_size)
        self.apply(settings)
        application.styleHints().colorSchemeChanged.connect(self.system_changed)

    def apply(self, settings: Settings) -> None:
        """Take up the language, the theme and the size of text of ``settings``."""
        if self.texts.language != settings.language:
            self.texts = Texts(settings.language)
        self.look = look_of(settings.theme, self._family, settings.text_size)
        QLocale.setDefault(QLocale(settings.language))
        self._application.removeTranslator(self._translator)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._translator.load(f"qtbase_{settings.language}", folder):
            self._application.installTranslator(self._translator)
        dress(self._application, self.look, Path(self._pictures.path()))
