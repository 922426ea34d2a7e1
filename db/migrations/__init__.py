"""The history of the tables; read by Alembic from ``db.upgrade``."""
