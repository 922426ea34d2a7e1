from __future__ import annotations

from planner.checks.trainings import exceeding_domain_hours
from planner.compute.domain_hours import hours_told
from planner.study import Domain, DomainHours
from planner.vocab import DomainScheme
from tests.build import study, training


def held(whole, *hours):
    domains = [
        Domain(key="v1", scheme=DomainScheme.VISIBILITY, name="Vision"),
        Domain(key="v2", scheme=DomainScheme.VISIBILITY, name="Langage"),
        Domain(key="e1", scheme=DomainScheme.EXPERTISE, name="Statistique"),
    ]
    rows = [
        DomainHours(key=f"h{n}", training="t1", domain=domain, hours=told)
        for n, (domain, told) in enumerate(hours)
    ]
    return study(trainings=[training("t1", hours=whole)], domains=domains, domain_hours=rows)


def test_the_domains_of_each_list_are_added_apart():
    said = held(100, ("v1", 40), ("v2", 60), ("e1", 90))
    visible, expert = hours_told(said, "t1")
    assert (visible.hours, visible.exceeds) == (100, False)
    assert (expert.hours, expert.exceeds) == (90, False)


def test_hours_that_are_not_counted_are_told_and_not_zero():
    (told,) = hours_told(held(100, ("v1", 40), ("v2", None)), "t1")
    assert (told.hours, told.uncounted) == (40, 1)
    assert [one.code for one in told.sentences] == ["hours.sum.within", "hours.sum.uncounted"]


def test_unknown_hours_in_all_are_never_exceeded():
    (told,) = hours_told(held(None, ("v1", 4000)), "t1")
    assert not told.exceeds
    assert told.sentences[0].code == "hours.sum.alone"


def test_the_form_and_the_check_say_the_same():
    for whole in (99, 100, 101):
        said = held(whole, ("v1", 40), ("v2", 60))
        (told,) = hours_told(said, "t1")
        assert told.exceeds == bool([*exceeding_domain_hours(said)])
    assert hours_told(held(1), "t1") == ()
