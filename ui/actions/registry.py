"""The verbs: typed functions registered once.

The registry makes the menu entry, the shortcut, the search line and the command of each verb. A
verb's first parameter is the :class:`~ui.actions.desk.Desk`; a ``watch`` parameter marks a long
one; the others are what a person gives. Its words are the texts ``verb.<key>`` and
``verb.<key>.help``, its parameters' ``param.<name>``.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from ui.actions.outcome import Outcome

Run = Callable[..., Outcome]
F = TypeVar("F", bound=Run)


@dataclass(frozen=True, slots=True)
class Verb:
    """A registered verb.

    ``changes`` tells that it writes the study; ``shortcut`` is its key in the window, where
    ``in_window`` says that the window offers it.
    """

    key: str
    run: Run
    changes: bool = False
    in_window: bool = False
    shortcut: str = ""
    on_server: bool = False

    @property
    def label(self) -> str:
        """The text code of its name."""
        return f"verb.{self.key}"

    @property
    def help(self) -> str:
        """The text code of its help line."""
        return f"verb.{self.key}.help"

    @property
    def words(self) -> tuple[str, ...]:
        """The words of its command, such as ``("trainings", "add")``."""
        return tuple(self.key.split("."))

    @property
    def is_long(self) -> bool:
        """True where it reports progress and can be cancelled."""
        return "watch" in inspect.signature(self.run).parameters

    @property
    def parameters(self) -> tuple[inspect.Parameter, ...]:
        """What a person gives, with types resolved."""
        signature = inspect.signature(self.run, eval_str=True)
        return tuple(p for n, p in signature.parameters.items() if n not in ("desk", "watch"))


VERBS: dict[str, Verb] = {}


def verb(
    key: str,
    *,
    changes: bool = False,
    in_window: bool = False,
    shortcut: str = "",
    on_server: bool = False,
) -> Callable[[F], F]:
    """Register the decorated function as the verb ``key``; a key given twice is a bug."""

    def register(run: F) -> F:
        if key in VERBS:
            raise ValueError(f"the verb {key} is registered twice")
        VERBS[key] = Verb(key, run, changes, in_window, shortcut, on_server)
        return run

    return register
