"""Published figures beside those that the rows give: agreement is not forced, only shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from planner.tables.claims import claims_table
from ui.desktop.models.table_model import TableModel
from ui.desktop.pages.quality_parts import ListTab
from ui.desktop.widgets.chips import Chips
from ui.desktop.widgets.finding_detail import FindingDetail
from ui.desktop.widgets.headed import capital
from ui.desktop.widgets.labels import prose
from ui.desktop.widgets.table_view import TableView
from ui.desktop.widgets.wrapping import share_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from planner.compute.claims import ClaimCheck
    from planner.findings import Place
    from planner.study import Study
    from ui.desktop.session import Session

_VERDICTS = {"differs": False, "agrees": True, "not_checked": None}
_HIDDEN = ("key", "unit", "basis", "nature", "place", "line")  # the panel shows them better


class ClaimsTab(ListTab):
    """A table of claims that filters by verdict, and the details of the one that is chosen."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """An empty tab over ``session``."""
        super().__init__(session, parent)
        self._checks: tuple[ClaimCheck, ...] = ()
        self._build()
        self._connect()

    def show_place(self, place: Place) -> None:
        """Bring a claim to the front, whatever its verdict."""
        for chip in self.chips.buttons.values():
            chip.setChecked(False)
        self.view.select(place.key)

    def show_claims(self, study: Study, checks: Sequence[ClaimCheck]) -> None:
        """Show ``checks``, keeping the filter and the chosen line."""
        self._study, self._checks = study, tuple(checks)
        for name, verdict in _VERDICTS.items():
            count = sum(check.agrees is verdict for check in checks)
            words = capital(self.session.say(f"verdict.{name}"))
            self.chips.label(name, f"{words} {self.session.texts.show(count)}")
        self._show()

    def _build(self) -> None:
        say, look = self.session.say, self.session.look
        self.chips = Chips(self)
        for name in _VERDICTS:
            self.chips.add(name, say(f"verdict.{name}"), say(f"quality.verdict.{name}"))
        self.model = TableModel(self.session.texts, self)
        self.view = TableView(self.model, look, self)
        self.view.setAccessibleName(say("quality.claims.tab"))
        self.empty = prose(say("quality.no_claim"), "muted", self)
        self.detail = FindingDetail(self.session, say("quality.choose_claim"), None, self)
        self.lay_out(((self.chips, None),), (self.view, self.empty), self.detail)

    def _connect(self) -> None:
        self.chips.changed.connect(self._show)
        self.view.selectionModel().currentRowChanged.connect(self._on_chosen)

    @Slot()
    def _show(self) -> None:
        chosen = {_VERDICTS[name] for name in self.chips.chosen()} or set(_VERDICTS.values())
        shown = [check for check in self._checks if check.agrees in chosen]
        table = claims_table(self._study, shown)
        self.view.show_table(table)
        for place, column in enumerate(table.columns):
            self.view.setColumnHidden(place, column.key in _HIDDEN)
        share_width(
            self.view, [column.key for column in table.columns].index("subject"), two_lines=True
        )
        self.view.setVisible(bool(shown))
        self.empty.setVisible(not shown)
        if shown and not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self.model.index(0, 1))
        self._on_chosen()
        self.tell(self.session.say("quality.claims_shown", shown=len(shown), n=len(self._checks)))

    @Slot()
    def _on_chosen(self) -> None:
        """Tell a claim: what was computed from what, then the row of the study."""
        key = self.view.current_key()
        check = next((one for one in self._checks if one.claim.key == key), None)
        index = self.view.currentIndex()
        place = self.model.row_at(index.row()).place if index.isValid() else None
        if check is None or place is None:
            self.detail.show_nothing()
            return
        self.detail.show_place(check.claim.subject, self.session.texts.say(check.basis), place)
