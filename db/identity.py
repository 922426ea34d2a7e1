"""What tells a study file from any other file, and one version of it from another."""

from __future__ import annotations

#: Written in the header of every study file ("CART"), where ``file(1)`` and SQLite look for it.
APPLICATION_ID = 0x43415254

#: The version of the tables, kept as ``user_version``: the number of the newest migration.
SCHEMA = 5
