from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

import exports
from exports.pdf import Imprint, render
from exports.pdf_fonts import HELD_SPACE, covers
from exports.pdf_styles import STYLES
from exports.pdf_text import (
    LONGEST,
    REPLACEMENT,
    Notices,
    note_calls,
    paragraph,
    pdf_text,
    pdf_words,
)
from tests.exports.pdf_reading import all_words
from ui.actions.texts import LANGUAGES, Texts

HOSTILE = [
    "R&D <b> a<b et c>d",
    "Hygiène & sécurité",
    "R&D et A",
    "contact <jean@exemple.fr>",
    '<img src="/etc/passwd" width="10"/>',
    "<img src=http://localhost:9/x>",
    "</para><para>",
    '<onDraw name="x"/>',
    "<a href=javascript:alert(1)>clic</a>",
    '<font color="[[[getattr(pow, Word)]]]">x</font>',
    "prix < 500 & > 3",
    "&lt;déjà&gt; &amp; écrit",
    "1 < 2 <!-- caché --> <![CDATA[x]]> <?pi?>",
    "%s {0} {name} $x",
]


def printed(*texts: str, notices: Notices | None = None) -> bytes:
    kept = notices or Notices()
    imprint = Imprint(
        title="T", subject="", author="", language="fr", on=date(2026, 1, 1), head="", foot="",
        page=lambda page, pages: "",
    )  # fmt: skip
    return render(
        imprint, lambda _draft, _: [paragraph(pdf_text(t, kept), STYLES.body) for t in texts]
    )


def folded(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_printed_as_it_is_written(text):
    notices = Notices()
    assert all_words(printed(text, notices=notices)) == folded(text)
    assert notices.all() == ()


@given(st.text())
def test_markup_is_well_formed_and_holds_no_tag_but_line_ends(text):
    markup = pdf_text(text, Notices())
    root = ElementTree.fromstring(f"<p>{markup}</p>")
    assert {child.tag for child in root} <= {"br"}


@given(st.text())
def test_words_have_a_glyph_each(text):
    assert all(covers(sign) or sign == "\n" for sign in pdf_words(text, Notices()))


def test_accents_typed_apart_are_composed():
    notices = Notices()
    assert pdf_words("me\u0301diation", notices) == "médiation"
    assert notices.all() == ()


def test_a_sign_without_glyph_is_replaced_and_listed():
    notices = Notices()
    assert pdf_words("IA 😀", notices) == f"IA {REPLACEMENT}"
    (said,) = notices.all()
    assert said["sign"] == "U+1F600"
    for language in LANGUAGES:
        assert "U+1F600" in Texts(language).say(said)


def test_hints_of_where_to_part_a_word_print_nothing():
    notices = Notices()
    assert pdf_words("co\u00adnnais\u200bsance\ufeff", notices) == "connaissance"
    assert notices.all() == ()


def test_a_sign_with_a_plainer_form_takes_it():
    assert pdf_words("① Ａ", Notices()) == "1 A"


def test_a_text_that_is_too_long_is_cut_and_listed():
    notices = Notices()
    words = pdf_words("a" * (LONGEST + 1), notices)
    assert len(words) == LONGEST
    assert words.endswith("…")
    assert [said.code for said in notices.all()] == ["pdf.cut"]


def test_the_same_change_is_listed_once():
    notices = Notices()
    for _ in range(3):
        pdf_words("漢", notices)
    assert len(notices.all()) == 1


def test_the_narrow_space_neither_breaks_nor_widens_and_is_copied_as_itself():
    notices = Notices()
    long = "mot\u202f" * 40 + "fin"
    markup = pdf_text("4\u202f200", notices)
    assert HELD_SPACE in markup
    lines = paragraph(pdf_text("un " + long[:60], notices), STYLES.body)
    lines.wrap(150, 1000)
    assert "\u202f" in "".join(printed_raw("4\u202f200 personnes"))


def printed_raw(text: str) -> list[str]:
    from tests.exports.pdf_reading import reader

    return [page.extract_text() for page in reader(printed(text)).pages]


def test_lines_end_where_the_text_does():
    assert pdf_text("un\r\ndeux\rtrois", Notices()) == "un<br/>deux<br/>trois"


def test_note_calls_lead_to_their_notes():
    markup = note_calls([3, 12])
    assert 'href="#note-3"' in markup
    assert 'href="#note-12"' in markup
    assert note_calls([]) == ""


def test_paragraphs_are_made_in_one_place():
    room = Path(exports.__file__).parent
    texts = {path.name: path.read_text(encoding="utf-8") for path in room.rglob("*.py")}
    made = re.compile(r"\b(Paragraph|XPreformatted)\(")
    makers = [name for name, text in texts.items() if "reportlab" in text and made.search(text)]
    assert makers == ["pdf_text.py"]
