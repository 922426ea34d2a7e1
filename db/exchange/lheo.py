"""Reads training offers from an LHEO file: 2.3, the older 2.2, ours or another producer's.

The file comes from outside and is hostile until read (:mod:`db.guarded_xml`). Values that bear our
mark of the unknown are unknown; so are the standard's own codes for it. What cannot be understood
is told as a doubt, never guessed.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from db.guarded_xml import Guard, read_parts
from planner.errors import StudyFileError
from planner.exchange.lheo import (
    CARRIED,
    CUT,
    NAMESPACE,
    OLDER,
    OURS,
    UNKNOWN,
    Doubt,
    Offer,
    OwnRows,
    level_of,
    row_of_texts,
)
from planner.fields import FIELDS
from planner.study import DomainHours, Seats, Training
from planner.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from xml.etree.ElementTree import Element

    from planner.study import Entity
    from planner.watch import Watch

MOST_BYTES = 1 << 30  # twenty thousand trainings of ours are some 150 MB
MOST_PART = 8 << 20  # bytes of one training
MOST_DEPTH = 40
MOST_TEXT = 40_000  # characters of one field
MOST_OWNED = 2_000  # rows of ours that one training carries
_SPACES = (f"{{{NAMESPACE}}}", f"{{{OLDER}}}")
_ROOTS = frozenset(f"{space}{name}" for space in _SPACES for name in ("lheo", "lheo-plus"))
_PARTS = frozenset(f"{space}formation" for space in _SPACES)
#: What XML lets pass and no study takes (see ``planner.text.unwritable``).
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_SAID = 80  # characters of a doubtful value that are told
_WHOLE = re.compile(r"\d{1,6}")


def read_lheo(path: Path, watch: Watch | None = None) -> Iterator[Offer]:
    """The trainings of a file, in its order.

    Raises :class:`StudyFileError` for a file that is missing, hostile, damaged or cut short, is no
    LHEO file or goes beyond the bounds.
    """
    try:
        with path.open("rb") as stream:
            size = path.stat().st_size
            number = 0
            for number, element in enumerate(read_parts(stream, path, size, _guard(), watch), 1):
                yield _offer(element, number)
    except OSError as error:
        reason = error.strerror or ""
        raise StudyFileError("lheo_unreadable", path=str(path), reason=reason) from error
    if number == 0:
        raise StudyFileError("lheo_no_training", path=str(path))


def file_digest(path: Path) -> str:
    """The SHA-256 of a file, by which the same one is known again."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _guard() -> Guard:
    return Guard(
        family="lheo",
        strange="lheo_not_lheo",
        is_root=lambda tag: tag in _ROOTS,
        is_part=lambda tag, depth: depth in (2, 3) and tag in _PARTS,
        most_bytes=MOST_BYTES,
        most_part=MOST_PART,
        most_depth=MOST_DEPTH,
        progress="lheo.reading",
    )


def _offer(element: Element, number: int) -> Offer:
    reading = _Reading(element)
    action = "action/"
    institution = "organisme-formation-responsable/"
    level, hours = (
        reading.level("code-niveau-sortie"),
        reading.whole(f"{action}nombre-heures-total"),
    )
    own, fault = reading.own()
    return Offer(
        number=number,
        title=reading.text("intitule-formation"),
        institution=reading.text(f"{institution}nom-organisme")
        or reading.text(f"{institution}raison-sociale"),
        city=reading.text(f"{action}lieu-de-formation/coordonnees/adresse/ville"),
        level=level,
        duration=reading.text(f"{action}duree-indicative"),
        hours=hours,
        own=own,
        doubts=tuple(reading.doubts),
        fault=fault,
    )


class _Reading:
    """One training on its way out of its element."""

    def __init__(self, element: Element) -> None:
        self.doubts: list[Doubt] = []
        self._element = element
        self._space = element.tag.partition("}")[0] + "}"

    def text(self, path: str) -> str:
        """The text at a path; empty where it is marked as unknown or shortened."""
        found = self._element.find(self._path(path))
        if found is None or found.get("info") in (UNKNOWN, CUT):
            return ""
        return _said(found)

    def level(self, path: str) -> int | None:
        """The European level at a path; a code that tells no single one is a doubt."""
        code = self.text(path)
        try:
            return level_of(code)
        except ValueError:
            self._doubt(path, code)
            return None

    def whole(self, path: str) -> int | None:
        """The number at a path; 0 is how others say that they do not know."""
        said = self.text(path)
        if not said or _WHOLE.fullmatch(said):
            return int(said or 0) or None
        self._doubt(path, said)
        return None

    def own(self) -> tuple[OwnRows | None, str]:
        """The rows of ours, and the name of what could not be read of them."""
        boxes = [
            box
            for outer in self._element.findall(self._path("extras"))
            if outer.get("info") == OURS
            for box in outer.findall(self._path("extras"))
        ]
        if not boxes:
            return None, ""
        if len(boxes) > MOST_OWNED:
            return None, OURS
        names: dict[tuple[str, str], str] = {}
        try:
            rows = [self._row(box, names) for box in boxes]
        except ValueError as error:
            return None, str(error)
        trainings = [row for row in rows if isinstance(row, Training)]
        if len(trainings) != 1:
            return None, "trainings"
        seats = tuple(row for row in rows if isinstance(row, Seats))
        hours = tuple(row for row in rows if isinstance(row, DomainHours))
        owners = {row.training for row in seats} | {row.training for row in hours}
        if owners - {trainings[0].key}:
            return None, "training"
        return OwnRows(trainings[0], seats, hours, names), ""

    def _row(self, box: Element, names: dict[tuple[str, str], str]) -> Entity:
        collection = (box.get("info") or "").removeprefix(f"{OURS}:")
        key = box.get("numero") or ""
        if collection not in CARRIED or not key:
            raise ValueError(collection or "extras")
        targets = {field.key: field.target for field in FIELDS[collection] if field.target}
        texts = []
        for extra in box.findall(self._path("extra")):
            name = (extra.get("info") or "").removeprefix(f"{OURS}:")
            text = _said(extra)
            texts.append((name, text))
            if name in targets and extra.get("tag"):
                names[targets[name], text] = clean(extra.get("tag") or "")
        return row_of_texts(collection, key, texts)

    def _path(self, path: str) -> str:
        return "/".join(f"{self._space}{name}" for name in path.split("/"))

    def _doubt(self, path: str, value: str) -> None:
        self.doubts.append(Doubt(path.rpartition("/")[2], value[:_SAID]))


def _said(element: Element) -> str:
    """The text of an element, marks inside left out, signs that no study takes too."""
    return clean(_UNWRITABLE.sub("", "".join(_few(element.itertext()))))


def _few(parts: Iterable[str]) -> Iterator[str]:
    left = MOST_TEXT
    for part in parts:
        yield part[:left]
        left -= len(part)
        if left <= 0:
            return
