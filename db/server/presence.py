"""Which desks are at the region just now, and on which row: all are seen, each writes its login's.

The table keeps nothing that lasts: it is made anew with the rules, and the desks say again where
they are.
"""

from __future__ import annotations

CHANNEL = "cartoplan_presence"

#: ``desk`` tells two windows of one login apart, also after a line was cut. ``place`` is what the
#: desk says of where it is, ``seen`` when it last said so.
STATEMENTS = (
    "DROP TABLE IF EXISTS presence",
    """CREATE TABLE presence (
      login varchar NOT NULL DEFAULT session_user,
      desk varchar NOT NULL DEFAULT '' CHECK (length(desk) <= 40),
      name varchar NOT NULL DEFAULT '' CHECK (length(name) <= 200),
      place varchar NOT NULL DEFAULT '' CHECK (length(place) <= 400),
      seen timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (login, desk))""",
    f"""CREATE OR REPLACE FUNCTION presence_is_told() RETURNS trigger LANGUAGE plpgsql
      SET search_path = pg_catalog, pg_temp AS $$ BEGIN
        PERFORM pg_notify('{CHANNEL}', ''); RETURN NULL; END $$""",
    """CREATE TRIGGER presence_told AFTER INSERT OR UPDATE OR DELETE ON presence
      FOR EACH STATEMENT EXECUTE FUNCTION presence_is_told()""",
)
