"""Saved views of the trainings: a name, columns, filters, words searched and a sorting."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from planner.compute.selection import Choice, Facet
from planner.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: Most signs of a view's name, as it stands in a menu.
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class SavedView:
    """What a table shows and how, under a name.

    ``columns`` are keys from left to right (none: those of the house), ``filters`` are written
    ``facet=key``, ``sort`` is the key of a column with a ``-`` before it where it descends.
    """

    name: str
    columns: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    search: str = ""
    sort: str = ""

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The filters as choices; one whose facet is unknown is left out."""
        parted = (text.partition("=") for text in self.filters)
        facets = {str(facet): facet for facet in Facet}
        return tuple(Choice(facets[name], key) for name, _, key in parted if key and name in facets)

    @property
    def sorting(self) -> tuple[str, bool]:
        """The column that is sorted by, and whether it descends."""
        return self.sort.removeprefix("-"), self.sort.startswith("-")


def filters_of(choices: Iterable[Choice]) -> tuple[str, ...]:
    """Choices as they are written in a view."""
    return tuple(f"{choice.facet}={choice.key}" for choice in choices)


def views_from(found: object) -> tuple[SavedView, ...]:
    """The sound views among what a file of preferences holds; the first of each name."""
    views: dict[str, SavedView] = {}
    for one in found if isinstance(found, list) else ():
        view = _view(one) if isinstance(one, dict) else None
        if view is not None:
            views.setdefault(view.name, view)
    return tuple(views.values())


def plain_view(view: SavedView) -> Mapping[str, object]:
    """A view as it is written down: texts and lists of texts by field."""
    return asdict(view)


def kept_with(views: Iterable[SavedView], view: SavedView) -> tuple[SavedView, ...]:
    """The views with ``view`` in the place of the one of its name, or at the end."""
    by_name = {one.name: one for one in views}
    by_name[view.name] = view
    return tuple(by_name.values())


def view_called(views: Iterable[SavedView], name: str) -> SavedView:
    """The view of that name; :class:`UsageError` naming the known ones otherwise."""
    by_name = {one.name: one for one in views}
    if name not in by_name:
        raise UsageError("unknown_view", value=name, known=tuple(by_name))
    return by_name[name]


def _view(found: Mapping[str, object]) -> SavedView | None:
    name = found.get("name")
    if not isinstance(name, str) or not name.strip():
        return None
    return SavedView(
        name.strip()[:LONGEST_NAME],
        _texts(found.get("columns")),
        _texts(found.get("filters")),
        _text(found.get("search")),
        _text(found.get("sort")),
    )


def _texts(found: object) -> tuple[str, ...]:
    return tuple(one for one in found if isinstance(one, str)) if isinstance(found, list) else ()


def _text(found: object) -> str:
    return found if isinstance(found, str) else ""
