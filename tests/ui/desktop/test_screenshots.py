from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QImage

from ui.desktop import screenshots
from ui.desktop.pages import PAGES


@pytest.fixture(scope="module")
def pictures(qapp, tmp_path_factory):
    return list(screenshots.take(tmp_path_factory.mktemp("pictures")))


def test_each_page_is_taken_in_each_theme_at_the_promised_size(pictures):
    expected = [f"{page.key}-{theme}.png" for theme in ("light", "dark") for page in PAGES]
    assert [path.name for path in pictures] == expected
    for path in pictures:
        image = QImage(str(path))
        assert (image.width(), image.height()) == (1440, 900)


def test_no_picture_is_empty_or_like_another(pictures):
    images = [QImage(str(path)) for path in pictures]
    for number, image in enumerate(images):
        pixels = np.frombuffer(image.convertToFormat(QImage.Format.Format_RGB32).bits(), np.uint32)
        seen = np.unique(pixels.reshape(900, 1440)[::3, ::3])
        assert len(seen) > 20, pictures[number].name
        assert image not in images[:number]


def test_equal_code_gives_equal_pictures(pictures, tmp_path, qapp):
    for again in screenshots.take(tmp_path, pages=(PAGES[0], PAGES[2])):
        (first,) = (path for path in pictures if path.name == again.name)
        assert QImage(str(first)) == QImage(str(again)), again.name


def test_the_command_tells_what_it_wrote(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(
        screenshots, "take", lambda out, language: iter([out / "a.png", out / "b.png"])
    )
    assert screenshots.main([str(tmp_path)]) == 0
    assert capsys.readouterr().out.splitlines() == [str(tmp_path / n) for n in ("a.png", "b.png")]
