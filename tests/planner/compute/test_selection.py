from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from planner.compute.inventory import UNKNOWN
from planner.compute.selection import (
    DOUBTFUL,
    Choice,
    Counts,
    Facet,
    census,
    choice_label,
    matching,
    tally,
)
from planner.rows import Rows
from planner.study import Domain, DomainHours, Seats
from planner.vocab import DomainScheme, Modality, SeatKind
from tests.build import study, training

STUDY = study(
    trainings=(
        training("t1", "a", "b", level=5),
        training("t2", "b", level=6, city="douai", modalities=(Modality.INITIAL,)),
        training("t3", level=6, city=None, is_described=False),
        training("t4", "a", level=5, is_archived=True),
    )
)


def chosen(**values):
    return [Choice(Facet(f), str(k)) for f, keys in values.items() for k in keys]


def test_without_a_choice_all_but_the_archived_are_looked_at():
    assert matching(STUDY, ()) == ("t1", "t2", "t3")


def test_values_of_one_facet_add_up_and_facets_narrow_each_other():
    assert matching(STUDY, chosen(level=[5, 6])) == ("t1", "t2", "t3")
    assert matching(STUDY, chosen(level=[6], family=["b"])) == ("t2",)
    assert matching(STUDY, chosen(level=[5], family=["c"])) == ()


def test_what_is_not_known_can_be_chosen():
    assert matching(STUDY, chosen(city=[UNKNOWN])) == ("t3",)
    assert matching(STUDY, chosen(family=[UNKNOWN])) == ("t3",)
    assert matching(STUDY, chosen(modality=[UNKNOWN])) == ("t1", "t3")


def test_the_archived_are_looked_at_only_when_asked_for():
    assert matching(STUDY, chosen(state=["archived"])) == ("t4",)
    assert matching(STUDY, chosen(state=["archived", "undescribed"])) == ("t3", "t4")


def test_a_selection_of_keys_narrows_the_choices_too():
    assert matching(STUDY, chosen(level=[6]), keys=["t1", "t3"]) == ("t3",)
    assert matching(STUDY, (), keys=[]) == ()


def test_counts_tell_the_described_shown_of_the_described_and_declared():
    counts = census(STUDY).counts
    assert counts(("t1", "t3")) == Counts(shown=1, described=2, declared=3, archived=0)
    assert counts(("t4",)) == Counts(shown=0, described=2, declared=3, archived=1)


def test_a_tally_names_every_known_value_and_the_unknown_last():
    assert tally(STUDY, Facet.FAMILY) == {"a": 1, "b": 2, "c": 0, UNKNOWN: 1}
    assert list(tally(STUDY, Facet.CITY).items())[-1] == (UNKNOWN, 1)
    assert tally(STUDY, Facet.STATE) == {"described": 2, "undescribed": 1, "archived": 1}


@given(st.sampled_from([f for f in Facet if f is not Facet.STATE]))
def test_choosing_every_tallied_value_of_a_facet_hides_nothing(facet):
    everything = [Choice(facet, key) for key in tally(STUDY, facet)]
    assert matching(STUDY, everything) == matching(STUDY, ())


@given(st.data())
def test_a_value_shows_as_many_trainings_as_its_tally_says(data):
    facet = data.draw(st.sampled_from(list(Facet)))
    doubtful = data.draw(st.sets(st.sampled_from(["t1", "t2", "t3"])))
    key, count = data.draw(st.sampled_from(sorted(tally(STUDY, facet, doubtful).items())))
    assert len(matching(STUDY, [Choice(facet, key)], doubtful=doubtful)) == count


TOLD = replace(
    STUDY,
    domains=Rows([Domain(key="d", scheme=DomainScheme.VISIBILITY, name="Vision")]),
    domain_hours=Rows([DomainHours(key="h1", training="t2", domain="d")]),
    seats=Rows(
        [
            Seats(key="s1", training="t1", year=2025, kind=SeatKind.OPEN, low=5, high=9),
            Seats(key="s2", training="t2", year=2026, kind=SeatKind.OPEN, low=5, high=None),
        ]
    ),
)


def test_domains_are_chosen_by_their_hours_counted_or_not():
    assert matching(TOLD, chosen(domain=["d"])) == ("t2",)
    assert matching(TOLD, chosen(domain=[UNKNOWN])) == ("t1", "t3")
    assert tally(TOLD, Facet.DOMAIN) == {"d": 1, UNKNOWN: 2}


def test_places_without_an_upper_bound_are_not_known():
    assert matching(TOLD, chosen(seats=["known"])) == ("t1",)
    assert matching(TOLD, chosen(seats=["unknown"])) == ("t2", "t3")
    assert matching(TOLD, chosen(seats=["unknown:2025"])) == ("t2", "t3")
    assert matching(TOLD, chosen(seats=["known:2026"])) == ()
    assert matching(TOLD, chosen(seats=["known", "unknown:2026"], city=["lille"])) == ("t1",)


def test_places_are_offered_for_any_year_and_for_each_that_was_told():
    assert tally(TOLD, Facet.SEATS) == {
        "known": 1, "unknown": 2, "known:2025": 1, "unknown:2025": 2,
        "known:2026": 0, "unknown:2026": 3,
    }  # fmt: skip


def test_the_doubtful_are_kept_alone_once_they_are_known():
    asked = chosen(doubt=[DOUBTFUL])
    assert matching(TOLD, asked, doubtful={"t2"}) == ("t2",)
    assert matching(TOLD, asked) == matching(TOLD, ())
    assert tally(TOLD, Facet.DOUBT) == {DOUBTFUL: None}
    assert tally(TOLD, Facet.DOUBT, {"t2", "t4"}) == {DOUBTFUL: 1}


def test_every_choice_has_its_words():
    for facet in Facet:
        for key in tally(TOLD, facet, {"t2"}):
            assert choice_label(TOLD, Choice(facet, key)).code
