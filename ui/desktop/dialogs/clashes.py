"""What two people wrote into the same fields: as it was, mine, theirs; a person chooses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from planner.fields import FIELDS
from planner.reconciling import WHOLE, Clash
from ui.actions.fieldwords import declared_field, label_of, typed_text
from ui.actions.parsing import row_name
from ui.desktop.style import GAP, as_role, grown
from ui.desktop.widgets.labels import label, prose
from ui.desktop.widgets.merge_form import Radio

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.messages import Value
    from ui.desktop.session import Session

_WIDTH, _HEIGHT = 820, 480  # px
_SIDES = ("base", "mine", "theirs")


class ClashDialog(QDialog):
    """A line for each field; nothing is chosen before the person chooses, nothing is lost.

    Closed without a choice, the study stays as the others left it, and what was typed stays where
    it was typed.
    """

    def __init__(
        self, clashes: tuple[Clash, ...], session: Session, parent: QWidget | None
    ) -> None:
        """The fields of ``clashes``."""
        super().__init__(parent)
        self.session, self.clashes = session, clashes
        self.groups: list[QButtonGroup] = []
        self.setWindowTitle(session.say("together.clash.title"))
        self.buttons = QDialogButtonBox(self)
        role = QDialogButtonBox.ButtonRole
        self.keep = self.buttons.addButton(session.say("together.clash.keep"), role.AcceptRole)
        self.buttons.addButton(session.say("together.clash.leave"), role.RejectRole)
        as_role(self.keep, "primary")
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._lay_out()
        self._on_chosen()
        self.resize(grown(_WIDTH), grown(min(_HEIGHT, 190 + 110 * len(clashes))))

    def choices(self) -> dict[tuple[str, str, str], bool]:
        """Whether mine stands, for each clash that was decided."""
        found = zip(self.clashes, self.groups, strict=True)
        return {c.name: group.checkedId() == 1 for c, group in found if group.checkedId() >= 0}

    def _lay_out(self) -> None:
        say = self.session.say
        inner = QWidget(self)
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * GAP)
        grid.setVerticalSpacing(GAP)
        for column in range(len(_SIDES)):
            grid.setColumnStretch(column, 1)
        for number, clash in enumerate(self.clashes):
            self._line(grid, 3 * number, clash)
        grid.setRowStretch(3 * len(self.clashes), 1)
        area = QScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidgetResizable(True)
        area.setWidget(inner)
        box = QVBoxLayout(self)
        box.setContentsMargins(2 * GAP, 2 * GAP, 2 * GAP, GAP)
        box.setSpacing(2 * GAP)
        box.addWidget(prose(say("together.clash.intro", n=len(self.clashes)), "", self))
        box.addWidget(area, 1)
        box.addWidget(self.buttons)

    def _line(self, grid: QGridLayout, row: int, clash: Clash) -> None:
        heading = label(self._heading(clash), "strong", self)
        heading.setWordWrap(True)
        grid.addWidget(heading, row, 0, 1, len(_SIDES))
        group = QButtonGroup(self)
        for column, side in enumerate(_SIDES):
            said = self._said(clash, getattr(clash, side))
            words = self.session.say(f"together.clash.{side}")
            text = prose(said, "muted" if side == "base" else "", self)
            if side == "base":
                head: QWidget = label(words, "small", self)
            else:
                choice = Radio(words, self)
                choice.setAccessibleName(f"{words} — {heading.text()}")
                choice.setAccessibleDescription(said)
                group.addButton(choice, column)
                head = choice
            grid.addWidget(head, row + 1, column, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(text, row + 2, column, Qt.AlignmentFlag.AlignTop)
        group.idClicked.connect(self._on_chosen)
        self.groups.append(group)

    def _heading(self, clash: Clash) -> str:
        about = row_name(clash.row)
        if clash.field == WHOLE:
            return about
        return f"{about} · {self.session.texts.say(label_of(clash.collection, clash.field))}"

    def _said(self, clash: Clash, value: Value) -> str:
        """A value as it would be typed; « inconnu » where there is none."""
        say = self.session.say
        if clash.field == WHOLE:
            return say("together.clash.there" if value else "together.clash.removed")
        names = {field.key for field in FIELDS[clash.collection]}
        if clash.field not in names and not clash.field.startswith("source."):
            return str(value)
        field = declared_field(clash.collection, clash.field)
        return typed_text(self.session.texts, field, value) or say("value.unknown")

    @Slot()
    def _on_chosen(self) -> None:
        """Nothing is written before each field is decided."""
        is_decided = all(group.checkedId() >= 0 for group in self.groups)
        self.keep.setEnabled(is_decided)
        why = "" if is_decided else self.session.say("together.clash.undecided")
        self.keep.setToolTip(why)
        self.keep.setAccessibleDescription(why)


def ask_clashes(
    clashes: tuple[Clash, ...], session: Session
) -> Mapping[tuple[str, str, str], bool] | None:
    """Whether mine shall stand, for each clash; None where the person leaves it open."""
    dialog = ClashDialog(clashes, session, QApplication.activeWindow())
    is_decided = dialog.exec() == QDialog.DialogCode.Accepted
    choices = dialog.choices()
    dialog.deleteLater()
    return choices if is_decided else None
