"""Which institution each row belongs to, kept beside it on a server, where policies can see it.

The column :data:`OWNER` is of the server alone and is never written by a client: it is computed
from the row's own institution, or set by a trigger from the training that the row is about. A
composite key holds a training's children to the training's own institution.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.constraints import LINKS
from planner.rights import BY_INSTITUTION, BY_SUBJECT, BY_TRAINING

if TYPE_CHECKING:
    from collections.abc import Iterator

OWNER = "owner_institution"

#: The tables whose rows belong to a training.
CHILDREN = (
    *sorted(BY_TRAINING),
    *(link.table for link in LINKS.values() if link.collection == "trainings"),
)

#: The tables that have the column :data:`OWNER`.
OWNED_TABLES = frozenset({*BY_INSTITUTION, *CHILDREN, *BY_SUBJECT})

#: What calls these functions are triggers: nobody needs a right to run them.
_FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION owner_by_training() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$ BEGIN
  NEW.{OWNER} := coalesce(
    (SELECT t.{OWNER} FROM public.trainings AS t WHERE t.key = NEW.training), '');
  RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION owner_by_subject() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$ BEGIN
  NEW.{OWNER} := CASE NEW.about
    WHEN 'institutions' THEN NEW."row"
    WHEN 'trainings' THEN coalesce(
      (SELECT t.{OWNER} FROM public.trainings AS t WHERE t.key = NEW."row"), '')
    ELSE '' END;
  RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION subjects_follow() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$ BEGIN
  UPDATE public.comments SET about = about WHERE about = 'trainings' AND "row" = NEW.key;
  RETURN NULL;
END $$;
"""


def owning_statements() -> Iterator[str]:
    """Make the columns, keys and triggers, or make them anew; to be run by the owner."""
    yield _FUNCTIONS
    for table in sorted(BY_INSTITUTION):
        yield (
            f"ALTER TABLE {table} ADD COLUMN IF NOT EXISTS {OWNER} varchar "
            "GENERATED ALWAYS AS (coalesce(institution, '')) STORED"
        )
    yield f"ALTER TABLE trainings DROP CONSTRAINT IF EXISTS uq_trainings_{OWNER} CASCADE"
    yield f"ALTER TABLE trainings ADD CONSTRAINT uq_trainings_{OWNER} UNIQUE (key, {OWNER})"
    for table in CHILDREN:
        yield from _of_child(table)
    for table in sorted(BY_SUBJECT):
        yield from _column(table)
        yield from _trigger(table, "owned", "BEFORE INSERT OR UPDATE", "owner_by_subject")
        yield f"UPDATE {table} SET about = about"
    yield from _trigger(
        "trainings", "subjects", "AFTER INSERT OR UPDATE OF institution", "subjects_follow"
    )


def _of_child(table: str) -> Iterator[str]:
    yield from _column(table)
    yield (
        f"UPDATE {table} AS c SET {OWNER} = t.{OWNER} FROM trainings AS t "
        f"WHERE t.key = c.training AND c.{OWNER} <> t.{OWNER}"
    )
    yield (
        f"ALTER TABLE {table} ADD CONSTRAINT fk_{table}_{OWNER} FOREIGN KEY (training, {OWNER}) "
        f"REFERENCES trainings (key, {OWNER}) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED"
    )
    yield from _trigger(table, "owned", "BEFORE INSERT OR UPDATE", "owner_by_training")


def _column(table: str) -> Iterator[str]:
    yield f"ALTER TABLE {table} ADD COLUMN IF NOT EXISTS {OWNER} varchar NOT NULL DEFAULT ''"


def _trigger(table: str, name: str, when: str, function: str) -> Iterator[str]:
    yield f"DROP TRIGGER IF EXISTS {table}_{name} ON {table}"
    yield (
        f"CREATE TRIGGER {table}_{name} {when} ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {function}()"
    )
