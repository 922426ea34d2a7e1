"""What stands in a text of several lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPlainTextEdit

#: How Qt ends paragraphs and lines within a text.
_BREAKS = {0x2029: "\n", 0x2028: "\n"}


def written(editor: QPlainTextEdit) -> str:
    """The text with its unbreakable spaces, which ``toPlainText`` makes plain ones."""
    return editor.document().toRawText().translate(_BREAKS)
