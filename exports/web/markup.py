"""HTML that cannot be broken by what it says: texts are escaped unless they are markup already."""

from __future__ import annotations

import json
import unicodedata
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_VOID = frozenset({"br", "hr", "img", "input", "link", "meta"})
_CONTROL = {"Cc", "Cs", "Cn"}  # what browsers refuse or show as a box
_IN_SCRIPTS = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


class Markup(str):
    """A text that is HTML: it is not escaped again."""

    __slots__ = ()


def text(said: str) -> Markup:
    """A text as HTML, without the signs that no page can show."""
    if not said.isprintable():
        said = "".join(filter(_is_shown, said))
    return Markup(escape(said))


@lru_cache(maxsize=1024)
def _is_shown(sign: str) -> bool:
    return sign in "\t\n" or unicodedata.category(sign) not in _CONTROL


def tag(name: str, /, *children: object, **attributes: str | bool | None) -> Markup:
    """An element; children are texts, markup, lists of them, or None for nothing.

    Attributes lose a trailing underscore and have hyphens for the others; None and False leave
    one out, True gives it without a value.
    """
    said = "".join(_attribute(key, value) for key, value in attributes.items())
    if name in _VOID:
        return Markup(f"<{name}{said}>")
    return Markup(f"<{name}{said}>{join(children)}</{name}>")


def join(children: Iterable[object]) -> Markup:
    """Children one after another."""
    return Markup("".join(map(_child, children)))


def script_json(value: object) -> Markup:
    """Data as JSON that may stand in a script element: nothing in it can end that element."""
    said = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return Markup(said.translate(_IN_SCRIPTS))


def _child(child: object) -> str:
    if child is None:
        return ""
    if isinstance(child, Markup):
        return child
    if isinstance(child, str):
        return text(child)
    if isinstance(child, (list, tuple)):
        return join(child)
    raise TypeError(type(child).__name__)


def _attribute(name: str, value: str | bool | None) -> str:
    if value is None or value is False:
        return ""
    said = name.removesuffix("_").replace("_", "-")
    return f" {said}" if value is True else f' {said}="{text(value)}"'
