"""The command line as a person uses it: words in, sentences and exit status out."""

from __future__ import annotations

import json
import shutil

import pytest

from tests.lean import lean_copy
from tests.ui.conftest import unchecked
from ui.cli import DONE, REFUSED, WRONG_USE, main


@pytest.fixture(autouse=True)
def _own_home(tmp_path, monkeypatch):
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    with unchecked():
        yield


@pytest.fixture
def cartoplan(capsys):
    """Run one command; its status, what it said, and what it complained of."""

    def run(*words):
        status = main([str(word) for word in words], lambda file, texts: 0)
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


@pytest.fixture
def data(cartoplan):
    """Run one command with ``--json``; what it answered."""

    def run(*words):
        status, said, complaint = cartoplan(*words, "--json")
        assert (status, complaint) == (DONE, "")
        return json.loads(said)

    return run


@pytest.fixture
def file(tmp_path):
    """A study file with the trainings, the needs and the plan of 2019."""
    return lean_copy(tmp_path)


@pytest.fixture(scope="module")
def empty_file(tmp_path_factory):
    """A closed file of an empty study that the command ``new`` made; copy it, never open it."""
    path = tmp_path_factory.mktemp("empty") / "vide.cartoplan"
    assert main(["new", str(path), "--empty"], lambda file, texts: 0) == DONE
    return path


@pytest.fixture
def empty(empty_file, tmp_path):
    """A file of an empty study."""
    return shutil.copy(empty_file, tmp_path)


def test_info_tells_what_is_declared_described_published_and_recorded(data):
    info = data("info")
    assert info["trainings_declared"] == 81
    assert info["trainings_described"] == 80
    assert info["family_answers_published"] == 277
    assert info["family_answers_recorded"] == 276
    assert info["by_level"]["7"] == 47
    assert info["by_city"]["Villeneuve d'Ascq"] == 24
    assert info["by_family"]["ia-ingenieur"] == 22


def test_info_speaks_three_lines_in_either_language(cartoplan):
    french, english = (cartoplan("--lang", lang, "info")[1].splitlines() for lang in ("fr", "en"))
    assert len(french) == len(english) == 3
    assert french[0].startswith("80 formations décrites sur 81")
    assert english[0].startswith("80 trainings described of 81")


def test_claims_stand_beside_what_the_rows_give(data):
    claims = {claim["key"]: claim for claim in data("claims")}
    assert len(claims) >= 15
    for claim in claims.values():
        assert {"key", "published", "computed", "agrees"} <= claim.keys()
    disputed = [c for c in claims.values() if c["agrees"] is False]
    assert any(c["published"] == 75 and c["computed"] == 70 for c in disputed)


def test_coverage_is_a_list_of_explained_segments(data):
    segments = data("coverage")
    assert {segment["level"] for segment in segments} == {5, 7}
    for segment in segments:
        assert segment["sentence"]
        assert segment["break_even"]
        for family in segment["families"]:
            assert family["need"]["low"] <= family["need"]["high"]
            assert family["coverage"]["low"] == 0
            assert set(family["capacity"]) == {"low", "high"}
        assert {"worst", "best"} == segment["tiers"].keys()


def test_wrong_words_are_answered_with_the_right_ones(cartoplan):
    complaint = cartoplan("--lang", "fr", "crosstab", "family", "couleur")[2]
    assert "institution, modality et domain" in complaint
    status, _, complaint = cartoplan("--lang", "fr", "trainings")
    assert status == WRONG_USE
    assert "show, add, set" in complaint
    status, _, complaint = cartoplan("--lang", "fr", "trainings", "planter")
    assert status == WRONG_USE
    assert "« planter » n’existe pas" in complaint.replace("\u202f", " ")
    assert "show, add, set" in complaint
    complaint = cartoplan("--lang", "en", "info", "twice")[2]
    assert "There is a word too many: “twice”" in complaint


def test_the_ladder_tells_its_steps_and_the_shortest_way(cartoplan, data):
    told = data("ladder", "--family", "IA technicien")
    assert told["missing"] == [8]
    step = told["steps"][0]
    assert data("ladder", "--start", step["start"], "--goal", step["goal"])["way"] == [
        step["start"],
        step["goal"],
    ]
    assert data("ladder", "--start", step["goal"], "--goal", step["start"])["way"] is None
    assert cartoplan("ladder")[0] == DONE
    assert cartoplan("ladder", "--start", "t001")[0] == WRONG_USE
    assert cartoplan("ladder", "--start", "t081", "--goal", "t001")[0] == REFUSED


def test_without_a_file_the_edition_of_2019_is_found(cartoplan):
    status, said, _ = cartoplan("edition", "compare", "2019")
    assert status == DONE
    assert "Aucune formation n’a changé" in said


def test_an_unknown_scenario_is_refused_in_one_line(cartoplan):
    status, said, complaint = cartoplan("coverage", "--scenario", "rêve")
    assert (status, said) == (REFUSED, "")
    assert complaint.count("\n") == 1
    assert "rêve" in complaint


def test_a_crosstab_counts_trainings_by_two_dimensions(data):
    rows = data("crosstab", "family", "level")
    assert len(rows) >= 12


def test_every_reading_command_answers_in_words_and_in_json(cartoplan, data):
    for words in (
        ["needs"],
        ["openings"],
        ["checks"],
        ["trainings", "list"],
        ["rows", "list", "sectors"],
    ):
        status, said, complaint = cartoplan(*words)
        assert (status, complaint) == (DONE, "")
        assert len(said.splitlines()) > 2
        assert data(*words)


def test_a_training_is_added_changed_undone_and_redone(cartoplan, data, file):
    given = ["title=Master IA", "city=Lille", "level=7", "families=ia-ingenieur;conception"]
    key = data("--file", file, "trainings", "add", *given)["key"]
    shown = cartoplan("--file", file, "trainings", "show", key)[1]
    assert "Master IA" in shown
    assert cartoplan("--file", file, "trainings", "set", key, "level=6")[0] == DONE
    assert data("--file", file, "info")["by_level"]["6"] == 17
    assert cartoplan("--file", file, "undo")[0] == DONE
    assert data("--file", file, "info")["by_level"]["7"] == 48
    assert cartoplan("--file", file, "redo")[0] == DONE
    assert data("--file", file, "info")["by_level"]["6"] == 17
    kinds = [entry["kind"] for entry in data("--file", file, "history")]
    assert len(kinds) >= 4
    assert cartoplan("--file", file, "trainings", "remove", key)[0] == DONE
    assert data("--file", file, "info")["trainings_described"] == 80


def test_places_are_given_as_an_interval_and_coverage_follows(cartoplan, data, file):
    assert data("--file", file, "info")["trainings_with_known_seats"] == 0
    given = ["training=t001", "year=2026", "kind=open", "low=24", "high=30"]
    assert cartoplan("--file", file, "rows", "add", "seats", *given)[0] == DONE
    assert data("--file", file, "info")["trainings_with_known_seats"] == 1


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (["--lang", "de", "info"], WRONG_USE),
        (["nonsense"], WRONG_USE),
        (["crosstab", "family"], WRONG_USE),
        (["crosstab", "family", "colour"], WRONG_USE),
        (["rows", "list", "nowhere"], WRONG_USE),
        (["trainings", "add", "title=x"], WRONG_USE),
        (["undo"], WRONG_USE),
        (["trainings", "show", "t999"], REFUSED),
        (["openings", "--target-percent", "0"], REFUSED),
        (["--file", "absent.cartoplan", "info"], REFUSED),
    ],
)
def test_wrong_words_end_in_one_line_with_the_remedy(cartoplan, words, status):
    found, said, complaint = cartoplan(*words)
    assert (found, said) == (status, "")
    assert complaint.startswith("cartoplan: ")
    assert complaint.count("\n") == 1


def test_a_bad_value_changes_nothing(cartoplan, data, file):
    before = data("--file", file, "rows", "list", "trainings")
    for given in ("level=douze", "level=12", "colour=red", "title", "city=Paris", "title="):
        words = ("trainings", "set", "t001", "hours=10", given)
        status, _, complaint = cartoplan("--file", file, *words)
        assert status in (REFUSED, WRONG_USE), given
        assert complaint.count("\n") == 1, given
        assert data("--file", file, "rows", "list", "trainings") == before, given


def test_a_new_file_needs_its_suffix_and_never_replaces_another(cartoplan, file, tmp_path):
    assert cartoplan("new", tmp_path / "étude.xlsx")[0] == WRONG_USE
    before = file.read_bytes()
    assert cartoplan("new", file)[0] == REFUSED
    assert file.read_bytes() == before


def test_an_empty_study_is_a_study(cartoplan, data, tmp_path):
    path = tmp_path / "vide.cartoplan"
    assert cartoplan("new", path, "--empty")[0] == DONE
    info = data("--file", path, "info")
    assert (info["trainings_declared"], info["family_answers_published"]) == (0, None)
    for words in (["checks"], ["claims"], ["needs"], ["crosstab", "family", "level"]):
        assert cartoplan("--file", path, *words)[0] == DONE


def test_any_table_can_be_listed_added_to_changed_and_removed_from(cartoplan, data, file):
    added = data(
        "--file",
        file,
        "rows",
        "add",
        "cities",
        "name=Laon",
        "department=02",
        "latitude=49,56",
        "longitude=3,62",
    )["key"]
    assert cartoplan("--file", file, "rows", "set", "cities", added, "name=Laon-Ville")[0] == DONE
    names = {row["name"] for row in data("--file", file, "rows", "list", "cities")}
    assert "Laon-Ville" in names
    assert cartoplan("--file", file, "rows", "remove", "cities", added)[0] == DONE
    status, _, complaint = cartoplan("--file", file, "rows", "remove", "cities", "lille")
    assert status == REFUSED
    assert "lille" in complaint.casefold()


def test_any_row_is_shown_with_its_source(cartoplan):
    status, said, _ = cartoplan("--lang", "fr", "rows", "show", "assumptions", "small.cell")
    assert status == DONE
    assert "hypothèse" in said
    assert cartoplan("rows", "show", "assumptions", "nowhere")[0] == REFUSED
    assert cartoplan("rows", "show", "nowhere", "x")[0] == WRONG_USE


def test_a_training_can_be_duplicated_archived_and_put_back(cartoplan, data, file):
    copy = data("--file", file, "trainings", "duplicate", "t001")["key"]
    assert data("--file", file, "info")["trainings_described"] == 81
    assert cartoplan("--file", file, "trainings", "archive", copy)[0] == DONE
    assert data("--file", file, "info")["trainings_described"] == 80
    archived = data("--file", file, "trainings", "list", "--archived")
    assert [row["key"] for row in archived] == [copy]
    assert cartoplan("--file", file, "trainings", "restore", copy)[0] == DONE
    assert data("--file", file, "info")["trainings_described"] == 81


def test_trainings_are_listed_by_filters_that_combine(data):
    found = data("trainings", "list", "--level", "5", "--family", "IA technicien")
    assert len(found) == 4
    assert len(data("trainings", "list", "--city", "Lille")) == 15
    assert len(data("trainings", "list", "--search", "ROBOT")) >= 1


def test_the_version_is_told(cartoplan):
    assert cartoplan("--version")[1].startswith("cartoplan 0.")


def test_loading_the_shipped_study_twice_adds_nothing_the_second_time(data, tmp_path, cartoplan):
    path = tmp_path / "vide.cartoplan"
    cartoplan("new", path, "--empty")
    assert data("--file", path, "load")["added"] > 1000
    assert data("--file", path, "load")["added"] == 0
    assert data("--file", path, "info") == data("info")
    assert cartoplan("--file", path, "undo")[0] == DONE
    assert data("--file", path, "info")["trainings_declared"] == 0


def test_export_all_writes_both_documents_and_names_them(cartoplan, empty, tmp_path):
    status, said, _ = cartoplan("--file", empty, "export", "all", tmp_path / "out")
    assert status == DONE
    for name in ("cartographie.xlsx", "feuille-de-route.pdf"):
        assert (tmp_path / "out" / name).stat().st_size > 10_000
        assert name in said


def test_an_output_that_cannot_be_written_is_refused(cartoplan, empty, tmp_path):
    words = ("export", "workbook", tmp_path / "no" / "where.xlsx")
    status, _, complaint = cartoplan("--file", empty, *words)
    assert status == REFUSED
    assert complaint.count("\n") == 1


def test_a_copy_holds_the_same_study(cartoplan, data, file, tmp_path):
    copy = tmp_path / "copie.cartoplan"
    assert cartoplan("--file", file, "copy", copy)[0] == DONE
    assert data("--file", copy, "info") == data("--file", file, "info")


def test_without_a_command_the_window_opens_on_the_file(tmp_path):
    opened = []
    assert main(["--file", "x.cartoplan"], lambda file, texts: opened.append(file) or 0) == DONE
    assert [str(path) for path in opened] == ["x.cartoplan"]


def test_help_lists_every_command_in_the_language_asked(cartoplan):
    status, said, _ = cartoplan("--lang", "en", "--help")
    assert status == DONE
    for command in (
        "new",
        "info",
        "trainings",
        "crosstab",
        "coverage",
        "openings",
        "export",
        "undo",
    ):
        assert command in said
    assert "Undo the last step" in said
