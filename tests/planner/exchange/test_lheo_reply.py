"""The trainings of an LHEO file against a study: nothing is lost, nothing is guessed."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.edits import apply
from planner.exchange.lheo import Doubt, Offer, OwnRows, level_code, level_of
from planner.exchange.lheo_reply import hold, taken_offers
from planner.exchange.replies import RowFate
from planner.exchange.taking import Decisions, Provenance, RowChoice, Side
from planner.messages import Interval
from planner.rows import Rows
from planner.study import Domain, DomainHours, Seats, Source
from planner.vocab import Confidence, DomainScheme, Modality, Nature, SeatKind
from tests.build import study, training
from tests.tries import tries

FROM = Provenance("offre.xml", "Repris.")
DOMAIN = Domain(key="d", scheme=DomainScheme.VISIBILITY, name="Apprentissage automatique")


def keys():
    numbers = count(1)
    return lambda: f"new{next(numbers)}"


def offer(number=1, title="Data analyst", **values):
    """A training of another producer, at our institution ENS."""
    return Offer(number=number, title=title, **({"institution": "ens"} | values))


def ours(row, seats=(), hours=(), **values):
    """A training of ours as its own file tells it."""
    names = {
        ("institutions", "ens"): "ENS",
        ("institutions", "iut"): "IUT",
        ("cities", "lille"): "Lille",
        ("cities", "douai"): "Douai",
        ("domains", "d"): DOMAIN.name,
        **{("families", key): f"Famille {key}" for key in "abc"},
    }
    own = OwnRows(row, tuple(seats), tuple(hours), names)
    told = {
        "title": row.title,
        "institution": names.get(("institutions", row.institution or ""), ""),
        "city": names.get(("cities", row.city or ""), ""),
        "level": row.level,
        "duration": row.duration,
        "hours": row.hours,
    }
    return Offer(number=1, own=own, **(told | values))


def taken(known, offers, decisions=None, new_key=None):
    new_key = new_key or keys()
    held = hold(known, offers, new_key)
    made = taken_offers(known, held, decisions or Decisions(), FROM, new_key)
    return apply(known, made.edit).study, held, made


def fates(held):
    return {row.title: row.fate for row in held.whole().rows}


@pytest.mark.parametrize("level", [None, *range(1, 9)])
def test_levels_come_back_from_their_codes(level):
    assert level_of(level_code(level)) == level


def test_a_new_training_of_another_producer_is_added_with_where_it_comes_from():
    after, held, made = taken(
        study(), [offer(city="LILLE CEDEX 9", level=5, hours=35, duration="5 jours")]
    )
    (row,) = after.trainings
    assert (row.title, row.institution, row.city) == ("Data analyst", "ens", "lille")
    assert (row.level, row.hours, row.duration) == (5, 35, "5 jours")
    assert row.source == Source(Nature.DECLARED, "offre.xml", note="Repris.")
    assert (made.rows, made.open, held.institutions) == (1, 0, ())


def test_what_is_unknown_is_filled_and_what_is_known_is_kept():
    known = study(trainings=[training("t1", title="Data analyst", level=6, duration="")])
    after, held, made = taken(known, [offer(level=7, duration="2 ans", hours=900)])
    row = after.trainings.get("t1")
    assert (row.level, row.duration, row.hours) == (6, "2 ans", 900)
    assert fates(held) == {"Data analyst": RowFate.CONFLICTING}
    assert (made.cells, made.open) == (2, 1)


def test_where_both_know_a_person_decides():
    known = study(trainings=[training("t1", title="Data analyst", level=6)])
    chosen = Decisions().with_cell("t1", "level", Side.THEIRS)
    after, _, made = taken(known, [offer(level=7)], chosen)
    assert after.trainings.get("t1").level == 7
    assert made.open == 0


def test_the_same_file_taken_again_changes_nothing():
    offers = [offer(level=5), offer(2, "Data engineer", institution="Nouvelle école")]
    new_key = keys()
    after, _, _ = taken(study(), offers, new_key=new_key)
    again, held, made = taken(after, offers, new_key=new_key)
    assert again == after
    assert (made.edit.edits, held.institutions) == ((), ())
    assert set(fates(held).values()) == {RowFate.IDENTICAL}


def test_a_nearly_identical_title_is_the_same_training():
    known = study(
        trainings=[training("t1", title="Licence professionnelle données et IA", duration="")]
    )
    after, _, _ = taken(
        known, [offer(title="Licence professionnelle donnée et IA", duration="1 an")]
    )
    assert len(after.trainings) == 1
    assert after.trainings.get("t1").duration == "1 an"


def test_an_unknown_institution_is_added_once_with_its_trainings():
    offers = [offer(n, f"T{n}", institution=name) for n, name in enumerate(["Éco X", "ECO  x"], 1)]
    after, held, _ = taken(study(), offers)
    (made,) = held.institutions
    assert made.name == "Éco X"
    assert {row.institution for row in after.trainings} == {made.key}
    assert len(after.institutions) == 3


def test_an_institution_of_which_nothing_is_taken_is_not_added():
    given_offers = [offer(institution="Nouvelle école")]
    held = hold(study(), given_offers, keys())
    (row,) = held.whole().rows
    left = Decisions().with_row(row.name, RowChoice.LEAVE)
    after, _, made = taken(study(), given_offers, left)
    assert (after, made.rows) == (study(), 0)


def test_a_city_that_the_study_does_not_know_is_told():
    after, held, _ = taken(study(), [offer(city="Tourcoing")])
    assert after.trainings[0].city is None
    assert [(each.number, each.doubt) for each in held.unread] == [(1, Doubt("ville", "Tourcoing"))]


def test_doubts_of_the_file_are_told_with_their_training():
    doubt = Doubt("code-niveau-sortie", "8")
    _, held, _ = taken(study(), [offer(doubts=(doubt,))])
    assert [(each.title, each.doubt) for each in held.unread] == [("Data analyst", doubt)]


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 501}, "title"),
        ({"hours": 100_000}, "hours"),
        ({"duration": "x" * 300}, "duration"),
        ({"fault": "months"}, "key"),
    ],
)
def test_a_training_that_cannot_stand_is_refused_and_the_others_are_taken(bad, code):
    after, held, _ = taken(study(), [offer(**bad), offer(2, "Autre")])
    assert [row.title for row in after.trainings] == ["Autre"]
    (refused,) = held.whole().of(RowFate.REFUSED)
    assert [each.code for each in refused.refused] == [code]


def test_a_file_of_ours_gives_a_training_back_with_all_that_hangs_on_it():
    row = training(
        "t1", "a", "c", rank=7, modalities=(Modality.INITIAL,), months=12, comment="Vu.",
        source=Source(Nature.PUBLISHED, "Annexe 3", 4599, "Imprimé ainsi."),
    )  # fmt: skip
    seats = Seats(
        key="s", training="t1", year=2026, kind=SeatKind.FILLED, low=3, high=None,
        confidence=Confidence.LOW,
    )  # fmt: skip
    hours = DomainHours(key="h", training="t1", domain="d", hours=None)
    after, _, made = taken(study(domains=[DOMAIN]), [ours(row, [seats], [hours])])
    assert after.trainings.get("t1") == row
    assert after.seats.get("s") == seats
    assert after.domain_hours.get("h") == hours
    assert made.rows == 1


def test_what_others_edited_in_a_file_of_ours_is_taken():
    row = training("t1", level=5)
    after, _, _ = taken(study(), [ours(row, title="Autre titre", level=6, city="Douai")])
    assert after.trainings.get("t1") == replace(row, title="Autre titre", level=6, city="douai")


def test_places_and_ticks_of_a_file_of_ours_are_merged_cell_by_cell():
    row = training("t1", "a", months=12)
    seats = Seats(key="s9", training="t1", year=2026, kind=SeatKind.OPEN, low=24, high=30)
    known = study(trainings=[training("t1", "b", months=None)])
    after, held, _ = taken(known, [ours(row, [seats])])
    now = after.trainings.get("t1")
    assert (now.families, now.months) == (("a", "b"), 12)
    assert [(s.year, s.low, s.high) for s in after.seats] == [(2026, 24, 30)]
    cells = {cell.code: cell for cell in held.whole().rows[0].cells}
    assert cells["seats:2026"].theirs == Interval(24, 30)


def test_keys_that_stand_for_something_else_here_are_made_anew():
    elsewhere = training("t1", title="Tout autre chose", institution="iut")
    theirs = training("t1", title="La nôtre")
    seats = Seats(key="s", training="t1", year=2026, kind=SeatKind.OPEN, low=1, high=2)
    mine = Seats(key="s", training="t1", year=2020, kind=SeatKind.OPEN, low=9, high=9)
    known = study(trainings=[elsewhere], seats=[mine])
    after, _, _ = taken(known, [ours(theirs, [seats])])
    assert after.trainings.get("t1") == elsewhere
    assert after.seats.get("s") == mine
    (added,) = [row for row in after.trainings if row.key != "t1"]
    assert added.title == "La nôtre"
    assert [(s.low, s.training) for s in after.seats if s.key != "s"] == [(1, added.key)]


def test_two_trainings_of_a_file_with_one_key_both_stand():
    rows = [training("t1", title="Une"), training("t1", title="Deux")]
    offers = [replace(ours(row), number=n) for n, row in enumerate(rows, 1)]
    after, _, _ = taken(study(), offers)
    assert sorted(row.title for row in after.trainings) == ["Deux", "Une"]


def test_families_and_domains_are_known_by_their_names_in_another_study():
    base = study(domains=[DOMAIN])
    others = {"a": "x", "c": "z"}
    renamed = replace(
        base,
        families=Rows(replace(row, key=others.get(row.key, "q")) for row in base.families),
    )
    renamed = replace(
        renamed,
        families=Rows(
            replace(row, name="Autre", short_name="Autre") if row.key == "q" else row
            for row in renamed.families
        ),
    )
    after, held, _ = taken(renamed, [ours(training("t1", "a", "b", "c"))])
    assert after.trainings.get("t1").families == ("x", "z")
    assert [each.doubt for each in held.unread] == [Doubt("families", "Famille b")]


def test_own_rows_that_the_study_cannot_take_are_refused_whole():
    row = training("t1", months=12_000)
    after, held, _ = taken(study(), [ours(row)])
    assert after == study()
    assert fates(held) == {row.title: RowFate.REFUSED}
    crossed = Seats(key="s", training="t1", year=2026, kind=SeatKind.OPEN, low=9, high=1)
    after, _, _ = taken(study(), [ours(training("t1"), [crossed])])
    assert after == study()


def test_trainings_that_a_file_does_not_list_are_left_alone():
    known = study(trainings=[training("t1"), training("t2")])
    after, held, _ = taken(known, [ours(training("t1"))])
    assert after == known
    assert fates(held) == {"Formation t1": RowFate.IDENTICAL}


def test_a_training_of_no_institution_is_taken_as_such():
    after, _, _ = taken(study(), [offer(institution="")])
    assert after.trainings[0].institution is None


TITLES = st.sampled_from(["Data", "Data IA", "IA", "Robotique", "Vision"])


@tries(150)
@given(
    st.lists(
        st.tuples(TITLES, st.sampled_from([None, "ens", "iut"]), st.sampled_from([None, 5, 6, 7])),
        max_size=6,
    ),
    st.sets(st.integers(0, 5)),
)
def test_a_file_of_ours_fills_any_part_of_its_study_that_was_lost(told, lost):
    rows = [
        training(f"t{n}", "a", rank=n, title=f"{title} {n}", institution=where, level=level)
        for n, (title, where, level) in enumerate(told)
    ]
    whole = study(trainings=rows)
    left = study(trainings=[row for n, row in enumerate(rows) if n not in lost])
    offers = [replace(ours(row), number=n) for n, row in enumerate(rows, 1)]
    after, held, made = taken(left, offers)
    assert after == whole
    assert made.open == 0
    assert not held.whole().of(RowFate.REFUSED)
