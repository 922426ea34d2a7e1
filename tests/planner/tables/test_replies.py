"""Exchanges as tables: every cell of a reply in its three states, in words of the trade."""

from __future__ import annotations

import pytest

from planner.exchange.replies import GivenRow, Refusal, Reply, RowFate, Spot, compare
from planner.exchange.sent import sent
from planner.exchange.taking import Decisions, RowChoice, Side
from planner.messages import Interval, message
from planner.tables.replies import cells_table, refusals_table, rows_table, value_said
from tests.exchange_files import sendable
from ui.actions.texts import LANGUAGES, Texts

REFUSAL = Refusal("months", "G7", "deux", message("error.cell_whole", value="deux"))


def comparison():
    made = sendable()
    base = {key: dict(cells) for key, cells in sent(made, "ens", (2026,)).rows.items()}
    base["t1"]["level"] = 6  # the study said 6 then, and says 7 today
    rows = [
        GivenRow(Spot("F", 6), "t1", base["t1"] | {"level": 8, "family:b": True}),
        GivenRow(Spot("F", 7), "t2", base["t2"], (REFUSAL,)),
        GivenRow(Spot("F", 8), "t3", base["t3"] | {"city": "lille"}),
        GivenRow(Spot("N", 6), "", {"title": "Neuve"}),
    ]
    return made, compare(made, Reply("ens", tuple(rows), base))


def test_rows_stand_in_the_order_in_which_they_are_decided_upon():
    _, found = comparison()
    assert [row.fate for row in found.rows] == [
        RowFate.CONFLICTING, RowFate.CHANGED, RowFate.NEW, RowFate.ABSENT, RowFate.REFUSED,
    ]  # fmt: skip
    table = rows_table(found, Decisions())
    assert [said.code for said in table.column("what")] == [
        "exchange.what.open",
        "exchange.what.taken",
        "exchange.choice.add",
        "exchange.choice.keep",
        "exchange.what.refused",
    ]
    decided = Decisions(
        {("t1", "level"): Side.OURS, ("t1", "family:b"): Side.OURS}, {"t4": RowChoice.ARCHIVE}
    )
    said = [each.code for each in rows_table(found, decided).column("what")]
    assert (said[0], said[3]) == ("exchange.what.nothing", "exchange.choice.archive")


def test_the_cells_of_a_row_say_what_was_sent_what_stands_and_what_came():
    made, found = comparison()
    table = cells_table(made, found.rows[0], Decisions())
    assert table.column("code")[:2] == ("level", "family:b")
    first = table.rows[0].values[1:6]
    assert [getattr(value, "code", value) for value in first] == [
        "exchange.cell.conflict", "level.6", "level.7", "level.8", "exchange.side.open",
    ]  # fmt: skip
    assert table.rows[1].values[4] == message("exchange.ticked")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_can_be_said(language):
    made, found = comparison()
    texts = Texts(language)
    tables = [rows_table(found, Decisions()), refusals_table(made, found)]
    tables += [cells_table(made, row, Decisions()) for row in found.rows]
    for table in tables:
        assert texts.say(table.title)
        for row in table.rows:
            assert all(isinstance(texts.show(value), str) for value in row.values)


def test_values_are_said_in_words():
    made = sendable()
    assert value_said(made, "city", "lille") == "Lille"
    assert value_said(made, "city", None) is None
    assert value_said(made, "domain:vision", True) == message("exchange.uncounted")
    assert value_said(made, "seats:2026", Interval.exactly(3)) == Interval.exactly(3)
    assert value_said(made, "family:zz", True) is True
