"""The verbs that find trainings that may be one, and merge them or say that they differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from planner.compute.acceptances import digest
from planner.compute.duplicates import (
    NEAR_DUPLICATE,
    THRESHOLD,
    near_duplicates,
    pair_finding,
)
from planner.compute.merging import MergePlan, Take, lineage_of, merge_edit, merge_plan
from planner.edits import Put
from planner.errors import InvalidInput, UsageError
from planner.messages import message
from planner.study import Acceptance, Lineage
from planner.tables.duplicates import duplicates_table
from planner.tables.merging import merge_sentence, merge_table
from planner.text import clean
from planner.vocab import LineageKind
from planner.watch import Watch
from ui.actions import rowedits
from ui.actions.desk import Desk
from ui.actions.outcome import Outcome
from ui.actions.registry import verb

_ROOM = "trainings"


@verb("duplicates")
def duplicates(desk: Desk, threshold: int = THRESHOLD, watch: Watch | None = None) -> Outcome:
    """The pairs of trainings that may be one and the same, the likeliest first."""
    study = desk.document.study
    if not 50 <= threshold <= 100:
        raise InvalidInput("duplicates_threshold", value=threshold)
    pairs = near_duplicates(study, threshold, watch)
    said = message("duplicates.found", n=len(pairs))
    return Outcome(said=(said,), tables=(duplicates_table(study, pairs, threshold),))


@verb("different", changes=True)
def different(desk: Desk, key: str, other: str, reason: str) -> Outcome:
    """Note that two trainings differ, with the reason; they are no longer shown as a pair."""
    study = desk.document.study
    rows = [rowedits.row_of(study, _ROOM, name) for name in (key, other)]
    if key == other:
        raise InvalidInput("merge_itself", key=key)
    if not clean(reason):
        raise InvalidInput("different_reason")
    found = pair_finding(study, key, other)
    row = Acceptance(
        key=f"acc-{desk.new_key()}",
        rank=max((row.rank for row in study.acceptances), default=0) + 1,
        finding=NEAR_DUPLICATE,
        about=_ROOM,
        row=min(key, other),
        field="",
        digest=digest(found),
        reason=clean(reason),
        author=desk.author,
        accepted_on=desk.today(),
    )
    first, second = (row.title[:80] for row in rows)
    desk.document.do(Put("acceptances", row), message("step.different", first=first, second=second))
    return Outcome(said=(message("done.different", key=row.key),), data={"key": row.key})


@verb("merge", changes=True)
def merge(
    desk: Desk,
    keep: str,
    other: str,
    take: list[str] | None = None,
    note: str = "",
    dry_run: bool = False,
) -> Outcome:
    """Merge a training into the one that is kept; ``take`` says ``field=keep|other|both``.

    The other training is archived; ``dry_run`` only says what would be done.
    """
    study = desk.document.study
    plan = merge_plan(study, keep, other)
    takes = typed_takes(take or ())
    if dry_run:
        merge_edit(study, plan, _decided(plan, takes), _lineage(desk, plan, note))
    table = merge_table(study, plan, takes)
    said = [merge_sentence(plan)]
    if not dry_run:
        do_merge(desk, plan, takes, note)
        said.append(message("merge.done", keep=keep, other=other))
    return Outcome(said=tuple(said), tables=(table,))


def do_merge(desk: Desk, plan: MergePlan, takes: Mapping[str, Take], note: str = "") -> None:
    """Merge as planned, as one step; raises where a conflict is left undecided."""
    study = desk.document.study
    edit = merge_edit(study, plan, takes, _lineage(desk, plan, note))
    titles = {
        "kept": study.trainings.get(plan.keep).title[:80],
        "other": study.trainings.get(plan.other).title[:80],
    }
    desk.document.do(edit, message("step.merged", **titles))


def typed_takes(words: Sequence[str]) -> dict[str, Take]:
    """What ``field=keep|other|both`` words decide; :class:`UsageError` where one is not so."""
    takes: dict[str, Take] = {}
    for word in words:
        name, sign, value = word.rpartition("=")
        if not sign or value not in tuple(Take):
            raise UsageError("merge_take", value=word, known=tuple(map(str, Take)))
        takes[name.strip()] = Take(value)
    return takes


def _decided(plan: MergePlan, takes: Mapping[str, Take]) -> dict[str, Take]:
    """The takes with undecided conflicts as if the kept one stood: a dry run checks the rest."""
    return {conflict.key: Take.KEEP for conflict in plan.conflicts} | dict(takes)


def _lineage(desk: Desk, plan: MergePlan, reason: str) -> Lineage:
    rows = desk.document.study.lineages
    blank = Lineage(
        key=f"lin-{desk.new_key()}",
        rank=max((row.rank for row in rows), default=0) + 1,
        about=_ROOM,
        kind=LineageKind.MERGED,
        old=plan.other,
        new=plan.keep,
        decided_on=desk.today(),
        author=desk.author,
        reason=clean(reason),
    )
    return lineage_of(blank, plan)
