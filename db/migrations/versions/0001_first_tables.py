"""The first tables: the study, its links and its journal.

Frozen: what is written here has made files that exist. Later changes are later migrations.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from db.migrations.ddl import (
    Check,
    Unique,
    collection,
    day,
    flag,
    fraction,
    integer,
    is_sqlite,
    link,
    link_words,
    name_key,
    one_of,
    ordered,
    real,
    reference,
    table,
    text,
    word,
)

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables of the study, of its links and of its journal."""
    vocabulary()
    inventory()
    economy()
    plan()
    needs()
    links()
    indexes()
    journal()


def vocabulary() -> None:
    """What trainings are told by: facts, families, domains, départements, cities, institutions."""
    collection(
        "facts",
        *text("text", 1, 1_000),
        *integer("number", 0, 100_000_000, optional=True),
    )
    collection(
        "families",
        *text("name", 1, 200),
        *name_key("name"),
        *text("short_name", 1, 40),
        *text("examples", 0, 1_000),
        *text("printed_name", 0, 200),
        *flag("is_ai_specific"),
    )
    collection(
        "domains",
        *word("scheme", "visibility expertise"),
        *text("name", 1, 200),
        *text("examples", 0, 1_000),
    )
    collection(
        "departments",
        *text("name", 1, 200),
        *name_key("name"),
    )
    collection(
        "cities",
        *text("name", 1, 200),
        *name_key("name"),
        *reference("department", "departments"),
        *real("latitude", -90, 90),
        *real("longitude", -180, 180),
    )
    collection(
        "institutions",
        *text("name", 1, 200),
        *name_key("name"),
        *text("printed_names", 0, 1_000),
        *text("note", 0, 1_000),
    )


def inventory() -> None:
    """The inventory: trainings, their places and their hours."""
    collection(
        "trainings",
        *text("title", 1, 500),
        *reference("institution", "institutions", optional=True),
        *text("printed_institution", 0, 200),
        *reference("city", "cities", optional=True),
        *integer("level", 1, 8, optional=True),
        *text("printed_level", 0, 200),
        *text("duration", 0, 200),
        *integer("months", 0, 120, optional=True),
        *integer("hours", 0, 20_000, optional=True),
        *flag("is_described"),
        *flag("is_archived"),
        *text("comment", 0, 32_000),
    )
    collection(
        "seats",
        *reference("training", "trainings"),
        *integer("year", 1990, 2100),
        *word("kind", "open funded filled"),
        *integer("low", 0, 100_000),
        *integer("high", 0, 100_000, optional=True),
        *word("confidence", "high medium low"),
        ordered("low", "high"),
    )
    collection(
        "domain_hours",
        *reference("training", "trainings"),
        *reference("domain", "domains"),
        *integer("hours", 0, 20_000, optional=True),
    )


def economy() -> None:
    """The regional economy: sectors, projections, occupations, claims."""
    collection(
        "sectors",
        *text("name", 1, 200),
        *name_key("name"),
        *integer("impact", 1, 4),
        *flag("is_analysed"),
        *integer("weight_percent", 0, 100, optional=True),
    )
    collection(
        "headcounts",
        *reference("sector", "sectors"),
        *integer("people", 0, 100_000_000),
        *text("publication", 1, 200),
        *integer("year", 1990, 2100, optional=True),
    )
    collection(
        "sector_occupations",
        *reference("sector", "sectors"),
        *text("name", 1, 200),
        *word("outlook", "at_risk in_transformation new little_affected"),
    )
    collection(
        "projections",
        *reference("sector", "sectors"),
        *word(
            "line",
            "natural impact total ai_alone ai_with_others others ai "
            "created reduced recruited awareness",
        ),
        *integer("year", 1990, 2100),
        *integer("magnitude", 0, 100_000_000),
        *flag("has_minus"),
        *text("printed", 0, 1_000),
    )
    collection(
        "occupations",
        *reference("sector", "sectors"),
        *text("name", 1, 300),
    )
    collection(
        "competences",
        *reference("sector", "sectors"),
        *reference("occupation", "occupations", optional=True),
        *text("text", 1, 1_000),
        *word("impact", "not_affected assistance augmentation replacement mixed"),
        *word("attachment", "as_printed checked none"),
    )
    collection(
        "claims",
        *text("subject", 1, 1_000),
        *word("comparison", "about more_than exactly between"),
        *integer("low", 0, 100_000_000),
        *integer("high", 0, 100_000_000),
        *text("unit", 1, 40),
        *text("measure", 0, 60),
        ordered("low", "high"),
    )


def plan() -> None:
    """The plan: operators, certifications, actions and tasks."""
    collection(
        "opcos",
        *text("name", 1, 200),
        *name_key("name"),
        *text("note", 0, 1_000),
    )
    collection(
        "certifications",
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
    )
    collection(
        "certification_contents",
        *reference("certification", "certifications"),
        *text("text", 1, 1_000),
    )
    collection(
        "actions",
        *text("title", 1, 500),
        *flag("is_managed"),
        *text("feasibility", 0, 1_000),
        *text("contributors", 0, 1_000),
        *text("objectives", 0, 32_000),
    )
    collection(
        "tasks",
        *reference("action", "actions"),
        *text("title", 1, 500),
        *word("kind", "task milestone"),
        *integer("days", 0, 10_000),
        *day("not_before"),
        *day("due"),
        *text("owner", 0, 1_000),
        *reference("certification", "certifications", optional=True),
    )


def needs() -> None:
    """The needs: how they are spread, scenarios and assumptions."""
    collection(
        "allocations",
        *text("name", 1, 200),
        *name_key("name"),
        *text("author", 0, 200),
        *day("decided_on"),
        *text("reason", 0, 32_000),
    )
    collection(
        "allocation_shares",
        *reference("allocation", "allocations"),
        *reference("family", "families"),
        *integer("level", 1, 8),
        *fraction("share", 0, 1),
    )
    collection(
        "need_lines",
        *text("name", 1, 1_000),
        *word("kind", "expert coloured awareness"),
        *reference("sector", "sectors", optional=True),
        *integer("start", 1990, 2100),
        *integer("end", 1990, 2100),
        *integer("low", 0, 100_000_000, optional=True),
        *integer("central", 0, 100_000_000, optional=True),
        *integer("high", 0, 100_000_000, optional=True),
        *reference("allocation", "allocations", optional=True),
        ordered("low", "central"),
        ordered("central", "high"),
        ordered("low", "high"),
        ordered("start", "end"),
    )
    collection(
        "scenarios",
        *text("name", 1, 200),
        *name_key("name"),
        *word("seat_kind", "open funded filled"),
        *text("comment", 0, 32_000),
    )
    collection(
        "assumptions",
        *text("name", 1, 1_000),
        *fraction("value", 0, 100_000_000, optional=True),
        *text("unit", 0, 40),
        *text("reason", 0, 32_000),
    )


def links() -> None:
    """The fields that hold several values."""
    link("training_families", "training", "trainings", "family", "families")
    link_words(
        "training_modalities",
        "training",
        "trainings",
        "modality",
        "initial apprenticeship continuing",
    )
    link("certification_opcos", "certification", "certifications", "opco", "opcos")
    link("task_predecessors", "task", "tasks", "predecessor", "tasks")
    link("scenario_need_lines", "scenario", "scenarios", "need_line", "need_lines")
    op.create_index("ix_seats_training", "seats", ["training"])
    op.create_index("ix_domain_hours_training", "domain_hours", ["training"])
    op.create_index("ix_headcounts_sector", "headcounts", ["sector"])
    op.create_index("ix_sector_occupations_sector", "sector_occupations", ["sector"])
    op.create_index("ix_projections_sector", "projections", ["sector"])
    op.create_index(
        "ix_certification_contents_certification", "certification_contents", ["certification"]
    )
    op.create_index("ix_allocation_shares_allocation", "allocation_shares", ["allocation"])


def indexes() -> None:
    """What finds the rows that belong to another."""


def journal() -> None:
    """The journal and its marks, to which rows are only ever added."""
    texts = ("action_id", "at", "author", "machine", "label", "kind")
    table(
        "journal",
        sa.Column("seq", sa.Integer(), nullable=False, primary_key=True, autoincrement=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in texts),
        sa.Column("target", sa.Integer()),
        sa.Column("edit", sa.String()),
        sa.Column("inverse", sa.String()),
        sa.Column("prev_hash", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        Unique(("action_id",)),
        Check("kind", one_of("kind", "create do undo redo")),
        Check("seq", '"seq" >= 1'),
        Check("target", '"target" < "seq"'),
        Check("hash", 'length("hash") = 64'),
        sa.ForeignKeyConstraint(["target"], ["journal.seq"], name="fk_journal_target"),
    )
    table(
        "journal_marks",
        sa.Column("collection", sa.String(), nullable=False, primary_key=True),
        sa.Column("row_key", sa.String(), nullable=False, primary_key=True),
        sa.Column("seq", sa.Integer(), nullable=False, primary_key=True, autoincrement=False),
        sa.ForeignKeyConstraint(["seq"], ["journal.seq"], name="fk_journal_marks_seq"),
        rowid=False,
    )
    if is_sqlite():
        for name in ("journal", "journal_marks"):
            for verb in ("UPDATE", "DELETE"):
                op.execute(
                    f"CREATE TRIGGER {name}_no_{verb.lower()} BEFORE {verb} ON {name} "
                    f"BEGIN SELECT RAISE(ABORT, '{name} is append only'); END"
                )
    else:
        server_journal()


def server_journal() -> None:
    """What SQLite's triggers do, on a server; and a word to the other desks at each step."""
    op.execute(
        "CREATE FUNCTION journal_is_append_only() RETURNS trigger LANGUAGE plpgsql "
        "SET search_path = pg_catalog AS $$ BEGIN "
        "RAISE EXCEPTION '% is append only', TG_TABLE_NAME "
        "USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    op.execute(
        "CREATE FUNCTION journal_is_told() RETURNS trigger LANGUAGE plpgsql "
        "SET search_path = pg_catalog AS $$ BEGIN "
        "PERFORM pg_notify('cartoplan_journal', NEW.seq::text); RETURN NULL; END $$"
    )
    for name in ("journal", "journal_marks"):
        op.execute(
            f"CREATE TRIGGER {name}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {name} "
            "FOR EACH STATEMENT EXECUTE FUNCTION journal_is_append_only()"
        )
    op.execute(
        "CREATE TRIGGER journal_told AFTER INSERT ON journal "
        "FOR EACH ROW EXECUTE FUNCTION journal_is_told()"
    )
    journal_without_texts()


def journal_without_texts() -> None:
    """What every desk needs of the steps that it may not read: their order, never their texts."""
    run = "LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS"
    op.execute(
        "CREATE FUNCTION journal_head() RETURNS TABLE (seq integer, hash varchar) "
        f"{run} $$ SELECT j.seq, j.hash FROM public.journal AS j ORDER BY j.seq DESC LIMIT 1 $$"
    )
    op.execute(
        "CREATE FUNCTION journal_steps(after integer, up_to integer) RETURNS TABLE "
        "(seq integer, hash varchar, kind varchar, target integer, author varchar, at varchar) "
        f"{run} $$ SELECT j.seq, j.hash, j.kind, j.target, j.author, j.at "
        "FROM public.journal AS j WHERE j.seq > after AND j.seq <= up_to ORDER BY j.seq $$"
    )
