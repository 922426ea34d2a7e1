from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QImage

from ui.desktop import screenshots
from ui.desktop.pages import PAGES

PLAIN = QImage.Format.Format_RGB32


@pytest.fixture(scope="module")
def pictures(qapp) -> dict[str, QImage]:
    """All pictures by the names of their files, in the order in which they are taken."""
    taken = screenshots.pictures("fr", PAGES)
    return {name: picture.toImage().convertToFormat(PLAIN) for name, picture in taken}


def test_each_page_is_taken_in_each_theme_at_the_promised_size(pictures):
    expected = [f"{page.key}-{theme}.png" for theme in ("light", "dark") for page in PAGES]
    assert list(pictures) == expected
    for image in pictures.values():
        assert (image.width(), image.height()) == (1440, 900)


def test_no_picture_is_empty_or_like_another(pictures):
    images = list(pictures.values())
    for number, (name, image) in enumerate(pictures.items()):
        pixels = np.frombuffer(image.bits(), np.uint32)
        assert len(np.unique(pixels.reshape(900, 1440)[::3, ::3])) > 20, name
        assert image not in images[:number]


def test_equal_code_gives_equal_pictures(pictures, tmp_path, qapp):
    """In their files too, where they are kept without any loss."""
    pages = (PAGES[0], PAGES[2])
    written = list(screenshots.take(tmp_path, pages=pages))
    assert [path.name for path in written] == [
        f"{page.key}-{theme}.png" for theme in ("light", "dark") for page in pages
    ]
    for path in written:
        assert (
            QImage(str(path)).convertToFormat(pictures[path.name].format()) == pictures[path.name]
        )


def test_the_command_tells_what_it_wrote(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(
        screenshots, "take", lambda out, language: iter([out / "a.png", out / "b.png"])
    )
    assert screenshots.main([str(tmp_path)]) == 0
    assert capsys.readouterr().out.splitlines() == [str(tmp_path / n) for n in ("a.png", "b.png")]
