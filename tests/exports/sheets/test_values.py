from __future__ import annotations

from datetime import date
from fractions import Fraction

from exports.sheets.plan import Part
from planner.messages import Interval, message
from planner.tables.table import Format
from tests.exports.sheets.hand import (
    FIRST_ROW,
    HEADING_ROW,
    column,
    column_of,
    headings,
    one_value,
    page,
    row_of,
    table,
)

HOSTILE = ["=1+1", "=cmd|' /C calc'!A0", "+33 6 12 34", "-1+2", "@SUM(A1)", "#N/A", "#REF!", "'x"]


def test_a_text_like_a_formula_or_an_error_stays_a_text():
    for text, (cell,) in zip(HOSTILE, column_of(*HOSTILE), strict=True):
        assert (cell.value, cell.data_type) == (text, "s")


def test_a_text_like_a_formula_stays_one_when_somebody_edits_the_cell():
    *formulas, (plain,) = column_of("=1+1", "+33", "@nom", "nom")
    for (cell,) in formulas:
        assert cell.quotePrefix, cell.value
    assert not plain.quotePrefix


def test_a_text_is_read_again_as_it_was():
    texts = ["a\u202fb", " deux  espaces ", "🤖", "a<b & c>d", "l1\nl2", "]]>"]
    assert [cell.value for (cell,) in column_of(*texts)] == texts


def test_nothing_to_say_leaves_its_cell_empty():
    assert column_of("", ()) == [[], []]


def test_unknown_is_a_muted_word_and_never_zero():
    formats = (Format.TEXT, Format.INTEGER, Format.PERCENT, Format.DATE)
    cells = row_of(*((None, format) for format in formats))
    for format, cell in zip(formats, cells, strict=True):
        assert (cell.value, cell.data_type) == ("inconnu", "s"), format
        assert cell.font.italic, format
        assert cell.font.color.rgb == "00566173", format


def test_unknown_is_said_in_the_language_of_the_workbook():
    assert one_value(None, language="en").value == "unknown"


FIGURES = (
    (4200, Format.INTEGER, 4200, "[$-40C]#,##0_0"),
    (Fraction(29, 2), Format.DECIMAL, 14.5, "[$-40C]#,##0.0#_0"),
    (Fraction(81), Format.DECIMAL, 81, "[$-40C]#,##0_0"),
    (Fraction(7, 10), Format.PERCENT, 0.7, "[$-40C]0\\ %_0"),
    (Fraction(3, 80), Format.PERCENT, 0.0375, "[$-40C]0.0\\ %_0"),
    (0, Format.INTEGER, 0, "[$-40C]#,##0_0"),
    (True, Format.FLAG, "oui", "General"),
    (7, Format.TEXT, 7, "0"),
)


def test_figures_stay_figures_with_a_french_format():
    cells = row_of(*((value, format) for value, format, _, _ in FIGURES))
    for (_, _, kept, shown), cell in zip(FIGURES, cells, strict=True):
        assert (cell.value, cell.number_format) == (kept, shown)
        assert type(cell.value) is type(kept)


def test_english_figures_have_english_formats():
    assert one_value(4200, Format.INTEGER, "en").number_format == "#,##0_0"


def test_years_and_lines_have_no_separator():
    keys = ("year", "start", "end", "line")
    years = [column(f"Titre {key}", Format.INTEGER, key=key) for key in keys]
    cells = page(Part(table(years, [2026] * len(keys))))[FIRST_ROW]
    for key, cell in zip(keys, cells, strict=True):
        assert (cell.value, cell.number_format) == (2026, "0_0"), key


def test_a_level_has_no_separator():
    assert one_value(7, Format.INTEGER, unit="cec").number_format == "0_0"


def test_a_day_stays_a_day():
    cell = one_value(date(2020, 2, 29), Format.DATE)
    assert cell.is_date
    assert cell.value.date() == date(2020, 2, 29)
    assert cell.number_format == "dd/mm/yyyy"


def test_a_day_before_the_days_of_spreadsheets_is_a_text():
    assert one_value(date(1808, 3, 17), Format.DATE).value == "1808-03-17"


def test_a_number_that_a_spreadsheet_would_round_is_a_text():
    numbers = (10**15, -(10**20))
    cells = column_of(*numbers, format=Format.INTEGER)
    assert [cell.value for (cell,) in cells] == [str(number) for number in numbers]


def test_what_is_no_number_is_unknown():
    cells = column_of(float("nan"), float("inf"), format=Format.DECIMAL)
    assert [cell.value for (cell,) in cells] == ["inconnu", "inconnu"]


def test_words_of_the_texts_and_lists_are_said():
    assert one_value(message("value.yes"), Format.SAID).value == "oui"
    assert one_value(("Lille", "Lens")).value == "Lille, Lens"


INTERVALS = (
    (Interval(Fraction(24), Fraction(30)), 24, 30),
    (Interval.exactly(24), 24, 24),
    (Interval(Fraction(5), None), 5, "inconnu"),
    (Interval(Fraction(0), None), "inconnu", "inconnu"),
    (Interval(Fraction(0), Fraction(9)), 0, 9),
    (None, "inconnu", "inconnu"),
)


def test_an_interval_takes_two_columns_of_figures():
    rows = column_of(*(value for value, _, _ in INTERVALS), format=Format.INTERVAL)
    for (value, low, high), cells in zip(INTERVALS, rows, strict=True):
        assert [cell.value for cell in cells] == [low, high], value


def test_the_columns_of_an_interval_say_from_and_to():
    made = page(Part(table([column("Places", Format.INTERVAL)], (Interval.exactly(1),))))
    assert headings(made) == ["Places, de", "Places, à"]


def test_shares_take_two_columns_only_where_one_of_them_is_an_interval():
    share = column("Part", Format.PERCENT)
    between = Interval(Fraction(1, 2), Fraction(3, 4))
    alone = page(Part(table([share], (Fraction(1, 2),), (None,))))
    mixed = page(Part(table([share], (Fraction(1, 2),), (between,))))
    assert headings(alone) == ["Part"]
    assert headings(mixed) == ["Part, de", "Part, à"]
    assert [cell.value for cell in mixed[FIRST_ROW]][:2] == [0.5, 0.5]
    assert [cell.value for cell in mixed[FIRST_ROW + 1]][:2] == [0.5, 0.75]


def test_a_unit_stands_in_the_heading_unless_the_heading_says_it():
    made = page(
        Part(
            table([column("Besoin", unit="person"), column("Durée en mois", unit="month")], (1, 2))
        )
    )
    assert headings(made) == ["Besoin (personnes)", "Durée en mois"]
    assert made.cell(HEADING_ROW, 1).data_type == "s"
