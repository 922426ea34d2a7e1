from __future__ import annotations

import sys

import pytest

from ui.cli import DONE, REFUSED
from ui.start import has_display, main


@pytest.mark.parametrize(
    ("platform", "environment", "shown"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("linux", {"QT_QPA_PLATFORM": "offscreen"}, True),
        ("darwin", {}, True),
        ("win32", {}, True),
    ],
)
def test_a_window_needs_a_display_on_linux_alone(platform, environment, shown):
    assert has_display(platform, environment) is shown


def test_without_a_display_the_command_says_so_and_is_done(monkeypatch, capsys):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.argv", ["cartoplan", "--lang", "fr"])
    monkeypatch.setattr("sys.platform", "linux")
    assert main() == DONE
    assert "Aucun écran" in capsys.readouterr().out


def test_a_program_without_a_console_refuses_without_a_word(monkeypatch, tmp_path):
    monkeypatch.setattr("sys.argv", ["cartoplan", "--file", str(tmp_path / "nowhere"), "info"])
    for name in ("stdout", "stderr"):
        monkeypatch.setattr(f"sys.{name}", None)
    assert main() == REFUSED
    for stream in (sys.stdout, sys.stderr):
        stream.close()
