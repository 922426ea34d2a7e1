"""What Qt asks while it paints is answered, whatever happens: a fault is reported, never thrown.

An exception that goes through Qt's painting stays pending in PySide (6.11): every later call of the
window then fails with it, for minutes, until the process ends.
"""

from __future__ import annotations

import sys
from functools import wraps
from typing import TYPE_CHECKING, ParamSpec

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")

_reported: list[str] = []


def guarded(answer: Callable[P, object]) -> Callable[P, object]:
    """The method ``answer``; where it breaks, None, and the report of it: once for each fault."""

    @wraps(answer)
    def answered(*given: P.args, **named: P.kwargs) -> object:
        try:
            return answer(*given, **named)
        except Exception as error:  # the door of the model: the report tells what happened
            _report(error)
            return None

    return answered


def _report(error: Exception) -> None:
    told = repr(error)
    if _reported != [told]:  # a table asks for hundreds of cells
        _reported[:] = [told]
        sys.excepthook(type(error), error, error.__traceback__)
