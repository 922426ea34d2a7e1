"""The symposium's report on the command line."""

from __future__ import annotations

from tests.exports.pdf_reading import page_words
from tests.ui.test_cli import _own_home, cartoplan, file  # noqa: F401 - fixtures
from ui.cli import DONE, REFUSED, WRONG_USE

WORDS = ("export", "symposium")


def test_both_files_come_from_one_command(cartoplan, file, tmp_path):  # noqa: F811 - fixtures
    out = tmp_path / "rapport.pdf"
    status, said, complaint = cartoplan(
        "--file", file, *WORDS, str(out), "--sections", "summary,claims", "--both"
    )
    assert (status, complaint) == (DONE, "")
    assert "rapport.xlsx" in said
    assert "2019" in page_words(out.read_bytes())[0]
    assert out.with_suffix(".xlsx").exists()


def test_a_report_of_an_edition_is_the_same_twice(cartoplan, file, tmp_path):  # noqa: F811
    cartoplan("--file", file, "edition", "freeze", "2024", "--on", "2024-06-01")
    given = ("--edition", "2024", "--previous", "2019", "--audience", "internal")
    outs = [tmp_path / "a.pdf", tmp_path / "b.pdf"]
    for out in outs:
        told = cartoplan("--file", file, *WORDS, str(out), *given, "--sections", "claims")
        assert told[0] == DONE
    assert outs[0].read_bytes() == outs[1].read_bytes()
    assert "2024" in page_words(outs[0].read_bytes())[0]


def test_what_cannot_be_is_told_in_a_line_and_nothing_is_written(
    cartoplan,  # noqa: F811 - fixture
    file,  # noqa: F811 - fixture
    tmp_path,
):
    out = tmp_path / "r.pdf"
    for given, expected in (
        (("--sections", "annexes"), WRONG_USE),
        (("--edition", "1999"), REFUSED),
        (("--report", "absent"), REFUSED),
        (("--edition", "2019", "--previous", "2019"), REFUSED),
    ):
        status, _, complaint = cartoplan("--file", file, *WORDS, str(out), *given)
        assert status == expected
        assert len(complaint.splitlines()) == 1
    assert not out.exists()
