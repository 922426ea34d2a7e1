"""What the checks report about a study: findings, never exceptions."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from planner.messages import Message, Value, message


class Severity(StrEnum):
    """How much a finding matters to who reads the map."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Place:
    """A row of the study, or one field of it."""

    collection: str
    key: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One observation: its code, how much it matters, where, and the values of its sentence."""

    code: str
    severity: Severity
    where: Place | None
    said: Message


def finding(code: str, severity: Severity, where: Place | None, **values: Value) -> Finding:
    """The finding ``code``, whose sentence is the text ``finding.<code>``."""
    return Finding(code, severity, where, message(f"finding.{code}", **values))
