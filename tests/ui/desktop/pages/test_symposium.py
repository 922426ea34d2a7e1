"""The page Symposium in the real window: freeze, change, compare, commit, report."""

from __future__ import annotations

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt

from planner.edits import Set
from planner.messages import message
from planner.vocab import Audience, ReportSection
from ui.actions.files import open_document
from ui.desktop.pages.symposium_commitments import CommitmentsTab
from ui.desktop.pages.symposium_editions import EditionsTab
from ui.desktop.pages.symposium_report import ReportTab

FRONT = "symposium"
LABEL = message("step.changed", name="x", target="collection.trainings")


@pytest.fixture
def page(window, qtbot):
    made = window.shell.pages["symposium"]
    yield made
    qtbot.waitUntil(lambda: made.session.jobs.waiting == [], timeout=120_000)


def on_disk(session):
    """The study as the file holds it."""
    path = session.desk.document.today.store.path
    reader = open_document(path, "Léa", session.desk.now, read_only=True)
    reader.close()
    return reader.study


def front(page, code):
    tab = page.kinds[code]
    page.tabs.setCurrentWidget(tab)
    return tab


def freeze(page, qtbot, name, on="", note=""):
    tab = front(page, "editions")
    assert isinstance(tab, EditionsTab)
    page.add_action.trigger()
    for key, words in (("name", name), ("on", on), ("note", note)):
        tab.fields[key].setText(words)
    tab.freeze_button.click()
    qtbot.waitUntil(lambda: page.session.jobs.waiting == [], timeout=60_000)
    return tab


def only(tab, *sections):
    """Choose these sections alone, which is quick to make."""
    tab.sections.show_typed([part.value for part in sections])
    tab.sections.committed.emit()


def made(tab, qtbot):
    qtbot.waitUntil(lambda: tab._job is None and tab.made is not None, timeout=120_000)
    return tab.made


def test_from_freezing_to_the_report(page, qtbot, tmp_path):
    session = page.session
    tab = freeze(page, qtbot, "2024", "2024-06-01", "Premier symposium")
    (row,) = on_disk(session).editions
    assert (row.name, str(row.frozen_on), row.note) == ("2024", "2024-06-01", "Premier symposium")
    first = next(iter(session.study.trainings)).key
    session.do(Set("trainings", first, (("title", "Diplôme rebaptisé"),)), LABEL)
    tab.compare_button.click()
    comparison = page.kinds["comparison"]
    assert page.tab is comparison
    qtbot.waitUntil(lambda: comparison.made is not None and not comparison._job, timeout=120_000)
    assert [one.new for one in comparison.made.compared.of("trainings")] == [(first,)]

    promises = front(page, "commitments")
    assert isinstance(promises, CommitmentsTab)
    session.run_verb(
        "commitments.add", text="Ouvrir un master", edition="2024", who="Jeanne Martin"
    )
    assert [one.text for one in on_disk(session).commitments] == ["Ouvrir un master"]

    report = front(page, "report")
    assert isinstance(report, ReportTab)
    only(report, ReportSection.COMMITMENTS, ReportSection.CLAIMS)
    assert made(report, qtbot) is not None
    job = report.write(tmp_path / "rapport.pdf")
    with qtbot.waitSignal(job.succeeded, timeout=120_000):
        pass
    words = " ".join(part.extract_text() for part in PdfReader(tmp_path / "rapport.pdf").pages)
    assert "Ouvrir un master" in words
    assert "Jeanne Martin" not in words
    assert (tmp_path / "rapport.xlsx").exists()


def test_a_name_that_is_taken_is_refused_beside_the_button(page, qtbot):
    freeze(page, qtbot, "2024")
    tab = freeze(page, qtbot, "2024")
    assert tab.refusal.isVisible()
    assert "2024" in tab.refusal.text()
    assert len(on_disk(page.session).editions) == 1


def test_an_edition_is_opened_read_and_left(page, qtbot):
    tab = freeze(page, qtbot, "2024")
    session = page.session
    tab.open_button.click()
    qtbot.waitUntil(lambda: session.edition is not None, timeout=60_000)
    assert len(session.today.editions) == 1
    assert tab.chosen_key() == session.edition.key
    assert not page.add_action.isEnabled()
    session.leave_edition()
    assert session.edition is None


def test_an_edition_is_removed_and_comes_back(page, qtbot):
    freeze(page, qtbot, "2024")
    page.remove_action.trigger()
    assert len(on_disk(page.session).editions) == 0
    page.session.run_verb("undo")
    assert len(on_disk(page.session).editions) == 1


def test_without_an_edition_the_page_says_what_will_be_here_and_freezes(page):
    tab = front(page, "editions")
    assert tab.empty.isVisible()
    tab.empty.button.click()
    assert tab.draft_frame.isVisible()
    assert tab.fields["name"].hasFocus()


def test_sections_are_put_in_order_from_the_keyboard(page, qtbot):
    tab = front(page, "report")
    only(tab, ReportSection.CLAIMS, ReportSection.COMMITMENTS)
    made(tab, qtbot)
    tab.sections.list.setCurrentRow(0)
    tab.sections.down.setFocus()
    qtbot.keyClick(tab.sections.down, Qt.Key.Key_Space)
    assert tab.sections.typed() == ["commitments", "claims"]
    qtbot.waitUntil(
        lambda: tab._job is None and tab.made.sections[0].kind is ReportSection.COMMITMENTS,
        timeout=60_000,
    )
    contents = [tab.preview.tree.topLevelItem(place).text(0) for place in range(2)]
    assert contents == ["Les engagements", "Les chiffres publiés, recalculés"]


def test_the_scenario_that_is_chosen_is_the_one_that_is_told(page, qtbot):
    tab = front(page, "report")
    only(tab, ReportSection.CLAIMS)
    assert len(made(tab, qtbot).told.subject.reports) > 1
    last = list(page.session.today.scenarios)[-1].key
    tab.boxes["scenario"].show_typed(last)
    tab.boxes["scenario"].committed.emit()
    qtbot.waitUntil(lambda: tab._job is None, timeout=60_000)
    assert [one.scenario for one in tab.made.told.subject.reports] == [last]


def test_without_a_section_nothing_can_be_written(page, qtbot):
    tab = front(page, "report")
    only(tab)
    assert tab.state.isVisible()
    assert not tab.write_button.isEnabled()
    only(tab, ReportSection.CLAIMS)
    made(tab, qtbot)
    qtbot.waitUntil(tab.write_button.isEnabled, timeout=60_000)


def test_choices_are_kept_in_the_file_and_taken_again(page, qtbot):
    tab = front(page, "report")
    only(tab, ReportSection.CLAIMS)
    tab.boxes["audience"].show_typed(Audience.INTERNAL.value)
    tab.name.setText("Comité")
    tab.keep_button.click()
    (row,) = on_disk(page.session).reports
    assert (row.name, row.audience, row.sections) == (
        "Comité",
        Audience.INTERNAL,
        (ReportSection.CLAIMS,),
    )
    only(tab, ReportSection.COMMITMENTS)
    tab.boxes["kept"].show_typed(row.key)
    tab.boxes["kept"].committed.emit()
    assert tab.sections.typed() == ["claims"]
    page.remove_action.trigger()
    assert len(on_disk(page.session).reports) == 0


def test_the_figure_that_is_chosen_is_drawn_and_can_be_printed(page, qtbot):
    tab = front(page, "report")
    only(tab, ReportSection.OFFER)
    made(tab, qtbot)
    qtbot.waitUntil(lambda: tab.preview.count > 5, timeout=60_000)
    tree = tab.preview.tree
    tree.setCurrentItem(tree.topLevelItem(0).child(0))
    assert tab.preview.figure.figure is not None
    assert page.printed()[0] is tab.preview.figure.figure
    tables = [
        tree.topLevelItem(0).child(place)
        for place in range(tree.topLevelItem(0).childCount())
        if tree.topLevelItem(0).child(place).text(0).startswith("Tableau")
    ]
    tree.setCurrentItem(tables[0])
    assert tab.preview.table.isVisible()
