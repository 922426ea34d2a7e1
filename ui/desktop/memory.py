"""What the window remembers of itself: sizes, folded panels, widths of columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings


class Memory:
    """Keeps small things between two starts; without settings, until the window is closed."""

    def __init__(self, settings: QSettings | None = None) -> None:
        """Remember in ``settings`` where they are given."""
        self._settings = settings
        self._kept: dict[str, object] = {}

    def keep(self, name: str, value: object) -> None:
        """Remember ``value`` (a bool, number, text or ``QByteArray``) under ``name``."""
        self._kept[name] = value
        if self._settings is not None:
            self._settings.setValue(name, value)

    def hold(self, name: str, value: object) -> None:
        """Remember ``value``, whatever it is, under ``name`` until the window is closed."""
        self._kept[name] = value

    def recall(self, name: str) -> object:
        """What was kept under ``name``, or None; a stored bool may come back as its text."""
        if name not in self._kept and self._settings is not None:
            self._kept[name] = self._settings.value(name)
        return self._kept.get(name)

    def recall_flag(self, name: str, *, default: bool) -> bool:
        """The bool kept under ``name``, whatever the store made of it."""
        found = self.recall(name)
        return default if found is None else str(found).casefold() == "true"
