from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from planner.compute.inventory import UNKNOWN
from planner.compute.selection import Choice, Counts, Facet, census, matching, tally
from planner.vocab import Modality
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
    key, count = data.draw(st.sampled_from(sorted(tally(STUDY, facet).items())))
    assert len(matching(STUDY, [Choice(facet, key)])) == count
