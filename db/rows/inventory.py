"""The rows of the inventory: trainings, where they are given, and what they lead to."""

from __future__ import annotations

from db.rows.base import Row


class FactRow(Row, table=True):
    """A thing told about the study itself."""

    __tablename__ = "facts"

    text: str
    number: int | None


class FamilyRow(Row, table=True):
    """A job family."""

    __tablename__ = "families"

    name: str
    name_key: str
    short_name: str
    examples: str
    printed_name: str
    is_ai_specific: bool


class DomainRow(Row, table=True):
    """A domain of AI."""

    __tablename__ = "domains"

    scheme: str
    name: str
    examples: str


class DepartmentRow(Row, table=True):
    """A French département."""

    __tablename__ = "departments"

    name: str
    name_key: str


class OutlineRow(Row, table=True):
    """One ring of a département's border."""

    __tablename__ = "outlines"

    department: str
    points: str


class CityRow(Row, table=True):
    """A city with its coordinates."""

    __tablename__ = "cities"

    name: str
    name_key: str
    department: str
    latitude: float
    longitude: float


class InstitutionRow(Row, table=True):
    """A training institution."""

    __tablename__ = "institutions"

    name: str
    name_key: str
    printed_names: str
    note: str


class TrainingRow(Row, table=True):
    """A training of the inventory; its families and modalities are link rows."""

    __tablename__ = "trainings"

    title: str
    institution: str | None
    printed_institution: str
    city: str | None
    level: int | None
    printed_level: str
    duration: str
    months: int | None
    hours: int | None
    is_described: bool
    is_archived: bool
    comment: str


class SeatsRow(Row, table=True):
    """Places of a training in one year."""

    __tablename__ = "seats"

    training: str
    year: int
    kind: str
    low: int
    high: int | None
    confidence: str


class DomainHoursRow(Row, table=True):
    """Hours that a training gives to one AI domain."""

    __tablename__ = "domain_hours"

    training: str
    domain: str
    hours: int | None


class LeaversRow(Row, table=True):
    """People who left a training in one year for one occupation."""

    __tablename__ = "leavers"

    training: str
    year: int
    occupation: str
    low: int
    high: int | None
    family: str | None
    confidence: str


class BridgeRow(Row, table=True):
    """A declared way from one training to another."""

    __tablename__ = "bridges"

    start: str
    goal: str
    conditions: str
