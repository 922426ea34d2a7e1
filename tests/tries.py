"""How many examples hypothesis tries: a share of them in ``make test``, all in ``make check``."""

from __future__ import annotations

import os
from typing import Any

from hypothesis import settings

#: Said by ``make check``; every example of every property is then tried.
ALL = os.environ.get("CARTOPLAN_EXAMPLES") == "all"
_SHARE, _LEAST = 4, 5


def examples(count: int) -> int:
    """The examples to try where all of them are ``count``."""
    return count if ALL else min(count, max(_LEAST, count // _SHARE))


def tries(count: int, **more: Any) -> settings:
    """Settings of a property of which ``count`` examples are tried in all, without a deadline."""
    return settings(max_examples=examples(count), deadline=None, **more)
