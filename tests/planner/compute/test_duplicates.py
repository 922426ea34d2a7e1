from __future__ import annotations

import math
import re
from collections import Counter
from datetime import date
from itertools import combinations

import pytest
from rapidfuzz.distance import Indel

from planner.compute.acceptances import digest
from planner.compute.duplicates import THRESHOLD, near_duplicates, pair_finding
from planner.edits import Put, Set, apply
from planner.rows import Rows
from planner.study import Acceptance, City
from planner.text import search_key
from planner.watch import Cancelled, Watch
from tests.build import study, training
from tests.planner.tables.shipped import SHIPPED

DATA = "Licence professionnelle métiers du décisionnel et de la statistique"


def pairs(*rows, **more):
    return near_duplicates(study(trainings=rows, **more))


def accepted(before, first, second):
    found = pair_finding(before, first, second)
    row = Acceptance(
        key="acc", finding=found.code, about="trainings", row=min(first, second), field="",
        digest=digest(found), reason="parcours distincts", accepted_on=date(2026, 1, 5),
    )  # fmt: skip
    return apply(before, Put("acceptances", row)).study


def test_two_spellings_of_one_training_are_found_and_explained():
    first = training("t1", "a", title=DATA, hours=400)
    second = training(
        "t2", "b", title="Licence profesionnelle : Métiers du decisionnel, statistique"
    )
    (pair,) = pairs(first, second)
    assert (pair.first, pair.second) == ("t1", "t2")
    assert pair.score >= THRESHOLD
    assert pair.agrees == ("institution", "city", "level")
    assert pair.differs == ("families",)
    assert pair.unknown == ("hours",)


def test_equal_titles_at_one_place_score_a_hundred():
    (pair,) = pairs(training("t1", title=DATA), training("t2", title=DATA.upper()))
    assert (pair.score, pair.title) == (100, 100)
    assert pair.agrees[0] == "title"


def test_namesakes_of_two_schools_in_two_cities_are_no_pair():
    other = training("t2", title=DATA, institution="iut", city="douai")
    assert pairs(training("t1", title=DATA), other) == ()


def test_an_unknown_place_is_no_difference():
    nowhere = training("t2", title=DATA, institution=None, city=None)
    (pair,) = pairs(training("t1", title=DATA), nowhere)
    assert pair.score == round(65 + 10 + 10 + 2.5)  # title, level, half the school, half the city


def test_common_words_say_little():
    names = [
        "chimie",
        "soudure",
        "droit",
        "solfège",
        "cuisine",
        "dessin",
        "optique",
        "couture",
        "latin",
        "grec",
        "russe",
    ]
    rows = [training(f"t{n}", title=f"Formation courte en {name}") for n, name in enumerate(names)]
    assert pairs(*rows) == ()


def test_archived_trainings_are_left_out():
    rows = training("t1", title=DATA), training("t2", title=DATA, is_archived=True)
    assert pairs(*rows) == ()


def test_a_pair_accepted_as_different_is_left_out_until_a_title_changes():
    before = study(trainings=[training("t1", title=DATA), training("t2", title=DATA)])
    after = accepted(before, "t2", "t1")
    assert near_duplicates(before) != ()
    assert near_duplicates(after) == ()
    title = (("title", f"{DATA} appliquée"),)
    assert near_duplicates(apply(after, Set("trainings", "t2", title)).study) != ()


def oracle(rows, threshold):
    """The pairs and scores of the docstring's formula, every pair compared, nothing cut short."""
    told = {row.key: sorted(set(re.findall(r"[^\W_]+", search_key(row.title)))) for row in rows}
    seen = Counter(word for words in told.values() for word in words)
    weight = {word: math.log(1 + len(rows) / count) for word, count in seen.items()}

    def heavy(words):
        return math.fsum(weight[word] for word in words)

    def same(left, right):
        return 0.5 if None in (left, right) else left == right

    found = {}
    for first, second in combinations(sorted(rows, key=lambda row: row.key), 2):
        if first.institution != second.institution and first.city != second.city:
            continue
        spelt = [
            " ".join(sorted(re.findall(r"[^\W_]+", search_key(r.title)))) for r in (first, second)
        ]
        letters = Indel.normalized_similarity(*spelt)
        mine, theirs = told[first.key], told[second.key]
        common = 2 * heavy(set(mine) & set(theirs)) / (heavy(mine) + heavy(theirs))
        score = 65 * (letters + common) / 2 + 20 * same(first.institution, second.institution)
        score += 10 * same(first.level, second.level) + 5 * same(first.city, second.city)
        if round(score) >= threshold:
            found[first.key, second.key] = round(score)
    return found


def test_the_pairs_are_those_that_comparing_all_of_them_gives():
    rows = [row for row in SHIPPED.trainings if not row.is_archived]
    found = {(pair.first, pair.second): pair.score for pair in near_duplicates(SHIPPED)}
    assert found == oracle(rows, THRESHOLD)
    assert len(found) == 6


def test_the_order_of_the_trainings_is_no_matter():
    turned = study(
        trainings=[training("t2", title=DATA, rank=1), training("t1", title=f"{DATA}s", rank=2)]
    )
    straight = study(
        trainings=[training("t1", title=f"{DATA}s", rank=1), training("t2", title=DATA, rank=2)]
    )
    assert near_duplicates(turned) == near_duplicates(straight) != ()


def test_a_wish_to_stop_is_heard():
    watch = Watch()
    watch.cancel()
    with pytest.raises(Cancelled):
        near_duplicates(SHIPPED, watch=watch)


def test_a_city_that_many_share_is_compared_in_chunks():
    cities = Rows([City(key="lille", name="Lille", department="59", latitude=50, longitude=3)])
    rows = [training(f"t{n:04}", title=f"{n} {n * 7919}", institution=None) for n in range(1100)]
    rows.append(training("x", title=DATA, institution=None, rank=-1))
    rows.append(training("y", title=f"{DATA}.", institution=None, rank=9))
    found = near_duplicates(study(trainings=rows, cities=cities), 85)
    assert ("x", "y") in {(pair.first, pair.second) for pair in found}
