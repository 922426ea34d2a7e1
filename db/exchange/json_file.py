"""A JSON file that came from outside, read within bounds."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NoReturn

from planner.errors import StudyFileError

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 64 << 20  # bytes; a package of ten thousand items has about ten million


def read_json(path: Path) -> dict[str, Any]:
    """The object that a file holds.

    Raises :class:`StudyFileError` where the file cannot be read, is too large, is not JSON in
    UTF-8, nests too deeply, holds numbers that are none, or is no object.
    """
    try:
        with path.open("rb") as stream:
            found = stream.read(LARGEST + 1)
    except OSError as error:
        reason = error.strerror or ""
        raise StudyFileError("json_unreadable", path=str(path), reason=reason) from error
    if len(found) > LARGEST:
        raise StudyFileError("json_too_large", path=str(path), n=LARGEST >> 20)
    try:
        value = json.loads(found.decode("utf-8-sig"), parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise StudyFileError("json_damaged", path=str(path), reason=str(error)[:120]) from error
    if not isinstance(value, dict):
        raise StudyFileError("json_no_object", path=str(path))
    return value


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)
