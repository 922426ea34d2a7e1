"""What institutions type in the cells of a table, read in the way of the house."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from planner.errors import EditRefused, InvalidInput
from planner.exchange.layout import Part, field_behind, full_heading
from planner.fields import Kind, field_of
from planner.text import search_key
from planner.validation import check_value
from planner.vocab import ChoiceScope
from ui.actions.parsing import parse, parse_amount

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planner.exchange.given import ReadCell
    from planner.exchange.layout import SheetColumn
    from planner.fields import Field
    from planner.messages import Message, Value
    from planner.study import ImportChoice, Study
    from ui.actions.texts import Texts

#: Values remembered: what stands for what was given, by the field and the words in search form.
Known = dict[tuple[str, str], str]
#: The refusals of a value that a list does not know: a person can say what it stands for.
UNKNOWN_VALUES = frozenset({"error.cell_level", "error.cell_city", "error.cell_modalities"})
_LISTED = {"level": "cell_level", "city": "cell_city", "modalities": "cell_modalities"}


def field_name(column: SheetColumn) -> str:
    """The field of a column, as a choice about one of its values names it: trainings.level."""
    collection, field = field_behind(column)
    return f"{collection}.{field.key}"


def known_values(choices: Iterable[ImportChoice], institution: str | None) -> Known:
    """What was remembered about values: for everybody, then for one institution, which holds."""
    found: Known = {}
    ordered = sorted(choices, key=lambda choice: choice.institution is not None)
    for choice in ordered:
        if choice.scope is ChoiceScope.VALUE and choice.institution in (None, institution):
            found[choice.field, search_key(choice.given)] = choice.taken
    return found


def cell_reader(study: Study, languages: Sequence[Texts], known: Known) -> ReadCell:
    """Reads cells in any of ``languages``; values in ``known`` are what a person said they are."""

    def read(column: SheetColumn, typed: Value) -> Value:
        if isinstance(typed, str):
            typed = known.get((field_name(column), search_key(typed)), typed)
        return _READERS[column.part](study, languages, column, typed)

    return read


def _tick(_study: Study, languages: Sequence[Texts], column: SheetColumn, typed: Value) -> Value:
    if isinstance(typed, bool):
        return typed
    if not str(typed).strip():
        return False
    collection, field = field_behind(column)
    try:
        return _parsed(_study, languages, collection, field, str(typed))
    except InvalidInput as error:
        raise InvalidInput("cell_tick", value=str(typed)[:80]) from error


def _seats(study: Study, _languages: Sequence[Texts], column: SheetColumn, typed: Value) -> Value:
    words = str(typed)
    try:
        told = parse_amount(words)
    except ValueError as error:
        raise InvalidInput("cell_seats", value=words[:80]) from error
    for bound in () if told is None else (told.low, told.high):
        _checked(study, column, None if bound is None else int(bound))
    return None if told is not None and not told.low and told.high is None else told


def _hours(study: Study, languages: Sequence[Texts], column: SheetColumn, typed: Value) -> Value:
    words = str(typed)
    try:
        told = parse_amount(words)
    except ValueError:
        return _some(study, languages, words)
    if told is None:
        return None
    if not told.is_exact:
        raise InvalidInput("cell_hours", value=words[:80])
    return _checked(study, column, int(told.low))


def _some(study: Study, languages: Sequence[Texts], words: str) -> Value:
    """True where a domain is said to be taught, None where it is said not to be."""
    try:
        flag = field_of("trainings", "is_archived")  # any field of yes and no reads them
        return _parsed(study, languages, "trainings", flag, words) or None
    except InvalidInput as error:
        raise InvalidInput("cell_hours", value=words[:80]) from error


def _field(study: Study, languages: Sequence[Texts], column: SheetColumn, typed: Value) -> Value:
    collection, field = field_behind(column)
    value = typed
    if isinstance(typed, str):
        try:
            value = _parsed(study, languages, collection, field, typed)
        except InvalidInput as error:
            raise _refusal(languages[0], field, typed) from error
    if value is None and field.kind is Kind.FLAG:
        value = False
    return _checked(study, column, value)


def _refusal(texts: Texts, field: Field, typed: str) -> InvalidInput:
    """Why a value was not understood, in words of the list that it should be of."""
    code = _LISTED.get(field.key)
    if code is not None:
        return InvalidInput(code, value=typed[:80])
    return InvalidInput("cell_flag" if field.kind is Kind.FLAG else "cell_whole", value=typed[:80])


def _parsed(
    study: Study, languages: Sequence[Texts], collection: str, field: Field, typed: str
) -> Value:
    """The value in the first language that understands it; the first one says what is wrong."""
    refused: InvalidInput | None = None
    for texts in languages:
        try:
            return parse(study, texts, collection, field, typed)
        except InvalidInput as error:
            refused = refused or error
    assert refused is not None
    raise refused


def _checked(study: Study, column: SheetColumn, value: Value) -> Value:
    """The value, where the study can take it; the sentence speaks of the cell, not of a key."""
    collection, field = field_behind(column)
    if value is None and column.part is not Part.FIELD:
        return None
    try:
        check_value(study, collection, field, value, "")
    except EditRefused as error:
        raise _out_of_bounds(study, column, field, value, error) from error
    return value


def _out_of_bounds(
    study: Study, column: SheetColumn, field: Field, value: Value, error: EditRefused
) -> InvalidInput:
    label: Message = full_heading(study, column)
    match error.message.code.removeprefix("error."):
        case "required":
            return InvalidInput("cell_required", column=label)
        case "too_long":
            return InvalidInput("cell_too_long", column=label, bound=field.high)
        case "too_small" | "too_large":
            bounds = {"low": field.low, "high": field.high}
            return InvalidInput("cell_bounds", column=label, value=str(value)[:80], **bounds)
    return InvalidInput("cell_unfit", column=label, value=str(value)[:80])


_Reader = Callable[["Study", "Sequence[Texts]", "SheetColumn", "Value"], "Value"]
_READERS: dict[Part, _Reader] = {
    Part.TICK: _tick,
    Part.SEATS: _seats,
    Part.HOURS: _hours,
    Part.FIELD: _field,
}
