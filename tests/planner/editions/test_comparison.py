from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import given

from db.samples.reading import read_sample
from planner.editions.comparison import COMPARED, EditionFate, compare
from planner.edits import Batch, Drop, Put, Set, apply
from planner.messages import Interval
from planner.rows import Rows
from planner.study import DomainHours, Institution, Lineage, Training
from planner.vocab import LineageKind, Modality, SeatKind
from tests.build import study, training
from tests.planner.editions.pairs import pairs
from tests.planner.needing import seats, toy
from tests.tries import tries

SAMPLE = read_sample()


def fates(old, new, collection="trainings"):
    made = compare(old, new)
    return {(c.fate, " ".join(c.old), " ".join(c.new)) for c in made.of(collection)}


def fields(old, new, collection="trainings"):
    return {
        (f.field, f.detail): (f.before, f.after)
        for change in compare(old, new).of(collection)
        for f in change.fields
    }


def after(*edits):
    return apply(SAMPLE, Batch(edits)).study


def test_an_edition_compared_with_itself_is_unchanged():
    made = compare(SAMPLE, SAMPLE)
    assert made.changes == ()
    assert made.unchanged["trainings"] == len(SAMPLE.trainings)
    assert set(made.unchanged) == set(COMPARED)


def test_created_closed_archived_and_renamed_are_told_apart():
    new = after(
        Put("trainings", training("neuve", "ia-technicien", institution=None, city="lille")),
        Drop("trainings", "t003"),
        Set("trainings", "t004", (("is_archived", True),)),
        Set("trainings", "t005", (("title", "Un tout autre titre"),)),
        Set("trainings", "t006", (("title", SAMPLE.trainings.get("t006").title.upper()),)),
    )
    assert fates(SAMPLE, new) == {
        (EditionFate.CREATED, "", "neuve"),
        (EditionFate.CLOSED, "t003", ""),
        (EditionFate.CLOSED, "t004", ""),
        (EditionFate.RENAMED, "t005", "t005"),
        (EditionFate.CHANGED, "t006", "t006"),
    }
    closed = {
        c.old[0]: c.is_archived for c in compare(SAMPLE, new).of("trainings", EditionFate.CLOSED)
    }
    assert closed == {"t003": False, "t004": True}
    assert compare(SAMPLE, new).counts("trainings")[EditionFate.CLOSED] == 2


def test_places_hours_families_and_modalities_are_told_field_by_field():
    old = study(
        trainings=[training("t", "a", "b", modalities=(Modality.INITIAL,))],
        domains=SAMPLE.domains,
        seats=[seats("t", 20)],
        domain_hours=[DomainHours(key="h", training="t", domain=SAMPLE.domains[0].key, hours=None)],
    )
    new = replace(
        old,
        trainings=Rows([training("t", "b", "c", modalities=(Modality.CONTINUING,))]),
        seats=Rows([seats("t", 20, 30), seats("t", 5, kind=SeatKind.FUNDED)]),
        domain_hours=Rows([replace(old.domain_hours[0], hours=40)]),
    )
    assert fields(old, new) == {
        ("families", ()): (("a", "b"), ("b", "c")),
        ("modalities", ()): ((Modality.INITIAL,), (Modality.CONTINUING,)),
        ("seats", (2020, SeatKind.OPEN)): (
            Interval.exactly(20), Interval(Fraction(20), Fraction(30))
        ),
        ("seats", (2020, SeatKind.FUNDED)): (None, Interval.exactly(5)),
        ("domain_hours", (SAMPLE.domains[0].key,)): (
            Interval(Fraction(0), None), Interval.exactly(40)
        ),
    }  # fmt: skip


def test_families_in_another_order_are_the_same_families():
    old, new = (study(trainings=[training("t", *names)]) for names in (("a", "b"), ("b", "a")))
    assert compare(old, new).changes == ()


def test_an_institution_under_a_new_key_is_not_another_institution():
    old = study(trainings=[training("t", "a")])
    told = Lineage(key="l", about="institutions", kind=LineageKind.RENAMED, old="ens", new="ecole")
    new = replace(
        study(trainings=[training("t", "a", institution="ecole")], lineages=[told]),
        institutions=Rows(
            [Institution(key="ecole", name="ENS"), Institution(key="iut", name="IUT")]
        ),
    )  # fmt: skip
    assert compare(old, new).changes == ()
    assert fates(old, replace(new, lineages=Rows()), "institutions") == {
        (EditionFate.CLOSED, "ens", ""),
        (EditionFate.CREATED, "", "ecole"),
    }


def test_split_and_merged_follow_the_lineages():
    def told(kind, before, now):
        return Lineage(key=f"{before}{now}", about="trainings", kind=kind, old=before, new=now)

    one, two = (study(trainings=[training(k) for k in keys]) for keys in (("t",), ("u", "v")))
    parted = replace(two, lineages=Rows(told(LineageKind.SPLIT, "t", k) for k in "uv"))
    joined = replace(one, lineages=Rows(told(LineageKind.MERGED, k, "t") for k in "uv"))
    assert fates(one, parted) == {(EditionFate.SPLIT, "t", "u v")}
    assert fates(two, joined) == {(EditionFate.MERGED, "u v", "t")}


def test_shares_are_compared_with_their_allocation():
    old = toy()
    share = old.allocation_shares.get("n.a.5")
    new = apply(old, Set("allocation_shares", share.key, (("share", Fraction(1, 2)),))).study
    assert fields(old, new, "allocations") == {
        ("allocation_shares", ("a", 5)): (Fraction(4, 11), Fraction(1, 2))
    }


def plain(row, seats_):
    """A training as a dictionary: the oracle of the field by field comparison."""
    told = {name: getattr(row, name) for name in Training.__slots__ if name not in ("key", "rank")}
    told = {name: frozenset(v) if isinstance(v, tuple) else v for name, v in told.items()}
    return told | {("seats", r.year, r.kind): (r.low, r.high) for r in seats_}


@tries(40)
@given(pairs())
def test_without_lineages_the_comparison_is_a_difference_of_dictionaries(editions):
    old, new = (replace(one, lineages=Rows()) for one in editions)
    before, after_ = (
        {
            row.key: plain(row, [s for s in one.seats if s.training == row.key])
            for row in one.trainings
            if not row.is_archived
        }
        for one in (old, new)
    )
    made = compare(old, new)
    assert {
        c.new[0] for c in made.of("trainings", EditionFate.CREATED)
    } == after_.keys() - before.keys()
    assert {
        c.old[0] for c in made.of("trainings", EditionFate.CLOSED)
    } == before.keys() - after_.keys()
    differing = {}
    for key in before.keys() & after_.keys():
        names = before[key].keys() | after_[key].keys()
        apart = {n for n in names if before[key].get(n) != after_[key].get(n)}
        if apart:
            differing[key] = apart
    found = {
        c.new[0]: {("seats", *f.detail) if f.field == "seats" else f.field for f in c.fields}
        for c in made.of("trainings", EditionFate.CHANGED, EditionFate.RENAMED)
    }
    assert found == differing
    assert made.unchanged["trainings"] == len(before.keys() & after_.keys()) - len(differing)
