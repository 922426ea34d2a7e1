"""The journal of a region only ever gains the step that follows the last one, whoever adds it."""

from __future__ import annotations

from db.journal import NO_HASH

#: Without it, a desk could leave a gap, or break the chain of hashes, for everybody.
STATEMENTS = (
    f"""CREATE OR REPLACE FUNCTION journal_follows() RETURNS trigger LANGUAGE plpgsql
      SET search_path = pg_catalog, pg_temp AS $$ DECLARE last record; BEGIN
        SELECT h.seq, h.hash INTO last FROM public.journal_head() AS h;
        IF NEW.seq <> coalesce(last.seq, 0) + 1
            OR NEW.prev_hash <> coalesce(last.hash, '{NO_HASH}') THEN
          RAISE EXCEPTION 'the step does not follow the last one'
          USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'journal_follows';
        END IF;
        RETURN NEW;
      END $$""",
    "DROP TRIGGER IF EXISTS journal_follows ON journal",
    """CREATE TRIGGER journal_follows BEFORE INSERT ON journal
      FOR EACH ROW EXECUTE FUNCTION journal_follows()""",
)
