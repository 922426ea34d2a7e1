"""The matrix of one allocation as a table, and how a share is written so that nothing is rounded.

A share that a percentage with two decimals tells exactly is written so; any other is preceded by
"about", and stands beside its fraction.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from planner.compute.gap_sentences import family_name
from planner.fields import label_code
from planner.findings import Place
from planner.messages import message
from planner.tables.table import Column, Format, Row, Table

if TYPE_CHECKING:
    from planner.compute.allocations import Matrix
    from planner.messages import Message, Value
    from planner.study import Study

_FINE = 100  # hundredths of a percent


def share_words(share: Fraction) -> Message:
    """A share as a percentage with at most two decimals; "about" where that is not the whole."""
    percents = share * 100
    if (percents * _FINE).denominator == 1:
        return message("share.percent", amount=percents)
    return message("share.about", amount=Fraction(round(percents * _FINE), _FINE))


def exact_words(share: Fraction) -> Message:
    """A share as a percentage where that is exact, else as a fraction with it: "9/31"."""
    said = share_words(share)
    return said if said.code == "share.percent" else message("share.fraction", share=str(share))


def full_words(share: Fraction) -> Message:
    """A share as its fraction and, where that is rounded, the percentage too."""
    said = share_words(share)
    if said.code == "share.percent":
        return said
    return message("share.both", share=str(share), percent=said)


def sum_message(made: Matrix) -> Message:
    """What the shares add up to: all of the need, too little or too much."""
    if made.remainder > 0:
        code = "allocation.sum.partial"
        return message(code, total=full_words(made.total), left=full_words(made.remainder))
    if made.remainder < 0:
        code = "allocation.sum.over"
        return message(code, total=full_words(made.total), excess=full_words(-made.remainder))
    return message("allocation.sum.whole", total=full_words(made.total))


def matrix_table(study: Study, made: Matrix, *, as_fractions: bool = False) -> Table:
    """Families by levels with the sum of each; cells that bear nothing are blank.

    ``as_fractions`` writes shares exactly where a percentage rounds them. The last line, without
    a place, sums each level; its last cell is the sum of the allocation.
    """
    write = exact_words if as_fractions else share_words
    columns = (
        Column("family", message(label_code("allocation_shares", "family")), width=26),
        *(
            Column(str(level), message(f"level.short.{level}"), Format.PERCENT, width=9)
            for level in made.levels
        ),
        Column("total", message("table.matrix.total"), Format.PERCENT, width=9),
    )
    rows = [
        Row(
            (
                family_name(study, family),
                *(_cell(made.share(family, level), as_fractions) for level in made.levels),
                _cell(made.of_family(family), as_fractions),
            ),
            Place("families", family),
        )
        for family in made.families
    ]
    sums: tuple[Value, ...] = tuple(
        _cell(made.of_level(level), as_fractions) for level in made.levels
    )
    rows.append(Row((message("table.matrix.total"), *sums, write(made.total))))
    name = study.allocations.get(made.allocation).name
    title = message("table.matrix", name=name)
    notes = (sum_message(made), message("note.allocations"))
    return Table("matrix", title, columns, tuple(rows), notes)


def _cell(share: Fraction, as_fractions: bool) -> Value:
    if not share:
        return ""
    return exact_words(share) if as_fractions else share_words(share)
