"""The certifications: their road, their referentials, and what the registers will look for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from planner.compute.referential_edits import KINDS
from planner.words import word
from ui.actions.fieldwords import Option
from ui.desktop.forms import DraftForm
from ui.desktop.latch import latched
from ui.desktop.late import Late, made_late
from ui.desktop.page import Page
from ui.desktop.pages.certification_board import BoardTab
from ui.desktop.pages.certification_criteria import CriteriaPanel
from ui.desktop.pages.certification_fiches import FichesTab
from ui.desktop.pages.certification_gap import GapTab
from ui.desktop.pages.certification_identity import IdentityTab
from ui.desktop.pages.certification_opinions import OpinionsTab
from ui.desktop.pages.certification_reading import ReadingTab
from ui.desktop.pages.certification_referential import ReferentialTab
from ui.desktop.pages.certification_tab import CertificationPen
from ui.desktop.pages.certification_trainings import PreparationsTab
from ui.desktop.pages.certification_versions import VersionsTab
from ui.desktop.style import GAP, grown
from ui.desktop.widgets.choice_box import ChoiceBox
from ui.desktop.widgets.detail import DetailPanel
from ui.desktop.widgets.empty_state import EmptyState
from ui.desktop.widgets.headed import headed
from ui.desktop.widgets.labels import label
from ui.desktop.widgets.stacked import fill_page
from ui.desktop.widgets.tab_rows import TabRows

if TYPE_CHECKING:
    from planner.changes import Touched
    from planner.findings import Place
    from planner.study import Certification, Study
    from planner.tables.table import Table
    from ui.desktop.pages.certification_tab import CertificationTab

_KEPT = "certifications/key"
_CHOICE = 480  # px at 100 %
_OWNED = (
    "certification_contents",
    "status_changes",
    *KINDS,
    "correspondences",
    "evidences",
    "promotions",
    "preparations",
    "certification_versions",
)
#: The tab that shows rows of a collection; parts of the referential stand in its own.
_TABS = {
    "certifications": "identity",
    "certification_contents": "referential",
    "status_changes": "board",
    "correspondences": "identity",
    "promotions": "identity",
    "preparations": "trainings",
    "certification_versions": "versions",
}


class CertificationsPage(Page):
    """One certification at a time, under the board of all; the criteria stay beside it."""

    key = "certifications"
    icon = "certifications"
    shows = frozenset({"certifications", *_OWNED})

    def _build(self) -> None:
        session, say = self.session, self.session.say
        self.pen = CertificationPen(session, "certifications")
        self.current = str(session.memory.recall(_KEPT) or "")
        self.choice = ChoiceBox((), "", self, is_searched=True)
        self.choice.setAccessibleName(say("certifications.choice"))
        self.choice.setToolTip(say("certifications.choice.help"))
        self.choice.setMaximumWidth(grown(_CHOICE))
        self.facts = label("", "muted", self)
        self.tabs = TabRows(say("certifications.tabs"), self)
        tabs = self._make_tabs()
        for name, tab in tabs.items():
            self.tabs.add(tab, say(f"certifications.tab.{name}"))
        self.tabs_by_name = Late(tabs, _make)
        _make(tabs["board"])  # the one in front: Tab comes to it before it comes to the panel
        self.panel = DetailPanel(session, "certifications", self)
        self.criteria = CriteriaPanel(self.pen, self.panel.room)
        self.criteria.make()
        self.panel.show_content(say("certifications.panel"), self.criteria)
        self.add_action = self.offer("certifications.add", "add", self._on_add, "Ctrl+Alt+N")
        self._build_draft()
        self.empty = EmptyState(
            session.look,
            "certifications",
            say("certifications.empty"),
            say("certifications.empty.help"),
            say("certifications.add"),
            self,
        )
        self._lay_out()

    def _make_tabs(self) -> dict[str, CertificationTab]:
        return {
            "board": BoardTab(self.pen, self.tabs.room),
            "identity": IdentityTab(self.pen, self.tabs.room),
            "referential": ReferentialTab(self.pen, self.tabs.room),
            "gap": GapTab(self.pen, self.tabs.room),
            "trainings": PreparationsTab(self.pen, self.tabs.room),
            "versions": VersionsTab(self.pen, self.tabs.room),
            "reading": ReadingTab(self.pen, self.tabs.room),
            "fiches": FichesTab(self.pen, self.tabs.room),
            "opinions": OpinionsTab(self.pen, self.tabs.room),
        }

    def _build_draft(self) -> None:
        say = self.session.say
        words = (say("certifications.add"), say("owned.leave"))
        names = ("title", "register", "audience")
        self.draft = DraftForm(self.pen, "certifications", names, words, self, halves=names[1:])
        self.draft.setMaximumWidth(grown(640))
        self.draft.hide()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(2 * GAP)
        head.addWidget(self.choice, 10)
        head.addWidget(self.facts, 1)
        left = QVBoxLayout()
        left.setContentsMargins(2 * GAP, GAP, 0, 0)
        left.setSpacing(GAP)
        left.addLayout(head)
        left.addWidget(self.draft)
        left.addWidget(self.tabs, 1)
        left.addWidget(self.empty, 1)
        fill_page(self, left, self.panel)

    def _connect(self) -> None:
        self.choice.committed.connect(self._on_chosen)
        self.tabs.currentChanged.connect(self._on_tab)
        self.empty.asked.connect(self._on_add)
        self.draft.added.connect(self._on_added)
        self.draft.left.connect(self._on_draft_left)
        board = self.tabs_by_name["board"]
        if isinstance(board, BoardTab):
            board.went_to.connect(self._on_went_to)
            board.opened.connect(self._on_opened)
        for tab in self.tabs_by_name.all:
            if isinstance(tab, ReadingTab):
                tab.taken.connect(self._on_went_to)
        for tab in (*self.tabs_by_name.all, self.criteria):
            tab.place_asked.connect(self.show_place)

    def refresh(self, touched: Touched) -> None:
        """Show the certification anew as far as what was touched concerns what is shown."""
        if touched.has("certifications"):
            self._offer()
        self._show_head()
        tab = self.front
        if self.current and (touched.has(*tab.concerned) or tab.key != self.current):
            tab.show_certification(self.current)
        if self.current and touched.has(*self.criteria.concerned):
            self.criteria.show_certification(self.current)

    def heightForWidth(self, width: int) -> int:
        """The least height: what is longer scrolls in its own place, not with the whole page."""
        layout = self.layout()
        least = 0 if layout is None else layout.minimumHeightForWidth(width)
        return max(least, self.minimumSizeHint().height())

    @property
    def front(self) -> CertificationTab:
        """The tab in front."""
        return self.tabs_by_name[list(self.tabs_by_name)[self.tabs.number]]

    def show_place(self, place: Place) -> None:
        """Show a certification, or a row that belongs to one, on the tab that holds it."""
        key = _owner(self.session.study, place)
        if not key:
            return
        name = _TABS.get(place.collection, "referential")
        if place.collection == "certifications" and not place.field:
            name = "board" if self.front is self.tabs_by_name["board"] else name
        self.choose(key)
        if place.collection == "evidences":
            self.criteria.show_place(place)
            return
        tab = self.tabs_by_name[name]
        self.bring(name)
        tab.show_certification(key)
        tab.show_place(place)

    def printed(self) -> tuple[Table, ...]:
        """The document of the certification that is shown."""
        reading = self.tabs_by_name["reading"]
        if not isinstance(reading, ReadingTab) or not self.current:
            return ()
        reading.key = self.current
        return reading.tables()

    def bring(self, name: str) -> None:
        """Bring a tab to the front."""
        self.tabs.bring(list(self.tabs_by_name).index(name))

    def choose(self, key: str) -> None:
        """Make the certification of ``key`` the one that everything is about."""
        if key == self.current or self.session.study.certifications.find(key) is None:
            return
        self.current = self.pen.certification = key
        self.session.memory.keep(_KEPT, key)
        self.choice.show_typed(key)
        self._show_head()
        if self.front.key != key:
            self.front.show_certification(key)
        self.criteria.show_certification(key)

    def _offer(self) -> None:
        """Offer the certifications by priority; where the current one has gone, the first one."""
        rows = sorted(
            self.session.study.certifications,
            key=lambda row: (row.priority is None, row.priority or 0),
        )
        self.choice.offer([Option(row.key, _named(row)) for row in rows], "")
        keys = [row.key for row in rows]
        if self.current not in keys:
            self.current = keys[0] if keys else ""
        self.pen.certification = self.current
        self.choice.show_typed(self.current)
        for widget in (self.choice, self.facts, self.tabs):
            widget.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self._show_panel()

    def _show_panel(self) -> None:
        """The criteria stand beside every tab but the board, which is about all certifications."""
        on_board = self.front is self.tabs_by_name["board"]
        self.panel.setVisible(bool(self.current) and not on_board)

    def _show_head(self) -> None:
        row = self.session.study.certifications.find(self.current)
        texts = self.session.texts
        self.facts.setText("")
        if row is not None:
            said = (headed(texts, row.register), texts.say(word(row.status)))
            self.facts.setText(" · ".join(said))
        n = len(self.session.study.certifications)
        self.summarise(self.session.say("certifications.summary", n=n))
        latched(self.add_action, self.pen.lock)

    @Slot()
    def _on_chosen(self) -> None:
        typed = self.choice.typed()
        if self.session.study.certifications.find(typed) is None:
            self.choice.show_typed(self.current)
        self.choose(typed)

    @Slot(int)
    def _on_tab(self, _number: int) -> None:
        self._show_panel()
        if self.current and self.isVisible():
            self.front.show_certification(self.current)

    @Slot(str)
    def _on_went_to(self, key: str) -> None:
        self.choose(key)

    @Slot(str)
    def _on_opened(self, key: str) -> None:
        self.choose(key)
        self.bring("referential")
        tab = self.front
        if isinstance(tab, ReferentialTab):
            tab.take_focus()

    @Slot()
    def _on_add(self) -> None:
        if not self.pen.lock:
            self.draft.begin({}, {"register": "undecided"})

    @Slot(str)
    def _on_added(self, key: str) -> None:
        self._offer()
        self.choose(key)
        self.bring("identity")

    @Slot()
    def _on_draft_left(self) -> None:
        self.choice.setFocus(Qt.FocusReason.OtherFocusReason)


def _make(tab: CertificationTab) -> None:
    """Make a tab that nobody has looked at so far."""
    if not tab.is_made:
        with made_late(tab):
            tab.make()


def _named(row: Certification) -> str:
    return row.title if row.priority is None else f"{row.priority} · {row.title}"


def _owner(study: Study, place: Place) -> str:
    """The certification that a row is or belongs to; empty where there is none."""
    row = getattr(study, place.collection).find(place.key)
    if row is None:
        return ""
    if place.collection == "certifications":
        return place.key
    if place.collection == "assessment_criteria":
        row = study.attested_competences.find(row.competence)
    return str(getattr(row, "certification", ""))
