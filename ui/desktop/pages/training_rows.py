"""Brings the trainings into their table: touched rows at once, a large table by way of the lane."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from planner.changes import Touched
from planner.compute.inventory import known_seats
from planner.rows import Rows
from planner.tables.trainings import trainings_table
from planner.vocab import SeatKind
from ui.actions.fieldwords import with_short_headings
from ui.actions.ownedrows import touched_owners

if TYPE_CHECKING:
    from planner.study import Study
    from planner.watch import Watch
    from ui.desktop.jobs import Job
    from ui.desktop.models.prepared import Prepared
    from ui.desktop.models.trainings_model import TrainingsModel
    from ui.desktop.session import Session

#: Touching these changes names in every row.
NAMING = ("families", "cities", "institutions")
#: Up to so many trainings are made ready at once; more take their time in the lane.
AT_ONCE = 3_000


class TrainingRows(QObject):
    """Keeps a model of trainings up to date.

    Signals:
        began(): all rows are being made ready anew, in the lane.
        put(object): the keys of the trainings that were shown anew; None for all.
    """

    began = Signal()
    put = Signal(object)

    def __init__(self, session: Session, model: TrainingsModel) -> None:
        """Fill ``model`` with the trainings of the session's study; see :meth:`refresh`."""
        super().__init__(model)
        self._session, self._model = session, model
        self._job: Job | None = None
        self._missed = Touched()

    def refresh(self, touched: Touched) -> None:
        """Show what was touched anew: these rows alone where that is enough, else all."""
        if touched.everything or touched.has(*NAMING):
            self._put_all()
        elif self._job is not None:
            self._missed |= touched
        else:
            self._put_touched(touched)

    def _put_touched(self, touched: Touched) -> None:
        study = self._session.study
        owners = self._owners(touched)
        here = sorted(key for key in owners if study.trainings.find(key) is not None)
        seats = Rows(row for row in study.seats if row.training in owners)
        rows = trainings_table(replace(study, seats=seats), here).rows
        came = any(key not in self._model.finder.sources for key in here)
        is_same = len(here) == len(owners) and not came
        self._model.put_rows(rows, None if is_same else tuple(study.trainings.keys()))
        self.put.emit(frozenset(owners))

    def _owners(self, touched: Touched) -> set[str]:
        """The trainings that touched rows are or belong to, those of removed places included."""
        study = self._session.study
        owners = touched_owners(study, touched.rows, "trainings")
        if owners is not None:
            return owners
        seats, column = known_seats(study, SeatKind.OPEN), self._model.column_of("seats")
        rows = self._model.rows
        others = {
            key
            for key, source in self._model.finder.sources.items()
            if rows[source].values[column] != seats.get(key)
        }
        return others | {key for collection, key in touched.rows if collection == "trainings"}

    def _put_all(self) -> None:
        study = self._session.study
        work = _Preparing(study, self._session, self._model)
        if self._job is not None:
            self._job.cancel()
            self._job = None
        if len(study.trainings) <= AT_ONCE:
            self._take(work.prepared(with_ranks=False))
            return
        self._missed = Touched()
        self.began.emit()
        self._job = self._session.jobs.start(self._session.say("trainings.reading"), work)
        self._job.succeeded.connect(self._on_prepared)
        self._job.failed.connect(self._session.on_failed)

    def _take(self, ready: Prepared) -> None:
        self._model.take(ready)
        self.put.emit(None)

    @Slot(object)
    def _on_prepared(self, ready: Prepared) -> None:
        """Show what was made ready, then what was touched meanwhile; an older job says nothing."""
        if self.sender() is not self._job:
            return
        self._job = None
        self._take(ready)
        missed, self._missed = self._missed, Touched()
        if missed.rows:
            self._put_touched(missed)


class _Preparing:
    """The table of a study made ready for a model, as work for the lane."""

    def __init__(self, study: Study, session: Session, model: TrainingsModel) -> None:
        self._study, self._texts, self._model = study, session.texts, model

    def __call__(self, watch: Watch) -> Prepared:
        return self.prepared(watch, with_ranks=True)

    def prepared(self, watch: Watch | None = None, *, with_ranks: bool) -> Prepared:
        table = trainings_table(self._study, self._study.trainings.keys())
        if watch is not None:
            watch.step(0.4)
        table = with_short_headings(table, self._texts)
        return self._model.prepare(table, with_ranks=with_ranks)
