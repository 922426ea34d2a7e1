"""The questionnaire RNCP or RS, and the duration that may be asked for."""

from __future__ import annotations

from itertools import product

import pytest

from planner.compute.register_choice import RULES, Question, advice, longest_duration
from planner.study import Certification, Promotion
from planner.vocab import FilingScope, Register
from tests.build import study

FULL = {Question.OCCUPATION: True, Question.COMPLEMENT: False}


def answered(*values):
    return advice(dict(zip(Question, values, strict=True)))


def test_the_first_question_without_answer_is_asked():
    assert advice({}).next is Question.OCCUPATION
    assert advice(FULL).next is Question.BRANCH
    assert advice(FULL).register is Register.UNDECIDED


@pytest.mark.parametrize(
    ("values", "register", "rule"),
    [
        ((True, False, False, True), Register.RNCP, "rncp"),
        ((True, False, True, True), Register.RNCP, "rncp_branch"),
        ((False, True, False, True), Register.RS, "rs"),
        ((False, True, True, True), Register.RS, "rs_branch"),
        ((False, True, True, False), Register.CQP, "cqp"),
        ((False, True, False, False), Register.OUTSIDE, "outside"),
        ((False, False, False, True), Register.OUTSIDE, "neither"),
        ((True, True, False, True), Register.UNDECIDED, "both"),
    ],
)
def test_answers_lead_to_a_register_with_its_rule(values, register, rule):
    found = answered(*values)
    assert (found.register, found.rule, found.next) == (register, rule, None)
    assert found.articles == RULES[rule]


def test_every_answer_has_a_rule_and_only_the_contradiction_stays_undecided():
    for values in product((True, False), repeat=4):
        found = answered(*values)
        assert found.rule in RULES
        assert (found.register is Register.UNDECIDED) == (values[0] and values[1])


def certified(register, *promotions, filing=FilingScope.FIRST):
    return study(
        certifications=[Certification(key="c", title="IA", register=register, filing=filing)],
        promotions=[
            Promotion(key=f"p{n}", certification="c", year=year, certified=people)
            for n, (year, people) in enumerate(promotions)
        ],
    )


def test_a_first_request_with_one_year_is_capped_at_three_years():
    found = longest_duration(certified(Register.RS, (2024, 12), (2025, None)), "c")
    assert (found.years, found.year) == (3, 2024)


def test_two_years_or_a_renewal_may_ask_for_five():
    assert longest_duration(certified(Register.RNCP, (2024, 12), (2025, 9)), "c").years == 5
    renewal = certified(Register.RNCP, (2024, 12), filing=FilingScope.RENEWAL)
    assert longest_duration(renewal, "c").years == 5


def test_a_certification_outside_both_registers_has_no_bound():
    assert longest_duration(certified(Register.CQP), "c") is None
