"""The commands of certifications: each answers once rightly, and refuses in one sentence."""

from __future__ import annotations

import json
from itertools import count

import pytest

from tests.db.fiches.build import fiche, flux, written
from tests.ui.conftest import NOON, unchecked
from ui.actions.desk import Desk
from ui.actions.files import open_document
from ui.actions.registry import VERBS
from ui.actions.texts import Texts
from ui.actions.verbs import load_verbs
from ui.cli import DONE, REFUSED, WRONG_USE, main


@pytest.fixture(autouse=True)
def _own_home(tmp_path, monkeypatch):
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    with unchecked():
        yield


@pytest.fixture(scope="module")
def drafted_file(study_file, tmp_path_factory):
    """A closed study file with a draft of the certification « drh » and a version of it."""
    load_verbs()
    path = tmp_path_factory.mktemp("drafted") / "étude.cartoplan"
    path.write_bytes(study_file.read_bytes())
    number = count(1)
    document = open_document(path, "Camille", lambda: NOON)
    desk = Desk(document, Texts("fr"), "Camille", lambda: NOON, lambda: f"new{next(number)}")
    VERBS["certifications.set"].run(desk, key="drh", values=["register=rs"])
    VERBS["certifications.seed"].run(desk, key="drh")
    VERBS["certifications.freeze"].run(desk, key="drh", name="V1")
    document.close()
    return path


@pytest.fixture
def drafted(capsys, drafted_file, tmp_path):
    """Run one command on a copy of the draft: its status, what it said, its complaint."""
    path = tmp_path / "étude.cartoplan"
    path.write_bytes(drafted_file.read_bytes())

    def run(*words):
        given = ["--lang", "fr", "--file", str(path), *(str(word) for word in words)]
        status = main(given, lambda file, texts: 0)
        said = capsys.readouterr()
        return status, said.out, said.err

    run.file = path
    return run


RIGHT = {
    "certifications list": "Interagir avec l’IA dans la maintenance",
    "certifications show drh": "Rechercher des talents",
    "certifications check drh": "10 critères",
    "certifications compare drh V1": "0 partie diffère",
    "certifications near drh": "Aucune fiche importée",
    "certifications history drh": "",
    "competences gap": "358 compétences touchées sur 358",
    "fiches search data": "Aucune fiche n’a été importée",
}


@pytest.mark.parametrize("words", RIGHT)
def test_a_command_that_reads_answers_in_words_and_in_json(drafted, words):
    before = drafted.file.read_bytes()
    status, said, complaint = drafted(*words.split())
    assert (status, complaint) == (DONE, "")
    assert RIGHT[words] in said
    status, said, _ = drafted(*words.split(), "--json")
    assert status == DONE
    json.loads(said)
    assert drafted.file.read_bytes() == before


WRONG = {
    "certifications foo": (WRONG_USE, "« foo » n’existe pas"),
    "certifications list de": (WRONG_USE, "un mot de trop"),
    "certifications show rien": (REFUSED, "aucune ligne « rien »"),
    "certifications set": (WRONG_USE, "Il manque"),
    "certifications set drh years_asked=douze": (REFUSED, "nombre entier"),
    "certifications set drh couleur=bleu": (WRONG_USE, "couleur"),
    "certifications set drh status=filed": (WRONG_USE, "certifications status"),
    "certifications status drh filed Dépôt --on demain": (REFUSED, "demain"),
    "certifications check rien": (REFUSED, "aucune ligne « rien »"),
    "certifications compare drh V9": (REFUSED, "Versions de cette certification : V1"),
    "certifications near rien": (REFUSED, "aucune ligne « rien »"),
    "certifications near drh --most 0": (REFUSED, "de 1 à 1 000"),
    "competences gap de": (WRONG_USE, "un mot de trop"),
    "fiches import absent.xml": (REFUSED, "absent.xml"),
    "fiches search data --most 0": (REFUSED, "de 1 à 1 000"),
    "certifications import absent.xlsx": (REFUSED, "n’existe pas"),
    "export dossier rien o.pdf": (REFUSED, "aucune ligne « rien »"),
    "export dossier drh o.odt": (WRONG_USE, "--format"),
    "export dossier drh o.pdf --format odt": (WRONG_USE, "pdf, docx, xlsx, text et case"),
    "export dossier drh absent/o.pdf": (REFUSED, "absent"),
}


def files(folder):
    """All files but the backups, which are made before a study is written to."""
    return sorted(path for path in folder.rglob("*") if "sauvegardes" not in str(path))


def test_wrong_words_are_refused_in_one_sentence_and_change_nothing(drafted, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    before, there = drafted.file.read_bytes(), files(tmp_path)
    for words, (wanted, part) in WRONG.items():
        status, said, complaint = drafted(*words.split())
        assert (status, said) == (wanted, ""), words
        assert part in complaint.replace("\u202f", " ").replace("\u00a0", " "), words
        assert complaint.count("\n") == 1, words
        assert "argument" not in complaint, words
        assert drafted.file.read_bytes() == before, words
        assert files(tmp_path) == there, words


@pytest.mark.parametrize(
    ("name", "head"), [("pdf", b"%PDF"), ("docx", b"PK"), ("xlsx", b"PK"), ("case", b"{")]
)
def test_the_file_of_a_certification_is_written_in_each_format(drafted, tmp_path, name, head):
    out = tmp_path / "dossier"
    status, said, _ = drafted("export", "dossier", "drh", out, "--format", name)
    assert status == DONE
    assert str(out) in said
    assert out.read_bytes().startswith(head)


def test_fiches_are_imported_searched_and_laid_beside_a_draft(drafted, tmp_path):
    path = written(tmp_path / "rncp.xml", flux(fiche(title="Rechercher des talents")))
    assert drafted("fiches", "import", path)[0] == DONE
    assert "RNCP10001" in drafted("fiches", "search", "talents")[1]
    status, said, _ = drafted("certifications", "near", "drh")
    assert status == DONE
    assert "RNCP10001" in said


def test_a_file_that_changes_nothing_is_not_said_to_be_written(drafted, tmp_path):
    out = tmp_path / "drh.json"
    drafted("export", "dossier", "drh", out)
    status, said, _ = drafted("certifications", "import", out)
    assert status == DONE
    assert "est déjà tel quel" in said
    assert "C’est fait" not in said
