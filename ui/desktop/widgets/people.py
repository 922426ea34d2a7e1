"""Who else is at the region just now, and on which row: a word in the last line of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Slot
from PySide6.QtWidgets import QMenu, QToolButton

from planner.findings import Place
from ui.actions.parsing import row_name
from ui.desktop.style import as_role

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from db.server.watching import Present
    from ui.desktop.session import Session


class PeopleButton(QToolButton):
    """Says who is here; pressed, it lists them with their rows and leads there."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """A button that is seen while a region lies on the desk."""
        super().__init__(parent)
        self.session = session
        as_role(self, "bare")
        self.list = QMenu(self)
        self.clicked.connect(self._on_clicked)
        session.region.people_changed.connect(self._on_people)
        session.region.line_changed.connect(self._on_people)
        session.opened.connect(self._on_people)
        self._on_people()

    def said(self, who: Present) -> str:
        """Somebody and the row before them, or their name alone."""
        name, study = who.name or who.login, self.session.today
        rows = getattr(study, who.collection, None) if who.key else None
        row = None if rows is None else rows.find(who.key)
        if row is None:
            return name
        about = f"collection.{who.collection}.one"
        return self.session.say("together.on_row", who=name, row=row_name(row), target=about)

    @Slot()
    def _on_people(self) -> None:
        region = self.session.region
        document = self.session.desk.document.today
        self.setVisible(region.is_shared and document.cut is None)
        people = region.people
        names = tuple(dict.fromkeys(who.name or who.login for who in people))
        code = "together.here" if people else "together.here_alone"
        words = self.session.say(code, n=len(names), names=names[:3])
        self.setText(words)
        self.setAccessibleName(words)
        self.setToolTip("\n".join(map(self.said, people)) or self.session.say("together.alone"))
        self.setAccessibleDescription(self.toolTip())

    @Slot()
    def _on_clicked(self) -> None:
        self.list.clear()
        for who in self.session.region.people:
            action = self.list.addAction(self.said(who))
            action.setData(who)
            action.setEnabled(bool(who.key))
            action.triggered.connect(self._on_picked)
        if self.list.isEmpty():
            self.list.addAction(self.session.say("together.alone")).setEnabled(False)
        self.list.popup(self.mapToGlobal(QPoint(0, -self.list.sizeHint().height())))

    @Slot()
    def _on_picked(self) -> None:
        action = self.sender()
        who = action.data() if action is not None else None  # type: ignore[attr-defined]
        if who is not None:
            self.session.place_asked.emit(Place(who.collection, who.key))
