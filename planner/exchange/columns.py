"""What the columns of a table are, proposed from their headings; a person has the last word.

A heading is known because a person said so before, because it is what we call a column, because it
is one of the words that schools use for it, or because it is nearly one of these. No column is
proposed twice: the surest heading has it, and the others say so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from planner.exchange.grids import EMPTY, CellKind, column_letters
from planner.exchange.layout import KEY, Part, column_of, columns_for, full_heading, heading
from planner.fields import FIELDS, label_code
from planner.text import search_key
from planner.vocab import ChoiceScope

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from planner.exchange.grids import Grid, SheetCell
    from planner.messages import Speaker
    from planner.study import Study

#: The least likeness, out of 100, of a heading that is proposed. Chosen on 66 headings such as
#: schools write (``tests/planner/exchange/headings.py``): from 80 to 86 none is proposed wrongly
#: and two are missed; at 78 "Niveau d'entrée" is taken for the level.
THRESHOLD = 84
#: Rows among which the headings are looked for.
HEADING_ROWS = 30
_YEAR = re.compile(r"(?<!\d)(19[9]\d|20\d\d)(?!\d)")
_SIGNS = re.compile(r"[^\w\s]+")
_APART = "|"
_LONGEST = 200  # characters of a heading
_NEARLY = 99  # words that differ are never wholly alike


class How(StrEnum):
    """Why a heading is thought to be a column, the surest first."""

    CHOSEN = "chosen"  # a person said so
    EXACT = "exact"  # it is what we call the column
    KNOWN = "known"  # one of the words for it
    NEAR = "near"  # nearly one of these
    TWICE = "twice"  # another heading is the column more surely
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A heading and the column that it is thought to be.

    ``place`` is counted from 1; ``name`` tells the heading apart from others on the sheet;
    ``code`` is empty where nothing is proposed or the column is left out. ``score`` is how alike
    the words are, out of 100.
    """

    place: int
    name: str
    heading: str
    code: str
    how: How
    score: int = 0


@dataclass(slots=True)
class Names:
    """What each column may be called, in search form, and how surely: its own names come first."""

    codes: dict[str, str] = field(default_factory=dict)
    how: dict[str, How] = field(default_factory=dict)
    places: frozenset[str] = frozenset()
    filler: frozenset[str] = frozenset()
    _short: dict[str, str] = field(default_factory=dict)

    def add(self, code: str, words: Iterable[str], how: How) -> None:
        """Let words name a column, unless they name another one already."""
        for word in words:
            name = bare(word)
            if name and name not in self.codes:
                self.codes[name], self.how[name] = code, how
                self._short.setdefault(self._shortened(name), code)

    def find(self, text: str) -> tuple[str, How, int]:
        """The column that a heading names, how surely, and how alike the words are."""
        name = bare(text)
        if name in self.codes:
            return self.codes[name], self.how[name], 100
        if not name or len(name) > _LONGEST:
            return "", How.NONE, 0
        year = self._year(name)
        if year:
            return year
        best = self._nearest(name, self._short)
        return (self._short[best[0]], How.NEAR, best[1]) if best else ("", How.NONE, 0)

    def _nearest(self, name: str, known: Iterable[str]) -> tuple[str, int] | None:
        """The known name most like another, words in any order and those that say nothing left."""
        short = self._shortened(name)
        scorer = fuzz.token_sort_ratio
        best = process.extractOne(short, list(known), scorer=scorer, score_cutoff=THRESHOLD)
        return (best[0], min(round(best[1]), _NEARLY)) if best else None

    def _shortened(self, name: str) -> str:
        """A name without the words that say nothing, unless it has no other."""
        return " ".join(word for word in name.split() if word not in self.filler) or name

    def year(self, text: str) -> str:
        """The places of a year that a heading surely names; empty where it names none."""
        found = self._year(bare(text)) if len(text) <= _LONGEST else None
        return found[0] if found is not None and found[1] is How.KNOWN else ""

    def _year(self, name: str) -> tuple[str, How, int] | None:
        """Places of a year: one of the words for places, and the year; of a school year, its first.

        A bare year may be anything: it is only near.
        """
        years = _YEAR.findall(name)
        if not years:
            return None
        rest = " ".join(_YEAR.sub(" ", name).split())
        code = f"seats:{years[0]}"
        if not rest:
            return code, How.NEAR, THRESHOLD
        best = self._nearest(rest, self.places)
        if best is None:
            return None
        return code, *((How.KNOWN, 100) if rest in self.places else (How.NEAR, best[1]))


def bare(text: str) -> str:
    """A heading in search form, without signs: "Durée (en mois) *" is "duree en mois"."""
    return " ".join(_SIGNS.sub(" ", search_key(text)).split())


def layout_names(
    study: Study,
    speakers: Sequence[Speaker],
    years: Iterable[int],
    institution: str | None = None,
) -> Names:
    """What the columns of an institution's workbook may be called, in the speakers' languages.

    What a person chose before comes first: for the institution, then for everybody.
    """
    names = Names(filler=frozenset(map(search_key, _words(speakers, "import.filler"))))
    for of in (institution, None) if institution else (None,):
        for choice in study.import_choices:
            if choice.scope is ChoiceScope.COLUMN and choice.institution == of:
                names.add(choice.taken, (choice.given,), How.CHOSEN)
    also = [row.key for row in study.domains]
    columns = [column for column in columns_for(study, years, also) if column is not KEY]
    for column in (KEY, *columns):
        names.add(column.code, (column.code,), How.EXACT)
        for speaker in speakers:
            told = (full_heading(study, column), heading(study, column))
            names.add(column.code, map(speaker.say, told), How.EXACT)
    for column in (KEY, *columns):
        if column.part in (Part.KEY, Part.FIELD):
            names.add(column.code, _words(speakers, f"import.known.{column.code}"), How.KNOWN)
    _name_families(names, study)
    names.places = frozenset(map(bare, _words(speakers, "import.known.seats")))
    return names


def collection_names(collection: str, speakers: Sequence[Speaker]) -> Names:
    """What the fields of a collection may be called: their labels and their keys."""
    names = Names()
    for declared in FIELDS[collection]:
        label = label_code(collection, declared.key)
        words = (declared.key, *(speaker.say(label) for speaker in speakers))
        names.add(declared.key, words, How.EXACT)
    return names


def _name_families(names: Names, study: Study) -> None:
    for row in study.families:
        words = (row.short_name, row.printed_name, *row.name.split("/"))
        names.add(f"family:{row.key}", words, How.KNOWN)


def _words(speakers: Sequence[Speaker], code: str) -> Iterator[str]:
    for speaker in speakers:
        yield from speaker.say(code).split(_APART)


def heading_row(grid: Grid, names: Names) -> int:
    """The row of the headings, counted from 1; 0 where no row among the first names a column.

    It is the row that names most columns surely; the higher one where two name as many.
    """
    best, most = 0, 0
    for number, row in enumerate(grid.rows[:HEADING_ROWS], 1):
        known = {names.codes[name] for name in map(_bare_cell, row) if name in names.codes}
        known |= {code for cell in row if (code := names.year(_said(cell)))}
        if len(known) > most:
            best, most = number, len(known)
    return best


def best_sheet(grids: Sequence[Grid], names: Names) -> tuple[Grid, int] | None:
    """The sheet that is the table, with the row of its headings; None where none has any.

    It names most columns; one that its author sees goes before one that is hidden, and one with
    rows below the headings before one without.
    """
    found = []
    for place, grid in enumerate(grids):
        row = heading_row(grid, names)
        if row:
            known = {names.codes.get(_bare_cell(cell), "") for cell in grid.rows[row - 1]} - {""}
            has_rows = len(grid.rows) > row
            found.append((has_rows, not grid.is_hidden, len(known), -place, row))
    if not found:
        return None
    *_, place, row = max(found)
    return grids[-place], row


def proposals(
    grid: Grid, row: int, names: Names, chosen: Mapping[str, str] | None = None
) -> tuple[Proposal, ...]:
    """Each heading of a row with the column that it is thought to be, in the order of the sheet.

    ``chosen`` are the columns that a person gave to headings by name, "" to leave one out: they
    hold against anything else.
    """
    chosen = chosen or {}
    made = []
    for place, name, text in _headings(grid, row):
        if name in chosen:
            made.append(Proposal(place, name, text, chosen[name], How.CHOSEN, 100))
        else:
            made.append(Proposal(place, name, text, *names.find(text)))
    order = {how: number for number, how in enumerate(How)}
    taken: set[str] = set()
    kept: dict[int, Proposal] = {}
    for each in sorted(made, key=lambda p: (p.name not in chosen, order[p.how], -p.score, p.place)):
        is_twice = bool(each.code) and each.code in taken
        kept[each.place] = _twice(each) if is_twice else each
        taken.add(each.code)
    return tuple(kept[each.place] for each in made)


def example(grid: Grid, row: int, place: int) -> str:
    """What stands first in a column below its heading, as it reads; empty where nothing does."""
    for cells in grid.rows[row:]:
        cell = cells[place - 1] if place <= len(cells) else EMPTY
        if cell.kind is not CellKind.EMPTY:
            value = cell.value
            whole = int(value) if isinstance(value, float) and value.is_integer() else value
            return " ".join(str(whole).split())
    return ""


def filled_rows(grid: Grid) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """The rows among which the headings are looked for that hold anything, with their words."""
    found = []
    for number, cells in grid.filled():
        if number > HEADING_ROWS:
            break
        found.append((number, tuple(filter(None, map(_said, cells)))))
    return tuple(found)


def known_code(study: Study, code: str) -> bool:
    """Whether a code is a column of an institution's workbook; "" leaves a heading out."""
    return not code or column_of(study, code) is not None


def _twice(each: Proposal) -> Proposal:
    return Proposal(each.place, each.name, each.heading, "", How.TWICE, each.score)


def _headings(grid: Grid, row: int) -> Iterator[tuple[int, str, str]]:
    """The headings with their places and names: one that comes again bears its column's letters."""
    texts = [_said(cell) for cell in grid.rows[row - 1]]
    for place, text in enumerate(texts, 1):
        if text:
            is_alone = texts.count(text) == 1
            yield place, text if is_alone else f"{text} [{column_letters(place)}]", text


def _said(cell: SheetCell) -> str:
    """A heading as it reads: its lines in one; a year may stand as a number."""
    if cell.kind in (CellKind.TEXT, CellKind.NUMBER):
        return " ".join(str(cell.value).split())
    return ""


def _bare_cell(cell: SheetCell) -> str:
    return bare(_said(cell))
