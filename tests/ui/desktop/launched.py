"""The programme started as a person starts it, in a process of its own, without a display."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]

SCRIPT = """
import sys
from PySide6.QtCore import QTimer
from ui.actions.texts import Texts
from ui.desktop import launch

class Window(launch.Window):
    def show(self):
        super().show()
        {act}
        QTimer.singleShot({closes}, self.close)

launch.Window = Window
sys.exit(launch.run(None, Texts("fr")))
"""


def at_home(home: Path) -> dict[str, str]:
    """The environment of a person whose folder is ``home`` and who has no display."""
    named = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")
    return {
        **os.environ,
        **{name: str(home / name) for name in named},
        "LOCALAPPDATA": str(home),
        "APPDATA": str(home),
        "QT_QPA_PLATFORM": "offscreen",
    }


def script_of(act: str, closes: int = 200) -> str:
    """A start of the window in which ``act`` is done."""
    return SCRIPT.format(act=act, closes=closes)


def run_window(home: Path, act: str, closes: int = 200) -> subprocess.CompletedProcess[str]:
    """The window opened for a person whose folder is ``home``, where ``act`` is done in it."""
    return subprocess.run(
        [sys.executable, "-c", script_of(act, closes)],
        capture_output=True,
        text=True,
        timeout=120,
        cwd=ROOT,
        env=at_home(home),
        check=False,
    )
