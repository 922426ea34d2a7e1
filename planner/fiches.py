"""Fiches of the national registers, as far as a draft is compared with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date  # noqa: TC003 - read where fiches are kept

from planner.vocab import Register  # noqa: TC001 - read where fiches are kept


@dataclass(frozen=True, slots=True)
class FicheBlock:
    """A block of a fiche; codes are unique within their fiche only."""

    code: str
    title: str
    competences: str = ""
    assessment: str = ""


@dataclass(frozen=True, slots=True)
class Fiche:
    """A published fiche of the RNCP or of the Répertoire spécifique.

    ``is_active`` is the register's own flag: a published fiche may have ended. ``level`` is None
    where none is given, as in the Répertoire spécifique.
    """

    number: str
    title: str
    register: Register
    is_active: bool = False
    level: int | None = None
    expires_on: date | None = None
    certifiers: tuple[str, ...] = ()
    formacodes: tuple[str, ...] = ()
    nsf: tuple[str, ...] = ()
    romes: tuple[str, ...] = ()
    aims: str = ""
    activities: str = ""
    competences: str = ""
    blocks: tuple[FicheBlock, ...] = ()

    def passages(self) -> tuple[str, ...]:
        """The texts that a draft must not copy: aims, activities, competences, blocks."""
        own = (self.aims, self.activities, self.competences)
        blocks = (text for b in self.blocks for text in (b.title, b.competences, b.assessment))
        return tuple(text for text in (*own, *blocks) if text)
