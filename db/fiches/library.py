"""The fiches of both registers in one folder: an index each, since they are downloaded apart."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from db.fiches.index import FicheIndex, Origin
from db.fiches.reading import read_fiches
from planner.errors import StudyFileError
from planner.vocab import Register

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from planner.fiches import Fiche
    from planner.watch import Watch

REGISTERS = (Register.RNCP, Register.RS)


class FicheLibrary:
    """The imported fiches of a folder, which need not exist yet."""

    def __init__(self, folder: Path) -> None:
        """Use the indexes of ``folder``."""
        self._indexes = {name: FicheIndex(folder / f"fiches-{name}.index") for name in REGISTERS}

    def origins(self) -> dict[Register, Origin]:
        """Where the fiches of each register come from, as far as they were imported."""
        told = ((name, index.origin()) for name, index in self._indexes.items())
        return {name: origin for name, origin in told if origin is not None}

    def take(self, path: Path, at: str, watch: Watch | None = None) -> tuple[Register, Origin]:
        """Let the fiches of a downloaded file stand for those of its register, all or none.

        The register is that of the first fiche. Raises :class:`StudyFileError` for what is no list
        of fiches or holds none, and ``Cancelled``; the index is then as it was.
        """
        fiches = read_fiches(path, watch)
        first = next(fiches, None)
        if first is None:
            raise StudyFileError("fiches_none", path=str(path))
        origin = self._indexes[first.register].replace(chain((first,), fiches), path.name, at)
        return first.register, origin

    def get(self, number: str) -> Fiche | None:
        """The fiche of a number, or None."""
        found = (index.get(number) for index in self._indexes.values())
        return next((fiche for fiche in found if fiche is not None), None)

    def search(
        self, words: str, limit: int = 50, *, only_active: bool = False
    ) -> tuple[Fiche, ...]:
        """The fiches that hold all these words: the best of each register first, in turn."""
        return _in_turn(
            *(index.search(words, limit, only_active=only_active) for index in self._present())
        )[:limit]

    def like(self, text: str, limit: int = 50) -> tuple[Fiche, ...]:
        """The fiches that share most of the rarer words of a text, of each register in turn."""
        return _in_turn(*(index.like(text, limit) for index in self._present()))[:limit]

    def expiring(self, start: date, end: date) -> tuple[Fiche, ...]:
        """The active fiches whose registration ends in [start, end], the first to end first."""
        found = [f for index in self._present() for f in index.expiring(start, end)]
        return tuple(sorted(found, key=lambda fiche: (str(fiche.expires_on), fiche.number)))

    def _present(self) -> tuple[FicheIndex, ...]:
        return tuple(index for index in self._indexes.values() if index.path.exists())


def _in_turn(*lists: tuple[Fiche, ...]) -> tuple[Fiche, ...]:
    most = max(map(len, lists), default=0)
    return tuple(found[n] for n in range(most) for found in lists if n < len(found))
