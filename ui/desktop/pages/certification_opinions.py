"""What partners say about a certification, and a place to say something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from ui.desktop.pages.certification_tab import CertificationTab
from ui.desktop.widgets.comment_thread import CommentThread
from ui.desktop.widgets.scrolled import scrolled

if TYPE_CHECKING:
    from planner.findings import Place


class OpinionsTab(CertificationTab):
    """The opinions on one certification, oldest first; one's own can be said in other words."""

    concerned = frozenset({"certifications", "comments"})

    def _build(self) -> None:
        self.comments = CommentThread(self.pen, "certifications", self, room="opinions")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(scrolled(self.comments, self))

    def show_certification(self, key: str) -> None:
        """Show the opinions on the certification called ``key``; what is being typed stays."""
        super().show_certification(key)
        self.comments.show_row(key)

    def show_place(self, place: Place) -> bool:
        """Put the cursor where an opinion is typed."""
        del place
        self.comments.begin()
        return True
