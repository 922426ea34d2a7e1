"""What ties the window to a shared region: news of others, who is there, a line that is cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from planner.changes import EVERYTHING
from planner.errors import CartoplanError, StudyFileError
from ui.desktop.main_collector import MainCollector

if TYPE_CHECKING:
    from collections.abc import Mapping

    from db.server.watching import Back, Event, Present, Watching
    from planner.messages import Message
    from planner.reconciling import Clash
    from ui.actions.document import Document, Held
    from ui.desktop.session import Session


class RegionLink(QObject):
    """Follows the region that lies on the desk; for a file it does nothing.

    Signals:
        line_changed(): the line was cut, or holds again.
        people_changed(): somebody came, went, or looks at another row.
    """

    line_changed = Signal()
    people_changed = Signal()
    _told = Signal(object, object)  # the watch and its event; from the thread of the watch

    def __init__(self, session: Session) -> None:
        """Follow what lies on the desk of ``session``."""
        super().__init__(session)
        self.session = session
        self.people: tuple[Present, ...] = ()
        self.why_cut = ""
        self.is_taking = False
        self._held: list[Held] = []
        self._document: Document | None = None
        self._watch: Watching | None = None
        self._place = ("", "")
        self._collector = MainCollector(self)
        self._told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)
        session.opened.connect(self.follow)
        self.follow()

    @property
    def is_shared(self) -> bool:
        """True while a region lies on the desk."""
        return self._watch is not None

    @property
    def held(self) -> tuple[Message, ...]:
        """The steps that wait for the line."""
        return tuple(held.label for held in self._held)

    def go_to(self, collection: str, key: str) -> None:
        """Tell the others on which row we are."""
        self._place = (collection, key)
        if self._watch is not None:
            self._watch.go_to(collection, key)

    def on_row(self, collection: str, key: str) -> tuple[str, ...]:
        """Who else is on a row just now."""
        return tuple(
            who.name or who.login
            for who in self.people
            if (who.collection, who.key) == (collection, key)
        )

    def said_of_row(self, collection: str, key: str) -> str:
        """Who else looks at a row just now, as a sentence; empty where nobody does."""
        others = self.on_row(collection, key) if self.people and key else ()
        if not others:
            return ""
        texts, code = self.session.texts, f"together.on_this_row.{collection}"
        code = code if texts.knows(code) else "together.on_this_row"
        return self.session.say(code, n=len(others), names=others)

    @Slot()
    def hurry(self) -> None:
        """Try at once to reach the server again."""
        if self._watch is not None:
            self._watch.hurry()

    @Slot()
    def follow(self) -> None:
        """Watch over the region that lies on the desk now; leave the former one."""
        document = self.session.desk.document.today
        if document is self._document:
            return
        self.close()
        self._document = document
        if document.store is None or document.store.path is not None:
            return
        from db.server.server_keeper import ServerKeeper  # psycopg is loaded only for a server
        from db.server.watching import Watching

        keeper = document.store.keeper
        if isinstance(keeper, ServerKeeper):
            document.keep, document.settle = self._keep, self._settle
            self._collector.start()
            name = self.session.desk.author
            watch = Watching(document.store, keeper, name, lambda event: self._tell(watch, event))
            self._watch = watch
            watch.start()

    def close(self) -> None:
        """Leave the region, where there is one."""
        watch, self._watch = self._watch, None
        if watch is not None:
            watch.stop()
            self._collector.stop()
        self._document = None
        self._held.clear()
        self.people, self.why_cut = (), ""

    def _tell(self, watch: Watching, event: Event) -> None:
        """Carry an event over; runs in the thread of the watch."""
        self._told.emit(watch, event)

    @Slot(object, object)
    def _on_told(self, watch: object, event: object) -> None:
        document = self._document
        if watch is not self._watch or document is None:
            return  # of a region that was left
        from db.server.watching import Back, Lost, News, People

        match event:
            case Lost():
                self._cut(event.why)
            case Back():
                self._mend(document, event)
            case News():
                self._take(document, event.fetched)
            case People():
                self.people = event.present
                self.people_changed.emit()

    def _take(self, document: Document, fetched: object) -> None:
        """Lay what others wrote on the desk; a fault of a page is not one of the line."""
        self.is_taking = True
        try:
            if fetched is not None:
                document.reload(fetched)  # type: ignore[arg-type]
        finally:
            self.is_taking = False

    def _cut(self, why: Message) -> None:
        document = self._document
        if document is None:
            return
        is_new, document.cut = document.cut is None, why
        self.why_cut = self.session.texts.say(why)
        if is_new:
            self.people = ()
            self.people_changed.emit()
            self._look_again()
        self.line_changed.emit()

    def _mend(self, document: Document, event: Back) -> None:
        was_cut, document.cut, self.why_cut = document.cut is not None, None, ""
        self._take(document, event.fetched)
        if was_cut:
            self._look_again()
        self.line_changed.emit()
        self._take_up(document)

    def _look_again(self) -> None:
        """Have everything shown anew: what may be done has changed, not the study."""
        self.session.changed.emit(EVERYTHING)
        self.session.history_changed.emit()

    def _take_up(self, document: Document) -> None:
        """Do what was held, one after the other; what is refused is told with its reason."""
        waiting, self._held = self._held, []
        say, done = self.session.say, 0
        for place, held in enumerate(waiting):
            try:
                done += document.take_up(held)
            except StudyFileError:  # cut again: it is held once more, and so are the others
                self._held += waiting[place + 1 :]
                break
            except CartoplanError as error:
                why = self.session.texts.say(error.message)
                self.session.refused.emit(say("together.not_redone", step=held.label, why=why))
        if done:
            self.session.said.emit(say("together.redone", n=done))
        if waiting:
            self.line_changed.emit()

    def _keep(self, held: Held, why: Message) -> None:
        """Hold an edit that found no line; then see whether there is one."""
        self._held.append(held)
        QTimer.singleShot(0, self, lambda: self._after_keeping(why))

    def _after_keeping(self, why: Message) -> None:
        self._cut(why)
        if self._watch is not None:
            self._watch.renew()

    def _settle(self, clashes: tuple[Clash, ...]) -> Mapping[tuple[str, str, str], bool] | None:
        from ui.desktop.dialogs.clashes import ask_clashes  # made only where there are some

        return ask_clashes(clashes, self.session)
