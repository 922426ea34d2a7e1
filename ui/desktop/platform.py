"""Whether this machine has what Qt needs to show a window, before Qt stops the process."""

from __future__ import annotations

import ctypes
import re
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo

if TYPE_CHECKING:
    from collections.abc import Mapping

_LIBRARY = re.compile(r"^(lib[\w+.-]+)")


def missing_library(platform: str, environment: Mapping[str, str]) -> str:
    """The library that a Linux lacks for Qt's X11 window, or an empty text where none is lacking.

    Qt aborts the whole process where its platform plugin cannot be loaded; loading the plugin
    ourselves first tells the reason instead.
    """
    wanted = environment.get("QT_QPA_PLATFORM", "xcb").split(":")[0].split(";")[0]
    if not platform.startswith("linux") or wanted != "xcb" or not environment.get("DISPLAY"):
        return ""
    plugins = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    return load_fault(plugins / "platforms" / "libqxcb.so")


def load_fault(library: Path) -> str:
    """The name of the library that cannot be loaded with ``library``, or an empty text."""
    try:
        ctypes.CDLL(str(library))
    except OSError as error:
        named = _LIBRARY.match(str(error))
        return named[1] if named else str(error)
    return ""
