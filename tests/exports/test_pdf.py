from __future__ import annotations

from datetime import date

from reportlab.platypus import Spacer

from exports.pdf import LANDSCAPE, UPRIGHT, Draft, Heading, Imprint, render, start_page
from exports.pdf_scribe import Drawing, Scribe
from exports.pdf_styles import STYLES
from exports.pdf_text import Notices, page_link, paragraph, pdf_text
from exports.pdf_trial import is_trial
from planner.figures.figure import Figure, Text
from planner.messages import message
from planner.tables.table import Table
from tests.exports.pdf_reading import outline, page_words, reader
from ui.actions.texts import Texts


def imprint(**fields) -> Imprint:
    given = {
        "title": "Feuille de route – été",
        "subject": "L’IA",
        "author": "Cartoplan",
        "language": "fr",
        "on": date(2026, 3, 14),
        "head": "En-tête",
        "foot": "Pied",
        "page": lambda page, pages: f"page {page} / {pages}",
    }
    return Imprint(**(given | fields))


def say(words: str):
    return paragraph(pdf_text(words, Notices()), STYLES.body)


def heading(words: str, level: int = 0) -> Heading:
    return Heading(pdf_text(words, Notices()), words, level)


def three_pages(_draft: Draft, _notices: Notices):
    return [
        say("Couverture"),
        *start_page(UPRIGHT),
        heading("Chapitre & un"),
        heading("Section", 1),
        *start_page(LANDSCAPE),
        heading("Chapitre deux"),
        say("Paysage"),
    ]


def test_each_page_tells_its_number_and_how_many_there_are():
    pages = page_words(render(imprint(), three_pages))
    assert len(pages) == 3
    assert all(f"page {n} / 3" in words for n, words in enumerate(pages, 1))


def test_the_first_pass_is_measured_and_what_a_figure_had_to_change_is_heard_in_it():
    """Were it not heard there, a third pass would be needed to list it."""
    seen: list[bool] = []
    name = message("name.as_written", name="IA")
    twin = Table("twin", name, (), ())
    figure = Figure("f", 90, 20, name, name, (Text(0, 9, "漢"),), twin, name, name)

    class Told(Drawing):
        def draw(self) -> None:
            seen.append(is_trial(self.canv))
            super().draw()

    def story(draft: Draft, notices: Notices):
        listed = [str(notice["sign"]) for notice in draft.notices]
        return [Told(figure, Scribe(Texts("fr"), notices)), *map(say, listed)]

    words = page_words(render(imprint(), story))
    assert seen == [True, False]
    assert "U+6F22" in words[0]


def test_headers_and_footers_stand_on_the_page_whatever_its_sense():
    document = reader(render(imprint(), three_pages))
    for page in document.pages[1:]:
        width, height = float(page.mediabox.width), float(page.mediabox.height)
        spots: dict[str, tuple[float, float]] = {}

        def visit(text, _matrix, position, _font, _size, spots=spots):
            spots.setdefault(text.strip(), (position[4], position[5]))

        page.extract_text(visitor_text=visit)
        assert spots["En-tête"][1] > height - 60
        assert spots["Pied"][1] < 60
        (x, y) = next(spot for words, spot in spots.items() if words.startswith("page "))
        assert width - 110 < x < width
        assert y < 60


def test_the_cover_has_no_header():
    pages = page_words(render(imprint(), three_pages))
    assert "En-tête" not in pages[0]


def test_pages_are_a4_upright_or_on_their_side():
    sizes = [
        (round(page.mediabox.width), round(page.mediabox.height))
        for page in reader(render(imprint(), three_pages)).pages
    ]
    assert sizes == [(595, 842), (595, 842), (842, 595)]


def test_headings_are_bookmarks_at_their_pages():
    assert outline(render(imprint(), three_pages)) == [
        (0, "Chapitre & un", 2),
        (1, "Section", 2),
        (0, "Chapitre deux", 3),
    ]


def test_the_document_tells_its_language_title_author_and_day():
    document = reader(render(imprint(), three_pages))
    root = document.trailer["/Root"]
    assert root["/Lang"] == "fr-FR"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    told = document.metadata
    assert (told.title, told.author, told.subject) == (
        "Feuille de route – été",
        "Cartoplan",
        "L’IA",
    )
    assert told.creation_date.date() == date(2026, 3, 14)
    assert told.modification_date == told.creation_date


def test_english_documents_are_british():
    document = reader(render(imprint(language="en"), three_pages))
    assert document.trailer["/Root"]["/Lang"] == "en-GB"


def test_equal_documents_are_equal_bytes_and_another_day_is_not():
    first, second = render(imprint(), three_pages), render(imprint(), three_pages)
    assert first == second
    assert render(imprint(on=date(2026, 3, 15)), three_pages) != first


def test_the_typeface_is_embedded_and_nothing_else():
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in reader(render(imprint(), three_pages)).pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert all("Plex" in name or name == "/Helvetica" for name in fonts), fonts
    used = [name for name in fonts if "Plex" in name]
    assert used


def test_a_contents_is_true_and_leads_to_its_chapters():
    def story(draft: Draft, notices: Notices):
        lines = [
            paragraph(page_link(e.number, pdf_text(f"{e.words} p. {e.page}", notices)), STYLES.body)
            for e in draft.contents
        ]
        far = [flowable for _ in range(3) for flowable in start_page(UPRIGHT)]
        return [*lines, *far, heading("Loin")]

    data = render(imprint(), story)
    assert "Loin p. 4" in page_words(data)[0]
    (link,) = reader(data).pages[0]["/Annots"]
    assert link.get_object()["/Subtype"] == "/Link"


def test_what_a_pass_changed_is_told_to_the_next():
    told: list[tuple] = []

    def story(draft: Draft, notices: Notices):
        told.append(draft.notices)
        notices.add(message("pdf.cut", text="x", limit=1))
        return [Spacer(1, 1), say("Fin")]

    render(imprint(), story)
    assert told[0] == ()
    assert told[-1] == (message("pdf.cut", text="x", limit=1),)
