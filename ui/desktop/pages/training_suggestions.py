"""What a draft of places, leavers or hours begins with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.vocab import Confidence, SeatKind
from ui.actions.ownedrows import owned_rows

if TYPE_CHECKING:
    from planner.study import Study


def seats_to_suggest(study: Study, key: str, this_year: int) -> dict[str, str]:
    """The year after the last one told, else this year; open places, told with some doubt."""
    years = [row.year for row in owned_rows(study, "seats", key)]  # type: ignore[attr-defined]
    year = max(years) + 1 if years else this_year
    return {
        "year": str(year),
        "kind": str(SeatKind.OPEN),
        "confidence": str(Confidence.MEDIUM),
    }


def leavers_to_suggest(study: Study, key: str, this_year: int) -> dict[str, str]:
    """The last year told, as its occupations are told one after the other, else last year."""
    years = [row.year for row in owned_rows(study, "leavers", key)]  # type: ignore[attr-defined]
    year = max(years) if years else this_year - 1
    return {"year": str(year), "confidence": str(Confidence.MEDIUM)}


def hours_to_suggest(study: Study, key: str) -> dict[str, str]:
    """The first domain that has no hours yet."""
    told = {row.domain for row in owned_rows(study, "domain_hours", key)}  # type: ignore[attr-defined]
    return {"domain": next((row.key for row in study.domains if row.key not in told), "")}
