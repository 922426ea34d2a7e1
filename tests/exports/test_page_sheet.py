from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from db.samples.reading import read_sample
from exports.page_sheet import write_page_sheet
from planner.compute.city_counts import city_counts
from planner.compute.inventory import Dimension, crosstab, overview
from planner.errors import ExportError
from planner.figures.city_map import city_map
from planner.figures.heat_map import heat_map
from planner.messages import message
from planner.tables.cities import city_list_table
from planner.tables.crosstabs import crosstab_table
from planner.watch import Cancelled, Watch
from tests.build import study
from tests.exports.pdf_reading import all_words, outline, page_words, reader
from tests.planner.figures.recording import drawn
from ui.actions.texts import Texts

ON = date(2026, 1, 5)
TITLE = message("page.map")
SAMPLE = read_sample()


def written(tmp_path, parts, language="fr", of=SAMPLE, **given) -> bytes:
    path = tmp_path / "page.pdf"
    write_page_sheet(TITLE, parts, of, path, Texts(language), on=ON, fingerprint="f" * 64, **given)
    return path.read_bytes()


def map_and_list():
    return (city_map(SAMPLE, overview(SAMPLE)), city_list_table(SAMPLE, city_counts(SAMPLE)))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_page_bears_title_figures_sources_tables_date_and_fingerprint(tmp_path, language):
    figure, table = map_and_list()
    speaker, words = Texts(language), all_words(written(tmp_path, (figure, table), language))
    said = [TITLE, figure.title, figure.subtitle, figure.sentence, figure.source, table.title]
    folded = "".join(words.split())
    for part in said:
        assert "".join(speaker.say(part).split()) in folded
    for mark in drawn(figure, speaker).said:
        assert "".join(mark.split()) in folded
    assert "Compiègne" in words
    assert speaker.day(ON, "long") in words
    assert "f" * 16 in words


def test_it_begins_on_its_first_page_and_has_a_bookmark(tmp_path):
    data = written(tmp_path, map_and_list())
    assert page_words(data)[0].startswith("Hauts-de-France · Carte")
    assert outline(data) == [(0, "Carte", 1)]
    assert reader(data).metadata.title == "Carte"


def test_equal_pages_give_equal_bytes(tmp_path):
    assert written(tmp_path, map_and_list()) == written(tmp_path, map_and_list())


def test_wide_parts_lie_across_and_upright_ones_stand(tmp_path):
    wide = replace(city_map(SAMPLE, overview(SAMPLE), width=900, height=400), key="wide")
    many = crosstab_table(SAMPLE, crosstab(SAMPLE, Dimension.FAMILY, Dimension.CITY))
    data = written(tmp_path, (*map_and_list(), wide, many))
    shapes = [page.mediabox.width > page.mediabox.height for page in reader(data).pages]
    assert shapes[0] is False
    assert shapes[-1] is True


def test_a_figure_taller_than_a_page_is_shrunk_to_one(tmp_path):
    crossed = crosstab(SAMPLE, Dimension.INSTITUTION, Dimension.LEVEL)
    tall = heat_map(SAMPLE, crossed, row=60)
    assert tall.height > 1000
    pages = page_words(written(tmp_path, (tall,)))
    first = SAMPLE.institutions[0].name
    assert [("Total" in words) for words in pages if first in words] == [True]


def test_a_study_without_facts_and_a_page_without_parts_are_printed_too(tmp_path):
    assert "Carte" in all_words(written(tmp_path, (), of=study()))


def test_a_missing_folder_and_a_wish_to_stop_leave_nothing(tmp_path):
    with pytest.raises(ExportError):
        write_page_sheet(
            TITLE, (), SAMPLE, tmp_path / "none" / "a.pdf", Texts("fr"), on=ON, fingerprint=""
        )
    watch = Watch()
    watch.cancel()
    with pytest.raises(Cancelled):
        written(tmp_path, map_and_list(), watch=watch)
    assert list(tmp_path.iterdir()) == []
