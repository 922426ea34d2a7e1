from __future__ import annotations

from fractions import Fraction

from planner.errors import CartoplanError, InvalidInput
from planner.messages import Interval, message


def test_messages_with_the_same_values_are_equal_whatever_their_order():
    assert message("x", a=1, b=2) == message("x", b=2, a=1)
    assert message("x", a=1)["a"] == 1


def test_an_exact_interval_has_one_bound_twice():
    assert Interval.exactly(3) == Interval(Fraction(3), Fraction(3))
    assert Interval.exactly(3).is_exact
    assert not Interval(Fraction(0), None).is_exact


def test_an_error_carries_its_code_and_values_and_invalid_input_is_a_value_error():
    error = InvalidInput("bad", value=3)
    assert isinstance(error, ValueError)
    assert isinstance(error, CartoplanError)
    assert error.message == message("error.bad", value=3)
    assert str(error) == "error.bad(value=3)"
