"""The symposium's report: both files of one plan, the same each time, nobody named for partners."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cache
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from db.samples.reading import read_sample
from exports.png_canvas import png
from exports.report import book
from exports.report.parts import Drawn, Listed, Said, captions
from exports.symposium import Choice, Vintage, report_of, write_report
from planner.errors import ExportError, InvalidInput
from planner.rows import Rows
from planner.study import (
    DECLARED,
    Action,
    Comment,
    Commitment,
    Edition,
    Seats,
    Source,
    Study,
    Task,
)
from planner.vocab import Audience, CommitmentStatus, Nature, ReportSection, SeatKind, TaskKind
from planner.watch import Cancelled, Watch
from tests.build import training
from tests.exports.pdf_reading import all_words, page_words
from tests.planner.needing import seats, toy
from ui.actions.texts import Texts

ON = date(2026, 11, 22)
VINTAGE = Vintage("2026", ON, "c0ffee" * 10)
OLD = read_sample()
KEY = next(iter(OLD.trainings)).key
NAMED = ("Jeanne Martin", "Paul Durand", "Remarque entre nous", "Note de couloir")


def _study() -> Study:
    """The shipped study two years later: a training gone, one renamed, places known, remarks."""
    rows = [row for row in OLD.trainings if row.key != "t002"]
    rows[0] = replace(rows[0], title="Diplôme rebaptisé")
    rows[1] = replace(rows[1], comment=NAMED[3], source=DECLARED)
    task = next(iter(OLD.tasks))
    tasks = [replace(row, owner=NAMED[1]) if row.key == task.key else row for row in OLD.tasks]
    seats = [
        Seats(key=f"s-{row.key}", training=row.key, year=2026, kind=SeatKind.OPEN, low=12, high=20)
        for row in rows[:30]
    ]
    edition = Edition(key="e1", name="2019", digest="0" * 64, content="-")
    promise = Commitment(
        key="c1", edition="e1", text="Ouvrir un master d’IA à Amiens", who=NAMED[0]
    )
    comment = Comment(key="k1", about="trainings", row=KEY, text=NAMED[2], author=NAMED[0])
    return replace(
        OLD,
        trainings=Rows(rows),
        tasks=Rows(tasks),
        seats=Rows(seats),
        editions=Rows([edition]),
        commitments=Rows([promise]),
        comments=Rows([comment]),
    )


NEW = _study()


def _few(count: int) -> Study:
    """Some of its trainings with all that is not counted in them, for what takes long with all."""
    kept = list(NEW.trainings)[:count]
    keys = {row.key for row in kept}
    return replace(
        NEW,
        trainings=Rows(kept),
        seats=Rows(row for row in NEW.seats if row.training in keys),
        bridges=Rows(), leavers=Rows(), domain_hours=Rows(),
    )  # fmt: skip


FEW = _few(4)
#: What two commitments are looked for in: a training that opened, a place more, a planned task.
THEN = toy()
NOW = toy(
    trainings=[*THEN.trainings, training("neuve", "a")],
    seats=[*THEN.seats, seats("neuve", 10)],
    actions=[Action(key="x", title="Agir", is_managed=True)],
    tasks=[Task(key="t", action="x", title="Déposer le dossier", kind=TaskKind.TASK, days=10,
                not_before=date(2026, 1, 5))],
    editions=[Edition(key="e1", name="2019", digest="0" * 64, content="-")],
    commitments=[
        Commitment(key="c1", edition="e1", text="Ouvrir à Lille", who=NAMED[0], family="a", level=5,
                   status=CommitmentStatus.DONE, reason="Ouverte en 2026"),
        Commitment(key="c2", rank=1, edition="e1", text="Déposer", task="t"),
        Commitment(key="c3", rank=2, edition="e1", text="Parler plus fort"),
    ],
)  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def _pictures_are_drawn_once():
    """Sections and whole reports show the same figures: each is drawn once as a picture."""
    drawn = {}

    def remembered(figure, speaker):
        key = (figure, speaker.language)
        return drawn[key] if key in drawn else drawn.setdefault(key, png(figure, speaker))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(book, "png", remembered)
        yield


def made(
    audience=Audience.PARTNERS, sections=tuple(ReportSection), study=NEW, old=OLD, scenario=""
):
    previous = "" if old is None else "2019"
    decided = "" if old is None else "e1"
    choice = Choice(audience, sections, scenario)
    return report_of(study, VINTAGE, choice, old=old, previous=previous, decided=decided)


def written(report, folder, language="fr", ends=(".pdf", ".xlsx")):
    paths = [folder / f"rapport{end}" for end in ends]
    write_report(report, paths, Texts(language))
    return paths


@cache
def pdf_words(path) -> str:
    """Every word of the pages; a path is written once."""
    return all_words(path.read_bytes())


@cache
def book_words(path) -> str:
    """Every text of the archive, whether a cell shows it or not; a path is written once."""
    with ZipFile(path) as archive:
        return "\n".join(
            archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")
        )


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """The whole report for partners, in French."""
    report = made()
    return report, *written(report, tmp_path_factory.mktemp("partners"))


@pytest.fixture(scope="module")
def internal(tmp_path_factory):
    sections = (ReportSection.ROADMAP, ReportSection.COMMITMENTS, ReportSection.TRAININGS)
    report = made(Audience.INTERNAL, sections, study=FEW)
    return written(report, tmp_path_factory.mktemp("internal"))


def test_partners_read_no_named_person_and_no_internal_comment(both):
    _, pdf, book = both
    for name in NAMED:
        assert name not in pdf_words(pdf)
        assert name not in book_words(book)


def test_those_inside_read_persons_and_comments(internal):
    for name in NAMED:
        assert name in pdf_words(internal[0])
        assert name in book_words(internal[1])


def test_figures_and_tables_bear_the_same_numbers_on_paper_and_in_the_workbook(both):
    report, pdf, book = both
    on_paper, in_book, texts = pdf_words(pdf), book_words(book), Texts("fr")
    told = [*captions(report.sections, Drawn), *captions(report.sections, Listed)]
    assert len(told) > 30
    for said in told:
        head = texts.say(said).split(" · ")[0]
        assert f"{head} ·" in on_paper
        assert f"{head} ·" in in_book


def test_numbers_follow_one_another_without_a_gap(both):
    report, *_ = both
    for kind in (Drawn, Listed):
        numbers = [part.number for section in report.sections for part in section.of(kind)]
        assert numbers == list(range(1, len(numbers) + 1))


def test_both_bear_the_edition_the_day_and_the_fingerprint(both):
    _, pdf, book = both
    words = pdf_words(pdf)
    assert "22 novembre 2026" in words
    assert VINTAGE.fingerprint[:16] in words
    first = load_workbook(book, read_only=True).worksheets[0]
    held = [cell.value for row in first.iter_rows(max_row=20) for cell in row]
    assert VINTAGE.fingerprint in held
    assert "2026" in held
    assert "2019" in held


def test_every_picture_of_the_workbook_is_told_in_words(both):
    report, _, book = both
    figures = [part.figure for section in report.sections for part in section.of(Drawn)]
    with ZipFile(book) as archive:
        drawings = [name for name in archive.namelist() if name.startswith("xl/drawings/drawing")]
        told = "".join(archive.read(name).decode() for name in drawings)
        pictures = [name for name in archive.namelist() if name.startswith("xl/media/")]
    assert len(pictures) == len(figures)
    descriptions = re.findall(r'descr="([^"]+)"', told)
    assert len(descriptions) == len(figures)
    assert all(len(one) > 15 for one in descriptions)


def test_the_pdf_has_contents_lists_bookmarks_and_running_heads(both):
    report, pdf, _ = both
    reader, texts = PdfReader(pdf), Texts("fr")
    outline = [one.title for one in reader.outline if not isinstance(one, list)]
    for section in report.sections:
        assert texts.say(section.title) in outline
    pages = page_words(pdf.read_bytes())
    assert "Figure 1" in pages[1]
    assert any("Les besoins" in words[:200] for words in pages[4:])
    assert reader.trailer["/Root"]["/Lang"] == "fr-FR"


def test_every_described_training_has_its_sheet(both):
    _, pdf, _ = both
    reader, title = PdfReader(pdf), Texts("fr").say("report.section.trainings")
    begins = next(one for one in reader.outline if not isinstance(one, list) and one.title == title)
    page = page_words(pdf.read_bytes())[reader.get_destination_page_number(begins)]
    assert "Fiche t001" in page  # the heading has no page to itself
    words = pdf_words(pdf)
    described = [row for row in NEW.trainings if row.is_described and not row.is_archived]
    assert all(f"Fiche {row.key}" in words for row in described)
    assert len(described) > 70


def test_breaks_in_series_are_printed_beside_the_coverage(both):
    report, pdf, book = both
    coverage = next(one for one in report.sections if one.kind is ReportSection.COVERAGE)
    touched = [part for part in coverage.of(Drawn, Listed) if part.remarks]
    assert touched
    assert "Rupture de série" in pdf_words(pdf)
    assert "Rupture de série" in book_words(book)


@pytest.mark.parametrize(
    ("study", "old", "sections"),
    [
        (NOW, THEN, tuple(ReportSection)),
        (FEW, OLD, (ReportSection.LADDER, ReportSection.CERTIFICATIONS, ReportSection.CLAIMS)),
    ],
)
def test_the_same_report_computed_twice_gives_the_same_bytes(
    study, old, sections, tmp_path, monkeypatch
):
    kept = []
    for name in "ab":
        folder = tmp_path / name
        folder.mkdir()
        report = made(sections=sections, study=study, old=old)
        kept.append([path.read_bytes() for path in written(report, folder, "en")])
        monkeypatch.setattr(book, "png", png)  # the second time every picture is drawn anew
    assert kept[0] == kept[1]


@pytest.mark.parametrize("section", ReportSection)
def test_a_section_alone_is_a_whole_report(section, tmp_path):
    pdf, book = written(made(sections=(section,), study=NOW, old=THEN), tmp_path, "en")
    assert Texts("en").say(f"report.section.{section}") in pdf_words(pdf)
    assert len(load_workbook(book).worksheets) == 2


def test_what_speaks_for_or_against_a_commitment_is_printed_in_both(tmp_path):
    sections = (ReportSection.COMMITMENTS,)
    pdf, book = written(made(sections=sections, study=NOW, old=THEN), tmp_path)
    on_paper, in_book = pdf_words(pdf), re.sub(r"\s+", " ", book_words(book))
    for told in (
        "« alors » est l’édition 2019",
        "Manque : 20 personnes alors, 16 personnes aujourd’hui.",
        "Une formation ouverte depuis : Formation neuve.",
        "Places sûres par an : 30 alors, 40 aujourd’hui.",
        "Tâche « Déposer le dossier », achevée selon le plan : 15 janv. 2026.",
        "Rien dans l’étude ne s’y rattache.",
    ):
        assert told in on_paper
        assert told in in_book


def test_without_a_common_scenario_what_is_missing_is_not_told(tmp_path):
    now = replace(NOW, scenarios=Rows([replace(next(iter(NOW.scenarios)), key="other")]))
    sections = (ReportSection.COMMITMENTS,)
    (pdf,) = written(made(sections=sections, study=now, old=THEN), tmp_path, ends=(".pdf",))
    words = pdf_words(pdf)
    assert "aucun scénario en commun" in words
    assert "Manque :" not in words
    assert "Formation neuve" in words


def two_scenarios(study):
    """The same needs under a second name."""
    first = next(iter(study.scenarios))
    other = replace(first, key="other", name="Autre regard", rank=first.rank + 1)
    return replace(study, scenarios=Rows([first, other]))


def test_another_scenario_is_told_alone_and_its_change_decomposed():
    now, then = two_scenarios(NOW), two_scenarios(THEN)
    every = made(sections=(ReportSection.COVERAGE,), study=now, old=then)
    assert len(every.told.subject.reports) == 2
    assert every.told.account.scenario != "other"
    report = made(sections=(ReportSection.COVERAGE,), study=now, old=then, scenario="other")
    assert [one.scenario for one in report.told.subject.reports] == ["other"]
    assert report.told.account.made.scenario == "other"


def test_a_scenario_that_the_former_edition_lacks_is_told_and_not_compared(tmp_path):
    sections = (ReportSection.COVERAGE, ReportSection.COMMITMENTS)
    report = made(sections=sections, study=two_scenarios(NOW), old=THEN, scenario="other")
    assert report.told.account.made is None
    assert report.told.account.compared.changes
    words = pdf_words(written(report, tmp_path, ends=(".pdf",))[0])
    assert "n’a pas le scénario « Autre regard »" in words.replace("\u202f", " ")
    assert "Manque :" not in words


def test_a_scenario_that_there_is_not_is_refused():
    with pytest.raises(InvalidInput, match="unknown_scenario"):
        made(study=NOW, old=THEN, scenario="nothing")


@pytest.mark.parametrize("commitments", [NOW.commitments, Rows()])
@pytest.mark.parametrize("chosen", ["summary,commitments", "summary", "commitments"])
def test_commitments_are_counted_once(chosen, commitments):
    sections = tuple(ReportSection(code) for code in chosen.split(","))
    report = made(sections=sections, study=replace(NOW, commitments=commitments), old=THEN)
    counting = ("commitments.sentence", "commitments.none")
    parts = [part for section in report.sections for part in section.of(Said)]
    told = [part.said.code for part in parts if not isinstance(part.said, str)]
    assert len([code for code in told if code in counting]) == 1


def test_assumptions_are_a_table_with_value_unit_nature_and_source():
    rows = list(OLD.assumptions)[:2]
    sourced = replace(rows[0], source=Source(Nature.PUBLISHED, "page 41", 1207, "Relevé."))
    study = replace(NOW, assumptions=Rows([sourced, replace(rows[1], value=None)]))
    report = made(sections=(ReportSection.METHOD,), study=study, old=None)
    tables = [part.table for part in report.sections[0].of(Listed)]
    table = next(one for one in tables if one.key == "assumptions")
    keys = [column.key for column in table.columns]
    assert keys == ["name", "value", "unit", "reason", "nature", "source"]
    first, second = ([Texts("fr").show(value) for value in row.values] for row in table.rows)
    assert first[0] == rows[0].name
    assert first[4:] == ["publié", "page 41, ligne 1207. Relevé."]
    assert second[1] == "inconnu"


def test_without_a_former_edition_commitments_are_listed_and_not_held_against_it(tmp_path):
    sections = (ReportSection.COMMITMENTS,)
    (pdf,) = written(made(sections=sections, study=NOW, old=None), tmp_path, ends=(".pdf",))
    assert "Ouvrir à Lille" in pdf_words(pdf)
    assert "Ce que l’étude en dit" not in pdf_words(pdf)


def test_sections_come_in_the_order_that_was_chosen(tmp_path):
    order = (ReportSection.CLAIMS, ReportSection.SUMMARY)
    (pdf,) = written(made(sections=order, study=FEW), tmp_path, ends=(".pdf",))
    chapters = [one.title for one in PdfReader(pdf).outline if not isinstance(one, list)]
    texts = Texts("fr")
    assert chapters[:2] == [texts.say(f"report.section.{part}") for part in order]


def test_an_empty_study_is_reported_without_inventing_anything(tmp_path):
    pdf, book = written(made(study=Study(), old=None), tmp_path)
    assert "rien n’est comparé" in pdf_words(pdf)
    assert "Depuis l’édition" not in pdf_words(pdf)
    assert "Rupture de série :" not in pdf_words(pdf)
    assert load_workbook(book).worksheets


def test_a_study_compared_with_an_empty_edition_is_reported(tmp_path):
    sections = (ReportSection.SUMMARY, ReportSection.OFFER, ReportSection.COVERAGE)
    (pdf,) = written(made(sections=sections, study=NOW, old=Study()), tmp_path, ends=(".pdf",))
    assert "2019" in pdf_words(pdf)


def test_nothing_is_written_where_the_watch_stops(tmp_path):
    watch = Watch()
    watch.cancel()
    with pytest.raises(Cancelled):
        write_report(
            made(sections=(ReportSection.CLAIMS,), study=NOW, old=THEN),
            [tmp_path / "r.pdf"],
            Texts("fr"),
            watch,
        )
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(ExportError):
        written(made(sections=(ReportSection.CLAIMS,), study=NOW, old=THEN), tmp_path / "nowhere")
