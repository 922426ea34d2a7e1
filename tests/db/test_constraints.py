"""The third line of defence: what the domain refuses, the tables refuse in bare SQL too."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from db.constraints import LINKS
from db.samples.reading import read_sample
from planner.fields import FIELDS, GREATEST_DENOMINATOR, Field, Kind
from planner.study import (
    Acceptance,
    Activity,
    Assessment,
    AssessmentCriterion,
    AttestedCompetence,
    Baseline,
    BaselineDate,
    Block,
    Bridge,
    CertificationVersion,
    Comment,
    Commitment,
    Correspondence,
    DomainHours,
    Edition,
    Entity,
    Evidence,
    ImportChoice,
    Leavers,
    Lineage,
    Mailing,
    Preparation,
    Promotion,
    Reply,
    Report,
    ScenarioMove,
    Seats,
    StatusChange,
    Study,
)
from planner.validation import LONGEST_KEY, ORDERED, RANK_BOUND
from planner.vocab import (
    AccessRoute,
    ChoiceScope,
    CorrespondenceKind,
    LineageKind,
    Modality,
    MoveKind,
    ReportSection,
    SeatKind,
)
from tests.db.build import made

if TYPE_CHECKING:
    from collections.abc import Iterator

from dataclasses import replace


def filled() -> Study:
    """The shipped study, with a row in the collections of which it ships none."""
    sample = read_sample()
    first, second = (row.key for row in sample.trainings[:2])
    study = with_rows(
        sample,
        seats=Seats(key="s", training=first, year=2026, kind=SeatKind.OPEN, low=1, high=2),
        domain_hours=DomainHours(key="h", training=first, domain=sample.domains[0].key),
        leavers=Leavers(key="l", training=first, year=2026, occupation="Analyste", low=1, high=2),
        bridges=Bridge(key="b", start=first, goal=second),
        scenario_moves=ScenarioMove(
            key="m",
            scenario=sample.scenarios[0].key,
            kind=MoveKind.OPEN,
            name="Data",
            families=(sample.families[0].key,),
            modalities=(Modality.INITIAL,),
        ),
        acceptances=Acceptance(
            key="a", finding="f", about="trainings", row=first, field="", digest="d", reason="r"
        ),
        comments=Comment(key="c", about="trainings", row=first, text="À revoir"),
        lineages=Lineage(
            key="g", about="trainings", kind=LineageKind.MERGED, old=first, new=second
        ),
        **referential_rows(sample, first),
        **exchange_rows(sample.institutions[0].key),
    )
    return with_rows(
        study,
        baselines=Baseline(key="z2", name="Reprise"),
        editions=Edition(key="d2", name="2026", digest="0", content="-"),
    )


def exchange_rows(institution: str) -> dict[str, Entity]:
    """One row of each collection of editions and of exchange with institutions."""
    return {
        "editions": Edition(key="d", name="2019", digest="0", content="-"),
        "commitments": Commitment(key="c", edition="d", text="Ouvrir une licence"),
        "reports": Report(key="r", name="Symposium", sections=(ReportSection.OFFER,)),
        "mailings": Mailing(key="m", institution=institution, base="{}"),
        "replies": Reply(key="r", mailing="m", digest="0"),
        "import_choices": ImportChoice(key="i", scope=ChoiceScope.COLUMN, given="Intitulé"),
    }


def referential_rows(sample: Study, training: str) -> dict[str, Entity]:
    """One row of each collection that belongs to a certification or to a kept plan."""
    owner, criterion = sample.certifications[0].key, sample.criteria[0].key
    certification = replace(
        sample.certifications[0],
        occupations=(sample.occupations[0].key,),
        sectors=(sample.sectors[0].key,),
        routes=(AccessRoute.VAE,),
    )
    task = replace(sample.tasks[0], families=(sample.families[0].key,))
    domain = sample.domains[0].key
    return {
        "certifications": certification,
        "tasks": task,
        "status_changes": StatusChange(key="s", certification=owner, status=certification.status),
        "blocks": Block(key="b", certification=owner, title="Bloc"),
        "activities": Activity(key="a", certification=owner, block="b", text="Piloter"),
        "attested_competences": AttestedCompetence(
            key="c", certification=owner, block="b", text="Piloter", domains=(domain,)
        ),
        "assessments": Assessment(
            key="e", certification=owner, modality="Mise en situation", competences=("c",)
        ),
        "assessment_criteria": AssessmentCriterion(key="k", competence="c", text="Juste"),
        "correspondences": Correspondence(
            key="r", certification=owner, kind=CorrespondenceKind.TOTAL, code="RNCP1"
        ),
        "evidences": Evidence(key="v", certification=owner, criterion=criterion),
        "promotions": Promotion(key="p", certification=owner, year=2026),
        "preparations": Preparation(key="t", certification=owner, training=training),
        "certification_versions": CertificationVersion(
            key="n", certification=owner, name="1", content="{}"
        ),
        "baselines": Baseline(key="z", name="Départ"),
        "baseline_dates": BaselineDate(key="y", baseline="z", task=task.key),
    }


def with_rows(study: Study, **rows: Entity) -> Study:
    """The study with these rows put into their collections."""
    return replace(study, **{name: getattr(study, name).put(row) for name, row in rows.items()})


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("constraints") / "a.cartoplan"
    made(path, filled()).close()
    return path


@pytest.fixture
def bare(file: Path) -> Iterator[sqlite3.Connection]:
    """A bare connection whose changes are thrown away."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("BEGIN")
        yield connection
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def bad_values(field: Field) -> list[tuple[str, Any]]:
    """Columns of a field with values that the domain would never let through."""
    key, low, high = field.key, field.low, field.high
    match field.kind:
        case Kind.TEXT:
            bad = [(key, "x" * (int(high or 0) + 1)), (key, None), (key, b"bytes"), (key, "a\0b")]
            return [*bad, (key, "")] if field.required else bad
        case Kind.INTEGER:
            bad = [(key, low - 1), (key, high + 1), (key, "many"), (key, 1.5)]  # type: ignore[operator]
            return [*bad, (key, None)] if field.required else bad
        case Kind.REAL:
            return [(key, low - 0.001), (key, high + 0.001), (key, "x"), (key, None)]  # type: ignore[operator]
        case Kind.FRACTION:
            under = f"{key}_denominator"
            bad = [(f"{key}_numerator", -1), (f"{key}_numerator", 10**18), (under, 0), (under, -1)]
            return [*bad, (under, GREATEST_DENOMINATOR + 1), (under, None), (under, "x")]
        case Kind.FLAG:
            return [(key, 2), (key, None), (key, "yes")]
        case Kind.DAY:
            return [
                (key, "2026-13-01"),
                (key, "12/01/2026"),
                (key, 20260101),
                (key, "2026-01-01T10"),
            ]
        case Kind.CHOICE:
            return [(key, "zzz"), (key, ""), (key, None), (key, 1)]
        case Kind.REFERENCE:
            return [(key, "nobody"), (key, ""), *([(key, None)] if field.required else [])]
    return []


def commit(bare: sqlite3.Connection, statement: str, values: tuple[object, ...]) -> None:
    """Run a statement and commit it, since references are judged then."""
    bare.execute(statement, values)
    bare.execute("COMMIT")


CASES = [
    (collection, column, value)
    for collection, declared in FIELDS.items()
    for field in declared
    for column, value in bad_values(field)
]
IDENTITY = [
    ("key", "x" * (LONGEST_KEY + 1)),
    ("key", ""),
    ("rank", RANK_BOUND + 1),
    ("rank", "first"),
    ("source_nature", "guessed"),
    ("source_line", -1),
    ("source_place", "x" * 1001),
    ("version", 0),
]


@pytest.mark.parametrize(
    ("table", "column", "value"), CASES, ids=lambda value: f"{str(value)[:20]!r}"
)
def test_a_bad_value_is_refused(
    bare: sqlite3.Connection, table: str, column: str, value: object
) -> None:
    known = bare.execute(f"SELECT key FROM {table} LIMIT 1").fetchone()
    assert known is not None
    # a fraction that is unknown has no numerator to be wrong
    if column.endswith(("_numerator", "_denominator")):
        name = column.rpartition("_")[0]
        bare.execute(f'UPDATE {table} SET "{name}_numerator" = 1, "{name}_denominator" = 2')
    with pytest.raises(sqlite3.IntegrityError):
        commit(bare, f'UPDATE {table} SET "{column}" = ? WHERE key = ?', (value, *known))


@pytest.mark.parametrize("table", FIELDS)
@pytest.mark.parametrize(("column", "value"), IDENTITY)
def test_a_bad_key_rank_or_source_is_refused(
    bare: sqlite3.Connection, table: str, column: str, value: object
) -> None:
    known = bare.execute(f"SELECT key FROM {table} LIMIT 1").fetchone()
    with pytest.raises(sqlite3.IntegrityError):
        bare.execute(f'UPDATE {table} SET "{column}" = ? WHERE key = ?', (value, *known))


def test_every_bounded_field_has_bad_values_here() -> None:
    tried = {(table, column) for table, column, _ in CASES}
    for table, declared in FIELDS.items():
        for field in declared:
            if field.kind in (Kind.CHOICES, Kind.REFERENCES):
                continue
            column = f"{field.key}_numerator" if field.kind is Kind.FRACTION else field.key
            assert (table, column) in tried


@pytest.mark.parametrize(
    ("table", "low", "high"),
    [(t, low, high) for t, pairs in ORDERED.items() for low, high in pairs],
)
def test_bounds_that_cross_are_refused(
    bare: sqlite3.Connection, table: str, low: str, high: str
) -> None:
    values = (2050, 2049) if low == "start" else (8, 7)
    if table == "need_lines":  # so that no other pair crosses
        bare.execute("UPDATE need_lines SET low = NULL, central = NULL, high = NULL")
    with pytest.raises(sqlite3.IntegrityError, match=f"ck_{table}_{low}_{high}"):
        bare.execute(f'UPDATE {table} SET "{low}" = ?, "{high}" = ?', values)


@pytest.mark.parametrize(
    "table", [t for t, declared in FIELDS.items() if any(f.unique for f in declared)]
)
def test_two_spellings_of_one_name_are_refused(bare: sqlite3.Connection, table: str) -> None:
    first, second = bare.execute(f"SELECT key, name_key FROM {table} LIMIT 2").fetchall()
    with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
        bare.execute(f"UPDATE {table} SET name_key = ? WHERE key = ?", (first[1], second[0]))


@pytest.mark.parametrize("link", LINKS.values(), ids=str)
def test_a_link_holds_what_it_may_once_in_its_place(bare: sqlite3.Connection, link: Any) -> None:
    owner, value = bare.execute(f"SELECT {link.owner}, {link.value} FROM {link.table}").fetchone()
    insert = f"INSERT INTO {link.table} ({link.owner}, position, {link.value}) VALUES (?, ?, ?)"
    for row in ((owner, 90, value), (owner, -1, "x"), (owner, "first", "x"), (owner, 0, "x")):
        with pytest.raises(sqlite3.IntegrityError):
            bare.execute(insert, row)
    for row in ((owner, 90, "nobody"), ("nobody", 0, value)):
        with pytest.raises(sqlite3.IntegrityError):
            commit(bare, insert, row)
        if bare.in_transaction:
            bare.execute("ROLLBACK")
        bare.execute("BEGIN")


def test_a_row_that_is_referred_to_cannot_be_deleted(bare: sqlite3.Connection) -> None:
    bare.execute("DELETE FROM families")
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        bare.execute("COMMIT")


@pytest.mark.parametrize("statement", ["UPDATE journal SET author = 'x'", "DELETE FROM journal"])
def test_the_journal_can_only_grow(bare: sqlite3.Connection, statement: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="append only"):
        bare.execute(statement)
