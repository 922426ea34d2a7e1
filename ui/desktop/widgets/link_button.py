"""A link that is a button: reached by Tab, followed by Space, cut to its room with an ellipsis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy

from ui.desktop.style import as_role

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

_LEAST = 80  # px
_EDGES = 8  # px of border and padding


class LinkButton(QPushButton):
    """Words that lead somewhere; what does not fit is said whole by the tooltip."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        """A link of these words."""
        super().__init__(words, parent)
        self.words = words
        as_role(self, "link")
        self.setAccessibleName(words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """Little: the words are cut."""
        return QSize(_LEAST, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the words to the new room."""
        super().resizeEvent(event)
        elide = Qt.TextElideMode.ElideRight
        shown = self.fontMetrics().elidedText(self.words, elide, self.width() - _EDGES)
        # An ampersand would be taken for the mark of a key.
        self.setText(shown.replace("&", "&&"))
        if shown != self.words and not self.toolTip().startswith(self.words):
            self.setToolTip(f"{self.words}\n{self.toolTip()}".strip())
