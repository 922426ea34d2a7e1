"""The bench of a region says what it could not measure, and why; it never leaves a gap unsaid."""

from __future__ import annotations

import pytest

from benchmarks import bench_server
from benchmarks.__main__ import cells, show
from benchmarks.thirty_desks import Made

DONE = Made(seq=2, training="t1", text="x", begun=1.0, ended=1.5)
REFUSED = Made(seq=0, training="t1", text="y", begun=1.5, ended=2.0, refusal="error.row_changed")


def test_without_postgresql_one_line_says_why_nothing_was_measured(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("tests.servers.programs", lambda: None)
    (figure,) = bench_server.measure()
    assert "not measured" in figure.what
    assert "PostgreSQL's programs" in figure.what
    assert cells(figure)[1:] == ("", "", "", "", "")
    show([figure])
    assert "not measured" in " ".join(capsys.readouterr().out.split())


def test_without_pgbench_the_edits_are_told_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    first, *_ = bench_server._figures([DONE, REFUSED], [0.01], 0, None)
    assert first.ours == "1.0 a second"
    assert (first.beside, first.theirs, first.ratio) == (bench_server.NO_PGBENCH, "", None)


def test_each_refusal_and_each_loss_is_told() -> None:
    figures = bench_server._figures([DONE, REFUSED], [0.01], 1, 3_000.0)
    assert figures[0].ratio == 3_000
    assert figures[3].ours == "error.row_changed 1"
    assert (figures[4].ours, figures[4].asked) == ("1", "0")


def test_pgbench_is_not_asked_where_it_is_not_installed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    monkeypatch.setattr(bench_server, "programs", lambda: tmp_path)
    assert bench_server._pgbench(None) is None  # type: ignore[arg-type]
