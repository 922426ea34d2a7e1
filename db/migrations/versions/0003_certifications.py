"""Certifications: their referentials, the criteria of the registers, kept plans.

Frozen: what is written here has made files that exist. Later changes are later migrations.
"""

from __future__ import annotations

from alembic import op

from db.migrations.ddl import (
    collection,
    day,
    flag,
    integer,
    link,
    link_words,
    name_key,
    rebuilt,
    reference,
    text,
    word,
)

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

STATUSES = (
    "idea framing drafting review ready filed examined registered refused postponed abandoned"
)


#: What the new columns of the certifications that stand are given.
FILLED = {
    "aim": "''",
    "certifiers": "''",
    "partners": "''",
    "nsf": "''",
    "formacodes": "''",
    "romes": "''",
    "nomenclatures": "''",
    "prerequisites": "''",
    "validity": "''",
    "number": "''",
    "filing": "'first'",
}


def upgrade() -> None:
    """Make the tables of the referentials, and widen certifications and tasks."""
    rules()
    certifications()
    referentials()
    files()
    roadmap()
    links()
    indexes()


def rules() -> None:
    """The criteria that registers hold filings to."""
    collection(
        "rule_sets",
        *text("name", 1, 200),
        *name_key("name"),
        *word("register", "rncp rs cqp outside undecided"),
        *day("valid_from"),
        *day("valid_to"),
        *text("article", 0, 200),
        *text("note", 0, 32_000),
    )
    collection(
        "criteria",
        *reference("rule_set", "rule_sets"),
        *text("number", 1, 40),
        *text("text", 1, 1_000),
        *text("article", 0, 200),
        *text("evidence", 0, 1_000),
        *text("checks", 0, 1_000),
        *word("applies_to", "first renewal any"),
    )


def certifications() -> None:
    """What a certification is, beside its title and status."""
    rebuilt(
        "certifications",
        FILLED,
        *text("title", 1, 500),
        *integer("priority", 1, 99, optional=True),
        *word("register", "rncp rs cqp outside undecided"),
        *word(
            "status",
            "idea framing drafting review ready filed examined "
            "registered refused postponed abandoned",
        ),
        *text("audience", 0, 1_000),
        *text("comment", 0, 32_000),
        *integer("level", 1, 8, optional=True),
        *text("aim", 0, 32_000),
        *text("certifiers", 0, 1_000),
        *text("partners", 0, 1_000),
        *text("nsf", 0, 200),
        *text("formacodes", 0, 200),
        *text("romes", 0, 200),
        *text("nomenclatures", 0, 200),
        *text("prerequisites", 0, 1_000),
        *text("validity", 0, 200),
        *word("filing", "first renewal any"),
        *reference("rule_set", "rule_sets", optional=True),
        *integer("years_asked", 1, 5, optional=True),
        *text("number", 0, 40),
        *day("filed_on"),
        *day("decided_on"),
        *day("expires_on"),
    )


def referentials() -> None:
    """Blocks, activities, competences and how they are assessed."""
    collection(
        "blocks",
        *reference("certification", "certifications"),
        *text("title", 1, 500),
        *text("code", 0, 40),
        *flag("is_optional"),
        *text("prerequisites", 0, 1_000),
    )
    collection(
        "activities",
        *reference("certification", "certifications"),
        *reference("block", "blocks", optional=True),
        *text("code", 0, 40),
        *text("text", 1, 1_000),
    )
    collection(
        "attested_competences",
        *reference("certification", "certifications"),
        *reference("block", "blocks", optional=True),
        *reference("activity", "activities", optional=True),
        *text("code", 0, 40),
        *text("text", 1, 1_000),
        *reference("origin", "competences", optional=True),
    )
    collection(
        "assessments",
        *reference("certification", "certifications"),
        *reference("block", "blocks", optional=True),
        *text("modality", 1, 1_000),
        *text("evidence", 0, 1_000),
        *text("duration", 0, 200),
    )
    collection(
        "assessment_criteria",
        *reference("competence", "attested_competences"),
        *text("text", 1, 1_000),
        *text("indicator", 0, 1_000),
    )


def files() -> None:
    """What a file tells beside its referentials."""
    collection(
        "status_changes",
        *reference("certification", "certifications"),
        *word("status", STATUSES),
        *day("changed_on"),
        *text("reason", 0, 1_000),
        *text("author", 0, 200),
    )
    collection(
        "correspondences",
        *reference("certification", "certifications"),
        *word("kind", "total block block_rs"),
        *reference("block", "blocks", optional=True),
        *text("code", 1, 40),
        *text("title", 0, 500),
        *text("reason", 0, 1_000),
    )
    collection(
        "evidences",
        *reference("certification", "certifications"),
        *reference("criterion", "criteria"),
        *word("state", "missing drafted ready not_applicable"),
        *text("text", 0, 32_000),
        *text("documents", 0, 1_000),
    )
    collection(
        "promotions",
        *reference("certification", "certifications"),
        *integer("year", 1990, 2100),
        *integer("enrolled", 0, 1_000_000, optional=True),
        *integer("certified", 0, 1_000_000, optional=True),
        *integer("respondents", 0, 1_000_000, optional=True),
        *integer("employed", 0, 1_000_000, optional=True),
        *integer("in_target_job", 0, 1_000_000, optional=True),
    )
    collection(
        "preparations",
        *reference("certification", "certifications"),
        *reference("block", "blocks", optional=True),
        *reference("training", "trainings"),
        *word("state", "proposed confirmed refused"),
        *text("reason", 0, 1_000),
    )
    collection(
        "certification_versions",
        *reference("certification", "certifications"),
        *text("name", 1, 200),
        *day("frozen_on"),
        *text("author", 0, 200),
        *text("content", 1, 4_000_000),
    )


def roadmap() -> None:
    """Three-point durations, the gaps that tasks close, kept plans."""
    rebuilt(
        "tasks",
        {},
        *reference("action", "actions"),
        *text("title", 1, 500),
        *word("kind", "task milestone"),
        *integer("days", 0, 10_000),
        *day("not_before"),
        *day("due"),
        *text("owner", 0, 1_000),
        *reference("certification", "certifications", optional=True),
        *integer("days_low", 0, 10_000, optional=True),
        *integer("days_high", 0, 10_000, optional=True),
        *integer("level", 1, 8, optional=True),
    )
    collection(
        "baselines",
        *text("name", 1, 200),
        *name_key("name"),
        *day("made_on"),
        *text("reason", 0, 1_000),
    )
    collection(
        "baseline_dates",
        *reference("baseline", "baselines"),
        *reference("task", "tasks"),
        *day("start"),
        *day("finish"),
    )


def links() -> None:
    """Fields that hold several values."""
    link("certification_occupations", "certification", "certifications", "occupation", "occupations")
    link("certification_sectors", "certification", "certifications", "sector", "sectors")
    link_words("certification_routes", "certification", "certifications", "route", "initial apprenticeship continuing professionalisation individual vae")
    link("task_families", "task", "tasks", "family", "families")
    link("competence_domains", "competence", "attested_competences", "domain", "domains")
    link("assessed_competences", "assessment", "assessments", "competence", "attested_competences")


def indexes() -> None:
    """What finds the rows that belong to another."""
    op.create_index("ix_criteria_rule_set", "criteria", ["rule_set"])
    op.create_index("ix_status_changes_certification", "status_changes", ["certification"])
    op.create_index("ix_blocks_certification", "blocks", ["certification"])
    op.create_index("ix_activities_certification", "activities", ["certification"])
    op.create_index("ix_activities_block", "activities", ["block"])
    op.create_index("ix_attested_competences_certification", "attested_competences", ["certification"])
    op.create_index("ix_attested_competences_block", "attested_competences", ["block"])
    op.create_index("ix_assessments_certification", "assessments", ["certification"])
    op.create_index("ix_assessments_block", "assessments", ["block"])
    op.create_index("ix_assessment_criteria_competence", "assessment_criteria", ["competence"])
    op.create_index("ix_correspondences_certification", "correspondences", ["certification"])
    op.create_index("ix_correspondences_block", "correspondences", ["block"])
    op.create_index("ix_evidences_certification", "evidences", ["certification"])
    op.create_index("ix_promotions_certification", "promotions", ["certification"])
    op.create_index("ix_preparations_certification", "preparations", ["certification"])
    op.create_index("ix_preparations_block", "preparations", ["block"])
    op.create_index("ix_certification_versions_certification", "certification_versions", ["certification"])
    op.create_index("ix_baseline_dates_baseline", "baseline_dates", ["baseline"])
    op.create_index("ix_baseline_dates_task", "baseline_dates", ["task"])
