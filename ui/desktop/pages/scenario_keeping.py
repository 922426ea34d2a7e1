"""What becomes of the moves that are tried: kept under a name, adopted, written out, forgotten."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from planner.compute.scenarios import adopt, is_kept
from ui.actions.scenarios import adopt_moves, change_moves, keep_moves, write_moves
from ui.desktop.dialogs.files import ask_target
from ui.desktop.inputs import LineInput
from ui.desktop.latch import Latch, latched
from ui.desktop.style import GAP, as_role
from ui.desktop.tray import Tray
from ui.desktop.widgets.flow import Flow
from ui.desktop.widgets.labels import label

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import QObject

    from planner.compute.moves import Move
    from ui.desktop.session import Session

FILE = "mouvements.toml"


class ScenarioKeeping(QWidget):
    """Buttons under the tray; a name is asked for in place.

    Signals:
        kept(str): the key of the scenario that now keeps the moves.
    """

    kept = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Buttons over no scenario yet."""
        super().__init__(parent)
        self.session, self.tray = session, Tray.of(session)
        self.scenario = ""
        self._renames = False
        self._build()
        self._connect()

    def show_scenario(self, scenario: str, moves: tuple[Move, ...]) -> None:
        """Offer what can be done with ``moves`` of a scenario."""
        if scenario != self.scenario:
            self.naming.hide()
        self.scenario = scenario
        kept = is_kept(self.session.study, scenario)
        changed = self.tray.is_changed(scenario)
        self.update_kept.setVisible(kept and changed)
        self.keep.setVisible(bool(moves) and (changed or not kept))
        for button in (self.adopt, self.export):
            button.setVisible(bool(moves))
        self.clear.setVisible(bool(moves) and not (kept and not changed))
        self.back.setVisible(kept and changed)
        for button in (self.rename, self.remove):
            button.setVisible(kept)
        self._lock(scenario, moves)
        self.state.setText(self._state(kept=kept, changed=changed, moves=moves))
        self.state.setVisible(bool(self.state.text()))

    def _lock(self, scenario: str, moves: tuple[Move, ...]) -> None:
        """Close what would change what is not ours: scenarios, or the rows of the moves."""
        latch, study = Latch(self.session), self.session.study
        to_add, to_change = (latch.lock_of("scenarios", *some) for some in ((), (scenario,)))
        for button in (self.keep, self.take):
            latched(button, to_add)
        for button in (self.update_kept, self.rename, self.remove):
            latched(button, to_change)
        if moves:
            latched(self.adopt, latch.lock_of_edit(partial(adopt, study, scenario, moves)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter takes the name, Escape gives it up."""
        if event.type() is QEvent.Type.KeyPress:
            key = event.key()  # type: ignore[attr-defined]
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._on_name()
                return True
            if key == Qt.Key.Key_Escape:
                self.naming.hide()
                self.keep.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        self.state = label("", "small", self)
        self.state.setWordWrap(True)
        self.keep, self.adopt = self._button("keep"), self._button("adopt")
        self.update_kept, self.export = self._button("update"), self._button("export")
        self.clear, self.back = self._button("clear"), self._button("back")
        self.rename, self.remove = self._button("rename"), self._button("drop")
        flow = Flow(GAP)
        for button in (
            self.update_kept, self.keep, self.adopt, self.export, self.back, self.clear,
            self.rename, self.remove,
        ):  # fmt: skip
            flow.addWidget(button)
        self.name = LineInput(self)
        self.name.gives_back = False
        self.name.setAccessibleName(self.session.say("tray.name"))
        self.name.setPlaceholderText(self.session.say("tray.name"))
        self.name.installEventFilter(self)
        self.take = self._button("take")
        as_role(self.take, "primary")
        self.naming = QWidget(self)
        line = QHBoxLayout(self.naming)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GAP)
        line.addWidget(self.name, 1)
        line.addWidget(self.take)
        self.naming.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP)
        box.addWidget(self.state)
        box.addLayout(flow)
        box.addWidget(self.naming)

    def _button(self, name: str) -> QPushButton:
        button = QPushButton(self.session.say(f"tray.{name}"), self)
        button.setToolTip(self.session.say(f"tray.{name}.help"))
        return button

    def _connect(self) -> None:
        self.keep.clicked.connect(self._on_keep)
        self.rename.clicked.connect(self._on_rename)
        self.take.clicked.connect(self._on_name)
        self.update_kept.clicked.connect(self._on_update)
        self.adopt.clicked.connect(self._on_adopt)
        self.export.clicked.connect(self._on_export)
        self.clear.clicked.connect(self._on_clear)
        self.back.clicked.connect(self._on_back)
        self.remove.clicked.connect(self._on_remove)

    def _state(self, *, kept: bool, changed: bool, moves: tuple[Move, ...]) -> str:
        if changed and (moves or kept):
            return self.session.say("tray.unkept")
        return self.session.say("tray.kept") if kept else ""

    def _moves(self) -> tuple[Move, ...]:
        return self.tray.moves(self.scenario)

    def _ask(self, name: str, *, renames: bool) -> None:
        self._renames = renames
        self.name.show_typed(name)
        self.naming.show()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.name.selectAll()

    @Slot()
    def _on_keep(self) -> None:
        self._ask("", renames=False)

    @Slot()
    def _on_rename(self) -> None:
        row = self.session.study.scenarios.find(self.scenario)
        if row is not None:
            self._ask(row.name, renames=True)

    @Slot()
    def _on_name(self) -> None:
        """Take the name: the moves go to the new scenario, and the old one stands as it was."""
        name, session = self.name.typed().strip(), self.session
        if not name:
            session.refused.emit(session.say("tray.name.missing"))
            return
        if self._renames:
            if session.run_verb("scenarios.rename", scenario=self.scenario, name=name) is not None:
                self.naming.hide()
            return
        act = partial(keep_moves, session.desk, self.scenario, name, self._moves())
        key = session.guarded(act)
        if key is not None:
            self.naming.hide()
            self.tray.forget(self.scenario)
            session.said.emit(session.say("tray.done.kept", name=name))
            self.kept.emit(key)

    @Slot()
    def _on_update(self) -> None:
        session = self.session
        moves = self._moves()
        if session.guarded(partial(self._change, moves)):
            self.tray.forget(self.scenario)
            name = session.study.scenarios.get(self.scenario).name
            session.said.emit(session.say("done.scenario_changed", n=len(moves), name=name))

    def _change(self, moves: tuple[Move, ...]) -> bool:
        change_moves(self.session.desk, self.scenario, moves)
        return True

    @Slot()
    def _on_adopt(self) -> None:
        session = self.session
        moves = self._moves()
        if session.guarded(partial(self._adopt, moves)):
            self.tray.set_moves(self.scenario, ())
            session.said.emit(session.say("tray.done.adopted", n=len(moves)))

    def _adopt(self, moves: tuple[Move, ...]) -> bool:
        adopt_moves(self.session.desk, self.scenario, moves)
        return True

    @Slot()
    def _on_export(self) -> None:
        session = self.session
        title = session.say("tray.export.help")
        out = ask_target(self, session.texts, title, session.folder / FILE)
        if out is not None and session.guarded(partial(self._write, out)):
            session.written.emit((out,), session.say("done.written", path=str(out)))

    def _write(self, out: Path) -> bool:
        write_moves(self._moves(), out)
        return True

    @Slot()
    def _on_clear(self) -> None:
        self.tray.set_moves(self.scenario, ())

    @Slot()
    def _on_back(self) -> None:
        self.tray.forget(self.scenario)

    @Slot()
    def _on_remove(self) -> None:
        self.session.run_verb("scenarios.remove", scenario=self.scenario)
