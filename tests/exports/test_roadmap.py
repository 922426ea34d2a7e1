from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from db.samples.reading import read_sample
from exports.chapters.certifications import by_priority
from exports.paper import Paper
from exports.roadmap import write_roadmap
from planner.compute.gaps import gaps
from planner.errors import ExportError, InvalidInput
from planner.rows import Rows
from planner.study import (
    Action,
    Certification,
    CertificationContent,
    Fact,
    Seats,
    Source,
    Study,
    Task,
)
from planner.vocab import Nature, SeatKind, TaskKind
from planner.watch import Cancelled, Watch
from tests.exports.pdf_reading import (
    all_words,
    outline,
    page_words,
    reader,
    text_sizes,
    wide_page_words,
)
from tests.exports.test_pdf_text import HOSTILE
from tests.planner.needing import toy
from ui.actions.texts import Texts

ON = date(2026, 11, 22)
PRINT = "a1b2c3d4e5f60718293a4b5c6d7e8f90"


def written(study: Study, folder: Path, language: str = "fr", **options) -> bytes:
    path = folder / "feuille-de-route.pdf"
    given = {"on": ON, "fingerprint": PRINT} | options
    write_roadmap(study, path, Texts(language), **given)
    return path.read_bytes()


@pytest.fixture(scope="module")
def region() -> Study:
    return read_sample()


@pytest.fixture(scope="module")
def watched(region, tmp_path_factory) -> tuple[bytes, list[tuple[float, str]]]:
    """The roadmap in French, and what its watch heard."""
    steps: list[tuple[float, str]] = []
    watch = Watch(lambda done, code: steps.append((done, code)))
    return written(region, tmp_path_factory.mktemp("fr"), watch=watch), steps


@pytest.fixture(scope="module")
def french(watched) -> bytes:
    return watched[0]


@pytest.fixture(scope="module")
def english(region, tmp_path_factory) -> bytes:
    return written(region, tmp_path_factory.mktemp("en"), "en")


#: What a region is left without where neither its plan nor its certifications are looked at.
UNPLANNED = {
    name: Rows() for name in ("actions", "tasks", "certifications", "certification_contents")
}


def folded(words: str) -> str:
    return " ".join(words.split())


def test_the_cover_tells_edition_day_fingerprint_and_counts(french):
    cover = page_words(french)[0]
    for words in (
        "Feuille de route des formations et des certifications",
        "Édition 2019",
        "22 novembre 2026",
        PRINT[:16],
        "80 formations décrites sur 81 déclarées",
        "276 réponses relevées sur 277 publiées",
        "Sommaire",
    ):
        assert words in cover, words


def test_every_page_tells_its_number(french):
    pages = page_words(french)
    for number, words in enumerate(pages, 1):
        assert f"page {number} / {len(pages)}" in words


def test_the_state_stands_on_one_page(french, region):
    (page,) = [words for words in page_words(french) if "État des lieux 80 / 81" in words]
    for city in region.cities:
        assert city.name in page, city.name
    for family in region.families:
        assert family.short_name in page, family.short_name
    assert "47 formations sur 80 sont de niveau 7" in page
    assert "Où l’offre manque le plus" in page


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_gap_sentence_is_printed(region, french, english, language):
    words, speaker = folded(all_words({"fr": french, "en": english}[language])), Texts(language)
    for scenario in region.scenarios:
        for segment in gaps(region, scenario.key).segments:
            assert folded(speaker.say(segment.sentence)) in words


def test_certifications_come_by_priority_with_content_and_opcos(french, region):
    words = all_words(french)
    ordered = by_priority(region)
    assert [row.priority for row in ordered] == [1, 2, 3, 4, 5, None]
    titles = [title for depth, title, _ in outline(french) if depth == 1]
    assert [t for t in titles if t in {row.title for row in ordered}] == [r.title for r in ordered]
    for content in region.certification_contents:
        assert folded(content.text) in words, content.text
    assert "OPCO Commerce" in words
    assert "OPCO : aucun désigné" in words


def test_the_gantt_stands_on_its_side_with_every_task(french, region):
    wide = wide_page_words(french)
    assert len(wide) == 2
    words = "".join(wide).replace(" ", "")
    for task in region.tasks:
        assert "".join(task.title.split()) in words, task.title
    assert words.count("critique") >= 7


def test_claims_stand_beside_what_the_rows_give(french):
    words = all_words(french)
    assert "plus de 75 % 70 % diffère" in words
    assert "277 réponses 276 réponses diffère" in words


def test_assumptions_and_numbered_notes_are_printed(french, region):
    words = all_words(french)
    for row in region.assumptions:
        assert folded(row.name) in words
    assert "ligne 1878 du texte de l’étude" in words
    assert "Textes modifiés" not in words


def test_the_numbers_of_notes_lead_to_the_notes(french):
    document = reader(french)
    first = next(page for _, title, page in outline(french) if title == "Notes")
    links = [
        document.get_page_number(annotation.get_object()["/Dest"][0].get_object()) + 1
        for page in document.pages[1:]
        for annotation in page.get("/Annots", [])
    ]
    assert len(links) > 20
    assert min(links) == first
    notes = "".join(words for words in page_words(french)[first - 1 :])
    assert all(f" {number}. " in notes for number in range(1, 20))


def test_chapters_are_bookmarks_and_lines_of_the_contents(french):
    chapters = [(title, page) for depth, title, page in outline(french) if depth == 0]
    assert len(chapters) == 9
    cover = page_words(french)[0]
    for title, page in chapters:
        assert f"{title} {page}" in cover


def test_the_document_tells_its_language_and_title(french, english):
    for data, tag, title in (
        (
            french,
            "fr-FR",
            "Feuille de route des formations et des certifications – Hauts-de-France",
        ),
        (english, "en-GB", "Roadmap of trainings and certifications – Hauts-de-France"),
    ):
        document = reader(data)
        assert document.trailer["/Root"]["/Lang"] == tag
        assert document.metadata.title == title
        assert document.metadata.author == "Cartoplan"
        assert "intelligence artificielle" in document.metadata.subject


def test_the_english_roadmap_has_the_same_chapters(french, english):
    assert [page for _, _, page in outline(english)] == [page for _, _, page in outline(french)]
    assert "80 trainings described of 81 declared" in all_words(english)


WRITE = """
import hashlib, sys
from datetime import date
from pathlib import Path
from db.samples.reading import read_sample
from exports.paper import Paper
from exports.roadmap import write_roadmap
from ui.actions.texts import Texts
out = Path(sys.argv[1])
write_roadmap(read_sample(), out, Texts("fr"), on=date(2026, 11, 22), fingerprint=sys.argv[2])
print(hashlib.sha256(out.read_bytes()).hexdigest())
"""


def test_another_process_writes_the_same_bytes(french, tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", WRITE, str(tmp_path / "r.pdf"), PRINT],
        env=os.environ | {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "SOURCE_DATE_EPOCH": "0"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == hashlib.sha256(french).hexdigest()


def test_a_certification_longer_than_a_page_goes_on_over_the_next(tmp_path):
    """Its row was one of a table that no page could hold: nothing was written at all."""
    long = " ".join(f"mot{number}" for number in range(1_500))
    study = replace(
        Study(),
        certifications=Rows([Certification(key="c", title="Titre", comment=long)]),
        certification_contents=Rows(
            CertificationContent(key=f"k{n}", rank=n, certification="c", text="a b " * 200)
            for n in range(6)
        ),
    )
    words = all_words(written(study, tmp_path))
    assert all(word in words for word in ("mot0", "mot750", "mot1499"))


def hostile(study: Study) -> Study:
    """The study with every kind of unfriendly text where the roadmap prints text."""
    certifications = [
        Certification(key=f"h{n}", rank=n, title=text, comment=text, audience=text)
        for n, text in enumerate(HOSTILE)
    ]
    contents = [
        CertificationContent(key=f"h{n}", certification=f"h{n}", text=text)
        for n, text in enumerate(HOSTILE)
    ]
    tasks = [
        replace(task, title=HOSTILE[n % len(HOSTILE)], owner=HOSTILE[-1 - n % len(HOSTILE)])
        for n, task in enumerate(study.tasks)
    ]
    families = [replace(f, short_name="R&D <b>") for f in study.families]
    scenarios = [
        replace(s, name='<img src="/etc/passwd"/>', comment="a<b et c>d") for s in study.scenarios
    ]
    actions = [replace(a, title="</para>&amp;<onDraw/>") for a in study.actions]
    facts = [*(f for f in study.facts if f.key != "region"), Fact(key="region", text="Hauts & <b>")]
    return replace(
        study, certifications=Rows(certifications), certification_contents=Rows(contents),
        tasks=Rows(tasks), families=Rows(families), scenarios=Rows(scenarios),
        actions=Rows(actions), facts=Rows(facts),
    )  # fmt: skip


def test_hostile_text_is_escaped_and_kept(region, tmp_path):
    first = next(iter(toy().scenarios))
    small = replace(
        toy(),
        scenarios=Rows(replace(first, key=f"s{n}", rank=n) for n in range(3)),
        actions=region.actions,
        tasks=region.tasks,
        facts=region.facts,
    )
    data = written(hostile(small), tmp_path)
    words = all_words(data)
    for text in HOSTILE:
        assert folded(text) in words, text
    assert "Textes modifiés" not in words
    assert [title for _, title, _ in outline(data)].count('<img src="/etc/passwd"/>') == 3


def test_signs_without_glyph_are_listed_at_the_end(tmp_path):
    certifications = Rows([Certification(key="c", title="IA 漢 pour tous")])
    study = replace(Study(), certifications=certifications)
    words = page_words(written(study, tmp_path))[-1]
    assert "Textes modifiés pour l’impression" in words
    assert "U+6F22" in words


def test_an_empty_study_has_its_roadmap_too(tmp_path):
    data = written(Study(), tmp_path)
    words = all_words(data)
    assert "inconnu" in words
    assert "Aucun scénario n’est décrit" in words
    assert "Aucune tâche n’est datée" in words


def test_known_places_bring_their_tiers_and_bars(region, tmp_path):
    seats = [
        Seats(key=t.key, training=t.key, year=2020, kind=SeatKind.OPEN, low=5, high=9)
        for t in region.trainings
        if t.level == 7
    ]
    study = replace(region, seats=Rows(seats), **UNPLANNED)
    words = all_words(written(study, tmp_path, scenarios=["experts"]))
    assert "Au moins favorable" in words
    assert "Coloration ou expertise IA" not in words


def test_tasks_in_a_loop_are_named(tmp_path):
    loop = [
        Task(key="a", action="x", title="Première", kind=TaskKind.TASK, days=1, after=("b",),
             not_before=date(2026, 1, 1)),
        Task(key="b", action="x", title="Seconde", kind=TaskKind.TASK, days=1, after=("a",)),
    ]  # fmt: skip
    actions = Rows([Action(key="x", title="Boucle", is_managed=True)])
    words = all_words(written(replace(Study(), tasks=Rows(loop), actions=actions), tmp_path))
    assert "n’ont pas de date : Première et Seconde." in words


def test_progress_grows_and_every_step_has_its_words(watched):
    _, steps = watched
    shares = [done for done, _ in steps]
    assert shares == sorted(shares)
    assert shares[0] >= 0
    assert shares[-1] <= 1
    for _, code in steps:
        assert Texts("fr").say(code)
        assert Texts("en").say(code)


@pytest.mark.parametrize("at", [1, 3, 6, 10])
def test_a_roadmap_that_is_cancelled_leaves_the_old_file(tmp_path, at):
    path = tmp_path / "feuille-de-route.pdf"
    path.write_bytes(b"old")
    told: list[float] = []

    def stop(done: float, _code: str) -> None:
        told.append(done)
        if len(told) == at:
            watch.cancel()

    watch = Watch(stop)
    with pytest.raises(Cancelled):
        written(toy(), tmp_path, watch=watch)
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


def test_an_unknown_scenario_is_named(region, tmp_path):
    with pytest.raises(InvalidInput) as caught:
        written(region, tmp_path, scenarios=["rien"])
    assert caught.value.message["scenario"] == "rien"
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_told(tmp_path):
    with pytest.raises(ExportError):
        written(Study(), tmp_path / "none")


def test_a_scenario_without_need_says_so_and_sources_are_told_as_far_as_known(region, tmp_path):
    scenarios = Rows([replace(region.scenarios.get("experts"), need_lines=())])
    placed = Source(Nature.PUBLISHED, "Partie III")
    certifications = Rows(
        [
            Certification(key="a", title="Avec lieu", comment="c", source=placed),
            Certification(key="b", title="Sans lieu", comment="c"),
        ]
    )
    study = replace(region, scenarios=scenarios, **UNPLANNED | {"certifications": certifications})
    words = all_words(written(study, tmp_path))
    assert "Experts de l’IA" in words
    assert "Avec lieu : publié, Partie III." in words
    assert "Sans lieu : déclaré." in words


def test_the_edition_may_be_given(tmp_path):
    study = replace(Study(), facts=Rows([Fact(key="edition", text="2019")]))
    assert "Édition 2019" in page_words(written(study, tmp_path))[0]
    assert "Édition 2021" in page_words(written(study, tmp_path, edition="2021"))[0]


def large(region: Study, n: int = 60) -> Study:
    """The region with so many more tasks, on several pages."""
    first = next(iter(region.tasks))
    more = [
        replace(first, key=f"x{place}", rank=100 + place, title=f"Tâche ajoutée {place}", days=20)
        for place in range(n)
    ]
    return replace(region, tasks=Rows((*region.tasks, *more)))


@pytest.fixture(scope="module")
def long_plans(region, tmp_path_factory) -> dict[Paper, bytes]:
    """The roadmap of the large region on each paper, without the pages of its scenarios."""
    folder, study = tmp_path_factory.mktemp("large"), large(region)
    return {paper: written(study, folder, paper=paper, scenarios=()) for paper in Paper}


def test_no_word_of_the_document_is_smaller_than_seven_points(french, long_plans):
    for data in (french, *long_plans.values()):
        sizes = text_sizes(data)
        assert len(sizes) > 200
        assert min(size for _, size in sizes) >= 6.99, sorted(sizes, key=lambda one: one[1])[:5]


@pytest.mark.parametrize(("paper", "most"), [(Paper.A4, 9), (Paper.A3, 5)])
def test_a_long_plan_goes_on_over_pages_that_repeat_their_headings(long_plans, paper, most):
    wide = wide_page_words(long_plans[paper])
    assert 2 < len(wide) <= most
    for words in wide:
        assert "Tâche ou jalon" in words
        assert "Action 1." in words
        assert re.search(r"\b20\d\d\b", words)
    whole = " ".join(wide)
    assert all(f"Tâche ajoutée {place}" in whole for place in range(60))
