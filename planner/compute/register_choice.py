"""RNCP or Répertoire spécifique: a short questionnaire whose rule is told; the longest duration.

The rule is that of the Code du travail: the RNCP classes certifications by occupation and level
(L6113-1, L6113-5); the Répertoire spécifique attests professional competences that complement an
occupation (L6113-6); a CPNE of a branch establishes CQP (L6113-4), which may then be asked for
either register; what is registered nowhere gives an attestation (L6313-7). It only advises.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from planner.vocab import FilingScope, Register

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.study import Study

#: Years of a registration at most (L6113-5, L6113-6), and of a first one with data of one year.
LONGEST = 5
LONGEST_WITH_ONE_YEAR = 3


class Question(StrEnum):
    """What is asked, in order; each is answered by yes, no, or not yet."""

    OCCUPATION = "occupation"  # does it attest all that an occupation asks for?
    COMPLEMENT = "complement"  # does it complement an occupation that holders already exercise?
    BRANCH = "branch"  # does a CPNE of a branch establish it?
    FILING = "filing"  # will registration be asked for?


@dataclass(frozen=True, slots=True)
class Advice:
    """The register that the answers lead to, the rule that says so, and what is still to be asked.

    ``rule`` is the code of a sentence ``register_choice.<rule>``, ``articles`` those it rests on.
    """

    register: Register
    rule: str
    articles: tuple[str, ...] = ()
    next: Question | None = None


#: The articles that each rule rests on.
RULES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "unanswered": (),
        "both": ("L6113-1", "L6113-6"),
        "rncp": ("L6113-1", "L6113-5"),
        "rncp_branch": ("L6113-4", "L6113-5"),
        "rs": ("L6113-6",),
        "rs_branch": ("L6113-4", "L6113-6"),
        "cqp": ("L6113-4",),
        "outside": ("L6313-7",),
        "neither": ("L6113-1", "L6113-6", "L6313-7"),
    }
)


def advice(answers: Mapping[Question, bool | None]) -> Advice:
    """What the answers lead to; a question without answer is asked before anything is advised."""
    given = {question: answers.get(question) for question in Question}
    left = next((question for question in Question if given[question] is None), None)
    is_occupation, is_complement = given[Question.OCCUPATION], given[Question.COMPLEMENT]
    if is_occupation and is_complement:
        return _advice(Register.UNDECIDED, "both")
    if left is not None:
        return Advice(Register.UNDECIDED, "unanswered", (), left)
    by_branch = bool(given[Question.BRANCH])
    if not given[Question.FILING]:
        is_cqp = by_branch
        return _advice(Register.CQP if is_cqp else Register.OUTSIDE, "cqp" if is_cqp else "outside")
    if is_occupation:
        return _advice(Register.RNCP, "rncp_branch" if by_branch else "rncp")
    if is_complement:
        return _advice(Register.RS, "rs_branch" if by_branch else "rs")
    return _advice(Register.OUTSIDE, "neither")


@dataclass(frozen=True, slots=True)
class Duration:
    """The years that may be asked for; ``year`` is the only one told of, where that caps them."""

    years: int
    year: int | None = None


def longest_duration(study: Study, certification: str) -> Duration | None:
    """The longest duration that may be asked for; None where no register of the state is meant.

    A first request that tells of the holders of one year alone is registered for three years at
    most (R6113-9 II, R6113-11 II). Raises ``KeyError`` where there is no such certification.
    """
    row = study.certifications.get(certification)
    if row.register not in (Register.RNCP, Register.RS):
        return None
    told = {p.year for p in study.promotions if p.certification == row.key and p.certified}
    if row.filing is not FilingScope.RENEWAL and len(told) == 1:
        return Duration(LONGEST_WITH_ONE_YEAR, min(told))
    return Duration(LONGEST)


def _advice(register: Register, rule: str) -> Advice:
    return Advice(register, rule, RULES[rule])
