"""T19: any text through the PDF: read again it is the same, or what was changed is listed."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import exports
from db.samples.reading import read_sample
from exports.pdf_fonts import covers
from exports.pdf_text import Notices, pdf_words
from exports.roadmap import write_roadmap
from tests.audit import files_opened
from tests.exports.pdf_reading import all_signs
from tests.exports.test_pdf_text import HOSTILE, printed
from tests.exports.test_roadmap import hostile
from ui.actions.texts import LANGUAGES, Texts

FONTS = str(Path(exports.__file__).parent / "fonts")
IN_ONE = 8
HINTS = "\u00ad\u200b\ufeff"  # where a word may be parted: nothing to print

markup = st.builds("".join, st.lists(st.sampled_from([*HOSTILE, "é", " ", "&", "<", ">", "/"])))
composed = st.text("eaoc\u0301\u0300\u0327\u0302ŕșŁ\u202f\u00a0\u2011 ’«»€œ", max_size=30)
anything = st.one_of(st.text(max_size=40), markup.map(lambda text: text[:200]), composed)


def spaceless(text: str) -> str:
    return "".join(text.split())


def printable(text: str) -> str:
    """What is to be read again of a text whose every sign has a glyph."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return re.sub(f"[{HINTS}]", "", unicodedata.normalize("NFC", lines))


def missing(text: str) -> set[str]:
    """The signs of a text that the typeface cannot print, but for spaces."""
    spaces = "\n\t\u2028\u2029"
    return {
        sign
        for sign in printable(text)
        if sign not in spaces and (not covers(sign) or unicodedata.category(sign) == "Cc")
    }


@pytest.mark.promise("T19", asked=2_000, quick=80, unit="texts", weight=18)
def test_any_text_is_read_from_the_print_as_it_was_or_its_changes_are_listed(figure):
    tried = 0

    @settings(max_examples=figure.count // IN_ONE, deadline=None)
    @given(st.lists(anything, min_size=IN_ONE, max_size=IN_ONE))
    def holds(texts):
        nonlocal tried
        notices = Notices()
        read = spaceless(all_signs(printed(*texts, notices=notices)))
        told = {said["sign"] for said in notices.all()}
        assert {f"U+{ord(sign):04X}" for text in texts for sign in missing(text)} == told
        kept = [pdf_words(text, Notices()) for text in texts]
        for text, words in zip(texts, kept, strict=True):
            if not missing(text):
                assert spaceless(words) == spaceless(printable(text))
        assert read == spaceless("".join(kept))
        assert all(Texts(each).say(said) for each in LANGUAGES for said in notices.all())
        tried += len(texts)

    holds()
    figure.reached(tried)


@pytest.mark.promise("T19", asked=2, quick=1, unit="documents", weight=8)
def test_a_document_of_hostile_texts_opens_no_file_but_the_typeface_and_no_address(
    figure, tmp_path
):
    study, out = hostile(read_sample()), tmp_path / "r.pdf"
    printed(*HOSTILE)  # what is imported late is imported now
    for number, language in enumerate(LANGUAGES[: figure.count], 1):
        with files_opened() as opened:
            write_roadmap(study, out, Texts(language), on=date(2026, 1, 1), fingerprint="x")
        assert out.stat().st_size > 10_000
        allowed = (FONTS, str(tmp_path))
        strange = [path for path in opened if not path.startswith(allowed) and not _is_code(path)]
        assert strange == []  # addresses: the watch over every test, tests/audit.py
        figure.reached(number)


def _is_code(path: str) -> bool:
    """A module that is imported, words of ours, or what Babel knows of a language."""
    return path.endswith((".py", ".pyc", ".so", ".po")) or "babel" in Path(path).parts
