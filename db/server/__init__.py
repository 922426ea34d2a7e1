"""The study on a PostgreSQL server: one region, many desks."""
