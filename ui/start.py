"""The one door of the application: the command line, and the window behind it."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from db.collector import loading
from db.exchange import reader_process

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from db.server.address import Address
    from ui.actions.texts import Texts


def main() -> int:
    """Run the command line of this process and give its exit status.

    In a bundle this program is also the process that reads one file that came by mail.
    """
    if sys.argv[1:2] == [reader_process.FLAG]:
        return reader_process.main(sys.argv[2:])
    if sys.argv[1:] == ["--selftest"]:
        from ui import selftest

        return selftest.main()
    with loading():
        from ui import cli
        from ui.actions.verbs import load_verbs

        load_verbs()
    return cli.main(sys.argv[1:], _open_window)


def has_display(platform: str, environment: Mapping[str, str]) -> bool:
    """True where a window can be shown: always, but on a Linux without any display."""
    if not platform.startswith("linux"):
        return True
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return any(environment.get(name) for name in names)


def _open_window(file: Path | Address | None, texts: Texts) -> int:
    """Open the window, or say that there is no display; Qt is loaded only here."""
    from ui.cli import DONE

    if not has_display(sys.platform, os.environ):
        sys.stdout.write(texts.say("cli.no_display") + "\n")
        return DONE
    with loading():
        from ui.desktop.launch import run
    return run(file, texts)


if __name__ == "__main__":
    sys.exit(main())
