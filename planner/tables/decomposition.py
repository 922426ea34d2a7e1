"""Why the coverage changed between two editions: what each group of causes has of it, as a table.

Parts of a coverage are in points (hundredths), those of a shortfall in people. They are exact
fractions that add up; only what is shown is rounded.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from planner.editions.decomposition import Change, Decomposition, Group, Line, Measure, Scope
from planner.findings import Place
from planner.messages import message
from planner.tables.table import Column, Format, Row, Table
from planner.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planner.messages import Message, Value

POINTS = Fraction(100)
ENDS = ("worst", "best")


def _column(key: str, shape: Format = Format.SAID, unit: str = "", width: int = 14) -> Column:
    return Column(key, message(f"table.decomposition.{key}"), shape, unit, width=width)


def decomposition_table(made: Decomposition, measure: Measure) -> Table:
    """Each kind, level and family with its figure before and after, and the part of each group.

    A line an end: the worst one, then the best one; what is not known says why.
    """
    lines = [line for line in made.lines if line.measure is measure]
    return Table(
        f"decomposition_{measure}",
        message(f"table.decomposition.{measure}.title", scenario=made.name),
        tuple(_columns(measure)),
        tuple(_rows(lines)),
        decomposition_notes(made),
    )


def line_table(made: Decomposition, line: Line) -> Table:
    """One scope alone: a line a group, the worst and the best end side by side."""
    unit = "point" if line.measure is Measure.COVERAGE else "person"
    columns = (
        _column("step", width=30),
        *(Column(end, word_of_end(end), Format.DECIMAL, unit, width=16) for end in ENDS),
    )
    steps: list[tuple[Message, list[Value]]] = []
    for code in ("before", *Group, "after"):
        said = word(code) if isinstance(code, Group) else message(f"table.decomposition.{code}")
        steps.append((said, [_step(getattr(line, end), code, line.measure) for end in ENDS]))
    rows = tuple(Row((said, *values), _place(line.scope)) for said, values in steps)
    title = message("table.decomposition.line", scope=scope_name(line.scope))
    whys = (change.why for change in (line.worst, line.best) if change.why is not None)
    notes = (*dict.fromkeys(whys), *decomposition_notes(made))
    return Table(f"decomposition.{line.scope.key}.{line.measure}", title, columns, rows, notes)


def decomposition_notes(made: Decomposition) -> tuple[Message, ...]:
    """How the change is shared, what the groups hold, and which of them did not change."""
    same = tuple(word(group) for group in Group if group not in made.changed)
    unchanged = (message("note.decomposition.unchanged", n=len(same), groups=same),) if same else ()
    return (
        message("note.decomposition.shapley"),
        message("note.decomposition.groups"),
        message("note.decomposition.ends"),
        *unchanged,
    )


def scope_name(scope: Scope) -> Message:
    """A scope in words: the kind alone, with a level, with families too."""
    kind, names = word(scope.kind), (" + ".join(scope.names))
    if not scope.levels:
        return message("decomposition.scope.kind", kind=kind)
    levels: tuple[Value, ...] = tuple(map(str, scope.levels))
    values: dict[str, Value] = {"kind": kind, "levels": levels, "n": len(levels)}
    if not scope.families:
        return message("decomposition.scope.level", **values)
    return message("decomposition.scope.family", name=names, **values)


def decomposition_sentence(line: Line) -> Message:
    """What became of one figure at its worst end, and by what the most."""
    change, where = line.worst, scope_name(line.scope)
    code = f"decomposition.{line.measure}"
    if change.total is None or change.before is None or change.after is None:
        return message(f"{code}.unknown", where=where, why=change.why)
    values: dict[str, Value] = {
        "where": where,
        "before": as_shown(change.before, line.measure),
        "after": as_shown(change.after, line.measure),
    }
    told = tuple(_told(change, line.measure))
    if not told:
        return message(f"{code}.same", **values)
    return message(code, parts=told, **values)


def signed(part: Fraction, measure: Measure) -> Message:
    """A part with its sign and unit: points of coverage, or people."""
    if measure is Measure.COVERAGE:
        amount: Fraction = Fraction(round(abs(part) * POINTS * 10), 10)
        unit = "points"
    else:
        amount, unit = Fraction(round(abs(part))), "people"
    if not amount:
        return message(f"part.{unit}.{'none' if not part else 'little'}")
    return message(f"part.{unit}.{'up' if part > 0 else 'down'}", n=amount)


def as_shown(figure: Fraction, measure: Measure) -> Message:
    """A coverage as a percentage, a shortfall as people."""
    if measure is Measure.COVERAGE:
        return message("figure.share", share=figure)
    return message("decomposition.people", n=Fraction(round(figure)))


def word_of_end(end: str) -> Message:
    """What an end is called: at worst, or at best."""
    return message(f"decomposition.{end}")


def _columns(measure: Measure) -> Iterator[Column]:
    of_part = "point" if measure is Measure.COVERAGE else "person"
    figure = Format.PERCENT if measure is Measure.COVERAGE else Format.DECIMAL
    unit = "" if measure is Measure.COVERAGE else "person"
    yield _column("scope", width=44)
    yield _column("end", width=10)
    yield _column("before", figure, unit)
    for group in Group:
        yield Column(group, word(group), Format.DECIMAL, of_part, width=14)
    yield _column("after", figure, unit)
    yield _column("total", Format.DECIMAL, of_part)
    yield _column("why", width=50)


def _rows(lines: Iterable[Line]) -> Iterator[Row]:
    for line in lines:
        for end in ENDS:
            change: Change = getattr(line, end)
            parts = (_scaled(change.parts[group], line.measure) for group in Group)
            values: tuple[Value, ...] = (
                scope_name(line.scope),
                word_of_end(end),
                change.before,
                *parts,
                change.after,
                _scaled(change.total, line.measure),
                "" if change.why is None else change.why,
            )
            yield Row(values, _place(line.scope))


def _scaled(part: Fraction | None, measure: Measure) -> Fraction | None:
    return part * POINTS if part is not None and measure is Measure.COVERAGE else part


def _step(change: Change, code: str, measure: Measure) -> Fraction | None:
    if isinstance(code, Group):
        return _scaled(change.parts[code], measure)
    return _scaled(change.before if code == "before" else change.after, measure)


def _told(change: Change, measure: Measure) -> Iterator[Message]:
    """The parts that are not nothing, the greatest first."""
    known = [(group, part) for group, part in change.parts.items() if part]
    for group, part in sorted(known, key=lambda one: -abs(one[1])):
        said = signed(part, measure)
        yield message("decomposition.part", group=word(group), part=said)


def _place(scope: Scope) -> Place | None:
    return Place("families", scope.families[0]) if scope.families else None
