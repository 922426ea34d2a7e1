"""Who is at the region just now, and on which row: everybody sees it, each writes their own."""

from __future__ import annotations

CHANNEL = "cartoplan_presence"

#: ``place`` is what the desk says of where it is, ``seen`` when it last said so.
STATEMENTS = (
    """CREATE TABLE IF NOT EXISTS presence (
      login varchar PRIMARY KEY DEFAULT session_user,
      name varchar NOT NULL DEFAULT '' CHECK (length(name) <= 200),
      place varchar NOT NULL DEFAULT '' CHECK (length(place) <= 400),
      seen timestamptz NOT NULL DEFAULT now())""",
    f"""CREATE OR REPLACE FUNCTION presence_is_told() RETURNS trigger LANGUAGE plpgsql
      SET search_path = pg_catalog, pg_temp AS $$ BEGIN
        PERFORM pg_notify('{CHANNEL}', ''); RETURN NULL; END $$""",
    "DROP TRIGGER IF EXISTS presence_told ON presence",
    """CREATE TRIGGER presence_told AFTER INSERT OR UPDATE OR DELETE ON presence
      FOR EACH STATEMENT EXECUTE FUNCTION presence_is_told()""",
)
