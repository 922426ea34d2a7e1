"""The verbs of kept scenarios: keep moves under a name, change, compare, adopt, write out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from planner.compute import scenarios as kept
from planner.compute.scenario_comparison import compare
from planner.edits import Drop
from planner.errors import InvalidInput
from planner.messages import message
from planner.tables.scenarios import (
    comparison_table,
    scenario_moves_table,
    scenarios_table,
    totals_table,
)
from planner.tables.whatif import move_message
from planner.text import search_key
from planner.watch import Watch
from ui.actions.desk import Desk
from ui.actions.movefile import moves_toml, read_moves
from ui.actions.outcome import Outcome, Plain, plain_table
from ui.actions.reading import DEFAULT_SCENARIO
from ui.actions.registry import verb

if TYPE_CHECKING:
    from typing import BinaryIO

    from planner.compute.moves import Move
    from planner.study import Scenario, Study


@verb("scenarios.list")
def list_scenarios(desk: Desk) -> Outcome:
    """The scenarios, with the needs that they use and the moves that they keep."""
    return Outcome(tables=(scenarios_table(desk.document.study),))


@verb("scenarios.show")
def show_scenario(desk: Desk, scenario: str) -> Outcome:
    """The moves that a scenario keeps, in words."""
    study = desk.document.study
    row = named(study, scenario)
    moves = kept.moves_of(study, row.key)
    said = () if moves else (message("scenarios.no_moves", scenario=row.name),)
    data: Plain = {
        "key": row.key,
        "name": row.name,
        "need_lines": list(row.need_lines),
        "seat_kind": row.seat_kind.value,
        "comment": row.comment,
        "moves": [desk.texts.say(move_message(study, move)) for move in moves],
    }
    table = scenario_moves_table(study, row.key)
    return Outcome(said=said, tables=(table,) if moves else (), data=data)


@verb("scenarios.keep", changes=True)
def keep_file(desk: Desk, name: str, moves: Path, scenario: str = DEFAULT_SCENARIO) -> Outcome:
    """Keep the moves of a TOML file as a scenario of its own, over the needs of another."""
    study = desk.document.study
    base = named(study, scenario)
    key = keep_moves(desk, base.key, name, read_moves(moves, study, desk.texts))
    return Outcome(said=(message("done.scenario_kept", name=name, key=key),), data={"key": key})


@verb("scenarios.rename", changes=True)
def rename(desk: Desk, scenario: str, name: str) -> Outcome:
    """Give a scenario another name."""
    row = named(desk.document.study, scenario)
    label = message("step.scenario_renamed", old=row.name, name=name)
    desk.document.do(kept.rename(row.key, name), label)
    return Outcome(said=(message("done.scenario_renamed", name=name),), data={"key": row.key})


@verb("scenarios.moves", changes=True)
def set_moves(desk: Desk, scenario: str, moves: Path) -> Outcome:
    """Let the moves of a TOML file stand for those that a scenario keeps."""
    study = desk.document.study
    row = named(study, scenario)
    told = read_moves(moves, study, desk.texts)
    change_moves(desk, row.key, told)
    said = message("done.scenario_changed", n=len(told), name=row.name)
    return Outcome(said=(said,), data={"key": row.key})


@verb("scenarios.export")
def export_moves(desk: Desk, scenario: str, out: Path) -> Outcome:
    """Write the moves of a scenario as a TOML file that ``what-if`` reads."""
    study = desk.document.study
    row = named(study, scenario)
    write_moves(kept.moves_of(study, row.key), out)
    return Outcome(said=(message("done.written", path=str(out)),), written=(out,))


@verb("scenarios.remove", changes=True)
def remove(desk: Desk, scenario: str) -> Outcome:
    """Remove a scenario with the moves that it keeps; its needs stay."""
    row = named(desk.document.study, scenario)
    label = message("step.scenario_removed", name=row.name)
    desk.document.do(Drop("scenarios", row.key), label)
    return Outcome(said=(message("done.scenario_removed", name=row.name),), data={"key": row.key})


@verb("scenarios.adopt", changes=True)
def adopt(desk: Desk, scenario: str) -> Outcome:
    """Make the moves of a scenario true: its rows enter the study as one step to undo."""
    study = desk.document.study
    row = named(study, scenario)
    moves = kept.moves_of(study, row.key)
    adopt_moves(desk, row.key, moves)
    said = message("done.scenario_adopted", n=len(moves), name=row.name)
    return Outcome(said=(said,), data={"key": row.key, "moves": len(moves)})


@verb("scenarios.compare")
def compare_scenarios(
    desk: Desk, scenarios: list[str], segment: str = "", watch: Watch | None = None
) -> Outcome:
    """Two to four scenarios side by side: coverage, shortfalls, places added, cost."""
    study = desk.document.study
    keys = [named(study, scenario).key for scenario in scenarios]
    made = compare(study, keys, watch)
    known = tuple(part.key for part in made.segments)
    if segment and segment not in known:
        raise InvalidInput("no_such_segment", value=segment[:80], known=known)
    families, totals = comparison_table(made, segment), totals_table(made, segment)
    return Outcome(
        tables=(families, totals),
        data={
            "scenarios": [{"key": side.key, "name": side.name} for side in made.sides],
            "families": plain_table(families, desk.texts),
            "totals": plain_table(totals, desk.texts),
        },
    )


def named(study: Study, told: str) -> Scenario:
    """The scenario of that key or name; InvalidInput lists those that there are."""
    found = study.scenarios.find(told)
    if found is not None:
        return found
    for row in study.scenarios:
        if search_key(row.name) == search_key(told):
            return row
    raise InvalidInput("unknown_scenario", scenario=told[:80], known=tuple(study.scenarios.keys()))


def keep_moves(desk: Desk, scenario: str, name: str, moves: Sequence[Move]) -> str:
    """Keep ``moves`` over the needs of ``scenario`` as a new one, and give its key; one step."""
    key, edit = kept.keep(desk.document.study, scenario, name, moves, desk.new_key)
    desk.document.do(edit, message("step.scenario_kept", name=name))
    return key


def change_moves(desk: Desk, scenario: str, moves: Sequence[Move]) -> None:
    """Let ``moves`` stand for those that a scenario keeps; one step."""
    study = desk.document.study
    label = message("step.scenario_changed", name=study.scenarios.get(scenario).name)
    desk.document.do(kept.change_moves(study, scenario, moves, desk.new_key), label)


def adopt_moves(desk: Desk, scenario: str, moves: Sequence[Move]) -> None:
    """Make ``moves`` true, and take them from the scenario where it keeps them; one step."""
    study = desk.document.study
    name = study.scenarios.get(scenario).name
    label = message("step.scenario_adopted", n=len(moves), name=name)
    desk.document.do(kept.adopt(study, scenario, moves), label)


def write_moves(moves: Sequence[Move], out: Path) -> None:
    """Write ``moves`` as a TOML file, whole or not at all.

    Raises:
        InvalidInput: there is none. ExportError: as ``write_atomically``.
    """
    if not moves:
        raise InvalidInput("scenario_without_moves")
    from exports.writing import write_atomically

    def fill(stream: BinaryIO) -> None:
        stream.write(moves_toml(moves).encode())

    write_atomically(out, fill)
