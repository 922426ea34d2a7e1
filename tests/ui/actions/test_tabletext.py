from __future__ import annotations

import io
from fractions import Fraction

from planner.messages import message
from planner.tables.table import Column, Format, Row, Table
from ui.actions.tabletext import cell_text, print_table
from ui.actions.texts import Texts

TEXTS = Texts("fr")
SHARE = Column("share", message("value.yes"), Format.PERCENT)
YEAR = Column("year", message("value.no"), Format.INTEGER)
TABLE = Table(
    "t",
    message("table.history"),
    (SHARE, YEAR),
    (Row((Fraction(1, 2), 2026)), Row((None, None))),
    (message("value.unknown"),),
)


class Terminal(io.StringIO):
    """A stream that says that a person reads it."""

    def isatty(self):
        return True


def test_a_pipe_gets_a_line_a_row_with_tabs_and_unknown_is_said():
    stream = io.StringIO()
    print_table(TABLE, TEXTS, stream)
    assert stream.getvalue().splitlines() == ["oui\tnon", "50\u202f%\t2026", "inconnu\tinconnu"]


def test_a_terminal_gets_a_frame_a_title_and_the_notes():
    stream = Terminal()
    print_table(TABLE, TEXTS, stream)
    shown = stream.getvalue()
    for words in ("Historique", "oui", "50\u202f%", "2026", "inconnu"):
        assert words in shown


def test_text_cannot_draw_in_the_terminal():
    stream = Terminal()
    column = Column("name", message("value.yes"))
    print_table(
        Table("t", message("value.no"), (column,), (Row(("[red]x[/red]",)),)), TEXTS, stream
    )
    assert "[red]x[/red]" in stream.getvalue()


def test_a_year_has_no_thousands_separator_and_a_count_has_one():
    assert cell_text(YEAR, 2026, TEXTS) == "2026"
    assert cell_text(Column("people", message("value.yes"), Format.INTEGER), 2026, TEXTS) == (
        "2\u202f026"
    )
