"""The one door of the application: the command line, and the window behind it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from ui import cli

if TYPE_CHECKING:
    from pathlib import Path

    from ui.actions.texts import Texts


def main() -> int:
    """Run the command line of this process and give its exit status."""
    return cli.main(sys.argv[1:], _open_window)


def _open_window(file: Path | None, texts: Texts) -> int:
    """Open the window; Qt is loaded only here, so that commands start fast."""
    from ui.desktop.launch import run

    return run(file, texts)


if __name__ == "__main__":
    sys.exit(main())
