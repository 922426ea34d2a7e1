"""What can be said against a study, as findings: many small named checks, none of which raises."""

from planner.checks.run import CHECKS, Check, run_checks

__all__ = ["CHECKS", "Check", "run_checks"]
