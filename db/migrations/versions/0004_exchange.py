"""Exchange with institutions, editions, what was decided upon them and their reports.

Frozen: what is written here has made files that exist. Later changes are later migrations.
"""

from __future__ import annotations

from alembic import op

from db.migrations.ddl import (
    collection,
    day,
    integer,
    link_words,
    name_key,
    reference,
    text,
    word,
)

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

SECTIONS = (
    "summary offer needs coverage ladder certifications roadmap commitments claims trainings method"
)


def upgrade() -> None:
    """Make the tables of editions and of exchange."""
    editions()
    exchange()


def editions() -> None:
    """The study frozen, what was decided upon it, how it is reported."""
    collection(
        "editions",
        *text("name", 1, 200),
        *name_key("name"),
        *day("frozen_on"),
        *text("author", 0, 200),
        *text("note", 0, 32_000),
        *text("digest", 1, 64),
        *text("content", 1, 64_000_000),
    )
    collection(
        "commitments",
        *reference("edition", "editions"),
        *text("text", 1, 1_000),
        *text("who", 0, 200),
        *day("due"),
        *reference("family", "families", optional=True),
        *integer("level", 1, 8, optional=True),
        *reference("task", "tasks", optional=True),
        *word("status", "open done late abandoned unverifiable"),
        *text("reason", 0, 1_000),
        *reference("reconciled_in", "editions", optional=True),
        *day("reconciled_on"),
    )
    collection(
        "reports",
        *text("name", 1, 200),
        *reference("edition", "editions", optional=True),
        *reference("previous", "editions", optional=True),
        *word("audience", "partners internal"),
        *text("note", 0, 32_000),
    )
    link_words("report_sections", "report", "reports", "section", SECTIONS)


def exchange() -> None:
    """What goes to institutions, what comes back, and how it was understood."""
    collection(
        "mailings",
        *reference("institution", "institutions"),
        *text("edition", 0, 200),
        *day("sent_on"),
        *day("due_on"),
        *text("file_name", 0, 200),
        *text("author", 0, 200),
        *text("base", 1, 4_000_000),
        *text("note", 0, 32_000),
    )
    collection(
        "replies",
        *reference("institution", "institutions", optional=True),
        *reference("mailing", "mailings", optional=True),
        *text("file_name", 0, 200),
        *text("digest", 1, 64),
        *day("received_on"),
        *text("author", 0, 200),
        *integer("taken", 0, 10_000_000),
        *integer("refused", 0, 10_000_000),
        *integer("undecided", 0, 10_000_000),
        *text("note", 0, 32_000),
    )
    collection(
        "import_choices",
        *reference("institution", "institutions", optional=True),
        *word("scope", "column value"),
        *text("field", 0, 80),
        *text("given", 1, 1_000),
        *text("taken", 0, 1_000),
    )
    op.create_index("ix_import_choices_institution", "import_choices", ["institution"])
