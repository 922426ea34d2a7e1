from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.samples.reading import read_sample
from exports.pdf_fonts import text_width
from planner.figures.lettering import Box, estimated_width, wrapped


@pytest.mark.parametrize("bold", [False, True])
def test_names_of_the_study_are_estimated_within_five_per_cent_of_the_typeface(bold):
    study = read_sample()
    names = [row.name for row in (*study.cities, *study.families, *study.institutions)]
    names += [task.title for task in study.tasks]
    for name in names:
        assert estimated_width(name, 8, bold=bold) == pytest.approx(
            text_width(name, 8, bold=bold), rel=0.05, abs=0.6
        ), name


def test_a_bold_word_is_wider():
    assert estimated_width("Lille", 8, bold=True) > estimated_width("Lille", 8)


def test_accents_take_no_room():
    assert estimated_width("Béthune", 8) == estimated_width("Bethune", 8)


@given(st.text(alphabet="abc de", max_size=80), st.integers(1, 4))
def test_wrapped_lines_are_few_and_narrow_and_lose_no_word_that_fits(words, most):
    lines = wrapped(words, 40, 8, most)
    assert len(lines) <= most
    single = [line for line in lines if " " in line]
    assert all(estimated_width(line, 8) <= 40 for line in single)
    if not any(line.endswith("…") for line in lines):
        assert " ".join(lines).split() == words.split()


def test_what_does_not_fit_ends_in_an_ellipsis():
    assert wrapped("un deux trois quatre cinq six", 40, 8, 2)[-1].endswith("…")


def test_boxes_that_touch_do_not_overlap():
    assert Box(0, 0, 2, 2).overlap(Box(2, 0, 4, 2)) == 0
    assert Box(0, 0, 2, 2).overlap(Box(1, 1, 4, 4)) == 1


def test_a_box_is_within_itself_and_not_within_a_smaller_one():
    assert Box(0, 0, 2, 2).is_within(Box(0, 0, 2, 2))
    assert not Box(0, 0, 2, 2).is_within(Box(0, 0, 2, 1))


def test_a_no_break_space_is_kept_and_never_broken_at():
    said = "trois mots\u202f; et\u00a0plus"
    assert wrapped(said, 1000, 8, 3) == [said]
    assert " ".join(wrapped(said, 1, 8, 9)) == said
    assert wrapped(said, 1, 8, 9) == ["trois", "mots\u202f;", "et\u00a0plus"]
    assert wrapped("  ", 100, 8, 3) == []
