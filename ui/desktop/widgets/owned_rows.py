"""The rows that belong to the row shown, such as its places: typed in place, added, removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from planner.fields import FIELDS
from ui.actions.fieldwords import with_short_headings
from ui.actions.ownedrows import owned_table, owner_field
from ui.desktop.forms import DraftForm
from ui.desktop.models.editable_model import EditableModel
from ui.desktop.style import GAP, ROW_HEIGHT, as_role, grown
from ui.desktop.widgets.editable_view import EditableView

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ui.desktop.pen import Pen

_HEADING = 34  # px
_NARROW = "QTableView::item { padding: 0 4px; } QHeaderView::section { padding: 6px 7px; }"
_MOST = 8  # lines shown without scrolling
_ROOM = 340  # px that a panel leaves to the columns


class OwnedRows(QWidget):
    """A small table over one collection, and a draft under it to add a row.

    Its words are the texts ``owned.<collection>.none``, ``.add``, ``.add.help``, ``.remove`` and
    ``.remove.help``; headings are ``short.<collection>.<field>``.
    """

    def __init__(
        self,
        pen: Pen,
        collection: str,
        widths: Mapping[str, int],
        suggest: Callable[[str], dict[str, str]],
        parent: QWidget,
    ) -> None:
        """A table of no row yet.

        Args:
            pen: writes what is typed.
            collection: the collection whose rows belong to another row.
            widths: px of each column.
            suggest: what a draft for the owner of that key begins with.
            parent: the widget in which it stands.
        """
        super().__init__(parent)
        self.pen, self.collection, self.owner = pen, collection, ""
        self._widths, self._suggest = widths, suggest
        self._names = [field.key for field in FIELDS[collection] if not field.owned]
        self._build()
        self._connect()

    def show_owner(self, key: str) -> None:
        """Show the rows that belong to ``key``."""
        if key != self.owner:
            self.draft.hide()
        self.owner = key
        session = self.pen.session
        table = owned_table(session.study, session.texts, self.collection, key)
        self.view.show_table(with_short_headings(table, session.texts))
        for name, width in self._widths.items():
            self.view.setColumnWidth(self.model.column_of(name), grown(width))
        self.view.setVisible(bool(table.rows))
        lines = min(len(table.rows), _MOST)
        bar = self.view.horizontalScrollBar().sizeHint().height() if self._is_wide() else 0
        self.view.setFixedHeight(grown(_HEADING) + grown(ROW_HEIGHT) * lines + bar)
        self.none.setVisible(not table.rows)
        self._show_buttons()
        self.draft.lock(self._lock)

    def select(self, key: str, field: str) -> bool:
        """Make the row called ``key`` the current one; False where it is not here."""
        return self.view.select_cell(key, field)

    def _is_wide(self) -> bool:
        """True where the columns may not stand beside each other in a panel."""
        return grown(sum(self._widths.values())) > grown(_ROOM)

    def _build(self) -> None:
        say = self.pen.session.say
        code = f"owned.{self.collection}"
        self.model = EditableModel(self.pen, self.collection, self._names, self)
        self.view = EditableView(self.model, self.pen.session.look, self)
        self.view.setAccessibleName(say(f"collection.{self.collection}"))
        self.view.setStyleSheet(_NARROW)
        self.none = QLabel(say(f"{code}.none"), self)
        self.none.setWordWrap(True)
        as_role(self.none, "muted")
        self.add_button = QPushButton(say(f"{code}.add"), self)
        self.remove_button = QPushButton(say(f"{code}.remove"), self)
        self._show_buttons()
        words = (say("owned.keep"), say("owned.leave"))
        halves = [name for name in self._names if self.pen.field(self.collection, name).vocabulary]
        self.draft = DraftForm(self.pen, self.collection, self._names, words, self, halves=halves)
        self.draft.hide()
        self.refusal = QLabel(self)
        self.refusal.setWordWrap(True)
        as_role(self.refusal, "lost")
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        buttons.addWidget(self.add_button)
        buttons.addWidget(self.remove_button)
        buttons.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP)
        box.addWidget(self.none)
        box.addWidget(self.view)
        box.addLayout(buttons)
        box.addWidget(self.refusal)
        box.addWidget(self.draft)
        box.addStretch(1)
        self.refusal.hide()

    def _connect(self) -> None:
        self.add_button.clicked.connect(self._on_add)
        self.remove_button.clicked.connect(self._on_remove)
        self.view.removal_asked.connect(self._on_remove)
        self.view.chosen.connect(self._on_chosen)
        self.draft.added.connect(self._on_added)
        self.draft.left.connect(self._on_left)

    @property
    def _lock(self) -> str:
        """Why the owner's rows cannot be written: they are whose the owner is."""
        return self.pen.lock_of(owner_field(self.collection).target, self.owner)

    def _show_buttons(self) -> None:
        lock, say = self._lock, self.pen.session.say
        code = f"owned.{self.collection}"
        self.add_button.setEnabled(not lock)
        self.add_button.setToolTip(lock or say(f"{code}.add.help"))
        self.remove_button.setEnabled(not lock and bool(self.view.current_key()))
        self.remove_button.setToolTip(lock or say(f"{code}.remove.help"))

    @Slot()
    def _on_add(self) -> None:
        self.draft.begin({owner_field(self.collection).key: self.owner}, self._suggest(self.owner))

    @Slot()
    def _on_remove(self) -> None:
        key = self.view.current_key()
        if key and not self._lock:
            self._refuse(self.pen.remove(self.collection, key))

    @Slot(str)
    def _on_added(self, key: str) -> None:
        self.view.select(key)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_left(self) -> None:
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _on_chosen(self, _place: object) -> None:
        self._refuse("")
        self._show_buttons()

    def _refuse(self, sentence: str) -> None:
        self.refusal.setText(sentence)
        self.refusal.setVisible(bool(sentence))
