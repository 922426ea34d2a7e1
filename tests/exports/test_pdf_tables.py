from __future__ import annotations

from fractions import Fraction

import pytest
from reportlab.platypus import LongTable

from exports.pdf import UPRIGHT, render, start_page
from exports.pdf_scribe import Scribe
from exports.pdf_styles import WIDTH
from exports.pdf_tables import MOST_ROWS, pdf_table
from exports.pdf_text import Notices
from planner.messages import Interval, message
from planner.tables.table import Column, Format, Row, Table
from tests.exports.pdf_reading import all_words, page_words
from tests.exports.test_pdf import imprint
from ui.actions.texts import Texts


def named(words: str):
    return message("name.as_written", name=words)


def table(*rows, columns=None, notes=()) -> Table:
    given = columns or (
        Column("name", named("Nom"), width=30),
        Column("count", named("Combien"), Format.INTEGER),
    )
    return Table("t", named("Un tableau"), given, tuple(Row(values) for values in rows), notes)


def printed(one: Table, **options) -> bytes:
    def story(_draft, notices):
        scribe = Scribe(Texts("fr"), notices)
        return [*start_page(UPRIGHT), *pdf_table(one, scribe, WIDTH, **options)]

    return render(imprint(), story)


def test_values_are_said_and_the_unknown_is_never_blank_nor_zero():
    words = all_words(printed(table(("Lille", 1234), ("Lens", None))))
    assert "Lille 1 234" in words.replace("\u202f", " ")
    assert "Lens inconnu" in words


def test_ratios_are_percentages_and_years_have_no_thousands():
    columns = (
        Column("share", named("Part"), Format.PERCENT),
        Column("year", named("Année"), Format.INTEGER),
        Column("span", named("Entre"), Format.INTERVAL),
    )
    row = (Fraction(1, 4), 2027, Interval(Fraction(2), Fraction(5)))
    words = all_words(printed(table(row, columns=columns)))
    assert "25\u202f%" in words or "25 %" in words
    assert "2027" in words
    assert "2 – 5" in words


def test_headings_are_repeated_on_every_page():
    pages = page_words(printed(table(*((f"Ligne {n}", n) for n in range(120)))))[1:]
    assert len(pages) > 1
    assert all("Nom Combien" in words for words in pages)


def test_long_tables_are_cut_and_keep_every_row():
    one = table(*((f"L{n}x", n) for n in range(2 * MOST_ROWS + 1)))
    scribe = Scribe(Texts("fr"), Notices())
    tables = [part for part in pdf_table(one, scribe, WIDTH) if isinstance(part, LongTable)]
    assert len(tables) == 3
    words = all_words(printed(one))
    assert all(f"L{n}x" in words for n in range(2 * MOST_ROWS + 1))


def test_a_cell_of_any_length_is_printed_cut_and_listed():
    def story(draft, notices):
        scribe = Scribe(Texts("fr"), notices)
        seen.append(draft.notices)
        return pdf_table(table(("mot " * 5000, 1)), scribe, WIDTH)

    seen: list[tuple] = []
    render(imprint(), story)
    assert [said.code for said in seen[-1]] == ["pdf.cut"]


def test_columns_are_chosen_and_ordered():
    words = all_words(printed(table(("Lille", 3)), columns=("count", "name")))
    assert "Combien Nom 3 Lille" in words
    with pytest.raises(KeyError):
        printed(table(("Lille", 3)), columns=("other",))


def test_a_title_and_notes_stand_around_the_rows():
    one = table(("Lille", 3), notes=(named("Une note."),))
    assert "Un tableau Nom Combien Lille 3 Une note." in all_words(printed(one, title=one.title))
    assert "Une note" not in all_words(printed(one, notes=()))


def test_a_title_is_not_left_at_the_foot_of_a_page():
    one = table(*((f"Ligne {n}", n) for n in range(6)))

    def story(_draft, notices):
        scribe = Scribe(Texts("fr"), notices)
        filler = table(*((f"Avant {n}", n) for n in range(38)))
        return [
            *pdf_table(filler, scribe, WIDTH),
            *pdf_table(one, scribe, WIDTH, title=one.title),
        ]

    pages = page_words(render(imprint(), story))
    (page,) = [words for words in pages if "Un tableau" in words]
    assert "Ligne 5" in page


def test_a_table_without_rows_has_its_headings():
    assert "Nom Combien" in all_words(printed(table()))


def test_a_cell_taller_than_a_page_goes_on_over_the_next():
    """Such a table fitted no page: nothing was written at all."""
    lines = "\n".join(str(number) for number in range(100, 250))
    pages = page_words(printed(table((lines, 1))))
    assert len(pages) > 2
    assert "249" in pages[-1]
    assert all(str(number) in " ".join(pages) for number in range(100, 250))
