"""openpyxl works the same on every machine."""

from __future__ import annotations

import subprocess
import sys


def test_openpyxl_leaves_lxml_alone_whatever_is_installed():
    told = subprocess.run(
        [sys.executable, "-c", "import exports.workbook, openpyxl; print(openpyxl.LXML)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == "False"
