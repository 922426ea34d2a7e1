"""One start of a window, timed from the first line of the process: ``bare`` or ours on a file."""

import time

START = time.perf_counter()

import json
import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def bare() -> dict[str, float]:
    """A window with an empty table, painted."""
    from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

    stages = {"import": _now()}
    application = QApplication([])
    window = QMainWindow()
    window.setCentralWidget(QTableView())
    window.resize(1440, 900)
    window.show()
    window.grab()
    stages["built and painted"] = _now()
    window.close()
    del application
    return stages


def ours(path: str) -> dict[str, float]:
    """Cartoplan's window on a study file, its first page painted."""
    from dataclasses import replace
    from pathlib import Path

    from db.collector import loading

    with loading():  # as ``ui.start`` does
        from ui.actions.door import desk_for, local_time
        from ui.actions.files import open_document
        from ui.actions.settings import Settings
        from ui.actions.verbs import load_verbs
        from ui.desktop.appearance import Appearance
        from ui.desktop.jobs import Jobs
        from ui.desktop.launch import application_named
        from ui.desktop.pages import PAGES
        from ui.desktop.session import Session
        from ui.desktop.window import Window

        load_verbs()
    stages = {"import": _now()}
    document = open_document(Path(path), "bench", local_time)
    stages["file opened"] = _now()
    application = application_named(["cartoplan"])
    settings = replace(Settings(), theme="light")
    appearance = Appearance(application, settings)
    desk = desk_for(document, appearance.texts)
    session = Session(desk, Jobs(application), appearance.look, settings, parent=application)
    window = Window(session, appearance, PAGES)
    stages["window built"] = _now()
    window.resize(1440, 900)
    window.show()
    window.grab()
    stages["first page painted"] = _now()
    window.close()
    document.close()
    return stages


def _now() -> float:
    return time.perf_counter() - START


if __name__ == "__main__":
    told = bare() if sys.argv[1] == "bare" else ours(sys.argv[2])
    sys.stdout.write(json.dumps(told))
