"""Saves a workbook so that equal workbooks have equal bytes: no clock, no machine in them."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl.writer.excel import ExcelWriter

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from openpyxl.workbook import Workbook

#: The first day that a ZIP archive can write down.
_FIRST_DAY = date(1980, 1, 1)
_ON_DOS = 0  # the same "made on" everywhere
_ROWS_OF_OPENPYXL = re.compile(rb"<sheetData\s*/>|<sheetData>.*</sheetData>", re.DOTALL)


def save_steadily(
    workbook: Workbook, rows: Mapping[str, Callable[[], str]], stream: BinaryIO, on: date
) -> None:
    """Write ``workbook`` to ``stream``, dated ``on`` in its properties and in its archive.

    ``rows`` gives the element ``sheetData`` of each sheet, by the title of the sheet.
    """
    stamp = datetime(on.year, on.month, on.day)
    workbook.properties.created = workbook.properties.modified = stamp
    with _SteadyArchive(stream, max(on, _FIRST_DAY)) as archive:
        for number, sheet in enumerate(workbook.worksheets, 1):
            archive.rows[f"xl/worksheets/sheet{number}.xml"] = rows[sheet.title]
        ExcelWriter(workbook, archive).save()


class _SteadyArchive(ZipFile):
    """An archive whose entries all bear one date, and whose sheets get their rows."""

    def __init__(self, stream: BinaryIO, on: date) -> None:
        super().__init__(stream, "w", ZIP_DEFLATED, allowZip64=True)
        self.rows: dict[str, Callable[[], str]] = {}
        self._stamp = (on.year, on.month, on.day, 0, 0, 0)

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_args: Any, **_named: Any) -> None:
        """Add an entry from its bytes or its text."""
        name = getattr(zinfo_or_arcname, "filename", zinfo_or_arcname)
        entry = ZipInfo(name, self._stamp)
        entry.compress_type, entry.create_system = ZIP_DEFLATED, _ON_DOS
        entry.external_attr = 0o600 << 16
        super().writestr(entry, data)

    def write(self, filename: Any, arcname: Any = None, *_args: Any, **_named: Any) -> None:
        """Add an entry from a file; openpyxl hands over the sheets in this way."""
        data = Path(filename).read_bytes()
        if arcname in self.rows:
            data = _with_rows(data, self.rows[arcname]())
        self.writestr(arcname, data)


def _with_rows(sheet: bytes, rows: str) -> bytes:
    """The XML of a sheet with its rows in the place of those that openpyxl wrote."""
    whole, found = _ROWS_OF_OPENPYXL.subn(lambda _: rows.encode(), sheet, count=1)
    if not found:
        raise ValueError("openpyxl wrote a sheet without its rows element")
    return whole
