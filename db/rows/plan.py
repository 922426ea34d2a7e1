"""The rows of the plan: certifications, actions, tasks, needs and assumptions."""

from __future__ import annotations

from datetime import date  # read by SQLModel when the class is made

from sqlalchemy import BigInteger
from sqlmodel import Field

from db.rows.base import Row


class OpcoRow(Row, table=True):
    """A skills operator."""

    __tablename__ = "opcos"

    name: str
    name_key: str
    note: str


class CertificationRow(Row, table=True):
    """A candidate certification; its operators are link rows."""

    __tablename__ = "certifications"

    title: str
    priority: int | None
    # "register" is a method of every abstract class, so the attribute has another name
    register_name: str = Field(sa_column_kwargs={"name": "register"})
    status: str
    audience: str
    comment: str
    level: int | None
    aim: str
    certifiers: str
    partners: str
    nsf: str
    formacodes: str
    romes: str
    nomenclatures: str
    prerequisites: str
    validity: str
    filing: str
    rule_set: str | None
    years_asked: int | None
    number: str
    filed_on: date | None
    decided_on: date | None
    expires_on: date | None


class CertificationContentRow(Row, table=True):
    """One element of a certification's content."""

    __tablename__ = "certification_contents"

    certification: str
    text: str


class ActionRow(Row, table=True):
    """An action of the plan."""

    __tablename__ = "actions"

    title: str
    is_managed: bool
    feasibility: str
    contributors: str
    objectives: str


class TaskRow(Row, table=True):
    """A task or milestone; the tasks that come before it are link rows."""

    __tablename__ = "tasks"

    action: str
    title: str
    kind: str
    days: int
    not_before: date | None
    due: date | None
    owner: str
    certification: str | None
    days_low: int | None
    days_high: int | None
    level: int | None


class AllocationRow(Row, table=True):
    """A named way to spread a need line over families and levels."""

    __tablename__ = "allocations"

    name: str
    name_key: str
    author: str
    decided_on: date | None
    reason: str


class AllocationShareRow(Row, table=True):
    """The share of an allocation that falls on one family at one level, as an exact fraction."""

    __tablename__ = "allocation_shares"

    allocation: str
    family: str
    level: int
    share_numerator: int = Field(sa_type=BigInteger)
    share_denominator: int = Field(sa_type=BigInteger)


class NeedLineRow(Row, table=True):
    """People needed over some years."""

    __tablename__ = "need_lines"

    name: str
    kind: str
    sector: str | None
    start: int
    end: int
    low: int | None
    central: int | None
    high: int | None
    allocation: str | None


class ScenarioRow(Row, table=True):
    """A scenario; its need lines are link rows."""

    __tablename__ = "scenarios"

    name: str
    name_key: str
    seat_kind: str
    comment: str


class AssumptionRow(Row, table=True):
    """A number taken on trust, as an exact fraction, or unknown."""

    __tablename__ = "assumptions"

    name: str
    value_numerator: int | None = Field(sa_type=BigInteger)
    value_denominator: int | None = Field(sa_type=BigInteger)
    unit: str
    reason: str


class ScenarioMoveRow(Row, table=True):
    """A move of a kept scenario; its families and modalities are link rows."""

    __tablename__ = "scenario_moves"

    scenario: str
    kind: str
    name: str
    training: str | None
    level: int | None
    need_line: str | None
    allocation: str | None
    family: str | None
    assumption: str | None
    low: int | None
    central: int | None
    high: int | None
    value_numerator: int | None = Field(sa_type=BigInteger)
    value_denominator: int | None = Field(sa_type=BigInteger)
