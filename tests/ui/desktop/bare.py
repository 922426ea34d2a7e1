"""For modules in which nobody looks at what a window looks like: imported, it holds for all."""

from __future__ import annotations

import pytest

from ui.desktop import style


@pytest.fixture(autouse=True)
def undressed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows go without the style sheet, half of what it takes to build one.

    How they look is tried in full dress (``test_legible``, ``test_accessible``).
    """
    monkeypatch.setattr(style, "style_sheet", lambda *_: "")
