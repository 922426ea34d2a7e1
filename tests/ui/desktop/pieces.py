"""Small tables, figures and pages that tests are made of."""

from __future__ import annotations

from fractions import Fraction

from PySide6.QtWidgets import QLabel, QVBoxLayout

from planner.figures.figure import Anchor, Circle, Figure, Paint, Path, Rect, Text
from planner.figures.palette import Ink
from planner.findings import Place
from planner.messages import Interval, message
from planner.tables.table import Column, Format, Row, Table
from ui.desktop.page import Page

HEADING = message("page.trainings")


def table(rows=None) -> Table:
    """Names, counts with an unknown one, shares and intervals."""
    columns = (
        Column("name", HEADING),
        Column("count", HEADING, Format.INTEGER),
        Column("share", HEADING, Format.PERCENT, note=message("desktop.recent")),
        Column("seats", HEADING, Format.INTERVAL),
    )
    rows = rows or (
        ("Été", 3, Fraction(1, 4), Interval.exactly(12)),
        ("arras", None, Fraction(1, 2), Interval(Fraction(0), None)),
        ("Zoo", 20, None, Interval(Fraction(24), Fraction(30))),
        ("Écarts", 1000, Fraction(3, 100), Interval(Fraction(2), Fraction(3))),
    )
    made = tuple(
        Row(values, Place("trainings", f"k{number}"), (f"k{number}",))
        for number, values in enumerate(rows)
    )
    return Table("small", HEADING, columns, made)


def figure() -> Figure:
    """One of each mark; three of them answer a click."""
    fill = Paint(fill=Ink.SCALE_3, stroke=Ink.TEXT)
    marks = (
        Rect(10, 10, 40, 20, fill, hit="box"),
        Circle(100, 20, 10, Paint(stroke=Ink.TEXT, hatch=True), hit="disc"),
        Path(((10, 60), (60, 60), (60, 80)), Paint(fill=Ink.ONE), closed=True),
        Path(((80, 60), (180, 60)), Paint(stroke=Ink.TEXT, dotted=True)),
        Text(10, 95, message("page.trainings"), 8, hit="words"),
        Text(190, 95, "a name that is far too long for its place", 8, anchor=Anchor.END, limit=60),
    )
    said = message("page.trainings.help")
    return Figure("f", 200, 100, HEADING, said, marks, table(), said, message("desktop.recent"))


class CountingPage(Page):
    """Counts how often it was refreshed, and with what."""

    key = "trainings"
    icon = "trainings"

    def _build(self) -> None:
        self.seen = []
        self.label = QLabel("0", self)
        QVBoxLayout(self).addWidget(self.label)

    def _connect(self) -> None:
        self.done = 0
        self.action = self.offer("desktop.about", "info", self._on_action, "Ctrl+J")

    def refresh(self, touched) -> None:
        self.seen.append(touched)

    def _on_action(self) -> None:
        self.done += 1


class QuietPage(CountingPage):
    """A second page, so that the first can be hidden."""

    key = "quality"
    icon = "quality"
