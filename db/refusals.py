"""What a database says when it refuses a row, whichever database it is."""

from __future__ import annotations

#: The state of a statement that the rights of a login do not allow.
NOT_ALLOWED = "42501"


def rule_of(error: BaseException) -> str:
    """The name of the constraint that refused a row, or what the driver says of it."""
    cause = getattr(error, "orig", None) or error
    named = getattr(getattr(cause, "diag", None), "constraint_name", None)
    return str(named or cause)


def state_of(error: BaseException) -> str:
    """The SQLSTATE of an error of PostgreSQL; empty where there is none."""
    cause = getattr(error, "orig", None) or error
    return str(getattr(cause, "sqlstate", None) or "")
