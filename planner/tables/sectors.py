"""Sectors by period, and the table of one sector as the study prints it, with its signs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.fields import label_code
from planner.findings import Place
from planner.messages import message
from planner.tables.table import Column, Format, Row, Table
from planner.vocab import ProjectionLine as Line
from planner.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planner.compute.projections import Identity, SectorProjection, SignedCell
    from planner.compute.signs import Equation, SignReason
    from planner.messages import Message, Value
    from planner.study import Sector, Study

#: The lines whose periods can be added: people to recruit, people to make aware.
_ADDED = (Line.RECRUITED, Line.AWARENESS)


def sectors_table(study: Study, projections: Sequence[SectorProjection]) -> Table:
    """Every analysed sector: its total each year, its people over all periods, its equalities.

    A sector without a table is shown, all unknown, with the words that say so; the last line adds
    up the sectors that have one.
    """
    years = _total_years(projections)
    columns = (
        Column("sector", message(label_code("projections", "sector")), width=40),
        *(_total_column(year) for year in years),
        *(Column(line, message(f"table.sectors.{line}"), Format.INTEGER) for line in _ADDED),
        Column("identities", message("table.sectors.identities"), Format.SAID, width=20),
        Column("recovered", message("table.sectors.recovered"), Format.INTEGER),
    )
    told = {table.sector: table for table in projections}
    shown = [s for s in study.sectors if s.is_analysed or s.key in told]
    rows = [_sector(sector, told.get(sector.key), years) for sector in shown]
    if projections:
        rows.append(_sum(projections, years))
    notes = (message("note.sectors"), message("note.signs"))
    return Table("sectors", message("table.sectors", n=len(shown)), columns, tuple(rows), notes)


def sector_table(study: Study, projection: SectorProjection) -> Table:
    """One sector's table: a line of the print each, a column a year; a star marks a sign restored.

    A year that the print leaves out of a line is blank, a sign that is not told unknown. The place
    of a line is that of its first cell.
    """
    years = sorted({cell.year for cell in projection.cells})
    columns = (
        Column("counted", message(label_code("projections", "line")), Format.SAID, width=52),
        *(_year_column(year) for year in years),
    )
    rows = tuple(_line(projection, line, years) for line in Line if _cells(projection, line))
    name = study.sectors.get(projection.sector).name
    title = message("table.sector", sector=name)
    return Table("sector", title, columns, rows, (message("note.star"), message("note.signs")))


def cell_of(projection: SectorProjection, line: int, column: str) -> SignedCell | None:
    """The cell on a line (from 0) and in a column of :func:`sector_table`; None where none is."""
    shown = [_cells(projection, one) for one in Line if _cells(projection, one)]
    if not 0 <= line < len(shown):
        return None
    return next((cell for cell in shown[line] if str(cell.year) == column), None)


def sign_sentences(reason: SignReason) -> tuple[Message, ...]:
    """Why a cell has its sign, then what each equality says with it and with the other sign."""
    cell = reason.cell
    first = message(
        f"sign.{reason.origin}", line=word(cell.line), year=cell.year, people=cell.value
    )
    is_recovered = cell.is_recovered
    return (first, *(_equation(one, is_recovered=is_recovered) for one in reason.equations))


def sector_sentences(
    study: Study, projections: Sequence[SectorProjection], key: str = ""
) -> tuple[Message, ...]:
    """How the figures of :func:`sectors_table` are made, for the sector ``key`` or for the sum."""
    missing = [s.name for s in study.sectors if s.is_analysed and not _has_table(projections, s)]
    if key and not projections:
        return (message("needs.sector.missing", sector=study.sectors.get(key).name),)
    said = [_formula(projections[0], line) for line in _ADDED] if key else []
    if not key:
        said.append(message("needs.sectors.sum.made", n=len(projections)))
        said += [message("needs.sectors.sum.missing", sector=name) for name in missing]
    identities = [(table, one) for table in projections for one in table.identities]
    held = sum(one.holds is True for _, one in identities)
    said.append(message("quality.identities_held", held=held, n=len(identities)))
    said += [_broken(study, table, one) for table, one in identities if one.holds is False]
    return tuple(said)


def _has_table(projections: Sequence[SectorProjection], sector: Sector) -> bool:
    return any(table.sector == sector.key for table in projections)


def _formula(projection: SectorProjection, line: Line) -> Message:
    """How a sum over periods is made; unknown where a cell of it is."""
    numbers = [cell.value for cell in _cells(projection, line)]
    known = [number for number in numbers if number is not None]
    total = _whole(numbers)
    if total is None:
        return message("needs.sector.formula.unknown", line=word(line))
    return message("needs.sector.formula", line=word(line), sum=_added(known), total=total)


def _broken(study: Study, table: SectorProjection, one: Identity) -> Message:
    return message(
        "needs.sector.broken",
        sector=study.sectors.get(table.sector).name,
        identity=message(f"identity.{one.name}"),
        year=one.year,
        left=one.left,
        right=one.right,
    )


def _equation(one: Equation, *, is_recovered: bool) -> Message:
    code = "sign.equation" if one.holds else "sign.equation.broken"
    said = message(
        code,
        identity=message(f"identity.{one.name}"),
        year=one.year,
        left=one.left,
        sum=_added(one.right),
        right=sum(one.right),
    )
    if not (is_recovered and one.holds):
        return said
    return message(
        "sign.equation.flipped",
        equation=said,
        sum=_added(one.flipped),
        left=one.flipped_left,
        right=sum(one.flipped),
    )


def _added(terms: Sequence[int]) -> Message:
    """The terms as a sum in writing: "a + b − c"."""
    first, *others = terms
    said = message("sum.first", term=first)
    for term in others:
        said = message("sum.minus" if term < 0 else "sum.plus", sum=said, term=abs(term))
    return said


def _total_years(projections: Iterable[SectorProjection]) -> list[int]:
    cells = (cell for table in projections for cell in table.cells)
    return sorted({cell.year for cell in cells if cell.line is Line.TOTAL})


def _total_column(year: int) -> Column:
    return Column(f"total_{year}", message("table.sectors.total", year=year), Format.INTEGER)


def _year_column(year: int) -> Column:
    return Column(str(year), message("table.sector.year", year=year), Format.INTEGER, width=14)


def _sector(sector: Sector, projection: SectorProjection | None, years: Sequence[int]) -> Row:
    place = Place("sectors", sector.key)
    if projection is None:
        unknown: tuple[Value, ...] = (None,) * (len(years) + len(_ADDED))
        return Row((sector.name, *unknown, message("table.sectors.none"), None), place)
    held = sum(one.holds is True for one in projection.identities)
    values = (
        *(projection.value(Line.TOTAL, year) for year in years),
        *(_people(projection, line) for line in _ADDED),
        message("table.sectors.held", held=held, n=len(projection.identities)),
        len(projection.recovered),
    )
    return Row((sector.name, *values), place)


def _sum(projections: Sequence[SectorProjection], years: Sequence[int]) -> Row:
    identities = [one for table in projections for one in table.identities]
    held = sum(one.holds is True for one in identities)
    values = (
        *(_whole([table.value(Line.TOTAL, year) for table in projections]) for year in years),
        *(_whole([_people(table, line) for table in projections]) for line in _ADDED),
        message("table.sectors.held", held=held, n=len(identities)),
        sum(len(table.recovered) for table in projections),
    )
    return Row((message("table.sectors.sum", n=len(projections)), *values))


def _people(projection: SectorProjection, line: Line) -> int | None:
    return _whole([cell.value for cell in _cells(projection, line)])


def _whole(numbers: Sequence[int | None]) -> int | None:
    """The sum; unknown where a number is missing or none is there."""
    known = [number for number in numbers if number is not None]
    return sum(known) if known and len(known) == len(numbers) else None


def _cells(projection: SectorProjection, line: Line) -> tuple[SignedCell, ...]:
    return tuple(cell for cell in projection.cells if cell.line is line)


def _line(projection: SectorProjection, line: Line, years: Sequence[int]) -> Row:
    cells = {cell.year: cell for cell in _cells(projection, line)}
    values = tuple(_shown(cells.get(year)) for year in years)
    return Row((word(line), *values), Place("projections", cells[min(cells)].key))


def _shown(cell: SignedCell | None) -> Value:
    if cell is None:
        return ""
    if cell.is_recovered:
        return message("table.sector.recovered", people=cell.value)
    return cell.value
