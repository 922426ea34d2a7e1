"""Runs the migrations on the connection that ``db.upgrade`` hands over, in its transaction."""

from __future__ import annotations

from alembic import context

from db.rows import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
)
context.run_migrations()
