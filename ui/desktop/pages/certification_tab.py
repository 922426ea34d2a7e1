"""What the tabs of a certification share: the certification shown, the pen, the ways to act."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from ui.actions.fieldwords import Option
from ui.desktop.latch import latched
from ui.desktop.pen import Pen
from ui.desktop.style import as_role

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.findings import Place
    from planner.study import Study
    from ui.actions.referentials import Step

#: The collections whose rows are offered only where they belong to the certification shown.
OWN = frozenset({"blocks", "activities", "attested_competences"})
_SIGNS = 90  # of a part in a list


class CertificationPen(Pen):
    """A pen that offers the parts of one certification alone, with their codes."""

    certification = ""

    def options(self, collection: str, name: str) -> tuple[Option, ...]:
        """What may be chosen for a field; parts of other certifications are left out."""
        target = self.field(collection, name).target
        if target not in OWN:
            return super().options(collection, name)
        rows = getattr(self.session.study, target)
        return tuple(
            Option(row.key, _words(row), getattr(row, "text", ""))
            for row in rows
            if row.certification == self.certification
        )


class CertificationTab(QWidget):
    """A tab that shows one certification; :meth:`show_certification` fills it.

    It is empty until :meth:`make`, which the page calls when the tab first comes to the front.

    Signals:
        place_asked(object): a :class:`~planner.findings.Place` of the page to be shown.
    """

    #: The collections that the tab shows something of.
    concerned: ClassVar[frozenset[str]] = frozenset()
    place_asked = Signal(object)

    def __init__(self, pen: CertificationPen, parent: QWidget | None = None) -> None:
        """A tab of no certification yet."""
        super().__init__(parent)
        self.pen, self.session, self.key = pen, pen.session, ""
        self.is_made = False

    def make(self) -> None:
        """Make what the tab shows; to be called once, when it is wanted."""
        self.is_made = True
        self._build()
        self._connect()

    def _build(self) -> None:
        """Make the widgets."""

    def _connect(self) -> None:
        """Connect the signals."""

    def hasHeightForWidth(self) -> bool:
        """Never: what a tab holds scrolls in its own place, not with the whole page."""
        return False

    def show_certification(self, key: str) -> None:
        """Show the certification called ``key`` as the study has it now."""
        self.key = key

    def show_place(self, place: Place) -> bool:
        """Bring a part to the front; False where the tab does not show it."""
        del place
        return False

    @property
    def study(self) -> Study:
        """The study as it is now."""
        return self.session.study

    def do(self, make: Callable[[], Step]) -> bool:
        """Do the step that ``make`` gives; False, with the reason shown, where it is refused."""
        step = self.session.guarded(make)
        return step is not None and self.session.do(*step)

    def button(self, code: str, act: Callable[[], object], *, primary: bool = False) -> QPushButton:
        """A button named ``code``, whose tooltip is ``<code>.help``."""
        made = QPushButton(self.session.say(code), self)
        made.setToolTip(self.session.say(f"{code}.help"))
        made.clicked.connect(act)
        if primary:
            as_role(made, "primary")
        return made

    def lock_buttons(self, *buttons: QPushButton) -> None:
        """Let buttons act only where the study may be written, and say why not."""
        for button in buttons:
            latched(button, self.pen.lock)


def _words(row: object) -> str:
    text = str(getattr(row, "text", "") or getattr(row, "title", ""))
    code = str(getattr(row, "code", ""))
    words = f"{code} {text}".strip()
    return words if len(words) <= _SIGNS else f"{words[: _SIGNS - 1]}…"
