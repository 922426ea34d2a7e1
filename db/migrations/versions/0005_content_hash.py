"""What the study held after each step, as a hash, and the study that the file began with.

Frozen: what is written here has made files that exist. Later changes are later migrations.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from db.migrations.ddl import Check, is_sqlite, table

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of contents, to which rows are only ever added."""
    table(
        "journal_contents",
        sa.Column("seq", sa.Integer(), nullable=False, primary_key=True, autoincrement=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("study", sa.String(), nullable=True),
        Check("digest", 'length("digest") = 64'),
        sa.ForeignKeyConstraint(["seq"], ["journal.seq"], name="fk_journal_contents_seq"),
    )
    if is_sqlite():
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER journal_contents_no_{verb.lower()} BEFORE {verb} "
                "ON journal_contents "
                "BEGIN SELECT RAISE(ABORT, 'journal_contents is append only'); END"
            )
