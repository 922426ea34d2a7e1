"""A file of made-up fiches, as large as the register's own; the same at each run."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SYLLABLES = ("ana", "bri", "cor", "dé", "fa", "gri", "hor", "ju", "ler", "mon", "or", "qua", "si")
_BLOCKS, _WORDS = 4, 520  # of each fiche: its blocks, the words of each text


def write_fiches(path: Path, count: int) -> None:
    """Write ``count`` fiches of the RNCP, about 20 kB each as in its open data of 2026."""
    dice = random.Random(2026)
    words = sorted({"".join(dice.choices(_SYLLABLES, k=dice.randint(2, 4))) for _ in range(9_000)})
    with path.open("w", encoding="utf-8") as stream:
        stream.write('<?xml version="1.0" encoding="UTF-8"?>\n<FICHES>')
        stream.write("<VERSION_FLUX>4.1</VERSION_FLUX>\n")
        for number in range(count):
            stream.write("".join(_fiche(number, words, dice)))
        stream.write("</FICHES>\n")


def _fiche(number: int, words: list[str], dice: random.Random) -> Iterator[str]:
    name = f"RNCP{100_000 + number}"
    yield f"<FICHE><ID_FICHE>{number}</ID_FICHE><NUMERO_FICHE>{name}</NUMERO_FICHE>\n"
    yield f"<INTITULE>Fiche {number} {_said(words, dice, 5)}</INTITULE>\n"
    yield f"<NOMENCLATURE_EUROPE><NIVEAU>NIV{dice.randint(3, 8)}</NIVEAU></NOMENCLATURE_EUROPE>\n"
    yield "<CERTIFICATEURS><CERTIFICATEUR><NOM_CERTIFICATEUR>Organisme</NOM_CERTIFICATEUR>"
    yield "</CERTIFICATEUR></CERTIFICATEURS>"
    yield "<CODES_ROME><ROME><CODE>M1805</CODE></ROME></CODES_ROME>\n"
    ends = f"{dice.randint(1, 28):02d}/{dice.randint(1, 12):02d}/{dice.randint(2024, 2030)}"
    yield f"<DATE_FIN_ENREGISTREMENT>{ends}</DATE_FIN_ENREGISTREMENT>\n<BLOCS_COMPETENCES>"
    for block in range(1, _BLOCKS + 1):
        yield f"<BLOC_COMPETENCES><CODE>{name}BC{block:02d}</CODE>"
        yield f"<LIBELLE>{_said(words, dice, 8)}</LIBELLE>\n"
        yield f"<LISTE_COMPETENCES>{_said(words, dice, _WORDS)}</LISTE_COMPETENCES>\n"
        yield "<MODALITES_EVALUATION>Mise en situation</MODALITES_EVALUATION></BLOC_COMPETENCES>\n"
    yield f"</BLOCS_COMPETENCES><OBJECTIFS_CONTEXTE>{_said(words, dice, 60)}</OBJECTIFS_CONTEXTE>\n"
    yield f"<ACTIF>{'Oui' if number % 5 else 'Non'}</ACTIF></FICHE>\n"


def _said(words: list[str], dice: random.Random, count: int) -> str:
    return " ".join(dice.choices(words, k=count))
