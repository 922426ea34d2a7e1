"""Which findings somebody has accepted, and which are open.

An acceptance holds for one finding as long as its values stay what they were: it keeps their
digest, so a finding whose numbers or names have changed since comes back by itself.
"""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.edits import Batch, Drop, Put
from planner.errors import InvalidInput
from planner.findings import Place
from planner.messages import Interval, Message
from planner.study import Acceptance
from planner.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from planner.edits import Edit
    from planner.findings import Finding
    from planner.messages import Value
    from planner.study import Study

_Plain = str | None | list["_Plain"]


@dataclass(frozen=True, slots=True)
class Accepted:
    """A finding and the acceptance that holds for it."""

    finding: Finding
    acceptance: Acceptance


@dataclass(frozen=True, slots=True)
class Sifted:
    """Findings parted by whether somebody accepts them, each part in its former order."""

    open: tuple[Finding, ...] = ()
    accepted: tuple[Accepted, ...] = ()


def digest(finding: Finding) -> str:
    """What a finding says, as 64 hexadecimal digits: its code, its place and its values.

    Equal findings have equal digests in every language, session and version of Python; how grave
    a finding is does not count. SHA-256 of a canonical JSON, where numbers are exact ratios.
    """
    code, *place = _there(finding)
    whole: _Plain = [code, [*place], _plain(finding.said)]
    text = json.dumps(whole, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def accepted(study: Study, findings: Iterable[Finding]) -> Sifted:
    """The findings that are open and those that the study accepts, with their acceptance."""
    held = _by_place(study)
    if not held:
        return Sifted(tuple(findings))
    left: list[Finding] = []
    settled: list[Accepted] = []
    for said in findings:
        rows = held.get(_there(said))
        acceptance = rows.get(digest(said)) if rows else None
        if acceptance is None:
            left.append(said)
        else:
            settled.append(Accepted(said, acceptance))
    return Sifted(tuple(left), tuple(settled))


def accept(
    study: Study,
    findings: Iterable[Finding],
    reason: str,
    *,
    author: str,
    on: date,
    new_key: Callable[[], str],
) -> Edit:
    """The edit that accepts findings for one reason; a lapsed acceptance is taken up again.

    Raises :class:`InvalidInput` where no reason is given.
    """
    words = clean(reason)
    if not words:
        raise InvalidInput("reason_needed")
    edits: list[Edit] = []
    rank = max((row.rank for row in study.acceptances), default=0)
    for said in {digest(one): one for one in findings}.values():
        former = formerly(study, said)
        rank += former is None
        code, about, row, field = _there(said)
        fresh = Acceptance(
            key=f"acc-{new_key()}" if former is None else former.key,
            rank=rank if former is None else former.rank,
            finding=code,
            about=about,
            row=row,
            field=field,
            digest=digest(said),
            reason=words,
            author=author,
            accepted_on=on,
        )
        edits.append(Put("acceptances", fresh))
    return Batch(tuple(edits))


def reopen(study: Study, settled: Iterable[Accepted]) -> Edit:
    """The edit that takes acceptances back: their findings are open again."""
    digests = {one.acceptance.digest for one in settled}
    rows = (row for row in study.acceptances if row.digest in digests)
    return Batch(tuple(Drop("acceptances", row.key) for row in rows))


def lapsed(study: Study, sifted: Sifted) -> tuple[Acceptance, ...]:
    """The acceptances that hold for nothing any more: what they accepted has changed or gone."""
    holding = {one.acceptance.digest for one in sifted.accepted}
    return tuple(row for row in study.acceptances if row.digest not in holding)


def formerly(study: Study, finding: Finding) -> Acceptance | None:
    """The last acceptance of the same finding at the same place, with other values; or None."""
    there, now = _there(finding), digest(finding)
    rows = (row for row in study.acceptances if _kept(row) == there and row.digest != now)
    return max(rows, key=lambda row: (row.accepted_on or date.min, row.key), default=None)


_There = tuple[str, str, str, str]


def _there(finding: Finding) -> _There:
    """The code and the place of a finding, as an acceptance keeps them."""
    place = finding.where or Place("", "")
    return finding.code, place.collection, place.key, place.field


def _kept(row: Acceptance) -> _There:
    return row.finding, row.about, row.row, row.field


def _by_place(study: Study) -> dict[_There, dict[str, Acceptance]]:
    """Acceptances by place, then by digest; where two people accepted the same, the first row.

    Only findings at such a place need their digest: most of a large study have none.
    """
    found: dict[_There, dict[str, Acceptance]] = {}
    for row in study.acceptances:
        found.setdefault(_kept(row), {}).setdefault(row.digest, row)
    return found


def _plain(value: Value) -> _Plain:
    """A value as nested lists of texts, each headed by its kind; equal values are equal lists."""
    match value:
        case None:
            return None
        case str():
            return ["text", str(value)]
        case int() | float() | Fraction():
            return ["number", _number(value)]
        case date():
            return ["day", value.isoformat()]
        case Interval():
            return ["interval", _plain(value.low), _plain(value.high)]
        case Message():
            return ["said", value.code, _values(value.values)]
    return ["list", *map(_plain, value)]


def _values(values: Sequence[tuple[str, Value]]) -> _Plain:
    return [[name, _plain(value)] for name, value in values]


def _number(value: float | Fraction) -> str:
    if isinstance(value, float) and not math.isfinite(value):
        return repr(value)
    return str(Fraction(value))
