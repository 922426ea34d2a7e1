"""The workbench: outlines, leavers, bridges, kept moves, accepted findings, comments, lineages.

Frozen: what is written here has made files that exist. Later changes are later migrations.
"""

from __future__ import annotations

from alembic import op

from db.migrations.ddl import (
    collection,
    day,
    fraction,
    integer,
    link,
    link_words,
    ordered,
    reference,
    text,
    word,
)

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables of the workbench."""
    inventory()
    moves()
    notes()
    indexes()


def inventory() -> None:
    """Borders of départements, leavers of trainings, declared bridges."""
    collection(
        "outlines",
        *reference("department", "departments"),
        *text("points", 1, 32_000),
    )
    collection(
        "leavers",
        *reference("training", "trainings"),
        *integer("year", 1990, 2100),
        *text("occupation", 1, 200),
        *integer("low", 0, 100_000),
        *integer("high", 0, 100_000, optional=True),
        *reference("family", "families", optional=True),
        *word("confidence", "high medium low"),
        ordered("low", "high"),
    )
    collection(
        "bridges",
        *reference("start", "trainings"),
        *reference("goal", "trainings"),
        *text("conditions", 0, 32_000),
    )


def moves() -> None:
    """The moves of kept scenarios."""
    collection(
        "scenario_moves",
        *reference("scenario", "scenarios"),
        *word("kind", "open close add need share yield"),
        *text("name", 0, 500),
        *reference("training", "trainings", optional=True),
        *integer("level", 1, 8, optional=True),
        *reference("need_line", "need_lines", optional=True),
        *reference("allocation", "allocations", optional=True),
        *reference("family", "families", optional=True),
        *reference("assumption", "assumptions", optional=True),
        *integer("low", 0, 100_000_000, optional=True),
        *integer("central", 0, 100_000_000, optional=True),
        *integer("high", 0, 100_000_000, optional=True),
        *fraction("value", 0, 1, optional=True),
    )
    link("scenario_move_families", "move", "scenario_moves", "family", "families")
    link_words(
        "scenario_move_modalities",
        "move",
        "scenario_moves",
        "modality",
        "initial apprenticeship continuing",
    )


def notes() -> None:
    """What people say about rows."""
    collection(
        "acceptances",
        *text("finding", 1, 80),
        *text("about", 0, 40),
        *text("row", 0, 120),
        *text("field", 0, 40),
        *text("digest", 1, 64),
        *text("reason", 1, 1_000),
        *text("author", 0, 200),
        *day("accepted_on"),
    )
    collection(
        "comments",
        *text("about", 1, 40),
        *text("row", 1, 120),
        *text("text", 1, 32_000),
        *text("author", 0, 200),
        *day("written_on"),
    )
    collection(
        "lineages",
        *text("about", 1, 40),
        *word("kind", "renamed merged split"),
        *text("old", 1, 120),
        *text("new", 1, 120),
        *day("decided_on"),
        *text("author", 0, 200),
        *text("reason", 0, 1_000),
    )


def indexes() -> None:
    """What finds the rows that belong to another."""
    op.create_index("ix_outlines_department", "outlines", ["department"])
    op.create_index("ix_leavers_training", "leavers", ["training"])
    op.create_index("ix_bridges_start", "bridges", ["start"])
    op.create_index("ix_scenario_moves_scenario", "scenario_moves", ["scenario"])
