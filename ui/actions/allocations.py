"""The verbs of an allocation: its matrix, one cell of it, and what is left over."""

from __future__ import annotations

import re
from fractions import Fraction

from planner.compute.allocations import LEVELS, Matrix, give_remainder, matrix, set_share
from planner.compute.gap_sentences import family_name
from planner.errors import InvalidInput
from planner.fields import field_of
from planner.messages import Message, message
from planner.tables.allocations import full_words, matrix_table, share_words, sum_message
from planner.text import clean
from ui.actions import rowedits
from ui.actions.desk import Desk
from ui.actions.outcome import Outcome, Plain
from ui.actions.parsing import parse
from ui.actions.registry import verb

_SPACES = re.compile(r"[\s\u00a0\u202f\u2009']")


@verb("allocations.show")
def show_allocation(desk: Desk, key: str) -> Outcome:
    """The matrix of an allocation: families by levels, with their sums and what is left."""
    study = desk.document.study
    rowedits.row_of(study, "allocations", key)
    made = matrix(study, key)
    return Outcome(
        said=(sum_message(made),),
        tables=(matrix_table(study, made, as_fractions=True),),
        data=_data(made),
    )


@verb("allocations.set", changes=True)
def set_allocation(desk: Desk, key: str, family: str, level: int, share: str) -> Outcome:
    """Let a family at a level bear a share of an allocation; 0 takes it away."""
    return _told(desk, key, set_cell(desk, key, (family, level), share))


@verb("allocations.remainder", changes=True)
def give_allocation(desk: Desk, key: str, family: str, level: int) -> Outcome:
    """Let a family at a level bear what an allocation leaves over."""
    return _told(desk, key, give_rest(desk, key, (family, level)))


def set_cell(desk: Desk, key: str, cell: tuple[str, int], typed: str) -> Matrix:
    """Let a cell of an allocation bear the share that was typed; one step of the history."""
    study = desk.document.study
    rowedits.row_of(study, "allocations", key)
    cell = _known(desk, cell)
    share = typed_share(typed)
    edit = set_share(study, key, cell, share, f"share-{desk.new_key()}")
    desk.document.do(edit, _label(desk, key, cell, share))
    return matrix(desk.document.study, key)


def give_rest(desk: Desk, key: str, cell: tuple[str, int]) -> Matrix:
    """Let a cell of an allocation bear what is left over; one step of the history."""
    study = desk.document.study
    rowedits.row_of(study, "allocations", key)
    cell = _known(desk, cell)
    edit = give_remainder(study, key, cell, f"share-{desk.new_key()}")
    before = matrix(study, key)
    share = before.share(*cell) + before.remainder
    desk.document.do(edit, _label(desk, key, cell, share))
    return matrix(desk.document.study, key)


def typed_share(typed: str) -> Fraction:
    """The share that a person means: ``12,5`` and ``12,5 %`` are percentages, ``9/31`` a fraction.

    Nothing typed is no share. A number above 0 and up to 1 without a sign could be either: it is
    refused, as is what lies outside of 0 to 100 %, by :class:`InvalidInput`.
    """
    words = _SPACES.sub("", clean(typed)).replace(",", ".")
    if not words:
        return Fraction(0)
    is_plain = not words.endswith("%") and "/" not in words
    try:
        number = Fraction(words.removesuffix("%"))
    except (ValueError, ArithmeticError) as error:
        raise InvalidInput("share_not_understood", value=clean(typed)[:80]) from error
    if is_plain and 0 < number <= 1:
        raise InvalidInput(
            "share_ambiguous", value=clean(typed)[:80], small=number, great=number * 100
        )
    share = number if "/" in words and not words.endswith("%") else number / 100
    if not 0 <= share <= 1:
        raise InvalidInput("share_out_of_range", value=clean(typed)[:80])
    return share


def share_to_type(share: Fraction) -> str:
    """A share as a person would type it, so that :func:`typed_share` gives it back exactly."""
    if not share:
        return ""
    percents = share * 100
    if share_words(share).code != "share.percent":
        return str(share)
    if percents.denominator == 1:
        return f"{percents} %"
    return f"{float(percents):.2f}".rstrip("0").replace(".", ",") + " %"


def _known(desk: Desk, cell: tuple[str, int]) -> tuple[str, int]:
    """The cell with its family by key; :class:`InvalidInput` where there is no such cell."""
    family, level = cell
    field = field_of("allocation_shares", "family")
    key = parse(desk.document.study, desk.texts, "allocation_shares", field, family)
    if key is None:
        raise InvalidInput("field_needed", field="field.allocation_shares.family")
    if level not in LEVELS:
        raise InvalidInput("level_out_of_range", value=level)
    return str(key), level


def _label(desk: Desk, key: str, cell: tuple[str, int], share: Fraction) -> Message:
    study = desk.document.study
    return message(
        "step.share",
        name=study.allocations.get(key).name[:80],
        family=family_name(study, cell[0]),
        level=cell[1],
        share=full_words(share),
    )


def _told(desk: Desk, key: str, made: Matrix) -> Outcome:
    said = (message("done.changed", key=key), sum_message(made))
    return Outcome(said=said, data=_data(made))


def _data(made: Matrix) -> Plain:
    """Shares as fractions in writing, so that nothing is rounded."""
    return {
        "allocation": made.allocation,
        "total": str(made.total),
        "remainder": str(made.remainder),
        "shares": [
            {"family": family, "level": level, "share": str(share)}
            for (family, level), share in sorted(made.cells.items())
        ],
    }
