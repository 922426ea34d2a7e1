"""Where the exchange with each institution stands."""

from __future__ import annotations

from datetime import date

import pytest

from planner.exchange.followup import Standing, follow_up
from planner.study import Mailing, Reply
from tests.build import study, training

DUE = date(2026, 3, 31)


def mailing(key="m1", on=date(2026, 1, 15), **fields):
    given = {"institution": "ens", "sent_on": on, "due_on": DUE, "edition": "2026", "base": "{}"}
    return Mailing(key=key, **(given | fields))


def reply(key="r1", on=date(2026, 2, 1), **fields):
    given = {"institution": "ens", "mailing": "m1", "received_on": on, "digest": "0"}
    return Reply(key=key, **(given | fields))


def standing(on=date(2026, 2, 10), edition="", **collections):
    made = study(trainings=[training("t1"), training("t2", is_archived=True)], **collections)
    return {each.institution.key: each for each in follow_up(made, on, edition)}["ens"]


@pytest.mark.parametrize(
    ("mailings", "replies", "on", "expected"),
    [
        ([], [], DUE, Standing.UNSENT),
        ([mailing()], [], DUE, Standing.WAITING),
        ([mailing()], [], date(2026, 4, 1), Standing.LATE),
        ([mailing(due_on=None)], [], date(2030, 1, 1), Standing.WAITING),
        ([mailing()], [reply()], date(2026, 4, 1), Standing.ANSWERED),
        ([mailing()], [reply(refused=1)], DUE, Standing.OPEN),
        ([mailing()], [reply(undecided=1)], DUE, Standing.OPEN),
        ([mailing()], [reply(refused=1), reply("r2", date(2026, 2, 2))], DUE, Standing.ANSWERED),
        ([mailing(), mailing("m2", date(2026, 2, 2))], [reply()], DUE, Standing.WAITING),
        ([mailing()], [reply(mailing=None)], DUE, Standing.ANSWERED),
        ([mailing()], [reply(mailing=None, on=date(2025, 1, 1))], DUE, Standing.WAITING),
        ([], [reply(mailing=None)], DUE, Standing.ANSWERED),
    ],
)
def test_the_last_mailing_and_its_replies_say_where_it_stands(mailings, replies, on, expected):
    found = standing(on, mailings=mailings, replies=replies)
    assert found.standing is expected
    assert found.is_reminded is (expected in (Standing.WAITING, Standing.LATE))


def test_one_edition_alone_may_be_looked_at():
    mailings = [mailing(), mailing("m2", date(2026, 2, 1), edition="2028")]
    assert standing(edition="2026", mailings=mailings, replies=[reply()]).mailing.key == "m1"
    assert standing(mailings=mailings).mailing.key == "m2"


def test_archived_trainings_are_not_counted():
    found = standing(mailings=[mailing()], replies=[reply(), reply("r2", date(2026, 2, 5))])
    assert found.trainings == 1
    assert found.reply.key == "r2"
