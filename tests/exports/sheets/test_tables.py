from __future__ import annotations

import pytest
from openpyxl.utils import range_boundaries

from exports.sheets.charts import ROW_HEIGHT
from exports.sheets.plan import Bars, Part, sheet_of
from planner.findings import Place
from planner.tables.table import Format, Row
from tests.exports.sheets.hand import (
    FIRST_ROW,
    HEADING_ROW,
    book,
    column,
    headings,
    page,
    said,
    table,
)

CENTIMETRE = 360_000  # in the unit of drawings

TOWNS = [column("Ville"), column("Nombre", Format.INTEGER, scale=True)]


def only_table(sheet):
    (made,) = sheet.tables.values()
    return made


def test_a_table_is_an_excel_table_whose_columns_are_named_like_its_headings():
    made = page(Part(table(TOWNS, ("Lille", 15), ("Lens", 2))))
    assert only_table(made).ref == "A5:B7"
    assert only_table(made).autoFilter.ref == "A5:B7"
    assert only_table(made).column_names == headings(made) == ["Ville", "Nombre"]


def test_headings_that_are_the_same_but_for_case_are_told_apart():
    made = page(Part(table([column("Nom"), column("nom", key="b")], ("a", "b"))))
    assert headings(made) == ["Nom", "nom (2)"]
    assert only_table(made).column_names == ["Nom", "nom (2)"]


def test_a_heading_of_two_lines_is_put_on_one():
    assert headings(page(Part(table([column("Deux\nlignes")], ("a",))))) == ["Deux lignes"]


def test_tables_of_one_key_get_names_of_their_own():
    made = page(Part(table(TOWNS, ("a", 1))), Part(table(TOWNS, ("b", 2))))
    assert sorted(made.tables) == ["t_hand", "t_hand_2"]


@pytest.mark.parametrize("key", ["Clé à part", "A1", "r1c1", "---", "é"])
def test_a_table_name_is_one_that_a_spreadsheet_takes(key):
    name = only_table(page(Part(table(TOWNS, ("a", 1), key=key)))).name
    assert name.startswith("t_")
    assert name.isascii()
    assert name.replace("_", "").isalnum()


def test_tables_of_a_sheet_do_not_overlap_and_keep_a_row_between_them():
    made = page(Part(table(TOWNS, ("a", 1), ("b", 2))), Part(table(TOWNS, ("c", 3))))
    first, second = (range_boundaries(t.ref) for t in made.tables.values())
    assert first[3] + 1 < second[1]


def test_an_empty_table_says_so_and_is_no_excel_table():
    made = page(Part(table(TOWNS)))
    assert made.tables == {}
    assert headings(made) == ["Ville", "Nombre"]
    assert made.cell(FIRST_ROW, 1).value == "Rien à montrer ici pour l’instant."


def test_totals_stand_below_the_table_so_that_sorting_leaves_them_there():
    made = page(Part(table(TOWNS, ("Lille", 15), ("Total", 15)), totals=1))
    assert only_table(made).ref == "A5:B6"
    assert [cell.value for cell in made[7]] == ["Total", 15]
    assert made["B7"].font.bold


def test_a_scale_colours_neighbouring_columns_as_one_and_no_total():
    columns = [
        column("Ville"),
        *(column(n, Format.INTEGER, scale=True) for n in "xyz"),
        column("t"),
    ]
    rows = [("Lille", 1, 2, 3, 6), ("Lens", 0, 1, 0, 1), ("Total", 1, 3, 3, 7)]
    made = page(Part(table(columns, *rows), totals=1))
    (coloured,) = made.conditional_formatting
    assert str(coloured.sqref) == "B6:D7"
    (rule,) = coloured.rules
    lights = [light(color.rgb) for color in rule.colorScale.color]
    assert lights == sorted(lights, reverse=True)
    assert rule.colorScale.color[0].rgb == "00FFFFFF"
    assert (lights[-1] + 0.05) / (light(made["B6"].font.color.rgb) + 0.05) > 4.5


def light(colour):
    """The relative luminance of a colour, as the contrast of texts is reckoned (WCAG 2)."""
    parts = (part / 255 for part in bytes.fromhex(colour[-6:]))
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * p for weight, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_the_note_of_a_column_is_a_comment_and_a_note_below():
    noted = column("Places", Format.INTEGER, note=said("Comptées à la rentrée."))
    made = page(Part(table([noted], (12,), notes=(said("Source : rectorat."),))))
    assert made.cell(HEADING_ROW, 1).comment.text == "Comptées à la rentrée."
    below = [row[0] for row in made.iter_rows(FIRST_ROW + 1, values_only=True) if row[0]]
    assert below == [
        "Notes",
        "Source : rectorat.",
        "Colonne «\u202fPlaces\u202f»\u202f: Comptées à la rentrée.",
    ]


def test_headings_stay_in_sight_and_are_printed_on_each_page():
    made = page(Part(table([*TOWNS, column("Note")], ("Lille", 15, ""))))
    assert made.freeze_panes == "B6"
    assert made.print_title_rows == "$5:$5"
    assert made.page_setup.orientation == "landscape"
    assert made.sheet_properties.pageSetUpPr.fitToPage
    assert made.page_setup.fitToWidth == 1
    assert made.page_setup.paperSize == int(made.PAPERSIZE_A4)


def test_a_long_sheet_takes_as_many_pages_as_it_needs_and_a_short_one_a_single_page():
    short = page(Part(table(TOWNS, *[(f"Ville {n}", n) for n in range(30)])))
    long = page(Part(table(TOWNS, *[(f"Ville {n}", n) for n in range(300)])))
    assert (short.page_setup.fitToHeight, long.page_setup.fitToHeight) == (1, 0)


def test_a_wide_sheet_prints_on_a_larger_paper():
    wide = [column(f"Mot {n}", width=60) for n in range(4)]
    made = page(Part(table(wide, ("mot " * 40,) * 4)))
    assert made.page_setup.paperSize == int(made.PAPERSIZE_A3)


def test_a_wide_first_column_is_not_frozen():
    made = page(Part(table([column("Constat", width=60), *TOWNS], ("mot " * 40, "Lille", 1))))
    assert made.freeze_panes == "A6"


def test_a_column_is_as_wide_as_its_texts_up_to_a_point_then_they_wrap():
    made = page(Part(table([column("Court"), column("Long", width=40)], ("a" * 20, "mot " * 50))))
    assert made.column_dimensions["A"].width == 22
    assert made.column_dimensions["B"].width == 40
    assert made.row_dimensions[FIRST_ROW].height > 50
    assert made.cell(FIRST_ROW, 2).alignment.wrap_text


def test_a_cell_leads_to_the_row_of_another_sheet():
    school = Place("institutions", "ens")
    links = {"Ville": lambda row: school}
    schools = sheet_of("institutions", Part(table(TOWNS, Row(("L'ENS", 1), school), key="i")))
    towns = sheet_of("trainings", Part(table(TOWNS, ("Lille", 15)), links))
    made, _ = book(towns, schools)
    cell = made["Formations"]["A6"]
    assert cell.hyperlink.location == "'Établissements'!A6"
    assert cell.hyperlink.target is None
    assert cell.font.underline == "single"
    assert cell.value == "Lille"


def test_a_cell_whose_target_is_nowhere_is_an_ordinary_text():
    links = {"Ville": lambda row: Place("institutions", "absente")}
    cell = page(Part(table(TOWNS, ("Lille", 15)), links))["A6"]
    assert cell.hyperlink is None
    assert cell.font.underline is None


def test_a_table_of_findings_is_no_home_for_links():
    place = Place("institutions", "ens")
    links = {"Ville": lambda row: place}
    found = Part(table(TOWNS, Row(("Lille", 1), place)), links, is_home=False)
    assert page(found)["A6"].hyperlink is None


def test_a_text_that_lost_its_end_is_told_with_its_cell():
    _, kept = book(sheet_of("glossary", Part(table(TOWNS, ("x" * 40_000, 1), ("a\x00b", 2)))))
    assert [(lost.sheet, lost.cell, lost.loss) for lost in kept.losses] == [
        ("Glossaire", "A6", "end"),
        ("Glossaire", "A7", "signs"),
    ]


def bars(**more):
    return Bars("Ville", "Nombre", said("Villes"), said("Ville"), said("Formations"), **more)


def test_a_chart_shows_a_column_with_its_values_kept():
    made = page(
        Part(table(TOWNS, ("Lille", 15), ("Lens", None), ("Total", 15)), bars=(bars(),), totals=1)
    )
    (chart,) = made._charts
    (series,) = chart.series
    assert series.val.numRef.f == "'Glossaire'!$B$6:$B$7"
    assert series.cat.strRef.f == "'Glossaire'!$A$6:$A$7"
    assert [(point.idx, point.v) for point in series.val.numRef.numCache.pt] == [(0, 15)]
    assert [point.v for point in series.cat.strRef.strCache.pt] == ["Lille", "Lens"]
    assert chart.x_axis.delete is False
    assert chart.y_axis.delete is False
    assert chart.title.overlay is False
    assert chart.legend is None


def test_a_chart_may_show_some_of_the_rows():
    rows = [(f"Ville {n}", n) for n in range(9)]
    made = page(Part(table(TOWNS, *rows), bars=(bars(first=2, last=4),)))
    assert made._charts[0].series[0].val.numRef.f == "'Glossaire'!$B$8:$B$10"


def test_a_chart_without_a_single_figure_is_left_out():
    assert page(Part(table(TOWNS, ("Lille", None)), bars=(bars(),)))._charts == []


def test_a_chart_hides_neither_its_table_nor_the_notes():
    noted = table(TOWNS, ("Lille", 15), notes=(said("Une note."),))
    made = page(Part(noted, bars=(bars(),)))
    anchor = made._charts[0].anchor
    bottom = anchor._from.row + anchor.ext.height / CENTIMETRE / ROW_HEIGHT
    notes = next(cell.row for cell in made["A"] if cell.value == "Notes")
    assert anchor._from.col >= 2
    assert notes > bottom


def test_a_chart_stands_below_a_table_too_wide_to_leave_room():
    wide = [*TOWNS, column("Mot", width=66), column("Autre", width=66)]
    made = page(Part(table(wide, ("Lille", 15, "mot " * 40, "mot " * 40)), bars=(bars(),)))
    anchor = made._charts[0].anchor
    assert anchor._from.col == 0
    assert anchor._from.row >= FIRST_ROW
