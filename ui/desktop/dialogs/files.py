"""Which file to open, and where to write: the system's own file dialogs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.actions.texts import Texts


def ask_study(parent: QWidget, texts: Texts, start: Path, suffix: str) -> Path | None:
    """The study file to open; None where the person changed their mind."""
    kinds = f"{texts.say('desktop.study_files')} (*{suffix})"
    name, _ = QFileDialog.getOpenFileName(parent, texts.say("desktop.open"), str(start), kinds)
    return Path(name) if name else None


def ask_target(
    parent: QWidget, texts: Texts, title: str, proposed: Path, *others: str
) -> Path | None:
    """Where to write, with the ending of ``proposed`` or one of ``others``, such as ``.csv``.

    None for a change of mind. The dialog itself asks before an existing file is replaced.
    """
    kinds = {
        f"{texts.say('desktop.files_of' + suffix)} (*{suffix})": suffix
        for suffix in (proposed.suffix, *others)
    }
    dialog = QFileDialog(parent, title, str(proposed))
    dialog.setNameFilters(list(kinds))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(proposed.suffix.lstrip("."))

    def follow(kind: str) -> None:
        dialog.setDefaultSuffix(kinds[kind].lstrip("."))

    dialog.filterSelected.connect(follow)
    chosen = dialog.exec()
    names = dialog.selectedFiles()
    dialog.deleteLater()
    return Path(names[0]) if chosen and names else None
