"""The verbs that compare editions and declare which row became which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.editions.account import Account, account
from planner.editions.comparison import COMPARED, EditionFate
from planner.editions.decomposition import Measure
from planner.editions.identity import LEVELS
from planner.editions.proposals import Proposal, declared, propose
from planner.edits import Batch, Put, apply
from planner.errors import InvalidInput, UsageError
from planner.messages import message
from planner.tables.account import account_sentences
from planner.tables.decomposition import decomposition_table
from planner.tables.editions import (
    breaks_table,
    edition_changes_table,
    edition_counts_table,
    edition_fields_table,
    lineages_table,
    proposals_table,
)
from planner.text import same_name_key
from planner.vocab import LineageKind
from planner.watch import Watch
from ui.actions import rowedits
from ui.actions.desk import Desk
from ui.actions.outcome import Outcome, Plain, plain, plain_table
from ui.actions.registry import verb

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planner.editions.comparison import RowChange
    from planner.editions.decomposition import Change, Decomposition
    from planner.messages import Message
    from planner.study import Edition, Lineage, Study
    from ui.actions.texts import Texts

#: The collections whose rows lineages may be about.
ABOUT = ("trainings", "families", "domains", "institutions", LEVELS)


@verb("edition.compare")
def compare_editions(
    desk: Desk,
    editions: list[str],
    scenario: str = "",
    collection: str = "",
    watch: Watch | None = None,
) -> Outcome:
    """What changed between two editions, or since one of them, and why the coverage did."""
    if not 1 <= len(editions) <= 2:
        raise UsageError("compare_two_editions", n=len(editions))
    if collection and collection not in COMPARED:
        raise UsageError("unknown_table", value=collection[:80], known=COMPARED)
    kept = desk.document.today.study  # an edition that lies on the desk keeps no others
    old = study_of(kept, editions[0])
    new = study_of(kept, editions[1]) if len(editions) > 1 else desk.document.study
    made = account(old, new, scenario, watch)
    changes = edition_changes_table(old, new, made.compared, collection)
    fields = edition_fields_table(old, new, _stayed(made, collection))
    tables = [edition_counts_table(made.compared), changes, fields, breaks_table(new, made.breaks)]
    if made.made is not None:
        tables += [decomposition_table(made.made, measure) for measure in Measure]
    said = account_sentences(made)
    return Outcome(said, tuple(tables), data=account_data(made, said, desk.texts, collection))


@verb("lineages.list")
def list_lineages(desk: Desk) -> Outcome:
    """The lineages that were declared: which row of a former edition became which."""
    return Outcome(tables=(lineages_table(desk.document.study),))


@verb("lineages.propose")
def propose_lineages(desk: Desk, edition: str) -> Outcome:
    """Rows that are gone since an edition, and the new ones that look like them."""
    study = desk.document.study
    old = study_of(desk.document.today.study, edition)
    found = propose(old, study)
    table = proposals_table(old, study, found)
    data: Plain = [
        {"about": one.about, "kind": one.kind.value, "old": one.old, "new": one.new,
         "score": one.score}
        for one in found
    ]  # fmt: skip
    said = () if found else (message("lineages.none_to_propose"),)
    return Outcome(said, (table,) if found else (), data=data)


@verb("lineages.declare", changes=True)
def declare_lineage(
    desk: Desk, about: str, kind: LineageKind, old: str, new: str, reason: str = ""
) -> Outcome:
    """Declare that a row of a former edition lives on as another one."""
    if about not in ABOUT:
        raise UsageError("unknown_table", value=about[:80], known=ABOUT)
    _check_end(desk.document.study, about, new)
    (row,) = _lineages(desk, [Proposal(about, kind, old, new, 100)], reason)
    desk.document.do(Put("lineages", row), message("step.lineages", n=1))
    return Outcome((message("done.lineages", n=1),), data={"key": row.key})


@verb("lineages.drop", changes=True)
def drop_lineage(desk: Desk, key: str) -> Outcome:
    """Take a lineage back; the rows stay as they are."""
    rowedits.remove(desk, "lineages", key)
    return Outcome((message("done.removed", key=key),), data={"key": key})


def declare_all(desk: Desk, proposals: Sequence[Proposal], reason: str = "") -> None:
    """Declare several lineages as one step of the history; raises as ``declared``."""
    edits = Batch(tuple(Put("lineages", row) for row in _lineages(desk, proposals, reason)))
    desk.document.do(edits, message("step.lineages", n=len(proposals)))


def edition_named(study: Study, told: str) -> Edition:
    """The edition of that key or name; InvalidInput lists those that there are."""
    for row in study.editions:
        if row.key == told or same_name_key(row.name) == same_name_key(told):
            return row
    known = tuple(row.name for row in study.editions)
    raise InvalidInput("unknown_edition", edition=told[:80], known=known)


def study_of(study: Study, told: str) -> Study:
    """The study that an edition froze, by its key or name; raises as ``edition_named``."""
    from db.editions import opened  # it loads the database: only when needed

    return opened(edition_named(study, told))


def account_data(
    made: Account, said: Iterable[Message], texts: Texts, collection: str = ""
) -> Plain:
    """An account for a machine; parts are exact fractions written as ``1/3``."""
    old, new = made.old, made.new
    fields = edition_fields_table(old, new, _stayed(made, collection))
    return {
        "scenario": made.scenario,
        "sentences": [texts.say(sentence) for sentence in said],
        "counts": {
            room: {fate.value: n for fate, n in made.compared.counts(room).items()}
            | {"unchanged": same}
            for room, same in made.compared.unchanged.items()
        },
        "changes": [
            {"collection": one.collection, "fate": one.fate.value, "old": list(one.old),
             "new": list(one.new), "fields": [field.field for field in one.fields]}
            for one in made.compared.changes
            if collection in ("", one.collection)
        ],
        "fields": plain_table(fields, texts),
        "breaks": [
            {"kind": one.kind.value, "said": texts.say(one.said),
             "figures": [figure.value for figure in one.figures],
             "families": list(one.families), "levels": list(one.levels)}
            for one in made.breaks
        ],
        "decomposition": None if made.made is None else _decomposition(made.made, texts),
    }  # fmt: skip


def _decomposition(made: Decomposition, texts: Texts) -> Plain:
    return [
        {
            "scope": line.scope.key,
            "measure": line.measure.value,
            "worst": _change(line.worst, texts),
            "best": _change(line.best, texts),
        }
        for line in made.lines
    ]


def _change(change: Change, texts: Texts) -> Plain:
    exact = {
        group.value: None if part is None else str(part) for group, part in change.parts.items()
    }
    return {
        "before": plain(change.before, texts),
        "after": plain(change.after, texts),
        "parts": {group.value: plain(part, texts) for group, part in change.parts.items()},
        "exact": exact,
        "why": None if change.why is None else texts.say(change.why),
    }


def _stayed(made: Account, collection: str) -> list[RowChange]:
    """The rows that stayed themselves, of one collection where it is named."""
    fates = (EditionFate.CHANGED, EditionFate.RENAMED)
    return [
        one
        for one in made.compared.changes
        if one.fate in fates and collection in ("", one.collection)
    ]


def _lineages(desk: Desk, proposals: Sequence[Proposal], reason: str) -> list[Lineage]:
    found: list[Lineage] = []
    study = desk.document.study
    for one in proposals:
        row = declared(
            study, one.about, one.kind, one.old, one.new,
            key=f"lin-{desk.new_key()}", today=desk.today(), author=desk.author, reason=reason,
        )  # fmt: skip
        study = apply(study, Put("lineages", row)).study
        found.append(row)
    return found


def _check_end(study: Study, about: str, key: str) -> None:
    """What lives on must be there; the row that it was need not be."""
    if about == LEVELS:
        if key not in map(str, range(1, 9)):
            raise InvalidInput("no_such_level", value=key[:20])
    else:
        rowedits.row_of(study, about, key)
