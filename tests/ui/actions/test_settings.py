from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from ui.actions.settings import RECENT, Settings, read_settings, write_settings


def test_preferences_come_back_as_they_were_kept(tmp_path):
    kept = Settings(language="en", theme="dark", author='Zoé "Z"\\', recent=("/a é", "/b"))
    kept = replace(kept, text_size=130, tour_taken=True)
    write_settings(tmp_path / "deep" / "preferences.toml", kept)
    assert read_settings(tmp_path / "deep" / "preferences.toml") == kept


@pytest.mark.parametrize(
    "text", ["", "= = =", "\xff\xfe", 'language = "xx"', "recent = 3", "text_size = 7"]
)
def test_what_cannot_be_understood_falls_back_to_the_defaults(tmp_path, text):
    path = tmp_path / "preferences.toml"
    path.write_bytes(text.encode("latin-1"))
    assert read_settings(path) == Settings()


def test_one_bad_preference_does_not_lose_the_others(tmp_path):
    path = tmp_path / "preferences.toml"
    path.write_text('theme = "dark"\nlanguage = 3\nfuture = true\n')
    assert read_settings(path) == Settings(theme="dark")


def test_the_file_opened_last_comes_first_and_once_and_the_list_is_bounded():
    settings = Settings()
    for name in [*"abcdefghij", "c"]:
        settings = settings.with_recent(Path(name))
    assert settings.recent[0] == "c"
    assert len(settings.recent) == len(set(settings.recent)) == RECENT
