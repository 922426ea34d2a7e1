"""Workbooks of institutions for tests: a study to send, and hands that edit what was sent."""

from __future__ import annotations

from openpyxl import load_workbook

from planner.study import Domain, DomainHours, Seats, Source
from planner.vocab import DomainScheme, Modality, Nature, SeatKind
from tests.build import study, training

CODES_ROW, FIRST_ROW = 3, 6
TRAININGS, NEW = "Formations", "Nouvelles formations"
PRINTED = Source(Nature.PUBLISHED, "Annexe 3", 12)


def sendable():
    """Two institutions; four trainings of the first, with everything that a cell may hold."""
    return study(
        domains=[
            Domain(key="vision", scheme=DomainScheme.VISIBILITY, name="Vision"),
            Domain(key="langues", scheme=DomainScheme.VISIBILITY, name="Langues", rank=1),
        ],
        trainings=[
            training(
                "t1", "a", rank=1, title="Master\u00a0: données", months=24, level=7,
                modalities=(Modality.INITIAL, Modality.APPRENTICESHIP), source=PRINTED,
            ),
            training("t2", "b", "c", rank=2, title="=1+1", comment="Deux\nlignes", hours=400),
            training("t3", rank=3, title="  +33 @x".strip(), city=None, level=None),
            training("t4", rank=4, title="2026", city="douai", duration="3 ans"),
            training("u1", rank=5, institution="iut"),
        ],
        seats=[
            Seats(key="s1", training="t1", year=2026, kind=SeatKind.OPEN, low=20, high=30),
            Seats(key="s2", training="t2", year=2026, kind=SeatKind.OPEN, low=1200, high=None),
            Seats(key="s3", training="t2", year=2025, kind=SeatKind.OPEN, low=0, high=0),
            Seats(key="s4", training="t4", year=2027, kind=SeatKind.OPEN, low=0, high=None),
        ],
        domain_hours=[
            DomainHours(key="h1", training="t1", domain="vision", hours=40),
            DomainHours(key="h2", training="t1", domain="langues"),
        ],
    )  # fmt: skip


class Hand:
    """An institution that edits its workbook: cells by the key of a row and a column's code."""

    def __init__(self, path):
        self.path = path
        self.book = load_workbook(path)
        self.sheet = self.book[TRAININGS]

    def column(self, code, sheet=None):
        sheet = sheet or self.sheet
        found = [str(cell.value or "") for cell in sheet[CODES_ROW]]
        return 1 + next(n for n, said in enumerate(found) if said.split(" ")[0] == code)

    def row(self, key):
        column = self.column("key")
        rows = range(FIRST_ROW, self.sheet.max_row + 1)
        return next(row for row in rows if self.sheet.cell(row, column).value == key)

    def cell(self, key, code):
        return self.sheet.cell(self.row(key), self.column(code))

    def type(self, key, code, value):
        self.cell(key, code).value = value

    def add(self, row=0, **values):
        sheet = self.book[NEW]
        for code, value in values.items():
            place = self.column(code.replace("__", ":"), sheet)
            sheet.cell(FIRST_ROW + row, place).value = value

    def save(self, path=None):
        self.book.save(path or self.path)
        return path or self.path
