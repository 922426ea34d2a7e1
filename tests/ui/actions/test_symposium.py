"""The report as a verb: which edition against which, for whom; refusals that tell the remedy."""

from __future__ import annotations

import tempfile
from datetime import date

import pytest
from openpyxl import load_workbook

from planner.errors import InvalidInput, UsageError
from planner.vocab import Audience, ReportSection
from tests.exports.pdf_reading import all_words
from ui.actions import rowedits
from ui.actions.editions import freeze_edition
from ui.actions.symposium import (
    export_symposium,
    made_report,
    parsed_sections,
    printed_report,
    shown_parts,
    written_report,
)

SHORT = "summary,claims"


@pytest.fixture
def desk(lean_desk):
    return lean_desk


def words(path) -> str:
    return all_words(path.read_bytes())


def test_the_pdf_and_the_workbook_are_written_together(desk, tmp_path):
    freeze_edition(desk, "2024", on="2024-06-01")
    done = export_symposium(desk, tmp_path / "r.pdf", sections=SHORT, both=True)
    assert [path.name for path in done.written] == ["r.pdf", "r.xlsx"]
    assert all(path.stat().st_size > 5000 for path in done.written)
    assert "2024" in words(done.written[0])


def test_the_name_decides_the_format(desk, tmp_path):
    export_symposium(desk, tmp_path / "r.XLSX", sections="claims")
    assert len(load_workbook(tmp_path / "r.XLSX").worksheets) == 2
    with pytest.raises(UsageError):
        export_symposium(desk, tmp_path / "r.docx")


def test_an_edition_is_reported_with_its_own_day_and_fingerprint(desk):
    freeze_edition(desk, "2022", on="2022-06-01")
    row = freeze_edition(desk, "2024", on="2024-06-01").data
    made = made_report(desk, "2024", "", Audience.PARTNERS, (ReportSection.SUMMARY,))
    subject = made.told.subject
    assert (subject.edition, subject.on) == ("2024", date(2024, 6, 1))
    assert subject.fingerprint == row["digest"]
    assert made.told.previous == "2022"


def test_the_first_edition_is_compared_with_nothing(desk):
    freeze_edition(desk, "1990", on="1990-06-01")
    made = made_report(desk, "1990", "", Audience.PARTNERS, (ReportSection.SUMMARY,))
    assert made.told.account is None


def test_an_edition_is_never_compared_with_itself(desk):
    freeze_edition(desk, "2024")
    with pytest.raises(InvalidInput) as told:
        made_report(desk, "2024", "2024", Audience.PARTNERS, (ReportSection.SUMMARY,))
    assert told.value.message.code == "error.report_itself"


def test_the_scenario_to_tell_is_found_by_key_or_name(desk):
    freeze_edition(desk, "2024", on="2024-06-01")
    last = list(desk.document.study.scenarios)[-1]
    for told in (last.key, last.name.upper()):
        made = made_report(desk, "", "", Audience.PARTNERS, (ReportSection.SUMMARY,), told)
        assert [one.scenario for one in made.told.subject.reports] == [last.key]
        assert made.told.account.scenario == last.key
    with pytest.raises(InvalidInput, match="unknown_scenario"):
        made_report(desk, "", "", Audience.PARTNERS, (ReportSection.SUMMARY,), "nothing")


def test_sections_are_named_once_each_and_known():
    assert parsed_sections("claims, SUMMARY ,") == (ReportSection.CLAIMS, ReportSection.SUMMARY)
    with pytest.raises(UsageError):
        parsed_sections("claims,claims")
    with pytest.raises(UsageError):
        parsed_sections("annexes")


def test_a_kept_report_gives_its_choices_and_what_is_said_beside_wins(desk, tmp_path):
    values = {
        "name": "Partenaires",
        "audience": Audience.INTERNAL,
        "sections": (ReportSection.LADDER, ReportSection.CLAIMS),
    }
    rowedits.add(desk, "reports", values)
    out = tmp_path / "r.pdf"
    export_symposium(desk, out, report="partenaires")
    assert "usage interne" in words(out)
    assert words(out).index("Les parcours") < words(out).index("Les chiffres publiés")
    export_symposium(desk, out, report="partenaires", audience=Audience.PARTNERS)
    assert "usage interne" not in words(out)
    with pytest.raises(InvalidInput):
        export_symposium(desk, out, report="absent")


def test_what_is_looked_at_before_writing_bears_the_numbers_of_the_files(desk):
    made = made_report(desk, "", "", Audience.PARTNERS, (ReportSection.OFFER, ReportSection.CLAIMS))
    lines = shown_parts(made, desk.texts)
    assert [one.name for one in lines if one.is_section] == [
        "L’offre de formation",
        "Les chiffres publiés, recalculés",
    ]
    assert lines[1].name.startswith("Figure 1 · ")
    assert all(one.shown is not None for one in lines if not one.is_section)


def test_the_pages_looked_at_are_those_written_and_nothing_of_them_stays(
    desk, tmp_path, monkeypatch
):
    made = made_report(desk, "", "", Audience.PARTNERS, (ReportSection.SUMMARY,))
    room = tmp_path / "temporary"
    room.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(room))
    data = printed_report(made, desk.texts)
    assert list(room.iterdir()) == []
    written_report(made, tmp_path / "rapport.pdf", desk.texts)
    assert data == (tmp_path / "rapport.pdf").read_bytes()
