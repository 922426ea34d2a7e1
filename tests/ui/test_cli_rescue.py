"""Damaged files and backups on the command line."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from db.identity import SCHEMA
from tests.db.build import sql
from tests.lean import lean_copy
from ui.cli import DONE, REFUSED, WRONG_USE, main


@pytest.fixture(autouse=True)
def _own_home(tmp_path, monkeypatch):
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))


@pytest.fixture
def cartoplan(capsys):
    """Run one command on a file; its status, what it said, and what it complained of."""

    def run(file, *words):
        status = main(["--file", str(file), *map(str, words)], lambda file, texts: 0)
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


@pytest.fixture
def file(tmp_path) -> Path:
    return lean_copy(tmp_path)


def hours(cartoplan, file, value):
    status, _, _ = cartoplan(file, "trainings", "set", "t001", f"hours={value}")
    assert status == DONE


def test_backups_are_made_listed_checked_and_put_back(cartoplan, file):
    assert cartoplan(file, "backups", "make")[0] == DONE
    hours(cartoplan, file, 777)
    listed = json.loads(cartoplan(file, "backups", "list", "--json")[1])
    assert listed[-1]["steps"] == 1
    status, said, _ = cartoplan(file, "backups", "verify")
    assert status == DONE
    assert "bonne" in said
    oldest = listed[-1]["name"]
    status, said, _ = cartoplan(file, "backups", "restore", "--name", oldest)
    assert status == DONE
    assert "1 étape" in said
    assert "remplacé" in said
    assert sql(file, "SELECT hours FROM trainings WHERE key = 't001'") != [(777,)]
    assert len(list(file.with_name(f"{file.name}.sauvegardes").glob("*remplacé*"))) == 1


def test_a_damaged_backup_is_passed_over(cartoplan, file):
    assert cartoplan(file, "backups", "make")[0] == DONE
    (backup,) = file.with_name(f"{file.name}.sauvegardes").glob("*.cartoplan")
    backup.write_bytes(backup.read_bytes()[:-9])
    assert "abîmée" in cartoplan(file, "backups", "verify")[1]
    status, _, why = cartoplan(file, "backups", "restore")
    assert status == REFUSED
    assert "Aucune bonne sauvegarde" in why
    assert cartoplan(file, "backups", "restore", "--name", "x")[0] == WRONG_USE


def test_a_second_folder_takes_backups_too_and_its_loss_stops_nothing(cartoplan, file, tmp_path):
    disk = tmp_path / "disque"
    assert cartoplan(file, "backups", "second", "--folder", disk)[0] == WRONG_USE
    disk.mkdir()
    assert cartoplan(file, "backups", "second", "--folder", disk)[0] == DONE
    hours(cartoplan, file, 701)
    assert len(list(disk.glob("*.sauvegardes/*.cartoplan"))) == 1
    assert "second dossier" in cartoplan(file, "backups", "list")[1]
    assert cartoplan(file, "backups", "list", "--folder", disk)[1].count("\n") == 2
    shutil.rmtree(disk)
    shutil.rmtree(file.with_name(f"{file.name}.sauvegardes"))
    status, _, why = cartoplan(file, "trainings", "set", "t001", "hours=702")
    assert status == DONE
    assert "second dossier de sauvegarde" in why
    assert "introuvable" in why
    assert len(list(file.with_name(f"{file.name}.sauvegardes").glob("*.cartoplan"))) == 1


def test_a_last_good_backup_of_a_week_ago_is_told(cartoplan, file, monkeypatch):
    assert cartoplan(file, "backups", "make")[0] == DONE
    hours(cartoplan, file, 700)
    folder = file.with_name(f"{file.name}.sauvegardes")
    for each in folder.iterdir():  # made in another year, and none could be made since
        each.rename(each.with_name(each.name.replace(".20", ".19", 1)))
    monkeypatch.setattr("ui.actions.backups.back_up_if_due", lambda document: None)
    status, _, why = cartoplan(file, "trainings", "set", "t001", "hours=703")
    assert status == DONE
    assert "plus de sept jours" in why


def test_a_damaged_file_is_told_with_three_ways_out_and_left_as_it_is(cartoplan, file, tmp_path):
    assert cartoplan(file, "backups", "make")[0] == DONE
    hours(cartoplan, file, 704)
    os.truncate(file, file.stat().st_size * 3 // 4)
    damaged = file.read_bytes()
    for words in (["trainings", "list"], ["trainings", "set", "t001", "hours=9"], ["verify"]):
        status, _, why = cartoplan(file, *words)
        assert status == REFUSED
        for way in ("backup", "replay", "salvage"):
            assert f"rescue {way}" in why
    status, said, _ = cartoplan(file, "rescue", "look")
    assert status == DONE
    assert "Dernière bonne sauvegarde" in said
    for name in ("lisible.cartoplan", "lisible.xlsx"):
        assert cartoplan(file, "rescue", "salvage", tmp_path / name)[0] == DONE
        assert (tmp_path / name).stat().st_size > 1000
    assert cartoplan(file, "rescue", "salvage", tmp_path / "x.pdf")[0] == WRONG_USE
    assert (tmp_path / "lisible.illisible.txt").exists()
    assert file.read_bytes() == damaged
    status, said, _ = cartoplan(file, "rescue", "replay")
    assert status == DONE
    assert cartoplan(file, "verify")[0] == DONE
    assert sql(file, "SELECT hours FROM trainings WHERE key = 't001'") == [(704,)]
    (kept,) = file.with_name(f"{file.name}.sauvegardes").glob("*remplacé*")
    assert kept.read_bytes() == damaged


def test_a_sound_file_is_not_rescued(cartoplan, file):
    before = file.read_bytes()
    assert cartoplan(file, "rescue", "backup")[0] == WRONG_USE
    assert "intact" in cartoplan(file, "rescue", "look")[1]
    assert file.read_bytes() == before


def test_a_value_that_changed_by_itself_stops_backups_and_can_be_replayed(cartoplan, file):
    assert cartoplan(file, "backups", "make")[0] == DONE
    hours(cartoplan, file, 705)
    sql(file, "UPDATE trainings SET hours = 1 WHERE key = 't001'")
    status, _, why = cartoplan(file, "verify")
    assert status == REFUSED
    assert "n’est plus celui" in why
    before = len(list(file.with_name(f"{file.name}.sauvegardes").glob("*.cartoplan")))
    assert cartoplan(file, "backups", "make")[0] == REFUSED
    there = file.with_name(f"{file.name}.sauvegardes")
    assert len(list(there.glob("*.cartoplan"))) == before
    assert cartoplan(file, "rescue", "replay")[0] == DONE
    assert sql(file, "SELECT hours FROM trainings WHERE key = 't001'") == [(705,)]
    assert sql(file, "PRAGMA user_version") == [(SCHEMA,)]
