"""Reads the open data of the registers (flux 4.1 and older spellings), one fiche at a time.

The file is XML of hundreds of megabytes, or the archive that holds it. It comes from outside and
is hostile until read (:mod:`db.guarded_xml`).
"""

from __future__ import annotations

import re
import zipfile
import zlib
from contextlib import contextmanager
from datetime import date
from typing import IO, TYPE_CHECKING

from db.guarded_xml import Guard, read_parts
from planner.errors import StudyFileError
from planner.fiches import Fiche, FicheBlock
from planner.text import clean
from planner.vocab import Register

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from xml.etree.ElementTree import Element

    from planner.watch import Watch

MOST_BYTES = 4 << 30  # unpacked; the RNCP of 2026 has 0.5 GB
MOST_RATIO = 200  # unpacked to packed; the RNCP of 2026 has about 12
MOST_TEXT = 200_000  # characters of one field
MOST_DEPTH = 40
#: What XML lets pass and no file of ours can carry (see ``planner.text.unwritable``).
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def read_fiches(path: Path, watch: Watch | None = None) -> Iterator[Fiche]:
    """The fiches of a downloaded file, in its order; fiches without number are left out.

    Raises :class:`StudyFileError` for a file that is missing, is neither XML nor an archive of
    one, is damaged or cut short, is no list of fiches, or goes beyond the bounds.
    """
    with _opened(path) as (stream, size):
        yield from _fiches(stream, path, size, watch)


@contextmanager
def _opened(path: Path) -> Iterator[tuple[IO[bytes], int]]:
    """The XML of a file, and how many bytes it has."""
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                member = _member(archive, path)
                with archive.open(member) as stream:
                    yield stream, member.file_size
        else:
            with path.open("rb") as stream:
                yield stream, path.stat().st_size
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
        raise StudyFileError("fiches_archive", path=str(path)) from error
    except FileNotFoundError as error:
        raise StudyFileError("file_missing", path=str(path)) from error
    except OSError as error:
        reason = error.strerror or ""
        raise StudyFileError("fiches_unreadable", path=str(path), reason=reason) from error


def _member(archive: zipfile.ZipFile, path: Path) -> zipfile.ZipInfo:
    found = [info for info in archive.infolist() if info.filename.lower().endswith(".xml")]
    if len(found) != 1:
        raise StudyFileError("fiches_members", path=str(path), n=len(found))
    packed = max(found[0].compress_size, 1)
    if found[0].file_size > MOST_BYTES or found[0].file_size > packed * MOST_RATIO + (1 << 20):
        raise StudyFileError("fiches_too_large", path=str(path))
    return found[0]


def _fiches(stream: IO[bytes], path: Path, size: int, watch: Watch | None) -> Iterator[Fiche]:
    for element in read_parts(stream, path, size, _guard(), watch):
        found = _fiche(element)
        if found is not None:
            yield found


def _guard() -> Guard:
    """A list of fiches: each stands right in it."""
    return Guard(
        family="fiches",
        strange="fiches_not_fiches",
        is_root=lambda tag: tag == "FICHES",
        is_part=lambda tag, depth: depth == 1 and tag == "FICHE",
        most_bytes=MOST_BYTES,
        most_part=MOST_BYTES,
        most_depth=MOST_DEPTH,
        progress="fiches.reading",
    )


def _fiche(element: Element) -> Fiche | None:
    number = _text(element, "NUMERO_FICHE").upper().replace(" ", "")
    title = _text(element, "INTITULE")
    if not number or not title:
        return None
    return Fiche(
        number=number,
        title=title,
        register=Register.RS if number.startswith("RS") else Register.RNCP,
        is_active=_text(element, "ACTIF").casefold() in ("oui", "actif", "active"),
        level=_level(_text(element, "NOMENCLATURE_EUROPE/NIVEAU")),
        expires_on=_day(_text(element, "DATE_FIN_ENREGISTREMENT")),
        certifiers=_texts(element, "CERTIFICATEURS/CERTIFICATEUR/NOM_CERTIFICATEUR"),
        formacodes=_texts(element, "FORMACODES/FORMACODE/CODE"),
        nsf=_texts(element, "CODES_NSF/NSF/CODE"),
        romes=_texts(element, "CODES_ROME/ROME/CODE"),
        aims=_text(element, "OBJECTIFS_CONTEXTE"),
        activities=_text(element, "ACTIVITES_VISEES"),
        competences=_text(element, "CAPACITES_ATTESTEES"),
        blocks=tuple(map(_block, element.findall("BLOCS_COMPETENCES/BLOC_COMPETENCES"))),
    )


def _block(element: Element) -> FicheBlock:
    return FicheBlock(
        code=_text(element, "CODE"),
        title=_text(element, "LIBELLE") or _text(element, "INTITULE"),  # the second before v4
        competences=_text(element, "LISTE_COMPETENCES"),
        assessment=_text(element, "MODALITES_EVALUATION"),
    )


def _texts(element: Element, path: str) -> tuple[str, ...]:
    return tuple(filter(None, (_said(found) for found in element.findall(path))))


def _text(element: Element, path: str) -> str:
    found = element.find(path)
    return "" if found is None else _said(found)


def _said(element: Element) -> str:
    """The text of an element, marks inside left out, signs that no file can carry too."""
    return clean(_UNWRITABLE.sub("", "".join(element.itertext())[:MOST_TEXT]))


def _level(said: str) -> int | None:
    digits = said.removeprefix("NIV")
    return int(digits) if digits in {str(level) for level in range(1, 9)} else None


def _day(said: str) -> date | None:
    parts = said.split(" ")[0].split("/")
    try:
        day, month, year = (int(part) for part in parts)
        return date(year, month, day)
    except ValueError:
        return None
