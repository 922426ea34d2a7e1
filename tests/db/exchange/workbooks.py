"""Workbooks made in code, good ones and hostile ones."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from openpyxl import Workbook

Change = Callable[[str, bytes], bytes | None]

HEADINGS = ("Intitulé", "Ville", "Niveau", "Places 2026", "Ouverte le")
SHEET = "xl/worksheets/sheet1.xml"


def table(path: Path, rows: int = 3) -> Path:
    """A plain table of an institution: headings, then rows."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Formations"
    sheet.append(HEADINGS)
    for number in range(rows):
        sheet.append([f"Licence {number}", "Lille", 6, 20 + number, date(2026, 9, 1)])
    book.create_sheet("Notes")["A1"] = "rien"
    book.save(path)
    return path


def rewritten(path: Path, change: Change, method: int = zipfile.ZIP_DEFLATED) -> Path:
    """The archive with its entries passed through ``change(name, bytes)``; None leaves one out."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    target = path.with_name("changed.xlsx")
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, data in parts.items():
            new = change(name, data)
            if new is not None:
                archive.writestr(name, new)
    return target


def in_sheet(path: Path, old: bytes, new: bytes) -> Path:
    """The workbook with a piece of its first sheet replaced, wherever it stands."""
    return rewritten(path, lambda name, data: data.replace(old, new) if name == SHEET else data)


def after_data(path: Path, new: bytes) -> Path:
    """The workbook with an element after the cells of its first sheet."""
    return in_sheet(path, b"</sheetData>", b"</sheetData>" + new)


def in_data(path: Path, new: bytes) -> Path:
    """The workbook with more rows in its first sheet."""
    return in_sheet(path, b"</sheetData>", new + b"</sheetData>")


def with_part(path: Path, name: str, data: bytes) -> Path:
    """The workbook with one more entry."""
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(name, data)
    return path


def zip_bomb(path: Path) -> Path:
    """A sheet that unpacks to 120 MB of spaces."""
    blank = b" " * (120 << 20)
    return in_data(path, blank)


def many_strings(path: Path) -> Path:
    """Three million texts that no cell shows."""
    strings = b"<sst>" + b"<si><t/></si>" * 3_000_000 + b"</sst>"
    return with_part(path, "xl/sharedStrings.xml", strings)


def deep(path: Path) -> Path:
    """Elements within elements within elements."""
    return after_data(path, b"<x>" * 500_000 + b"</x>" * 500_000)


def broad(path: Path, rows: int = 12_000, columns: int = 20) -> Path:
    """A sheet of so many different numbers."""
    cells = (
        b'<row r="%d">%s</row>'
        % (row, b"".join(b"<c><v>%d.%d</v></c>" % (row, place) for place in range(columns)))
        for row in range(10, rows)
    )
    return in_data(path, b"".join(cells))


def entity_bomb(path: Path) -> Path:
    """A billion laughs."""
    lines = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
    head = b'<!DOCTYPE x [<!ENTITY l0 "lol">' + lines + b"]>"
    path = in_data(path, b'<row r="9"><c r="A9" t="str"><v>&l9;</v></c></row>')
    return in_sheet(path, b"<worksheet", head + b"<worksheet")


def outer_entity(path: Path) -> Path:
    """An entity that would read a file of this machine."""
    head = b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    path = in_data(path, b'<row r="9"><c r="A9" t="str"><v>&f;</v></c></row>')
    return in_sheet(path, b"<worksheet", head + b"<worksheet")


def lying_size(path: Path, told: int) -> Path:
    """A first sheet whose size the directory of the archive tells wrong."""
    data = bytearray(path.read_bytes())
    place = data.rfind(SHEET.encode()) - 46
    assert data[place : place + 4] == b"PK\x01\x02"
    struct.pack_into("<I", data, place + 24, told)
    target = path.with_name("lying.xlsx")
    target.write_bytes(data)
    return target


def encrypted_entry(path: Path) -> Path:
    """An archive whose first entry says that it is under a password."""
    data = bytearray(path.read_bytes())
    place = data.find(b"PK\x01\x02")
    data[place + 8] |= 1
    target = path.with_name("encrypted.xlsx")
    target.write_bytes(data)
    return target


def twice(path: Path) -> Path:
    """An archive that has its first sheet twice, in two spellings."""
    with zipfile.ZipFile(path) as archive:
        data = archive.read(SHEET)
    return with_part(path, SHEET.upper(), data)


def as_text(path: Path, data: bytes) -> Path:
    """A file of any bytes under the name of a workbook."""
    path.write_bytes(data)
    return path
