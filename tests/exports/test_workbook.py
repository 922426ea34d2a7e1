from __future__ import annotations

import io
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from itertools import pairwise
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from db.samples.reading import read_sample
from exports.workbook import write_workbook
from planner.checks import run_checks
from planner.compute.acceptances import accept
from planner.edits import apply
from planner.errors import ExportError, InvalidInput
from planner.rows import Rows
from planner.watch import Cancelled, Watch
from tests.build import study as small_study
from tests.build import training
from tests.lean import lean as lean_study
from ui.actions.texts import Texts

ON = date(2026, 11, 22)
FINGERPRINT = "3f9a" * 16
ASKED = [
    "Lisez-moi",
    "Formations",
    "Familles × niveaux",
    "Familles × villes",
    "Établissements",
    "Besoins",
    "Hypothèses",
    "Écarts",
    "Seuils",
    "Compétences",
    "Certifications",
    "Feuille de route",
    "Qualité",
    "Glossaire",
]


def write(path, study, language="fr", **more):
    write_workbook(study, path, Texts(language), on=ON, fingerprint=FINGERPRINT, **more)
    return path


@pytest.fixture(scope="module")
def sample():
    return read_sample()


@pytest.fixture(scope="module")
def lean():
    """The sample with some of its trainings and without what is told of each trade."""
    whole = lean_study()
    few = Rows(list(whole.trainings)[:12])
    return replace(whole, trainings=few, certifications=Rows(), certification_contents=Rows())


@pytest.fixture(scope="module")
def chosen(lean, tmp_path_factory):
    """The workbook of an edition and of a scenario that were asked for."""
    folder = tmp_path_factory.mktemp("chosen")
    path = write(folder / "a.xlsx", lean, edition="Automne 2026", scenarios=["experts"])
    return load_workbook(path)


@pytest.fixture(scope="module")
def watched(sample, tmp_path_factory):
    """The workbook in French, and what its watch heard."""
    steps = []
    watch = Watch(lambda done, code: steps.append((done, code)))
    path = tmp_path_factory.mktemp("workbook") / "cartographie.xlsx"
    return write(path, sample, watch=watch), steps


@pytest.fixture(scope="module")
def path(watched):
    return watched[0]


@pytest.fixture(scope="module")
def french(path):
    return load_workbook(path)


@pytest.fixture(scope="module")
def english(sample, tmp_path_factory):
    folder = tmp_path_factory.mktemp("english")
    return load_workbook(write(folder / "map.xlsx", sample, "en"))


def texts(sheet):
    return [cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None]


def all_cells(workbook):
    return [cell for sheet in workbook for row in sheet.iter_rows() for cell in row]


def rows_of(sheet, number=0):
    """The lines of a table of a sheet, as dictionaries by heading."""
    left, top, right, bottom = range_boundaries(list(sheet.tables.values())[number].ref)
    lines = list(sheet.iter_rows(top, bottom, left, right, values_only=True))
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


# What is in it


def test_every_sheet_that_was_asked_for_stands_in_its_order(french):
    assert [name for name in french.sheetnames if name in ASKED] == ASKED


def test_every_sheet_but_the_first_holds_a_table_with_rows(french):
    assert [sheet.title for sheet in french if not any(rows_of(sheet, 0))] == []


def test_the_first_sheet_tells_one_file_from_another(french):
    told = texts(french["Lisez-moi"])
    assert "2019" in told
    assert FINGERPRINT in told
    assert any(getattr(value, "date", lambda: None)() == ON for value in told)


def test_the_edition_that_is_given_is_told(chosen):
    told = texts(chosen["Lisez-moi"])
    assert "Automne 2026" in told
    assert "2019" not in told


def test_counts_are_told_beside_the_published_ones(french):
    counts = [tuple(line.values()) for line in rows_of(french["Lisez-moi"])]
    assert counts[:3] == [
        ("Formations déclarées", 81, 81),
        ("Formations décrites par une fiche", 80, 81),
        ("Réponses sur les familles de métiers visées", 276, 277),
    ]


def test_the_contents_lead_to_every_sheet_and_count_its_lines(french):
    first = french["Lisez-moi"]
    lines = {line["Feuille"]: line["Lignes"] for line in rows_of(first, 1)}
    assert list(lines) == french.sheetnames[1:]
    assert lines["Formations"] == 81
    assert lines["Compétences"] == 563
    links = {c.hyperlink.location for row in first.iter_rows() for c in row if c.hyperlink}
    assert links == {f"'{name}'!A1" for name in french.sheetnames[1:]}


def test_all_declared_trainings_stand_with_their_levels_as_figures(french):
    lines = rows_of(french["Formations"])
    assert len(lines) == 81
    levels = [line["Niveau CEC"] for line in lines]
    assert {level: levels.count(level) for level in (5, 6, 7, 8)} == {5: 8, 6: 16, 7: 47, 8: 9}
    assert levels.count("inconnu") == 1


def test_places_that_nobody_told_are_unknown_and_not_zero(french):
    seats = [key for key in rows_of(french["Formations"])[0] if key.startswith("Places")]
    assert len(seats) == 2
    told = {line[key] for line in rows_of(french["Formations"]) for key in seats}
    assert told == {"inconnu"}


def test_levels_and_cities_are_those_of_the_study(french):
    levels = {
        line["Niveau"]: line["Formations"] for line in rows_of(french["Familles × niveaux"], 1)
    }
    assert list(levels.values()) == [8, 16, 47, 9]
    cities = {line["Ville"]: line["Formations"] for line in rows_of(french["Familles × villes"], 1)}
    assert (cities["Villeneuve d'Ascq"], cities["Lille"], cities["Saint-Quentin"]) == (24, 15, 1)
    assert list(cities.values()) == sorted(cities.values(), reverse=True)


def test_family_answers_are_those_of_the_study(french):
    lines = rows_of(french["Familles × niveaux"])
    totals = [
        line["Total"] for line in lines if line["Famille de métiers"] != "Aucune famille connue"
    ]
    assert sorted(totals, reverse=True) == [48, 43, 39, 38, 37, 25, 22, 9, 5, 4, 4, 2]
    assert sum(totals) == 276


def test_break_even_asks_thirty_leavers_of_each_training_for_technicians(french):
    (line,) = [
        line
        for line in rows_of(french["Seuils"])
        if line["Scénario"] == "Experts de l’IA" and line["Famille de métiers"] == "IA technicien"
    ]
    assert line["Formations"] == 4
    assert line["Sortants au besoin central (personnes)"] == pytest.approx(30.5)


def test_only_the_scenarios_that_are_asked_for_are_compared(chosen):
    assert {line["Scénario"] for line in rows_of(chosen["Écarts"])} == {"Experts de l’IA"}


def test_a_scenario_that_the_study_does_not_hold_is_refused(lean, tmp_path):
    with pytest.raises(InvalidInput) as refusal:
        write(tmp_path / "a.xlsx", lean, scenarios=["absent"])
    assert refusal.value.message["scenario"] == "absent"
    assert list(tmp_path.iterdir()) == []


def test_a_scenario_that_cannot_be_computed_is_told_and_the_rest_written(lean, tmp_path):
    yields = lean.assumptions.get("yield.completion")
    broken = replace(lean, assumptions=lean.assumptions.put(replace(yields, value=2)))
    made = load_workbook(write(tmp_path / "a.xlsx", broken))
    assert made["Écarts"].tables == {}
    assert any("n’a pas pu être calculé" in str(text) for text in texts(made["Écarts"]))
    assert len(rows_of(made["Formations"])) == len(lean.trainings)


# How it is kept


def test_no_cell_holds_a_formula_or_an_error(french):
    assert {cell.data_type for cell in all_cells(french)} == {"s", "n", "d"}


def test_the_file_itself_holds_neither_formula_nor_error(path):
    with ZipFile(path) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        whole = b"".join(archive.read(name) for name in sheets)
    assert len(sheets) >= len(ASKED)
    assert b"<f>" not in whole
    assert b"<f " not in whole
    assert b't="e"' not in whole


def test_tables_have_names_of_their_own_and_do_not_overlap(french):
    names = [table.displayName for sheet in french for table in sheet.tables.values()]
    assert len(names) == len(set(names)) > len(ASKED)
    for sheet in french:
        spans = sorted(range_boundaries(t.ref)[1::2] for t in sheet.tables.values())
        assert all(low[1] < high[0] for low, high in pairwise(spans))


def test_the_columns_of_every_table_are_named_like_its_cells(french):
    for sheet in french:
        for table in sheet.tables.values():
            left, top, right, _ = range_boundaries(table.ref)
            cells = [sheet.cell(top, column) for column in range(left, right + 1)]
            assert table.column_names == [cell.value for cell in cells]
            assert {cell.data_type for cell in cells} == {"s"}


def test_every_sheet_keeps_its_headings_in_sight_and_prints_across_a_page(french):
    for sheet in french:
        assert sheet.freeze_panes
        assert sheet.print_title_rows
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_every_link_leads_to_a_cell_that_holds_something(french):
    links = [cell.hyperlink for cell in all_cells(french) if cell.hyperlink]
    assert len(links) > 200
    for link in links:
        name, cell = link.location.rsplit("!", 1)
        assert french[name.strip("'").replace("''", "'")][cell].value is not None
        assert link.target is None


def test_the_institution_of_a_training_leads_to_its_line(french):
    sheet = french["Formations"]
    left, top, right, bottom = range_boundaries(next(iter(sheet.tables.values())).ref)
    heads = [sheet.cell(top, column).value for column in range(left, right + 1)]
    place = heads.index("Établissement") + 1
    for row in range(top + 1, bottom + 1):
        cell = sheet.cell(row, place)
        if cell.hyperlink is None:
            assert cell.value == "inconnu"
            continue
        name, target = cell.hyperlink.location.rsplit("!", 1)
        assert (
            french[name.strip("'")].cell(french[name.strip("'")][target].row, 2).value == cell.value
        )


def test_a_person_may_look_at_levels_cities_and_thresholds(french):
    charted = {sheet.title for sheet in french if sheet._charts}
    assert charted == {"Familles × niveaux", "Familles × villes", "Seuils"}


def test_how_a_figure_is_computed_is_told_in_words(french):
    assert any(
        "divisé par le nombre de formations" in str(text) for text in texts(french["Seuils"])
    )
    comments = [cell.comment.text for cell in all_cells(french) if cell.comment]
    assert any("divisé par le nombre de formations" in text for text in comments)


def test_the_properties_tell_what_it_is_and_who_made_it(french):
    properties = french.properties
    assert properties.title == "Cartographie des formations et des besoins"
    assert properties.creator == "Cartoplan"
    assert properties.language == "fr"
    assert properties.created.date() == properties.modified.date() == ON


def test_equal_studies_give_equal_bytes(sample, path, tmp_path):
    assert write(tmp_path / "again.xlsx", sample).read_bytes() == path.read_bytes()


# English


def test_the_english_workbook_has_the_same_sheets_and_figures(french, english):
    assert "Read me" in english.sheetnames
    assert len(english.sheetnames) == len(french.sheetnames)
    for one, other in zip(french, english, strict=True):
        assert one.dimensions == other.dimensions
        assert [c.value for row in one.iter_rows() for c in row if c.data_type == "n"] == [
            c.value for row in other.iter_rows() for c in row if c.data_type == "n"
        ]


def test_english_words_head_every_sheet(french, english):
    for one, other in zip(french, english, strict=True):
        assert [one["A1"].value, one["A2"].value] != [other["A1"].value, other["A2"].value]
    assert "unknown" in texts(english["Trainings"])
    assert "inconnu" not in texts(english["Trainings"])


# Hostile texts

HOSTILE = [
    "=1+1",
    '=HYPERLINK("http://example.org";"x")',
    "+33 3 20 00 00 00",
    "-2+3",
    "@SUM(A1)",
    "#N/A",
    "a\u202fb",
    "🤖 robots",
    "<b>&amp;</b>",
    "l1\nl2",
    "_x0041_",
    "Universite\u0301",
]


def test_hostile_titles_are_read_again_as_written(tmp_path):
    trainings = [training(f"t{n:02d}", "a", title=text) for n, text in enumerate(HOSTILE)]
    made = load_workbook(write(tmp_path / "a.xlsx", small_study(trainings=trainings)))
    titles = [line["Intitulé"] for line in rows_of(made["Formations"])]
    expected = [*HOSTILE[:-2], "_x005F_x0041_", "Université"]
    assert titles == expected
    assert {cell.data_type for cell in all_cells(made)} <= {"s", "n", "d"}


def test_what_no_cell_can_hold_is_listed_on_the_first_sheet(tmp_path):
    trainings = [training("t1", "a", comment="x" * 40_000), training("t2", "a", title="a\x00b")]
    made = load_workbook(write(tmp_path / "a.xlsx", small_study(trainings=trainings)))
    (losses,) = [t for t in made["Lisez-moi"].tables.values() if t.name == "t_losses"]
    lines = [tuple(line.values()) for line in rows_of(made["Lisez-moi"], 2)]
    assert losses.column_names == ["Feuille", "Cellule", "Ce qui a été écarté"]
    told = [(made[sheet][cell].value[:3], said) for sheet, cell, said in lines]
    assert [text for text, _ in told[:2]] == ["xxx", "ab"]
    assert "32\u202f767" in told[0][1]


def test_a_workbook_without_losses_says_nothing_of_them(french):
    assert "t_losses" not in french["Lisez-moi"].tables


def test_a_study_with_nothing_in_it_is_written_all_the_same(tmp_path):
    made = load_workbook(write(tmp_path / "a.xlsx", small_study()))
    assert [name for name in made.sheetnames if name in ASKED] == ASKED
    assert made["Formations"].tables == {}


# Whole or not at all


def test_a_former_file_is_whole_when_the_user_stops(lean, tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"former")
    watch = Watch()
    watch = Watch(lambda done, code: watch.cancel() if done > 0.3 else None)
    with pytest.raises(Cancelled):
        write(path, lean, watch=watch)
    assert path.read_bytes() == b"former"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.xlsx"]


def test_a_former_file_is_whole_when_writing_fails(lean, tmp_path, monkeypatch):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"former")

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("exports.sheets.archive._with_rows", fail)
    with pytest.raises(ExportError):
        write(path, lean)
    assert path.read_bytes() == b"former"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.xlsx"]


def test_progress_grows_from_nothing_and_its_words_exist(watched):
    _, steps = watched
    shares = [done for done, _ in steps]
    assert shares == sorted(shares)
    assert shares[0] == 0.0
    assert len(steps) > 5
    assert all(Texts("fr").knows(code) for _, code in steps)


# Another reader


@pytest.mark.libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine")
def test_libreoffice_opens_it_and_keeps_the_same_values(path, french, tmp_path):
    home = (tmp_path / "home").as_uri()
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={home}",
            "--headless",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(tmp_path),
            str(path),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    again = load_workbook(io.BytesIO((tmp_path / path.name).read_bytes()))
    assert again.sheetnames == french.sheetnames
    for one, other in zip(french, again, strict=True):
        held, kept = values(one), values(other)
        assert {place: kept.get(place) for place in held} == held
        assert len(other.tables) == len(one.tables)


def values(sheet):
    """What cells hold, figures to the fifteen digits that every spreadsheet keeps."""
    cells = (cell for row in sheet.iter_rows() for cell in row if cell.value is not None)
    return {
        c.coordinate: pytest.approx(c.value, rel=1e-13) if isinstance(c.value, float) else c.value
        for c in cells
    }


def test_accepted_findings_stand_apart_with_their_reason(lean, tmp_path):
    found = run_checks(lean)
    edit = accept(
        lean, found[:2], "Les deux sources", author="Zoé", on=ON, new_key=iter("ab").__next__
    )
    made = load_workbook(write(tmp_path / "a.xlsx", apply(lean, edit).study))
    assert len(found) > 10
    opened, accepted = rows_of(made["Qualité"]), rows_of(made["Qualité"], 1)
    assert (len(opened), len(accepted)) == (len(found) - 2, 2)
    assert {line["Raison"] for line in accepted} == {"Les deux sources"}
    assert {line["Auteur"] for line in accepted} == {"Zoé"}


def test_the_indicators_of_action_1_3_stand_on_their_sheet_unknown_where_they_are(french):
    lines = rows_of(french["Indicateurs"])
    assert len(lines) == 9
    assert {line["Formations décrites"] for line in lines} == {80}
