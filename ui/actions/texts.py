"""The words: gettext catalogues read with Babel, French first, English complete.

A catalogue maps text codes to sentences with named places: ``{n}`` shows a value as the language
writes it, ``{share:percent}`` a ratio, ``{year:plain}`` a number without separators, ``{on:date}``
a day, ``{field:text}`` the sentence of another code, ``{names:list}`` an enumeration,
``{names:chain}`` what leads from one to the next. A code with plural forms is chosen by its value
``n``.
"""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from functools import lru_cache
from importlib.resources import files
from string import Formatter
from typing import TYPE_CHECKING, Any

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.lists import format_list
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

from planner.messages import Interval, Message, Value

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LANGUAGES = ("fr", "en")
#: Whose habits of writing days and numbers each language follows: documents say en-GB.
LOCALES = {"fr": "fr_FR", "en": "en_GB"}
NARROW_SPACE = "\u202f"


class Texts:
    """The words of one language; a :class:`~planner.messages.Speaker`."""

    def __init__(self, language: str) -> None:
        """Load the catalogues of ``language``, one of :data:`LANGUAGES`."""
        self.language = language
        self._locale = Locale.parse(LOCALES[language])
        self._catalogue = catalogue(language)
        self._formatter = _Formatter(self)

    def say(self, said: Message | str) -> str:
        """The sentence of a message or of a bare code; an unknown code is a ``KeyError``."""
        code, values = (said.code, dict(said.values)) if isinstance(said, Message) else (said, {})
        pattern = self._catalogue[code]
        if isinstance(pattern, tuple):
            pattern = pattern[self._form(values.get("n"))]
        return self._formatter.vformat(pattern, (), values)

    def knows(self, code: str) -> bool:
        """True where the catalogues hold ``code``."""
        return code in self._catalogue

    def show(self, value: Value) -> str:
        """A value as a person of that language writes it: numbers, dates, intervals, unknown."""
        match value:
            case None:
                return self.say("value.unknown")
            case bool():
                return self.say("value.yes" if value else "value.no")
            case Message():
                return self.say(value)
            case Interval():
                return self._interval(value, self.show)
            case int() | float() | Fraction():
                return self._number(value)
            case datetime():
                return self.moment(value)
            case date():
                return self.day(value)
            case tuple():
                return ", ".join(self.show(part) for part in value)
        return str(value)

    def percent(self, ratio: Value) -> str:
        """A ratio as a percentage: whole from 10 % on, one decimal below; intervals likewise."""
        if isinstance(ratio, Interval):
            return self._interval(ratio, self.percent)
        if not isinstance(ratio, int | float | Fraction):
            return self.show(ratio)
        digits = "#,##0.#" if 0 < ratio < Fraction(1, 10) else "#,##0"
        space = NARROW_SPACE if self.language == "fr" else ""
        return format_percent(float(ratio), format=f"{digits}{space}%", locale=self._locale)

    def day(self, on: date, form: str = "medium") -> str:
        """A day in words: ``short``, ``medium`` or ``long``; French says "1er" of the first."""
        said = format_date(on, format=form, locale=self._locale)
        is_first = self.language == "fr" and on.day == 1 and said.startswith("1 ")
        return f"1er{said[1:]}" if is_first else said

    def moment(self, at: datetime) -> str:
        """A moment as the clock on the wall showed it: day, hours and minutes."""
        return format_datetime(at.astimezone(), format="short", locale=self._locale)

    def listed(self, names: Sequence[str]) -> str:
        """An enumeration: "a, b et c"."""
        return format_list(list(names), locale=self._locale)

    def _number(self, value: int | float | Fraction) -> str:
        exact = float(value) + 0.0  # no minus before nought
        return _decimal(exact, value == int(value), self.language)

    def _interval(self, bounds: Interval, shown: Any) -> str:
        if bounds.is_exact:
            return str(shown(bounds.low))
        if bounds.high is None:
            code = "value.unknown" if bounds.low == 0 else "value.at_least"
            return self.say(Message(code, (("low", bounds.low),)))
        return f"{shown(bounds.low)} – {shown(bounds.high)}"

    def _form(self, count: Value) -> int:
        if not isinstance(count, int | float | Fraction):
            return 1
        count = float(count)
        if self.language == "fr":
            return 0 if abs(count) < 2 else 1
        return 0 if count == 1 else 1


@lru_cache(maxsize=4096)  # a page says the same few hundred numbers again and again
def _decimal(value: float, is_whole: bool, language: str) -> str:
    pattern = "#,##0" if is_whole else "#,##0.##"
    return format_decimal(value, format=pattern, locale=LOCALES[language])


class _Formatter(Formatter):
    """Fills the named places of a sentence."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def format_field(self, value: Any, format_spec: str) -> str:
        texts = self._texts
        match format_spec:
            case "percent":
                return texts.percent(value)
            case "plain":
                return str(value)
            case "text":
                return texts.say(str(value))
            case "date" | "":
                return texts.show(value)
            case "long":
                return texts.day(value, "long")
            case "list":
                return texts.listed([texts.show(part) for part in value])
            case "chain":
                return " → ".join(texts.show(part) for part in value)
        raise ValueError(f"unknown place format {format_spec!r}")


Pattern = str | tuple[str, ...]


@lru_cache(maxsize=len(LANGUAGES))
def catalogue(language: str) -> Mapping[str, Pattern]:
    """All codes of a language with their sentences; a code given twice is a ``ValueError``."""
    words: dict[str, Pattern] = {}
    folder = files("ui.actions").joinpath("locales", language)
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        if not entry.name.endswith(".po"):
            continue
        with entry.open("rb") as stream:
            for said in read_po(stream, locale=language):
                if said.id:
                    _add(words, said.id, said.string, entry.name)
    return words


def _add(words: dict[str, Pattern], code: Any, sentence: Any, room: str) -> None:
    name = code[0] if isinstance(code, tuple | list) else code
    if name in words:
        raise ValueError(f"{room}: the code {name} is given twice")
    words[name] = tuple(sentence) if isinstance(sentence, tuple | list) else sentence
