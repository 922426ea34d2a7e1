"""Every colour of screen and paper, in one file; dark is designed, not inverted."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Ink(StrEnum):
    """A role that a mark or a control plays; the palette of the day gives it a colour."""

    PAPER = "paper"  # the page
    PANEL = "panel"  # navigation, detail panel, table headings
    HOVER = "hover"
    GRID = "grid"  # hairlines and borders
    MUTED = "muted"  # secondary text
    TEXT = "text"
    ACCENT = "accent"  # selection, focus, primary action
    ON_ACCENT = "on_accent"
    SELECTED = "selected"  # the ground of a selected row
    CHECK = "check"  # amber: to be checked
    LOST = "lost"  # red: lost or refused
    SURE = "sure"  # green: confirmed
    LACKING = "lacking"  # the gap scale's orange end
    MIDDLE = "middle"  # its grey middle
    COVERED = "covered"  # its blue end
    SCALE_1 = "scale_1"  # the sequential scale for counts, even steps of lightness
    SCALE_2 = "scale_2"
    SCALE_3 = "scale_3"
    SCALE_4 = "scale_4"
    SCALE_5 = "scale_5"
    ON_SCALE_LIGHT = "on_scale_light"  # text on steps 1-2
    ON_SCALE_DEEP = "on_scale_deep"  # text on steps 3-5
    ONE = "one"  # categories: Okabe-Ito, also told apart by shape or label
    TWO = "two"
    THREE = "three"
    FOUR = "four"
    FIVE = "five"
    SIX = "six"


SCALE = (Ink.SCALE_1, Ink.SCALE_2, Ink.SCALE_3, Ink.SCALE_4, Ink.SCALE_5)
CATEGORIES = (Ink.ONE, Ink.TWO, Ink.THREE, Ink.FOUR, Ink.FIVE, Ink.SIX)

Palette = Mapping[Ink, str]

LIGHT: Palette = MappingProxyType(
    {
        Ink.PAPER: "#ffffff",
        Ink.PANEL: "#f4f6f9",
        Ink.HOVER: "#e9eef5",
        Ink.GRID: "#d5dbe4",
        Ink.MUTED: "#566173",
        Ink.TEXT: "#19202b",
        Ink.ACCENT: "#1f4f99",
        Ink.ON_ACCENT: "#ffffff",
        Ink.SELECTED: "#dbe7f8",
        Ink.CHECK: "#8a5a00",
        Ink.LOST: "#b3261e",
        Ink.SURE: "#1d6b42",
        Ink.LACKING: "#a84a0c",
        Ink.MIDDLE: "#8a94a3",
        Ink.COVERED: "#1f6fb2",
        Ink.SCALE_1: "#dfe9f5",
        Ink.SCALE_2: "#b7cfe9",
        Ink.SCALE_3: "#4577b0",
        Ink.SCALE_4: "#2b5f99",
        Ink.SCALE_5: "#153f70",
        Ink.ON_SCALE_LIGHT: "#19202b",
        Ink.ON_SCALE_DEEP: "#ffffff",
        Ink.ONE: "#0072b2",
        Ink.TWO: "#d55e00",
        Ink.THREE: "#00805f",
        Ink.FOUR: "#b0568a",
        Ink.FIVE: "#9a7500",
        Ink.SIX: "#3a8fc0",
    }
)

DARK: Palette = MappingProxyType(
    {
        Ink.PAPER: "#161b22",
        Ink.PANEL: "#1d242e",
        Ink.HOVER: "#27313e",
        Ink.GRID: "#364150",
        Ink.MUTED: "#a3afbf",
        Ink.TEXT: "#e8edf4",
        Ink.ACCENT: "#7fb0f0",
        Ink.ON_ACCENT: "#0f1722",
        Ink.SELECTED: "#27405f",
        Ink.CHECK: "#e5b04a",
        Ink.LOST: "#ff8a80",
        Ink.SURE: "#6fcf97",
        Ink.LACKING: "#f0975a",
        Ink.MIDDLE: "#8b97a8",
        Ink.COVERED: "#6fb1ea",
        Ink.SCALE_1: "#22344a",
        Ink.SCALE_2: "#2c4e75",
        Ink.SCALE_3: "#5289c6",
        Ink.SCALE_4: "#7fb0e2",
        Ink.SCALE_5: "#b4d5f6",
        Ink.ON_SCALE_LIGHT: "#e8edf4",
        Ink.ON_SCALE_DEEP: "#0f1722",
        Ink.ONE: "#56b4e9",
        Ink.TWO: "#f0975a",
        Ink.THREE: "#2fc39b",
        Ink.FOUR: "#dd9cc3",
        Ink.FIVE: "#e5c34a",
        Ink.SIX: "#9bbcd6",
    }
)
