"""What can be done in the window, found by name: pages, the menu, a page's actions, the verbs."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

from planner.compute.search import Entry, Kind
from planner.compute.selection import Choice, Facet, matching
from planner.fields import ENTITIES
from planner.findings import Place
from ui.actions.registry import VERBS
from ui.desktop.latch import Latch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from PySide6.QtWidgets import QMenu

    from ui.actions.registry import Verb
    from ui.desktop.page import Page
    from ui.desktop.session import Session

_VERB = "verb."
#: Parameters that name rows: a verb that has one acts on what is chosen on its page.
_ROWS = ("key", "keys")
#: What leads to its trainings where no page shows it.
_OF_TRAININGS = {
    Kind.FAMILIES: Facet.FAMILY,
    Kind.CITIES: Facet.CITY,
    Kind.INSTITUTIONS: Facet.INSTITUTION,
}
#: What stands in sight on a page that cannot bring one row to the front.
_IN_SIGHT = {Kind.CERTIFICATIONS: "dashboard"}


class Commands(QObject):
    """The pages and all that can be done now, and the way to do it.

    A verb that the window offers is run by its own action where the menu or a page has one; else
    at once where nothing has to be given; else its page is shown, which offers it.
    """

    def __init__(
        self,
        session: Session,
        kinds: Sequence[type[Page]],
        menu: QMenu,
        pages: Mapping[str, Page],
        parent: QObject,
    ) -> None:
        """Commands of ``menu`` and ``pages`` (by key, those made so far; ``kinds`` are all)."""
        super().__init__(parent)
        self._session, self._kinds, self._menu, self._pages = session, kinds, menu, pages

    def kinds(self) -> frozenset[Kind]:
        """The kinds of rows that some page shows, itself or by their trainings."""
        pages = {kind.key for kind in self._kinds}
        shown = {collection for kind in self._kinds for collection in kind.shows}
        shown |= {str(kind) for kind, page in _IN_SIGHT.items() if page in pages}
        return frozenset(kind for kind in Kind if kind in shown or kind in _OF_TRAININGS)

    def entries(self, shown: str) -> tuple[Entry, ...]:
        """Pages and commands under their names; ``shown`` is the key of the page in front."""
        return (*self._page_entries(), *self._command_entries(shown))

    def run(self, entry: Entry, shown: str) -> None:
        """Go to a page or to a row, or do what a command stands for."""
        if entry.kind is Kind.PAGES:
            self._session.page_asked.emit(entry.key)
            return
        if entry.kind is not Kind.VERBS:
            self._go(entry)
            return
        action = self._actions(shown).get(entry.key)
        if action is not None:
            action.trigger()
            return
        self._run_verb(VERBS[entry.key.removeprefix(_VERB)])

    def _go(self, entry: Entry) -> None:
        """Show a row on its page, or the trainings that have it where no page shows such rows."""
        collection = str(entry.kind)
        if any(collection in kind.shows for kind in self._kinds):
            self._session.place_asked.emit(Place(collection, entry.key))
            return
        if entry.kind in _IN_SIGHT:
            self._session.page_asked.emit(_IN_SIGHT[entry.kind])
            return
        choice = Choice(_OF_TRAININGS[entry.kind], entry.key)
        self._session.selection_asked.emit(matching(self._session.study, [choice]), entry.name)

    def _page_entries(self) -> Iterator[Entry]:
        say = self._session.say
        for number, kind in enumerate(self._kinds, start=1):
            yield Entry(Kind.PAGES, kind.key, say(f"page.{kind.key}"), f"Alt+{number}")

    def _command_entries(self, shown: str) -> Iterator[Entry]:
        actions = self._actions(shown)
        for code, action in actions.items():
            if action.isEnabled():
                yield Entry(Kind.VERBS, code, action.text(), _native(action.shortcut()))
        for verb in VERBS.values():
            code = f"{_VERB}{verb.key}"
            is_offered = verb.in_window and code not in actions and self._is_open(verb)
            if is_offered and self._way_of(verb) is not None:
                name = self._session.say(verb.label)
                yield Entry(Kind.VERBS, code, name, _native(QKeySequence(verb.shortcut)))

    def _actions(self, shown: str) -> dict[str, QAction]:
        """The actions at hand by their codes: of the menu, and of the page in front."""
        page = self._pages.get(shown)
        actions = (*self._menu.actions(), *(page.actions() if page is not None else ()))
        return {code_of(action): action for action in actions if action.data()}

    def _run_verb(self, verb: Verb) -> None:
        way = self._way_of(verb)
        if way is not None:
            way()

    def _way_of(self, verb: Verb) -> Callable[[], object] | None:
        """How a verb without an action at hand is run; None where nothing leads to it."""
        if all(given.default is not given.empty for given in verb.parameters):
            start = self._session.start_verb if verb.is_long else self._session.run_verb
            return partial(start, verb.key)
        page = self._page_of(verb)
        return None if page is None else partial(self._on_page, page, verb)

    def _is_open(self, verb: Verb) -> bool:
        """False for a verb that writes what cannot be written: its page says why."""
        room = verb.words[0]
        is_bound = verb.changes and room in ENTITIES
        return not (is_bound and Latch(self._session).lock_of(room))

    def _page_of(self, verb: Verb) -> str | None:
        """The page that offers a verb: the one called like its room, or that shows its rows."""
        room = verb.words[0]
        return next((k.key for k in self._kinds if room == k.key or room in k.shows), None)

    def _on_page(self, key: str, verb: Verb) -> None:
        """Show the page of a verb and do it there, unless it needs a row to be chosen first."""
        self._session.page_asked.emit(key)
        action = self._actions(key).get(f"{_VERB}{verb.key}")
        needs_row = any(given.name in _ROWS for given in verb.parameters)
        if action is not None and action.isEnabled() and not needs_row:
            action.trigger()


def code_of(action: QAction) -> str:
    """The text code that an action was made with; that of the verb where it runs one."""
    code = str(action.data() or "")
    return VERBS[code].label if code in VERBS else code


def _native(key: QKeySequence) -> str:
    return key.toString(QKeySequence.SequenceFormat.NativeText)
