"""Claims as a table."""

from __future__ import annotations

from planner.compute.claims import check_claims
from planner.messages import message
from planner.tables.claims import claims_table
from tests.planner.tables.shipped import SHIPPED


def test_claims_stand_with_their_verdict():
    made = claims_table(SHIPPED, check_claims(SHIPPED))
    verdicts = dict(zip(made.column("key"), made.column("verdict"), strict=True))
    assert verdicts["formations-bac-5-ou-plus"] == message("verdict.differs")
    assert verdicts["formations-bac-5"] == message("verdict.agrees")
    assert verdicts["experts-recrutes"] == message("verdict.not_checked")
