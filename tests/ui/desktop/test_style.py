from __future__ import annotations

import re
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF, QIcon, QRawFont
from PySide6.QtWidgets import QCheckBox, QStyle, QStyleOptionButton, QTabWidget, QWidget

from planner.figures.palette import DARK, LIGHT, Ink
from ui.actions.fonts import font_files
from ui.desktop.icons import names, svg
from ui.desktop.sheet import file_name, style_sheet
from ui.desktop.style import (
    FAMILY,
    GAP,
    Look,
    grown,
    icon_size,
    load_fonts,
    look_of,
    system_scale,
)


@pytest.fixture(autouse=True)
def _no_sheet_of_another_test(qapp):
    """The sheet that a former test left names pictures that are gone."""
    qapp.setStyleSheet("")


@pytest.fixture
def family(qapp) -> str:
    return load_fonts(font_files())


def test_the_shipped_font_is_the_one_that_is_used(family):
    assert family == FAMILY


def test_without_fonts_the_system_lends_its_own(qapp, tmp_path):
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(b"no font")
    assert load_fonts([]) == qapp.font().family()


def test_figures_are_as_wide_as_each_other_in_both_weights(family):
    look = look_of("light", family)
    for bold in (False, True):
        metrics = QFontMetricsF(look.font(28, bold=bold))
        assert len({metrics.horizontalAdvance(digit) for digit in "0123456789"}) == 1


def test_french_signs_are_in_the_font(family):
    font = QRawFont.fromFont(look_of("light", family).font())
    signs = "éèêàçœŒÉÀ«»’…–—€\u202f"
    assert [sign for sign in signs if not font.supportsCharacter(ord(sign))] == []


def test_themes_wear_their_palettes(family):
    assert look_of("light", family).palette is LIGHT
    assert look_of("dark", family).palette is DARK
    assert look_of("system", family).palette in (LIGHT, DARK)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_the_sheet_has_every_colour_it_names(palette):
    sheet = style_sheet(palette, "Any")
    assert "$" not in sheet
    assert palette[Ink.ACCENT] in sheet


@pytest.mark.parametrize("name", names())
def test_each_icon_is_drawn_in_the_colour_it_is_asked_for(name, family):
    look = Look(LIGHT, False, family)
    image = look.icon(name, Ink.LOST).pixmap(20, 20).toImage()
    inked = [
        image.pixelColor(x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() > 120
    ]
    assert inked, name
    assert all(abs(colour.red() - look.color(Ink.LOST).red()) < 12 for colour in inked)
    assert b"currentColor" not in svg(name, "#000000")


def test_an_icon_is_grey_where_it_is_disabled(family):
    icon = Look(LIGHT, False, family).icon("undo")
    on = icon.pixmap(20, 20, QIcon.Mode.Normal).toImage()
    off = icon.pixmap(20, 20, QIcon.Mode.Disabled).toImage()
    assert on != off


def test_disabled_words_are_paler_than_others(family):
    palette = look_of("light", family).qt_palette()
    role = palette.ColorRole.Text
    group = palette.ColorGroup
    assert palette.color(group.Disabled, role) != palette.color(group.Active, role)
    assert Qt.GlobalColor.black != palette.color(group.Active, role)


def test_the_size_of_text_grows_fonts_icons_and_the_sheet_but_no_hairline(family):
    usual, large = look_of("light", family, 100), look_of("light", family, 150)
    assert (usual.font().pixelSize(), large.font().pixelSize()) == (13, 20)
    sheet = style_sheet(LIGHT, "Any", scale=1.5)
    assert "font-size: 30px" in sheet  # a title of 20 px
    assert "border: 1px solid" in sheet
    assert "font-size: 13px" not in sheet


@pytest.mark.parametrize("scale", [1.0, 1.15, 1.3, 1.5])
def test_a_control_keeps_its_size_when_it_gets_the_focus(scale):
    """The border is one px thicker, the padding one px thinner."""
    sheet = style_sheet(LIGHT, "Any", scale=scale)
    rest = re.search(r"QToolButton, QPushButton \{.*?padding: (\d+)px (\d+)px", sheet, re.S)
    focus = re.search(r"QPushButton:focus \{ border: 2px.*?padding: (\d+)px (\d+)px", sheet)
    assert [int(x) - 1 for x in rest.groups()] == [int(x) for x in focus.groups()]


def luminance(colour):
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one, other):
    """The contrast of two colours, from 1 to 21 (WCAG 2)."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("is_ticked", [False, True])
@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_a_box_to_tick_and_its_words_stand_out_from_the_ground(qtbot, tmp_path, palette, is_ticked):
    (tmp_path / file_name("tick", palette)).write_bytes(svg("sure", palette[Ink.ON_ACCENT]))
    sheet = style_sheet(palette, "", tmp_path.as_posix())
    room = QWidget()
    qtbot.addWidget(room)
    room.setStyleSheet(f"QWidget {{ background: {palette[Ink.PAPER]}; }}{sheet}")
    box = QCheckBox("Toutes les cases", room)
    box.setChecked(is_ticked)
    box.adjustSize()
    image = box.grab().toImage()
    option = QStyleOptionButton()
    box.initStyleOption(option)
    part = box.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, box)
    ground = image.pixelColor(part.right() + 4, part.center().y()).getRgbF()[:3]
    edge = image.pixelColor(part.left(), part.center().y()).getRgbF()[:3]
    words = box.contentsRect().adjusted(part.right() + 6, 0, 0, 0)
    inked = [
        image.pixelColor(x, y).getRgbF()[:3]
        for x in range(words.left(), words.right())
        for y in range(words.top(), words.bottom())
    ]
    assert contrast(edge, ground) >= 3
    assert max(contrast(colour, ground) for colour in inked) >= 4.5


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_tabs_start_where_the_contents_of_a_page_do_at_every_size(qapp, qtbot, scale):
    tabs = QTabWidget()
    qtbot.addWidget(tabs)
    tabs.setDocumentMode(True)
    tabs.setStyleSheet(style_sheet(LIGHT, "Any", scale=scale))
    tabs.addTab(QWidget(), "Secteurs")
    tabs.resize(600, 200)
    tabs.show()
    assert tabs.tabBar().x() == 2 * GAP


@pytest.mark.parametrize(
    ("points", "scale"), [(6.0, 1.0), (9.0, 1.0), (10.5, 1.15), (12.0, 1.3), (20.0, 1.5)]
)
def test_the_size_of_the_system_is_followed_in_our_steps(monkeypatch, qapp, points, scale):
    font = QFont("Any")
    font.setPixelSize(round(points * 4 / 3))
    monkeypatch.setattr(QFontDatabase, "systemFont", lambda kind: font)
    assert system_scale("win32") == scale
    assert look_of("light", "Any", 0).scale == system_scale(sys.platform)


def test_sizes_grow_with_the_font_that_the_application_wears(qapp, family):
    worn = qapp.font()
    try:
        qapp.setFont(look_of("light", family, 150).font())
        assert grown(32) == 49
        assert icon_size().width() == 31
    finally:
        qapp.setFont(worn)
