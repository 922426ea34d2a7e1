"""What the script of the page filters by, and the anchors that both sides know."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exports.web.site import Facet

if TYPE_CHECKING:
    from exports.web.site import Site
    from planner.study import Training

_PLAIN = re.compile(r"[A-Za-z0-9_-]+")
#: The sentences that the script says; ``@n`` and the like are filled there.
SCRIPT_WORDS = ("one", "many", "some", "none", "after", "remove", "search", "counted")


def anchor(site: Site, row: Training) -> str:
    """The identifier of the card of a training: its key where an address can bear it."""
    return f"t-{row.key}" if _PLAIN.fullmatch(row.key) else f"n-{site.places[row.key]}"


def address(**filters: str) -> str:
    """The address, within the page, of the trainings that some filters leave."""
    return "#" + "&".join(f"{name}={_quoted(value)}" for name, value in filters.items())


def _quoted(value: str) -> str:
    """A value as an address bears it: all but plain signs by their bytes."""
    return "".join(
        sign if _PLAIN.fullmatch(sign) else "".join(f"%{byte:02X}" for byte in sign.encode())
        for sign in value
    )


def script_data(site: Site) -> dict[str, object]:
    """The keys and words of each training, and the places of those that may follow it."""
    return {
        "facets": [str(facet) for facet in Facet],
        "trainings": [_entry(site, row) for row in site.rows],
        "words": {name: site.say(f"web.script.{name}") for name in SCRIPT_WORDS},
    }


def _entry(site: Site, row: Training) -> dict[str, object]:
    families = (site.study.families.find(key) for key in row.families)
    names = [family.name for family in families if family is not None]
    words = (
        row.title,
        site.institution(row),
        site.city(row),
        site.level(row.level),
        *names,
        *site.domains(row),
    )
    goals = (step.goal for step in site.onward.after.get(row.key, ()))
    after = dict.fromkeys(site.places[goal] for goal in goals if goal in site.places)
    return {
        "key": row.key,
        "title": row.title,
        "words": " ".join(filter(None, words)),
        "after": list(after),
        **{str(facet): list(site.values(row, facet)) for facet in Facet},
    }
