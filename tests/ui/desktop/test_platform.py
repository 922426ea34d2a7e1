from __future__ import annotations

import pytest

from ui.desktop import launch
from ui.desktop.platform import load_fault, missing_library


@pytest.mark.parametrize(
    ("platform", "environment"),
    [
        ("win32", {"DISPLAY": ":0"}),
        ("darwin", {}),
        ("linux", {}),
        ("linux", {"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}),
    ],
)
def test_only_an_x11_window_needs_the_plugin(platform, environment):
    assert missing_library(platform, environment) == ""


def test_a_library_that_cannot_be_loaded_is_named(tmp_path):
    absent = tmp_path / "libnowhere.so.1"
    assert "libnowhere.so.1" in load_fault(absent)


def test_the_window_says_what_is_missing_instead_of_aborting(monkeypatch, capsys, desk):
    monkeypatch.setattr(launch, "missing_library", lambda *here: "libxcb-icccm.so.4")
    assert launch.run(None, desk.texts) == 0
    assert "libxcb-icccm.so.4" in capsys.readouterr().out
