"""Breaks in series: what makes a figure of one edition say something else in the next.

A coverage that rises because somebody at last told the places of a training is no progress, and a
need that falls because another source was read is no relief. Each break names the figures that it
touches, so that it can be printed beside them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from planner.compute.capacities import YIELD_KEYS
from planner.editions.comparison import EditionFate, compare
from planner.editions.identity import LEVELS, links, live_links
from planner.messages import message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planner.editions.comparison import Comparison, FieldChange, RowChange
    from planner.editions.identity import Link
    from planner.messages import Message
    from planner.study import NeedLine, Source, Study
    from planner.vocab import SeatKind


class Touched(StrEnum):
    """The figures that a break may touch; the word is the text ``touched.<value>``."""

    TRAININGS = "trainings"  # how many there are, by family, level, domain
    PLACES = "places"
    HOURS = "hours"
    NEEDS = "needs"
    COVERAGE = "coverage"  # and the shortfall with it


class BreakKind(StrEnum):
    """What broke the series; its word is the text ``break_kind.<value>``."""

    NOMENCLATURE = "nomenclature"
    PLACES_KNOWN = "places_known"  # places that nobody had given
    PLACES_LOST = "places_lost"  # places that are no longer told
    SEAT_KIND = "seat_kind"
    NEED_SOURCE = "need_source"
    NEED_YEARS = "need_years"
    ALLOCATION = "allocation"
    ASSUMPTION = "assumption"


_COVERAGE = (Touched.COVERAGE,)
_PLACES = (Touched.PLACES, Touched.COVERAGE)
_NEEDS = (Touched.NEEDS, Touched.COVERAGE)


@dataclass(frozen=True, slots=True)
class Break:
    """One break, in words, and the figures that it touches.

    ``families`` and ``levels`` (keys and levels of the later edition) bound what is touched; none
    means all of them. ``collection`` and ``rows`` are what changed.
    """

    kind: BreakKind
    said: Message
    figures: tuple[Touched, ...]
    families: tuple[str, ...] = ()
    levels: tuple[int, ...] = ()
    collection: str = ""
    rows: tuple[str, ...] = ()

    def touches(self, figure: Touched, family: str = "", level: int | None = None) -> bool:
        """True where a figure, of one family or level or of all, is not what it was."""
        return (
            figure in self.figures
            and (not family or not self.families or family in self.families)
            and (level is None or not self.levels or level in self.levels)
        )


def breaks(
    old: Study, new: Study, scenario: str, compared: Comparison | None = None
) -> tuple[Break, ...]:
    """The breaks from ``old`` to ``new`` in the figures of a scenario.

    ``compared`` is the comparison of the two, where it is known already.
    """
    changes = compared or compare(old, new)
    return (
        *_nomenclature(old, new, changes),
        *_places(old, new, scenario),
        *_seat_kind(old, new, scenario),
        *_needs(old, new, scenario),
        *_assumptions(old, new, changes),
    )


def touching(
    found: Iterable[Break], figure: Touched, family: str = "", level: int | None = None
) -> tuple[Break, ...]:
    """The breaks to print beside a figure of a family, of a level, or of all."""
    return tuple(one for one in found if one.touches(figure, family, level))


def _nomenclature(old: Study, new: Study, changes: Comparison) -> Iterator[Break]:
    touched = {
        "families": (Touched.TRAININGS, Touched.NEEDS, Touched.COVERAGE),
        "domains": (Touched.TRAININGS, Touched.HOURS),
    }
    recast = (EditionFate.CREATED, EditionFate.CLOSED, EditionFate.SPLIT, EditionFate.MERGED)
    for collection, figures in touched.items():
        for change in changes.of(collection, *recast):
            yield Break(
                BreakKind.NOMENCLATURE,
                message(
                    f"break.{collection}.{change.fate}",
                    old=_names(old, collection, change.old),
                    new=_names(new, collection, change.new),
                ),
                figures,
                families=change.new if collection == "families" else (),
                collection=collection,
                rows=change.new or change.old,
            )
    for link in links(old, new, LEVELS):
        if not link.is_pair or link.kind is not None:
            yield _level_break(link)


def _level_break(link: Link) -> Break:
    said = message("break.levels", old=link.old, new=link.new)
    levels = tuple(sorted(int(key) for key in link.new))
    figures = (Touched.TRAININGS, Touched.NEEDS, Touched.COVERAGE)
    return Break(BreakKind.NOMENCLATURE, said, figures, levels=levels)


def _names(study: Study, collection: str, keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(getattr(study, collection).get(key).name for key in keys)


def _places(old: Study, new: Study, scenario: str) -> Iterator[Break]:
    """Trainings of both editions whose places were told by one alone: one break a family."""
    kinds = [_kind(study, scenario) for study in (old, new)]
    if kinds[0] is None or kinds[1] is None:
        return
    told_then, told_now = (
        _told(study, kind) for study, kind in zip((old, new), kinds, strict=True)
    )
    pairs = [link for link in live_links(old, new) if link.is_pair]
    for kind, keys in (
        (BreakKind.PLACES_KNOWN,
         [p.new[0] for p in pairs if p.old[0] not in told_then and p.new[0] in told_now]),
        (BreakKind.PLACES_LOST,
         [p.new[0] for p in pairs if p.old[0] in told_then and p.new[0] not in told_now]),
    ):  # fmt: skip
        if keys:
            rows = [new.trainings.get(key) for key in keys]
            names = tuple(row.title for row in rows)
            families = dict.fromkeys(family for row in rows for family in row.families)
            levels = sorted({row.level for row in rows if row.level is not None})
            said = message(f"break.{kind}", n=len(keys), names=names[:3])
            yield Break(kind, said, _PLACES, tuple(families), tuple(levels), "trainings",
                        tuple(keys))  # fmt: skip


def _kind(study: Study, scenario: str) -> SeatKind | None:
    row = study.scenarios.find(scenario)
    return None if row is None else row.seat_kind


def _told(study: Study, kind: SeatKind | None) -> set[str]:
    """The trainings with an upper bound of their places in some year."""
    return {row.training for row in study.seats if row.kind is kind and row.high is not None}


def _seat_kind(old: Study, new: Study, scenario: str) -> Iterator[Break]:
    before, after = _kind(old, scenario), _kind(new, scenario)
    if before is not None and after is not None and before is not after:
        said = message(
            "break.seat_kind", old=message(f"seat_kind.{before}"), new=message(f"seat_kind.{after}")
        )
        yield Break(BreakKind.SEAT_KIND, said, _PLACES, (), (), "scenarios", (scenario,))


def _needs(old: Study, new: Study, scenario: str) -> Iterator[Break]:
    """Need lines that the scenario uses: another source, other years, come or gone."""
    used = [study.scenarios.find(scenario) for study in (old, new)]
    if used[0] is None or used[1] is None:
        return
    then, now = set(used[0].need_lines), set(used[1].need_lines)
    for link in links(old, new, "need_lines"):
        was = [old.need_lines.get(key) for key in link.old if key in then]
        is_ = [new.need_lines.get(key) for key in link.new if key in now]
        yield from _line_breaks(new, was, is_)


def _line_breaks(new: Study, was: list[NeedLine], now: list[NeedLine]) -> Iterator[Break]:
    for gone, code in ((was if not now else [], "gone"), (now if not was else [], "come")):
        for line in gone:
            said = message(f"break.need_line.{code}", name=line.name)
            yield _need_break(new, BreakKind.NEED_SOURCE, said, line)
    for before, after in zip(was, now, strict=False):
        if _origin(before.source) != _origin(after.source):
            said = message(
                "break.need_source",
                name=after.name,
                old=_source(before.source),
                new=_source(after.source),
            )
            yield _need_break(new, BreakKind.NEED_SOURCE, said, after)
        if (before.start, before.end) != (after.start, after.end):
            said = message(
                "break.need_years",
                name=after.name,
                old_start=before.start,
                old_end=before.end,
                new_start=after.start,
                new_end=after.end,
            )
            yield _need_break(new, BreakKind.NEED_YEARS, said, after)


def _origin(source: Source) -> tuple[str, str]:
    """What makes a source another one: its nature and place; a corrected line number does not."""
    return source.nature.value, source.place


def _source(source: Source) -> Message:
    nature = message(f"nature.{source.nature}")
    return message("break.source", nature=nature, place=source.place) if source.place else nature


def _need_break(new: Study, kind: BreakKind, said: Message, line: NeedLine) -> Break:
    """A break in what a line feeds: the families and levels of its allocation."""
    shares = [row for row in new.allocation_shares if row.allocation == line.allocation]
    families = tuple(dict.fromkeys(row.family for row in shares if row.share))
    levels = tuple(sorted({row.level for row in shares if row.share}))
    return Break(kind, said, _NEEDS, families, levels, "need_lines", (line.key,))


def _assumptions(old: Study, new: Study, changes: Comparison) -> Iterator[Break]:
    for change in changes.of("allocations", EditionFate.CHANGED, EditionFate.RENAMED):
        shares = [field for field in change.fields if field.field == "allocation_shares"]
        if shares:
            yield _allocation_break(new, change, shares)
    for change in changes.of("need_lines", EditionFate.CHANGED, EditionFate.RENAMED):
        if any(field.field == "allocation" for field in change.fields):
            line = new.need_lines.get(change.new[0])
            said = message("break.need_allocation", name=line.name)
            yield _need_break(new, BreakKind.ALLOCATION, said, line)
    for change in changes.of(
        "assumptions",
        EditionFate.CREATED,
        EditionFate.CLOSED,
        EditionFate.CHANGED,
        EditionFate.RENAMED,
    ):
        yield from _assumption_break(old, new, change)


def _allocation_break(new: Study, change: RowChange, shares: list[FieldChange]) -> Break:
    name = new.allocations.get(change.new[0]).name
    said = message("break.allocation", name=name, n=len(shares))
    families = tuple(dict.fromkeys(str(field.detail[0]) for field in shares))
    levels = tuple(sorted({int(str(field.detail[1])) for field in shares}))
    return Break(BreakKind.ALLOCATION, said, _NEEDS, families, levels, "allocations", change.new)


def _assumption_break(old: Study, new: Study, change: RowChange) -> Iterator[Break]:
    """Only what a coverage rests on: yields and ceilings; a new word for one breaks nothing."""
    key = (change.new or change.old)[0]
    room, _, level = key.partition(".")
    was, now = old.assumptions.find(key), new.assumptions.find(key)
    before, after = (None if row is None else row.value for row in (was, now))
    if before == after or (key not in YIELD_KEYS and room != "ceiling"):
        return
    row = now or was
    name = key if row is None else row.name
    said = message("break.assumption", name=name, old=before, new=after)
    levels = (int(level),) if room == "ceiling" and level.isdigit() else ()
    yield Break(BreakKind.ASSUMPTION, said, _COVERAGE, (), levels, "assumptions", (key,))
