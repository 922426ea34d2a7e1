"""What writes typed words into the study and gives a refusal back as a sentence.

Forms and cells show the sentence beside what was typed, where the message bar would be far away.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from planner.errors import CartoplanError
from planner.fields import help_code
from planner.messages import message
from ui.actions import rowedits
from ui.actions.fieldwords import (
    Option,
    change_typed,
    declared_field,
    label_of,
    options,
    typed_text,
    value_of,
)
from ui.actions.parsing import parse
from ui.actions.registry import VERBS
from ui.desktop.latch import Latch

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from planner.fields import Field
    from planner.messages import Value
    from ui.actions.outcome import Outcome


class Pen(Latch):
    """Writes fields of rows as one undoable step each."""

    def field(self, collection: str, name: str) -> Field:
        """The field, declared or of the source."""
        return declared_field(collection, name)

    def label(self, collection: str, name: str) -> str:
        """The label of a field, with its unit."""
        said = self.session.texts.say(label_of(collection, name))
        unit = declared_field(collection, name).unit
        if unit in ("", "cec") or not self.session.texts.knows(f"unit.{unit}"):
            return said
        unit = self.session.texts.say(f"unit.{unit}")
        return said if unit.casefold() in said.casefold() else f"{said} ({unit})"

    def help(self, collection: str, name: str) -> str:
        """The help line of a field; empty where it has none."""
        code = f"help.{name}" if name.startswith("source.") else help_code(collection, name)
        return self.session.texts.say(code) if self.session.texts.knows(code) else ""

    def words_for_unknown(self, collection: str = "", name: str = "") -> tuple[str, str, str]:
        """The words for unknown, no and yes; a field whose blank means something else says so.

        Its words are the text ``blank.<collection>.<name>``, such as "the whole region".
        """
        say, code = self.session.say, f"blank.{collection}.{name}"
        blank = say(code if self.session.texts.knows(code) else "value.unknown")
        return blank, say("value.no"), say("value.yes")

    def options(self, collection: str, name: str) -> tuple[Option, ...]:
        """What may be chosen for a field; none where it is typed freely."""
        return options(self.session.study, self.session.texts, declared_field(collection, name))

    def typed(self, collection: str, key: str, name: str) -> str:
        """What stands in a field as it would be typed; empty where it is unknown."""
        field = declared_field(collection, name)
        return typed_text(self.session.texts, field, self._value(collection, key, name))

    def change(self, collection: str, key: str, name: str, typed: str) -> str:
        """Give a field what was typed; the refusal, empty where it was taken."""
        desk = self.session.desk
        return self.refused(partial(change_typed, desk, collection, key, name, typed))

    def remove(self, collection: str, key: str) -> str:
        """Remove a row; the refusal, empty where it was done."""
        return self.refused(partial(rowedits.remove, self.session.desk, collection, key))

    def add(self, collection: str, typed: Mapping[str, str]) -> tuple[str, str]:
        """Add a row of what was typed: its key, and the refusal where there was one."""
        added: list[str] = []

        def act() -> None:
            added.append(rowedits.add(self.session.desk, collection, self._read(collection, typed)))

        refusal = self.refused(act)
        return (added[0] if added else ""), refusal

    def change_many(self, keys: tuple[str, ...], step: str, **values: Value) -> str:
        """Give trainings the same values as one step called ``step``; the refusal, if any."""
        label = message(step, n=len(keys), target="collection.trainings")
        return self.refused(
            partial(rowedits.change_many, self.session.desk, "trainings", keys, values, label)
        )

    def run_verb(self, verb: str, key: str) -> Outcome | None:
        """Run a verb on a row; None, with the reason in the message bar, where it is refused."""
        return self.session.guarded(partial(VERBS[verb].run, self.session.desk, key=key))

    def refused(self, act: Callable[[], object]) -> str:
        """Do something to the study; the refusal as a sentence, empty where it was done."""
        try:
            act()
        except CartoplanError as error:
            return self.session.texts.say(error.message)
        return ""

    def _read(self, collection: str, typed: Mapping[str, str]) -> dict[str, Value]:
        study, texts = self.session.study, self.session.texts
        return {
            name: parse(study, texts, collection, declared_field(collection, name), words)
            for name, words in typed.items()
        }

    def _value(self, collection: str, key: str, name: str) -> Value:
        return value_of(getattr(self.session.study, collection).get(key), name)
