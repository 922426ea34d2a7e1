"""The shipped study: its published counts hold, and every row says where it comes from."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest

from db.samples.reading import read_sample
from planner.study import Entity, Study
from planner.validation import check_row
from planner.vocab import DomainScheme, Modality, Nature

if TYPE_CHECKING:
    from planner.rows import Rows

LAST_LINE = 6687

STUDY = read_sample()
COLLECTIONS: dict[str, Rows[Entity]] = {
    field.name: getattr(STUDY, field.name) for field in fields(Study)
}
DESCRIBED = [training for training in STUDY.trainings if training.is_described]


@pytest.mark.parametrize("name", COLLECTIONS)
def test_a_published_row_names_its_place_and_its_line(name: str) -> None:
    for row in COLLECTIONS[name]:
        if row.source.nature is Nature.PUBLISHED:
            assert row.source.place, row.key
            assert row.source.line is not None, row.key
            assert 1 <= row.source.line <= LAST_LINE, row.key


@pytest.mark.parametrize("name", COLLECTIONS)
def test_a_row_that_is_not_published_says_why(name: str) -> None:
    for row in COLLECTIONS[name]:
        assert row.source.nature is Nature.PUBLISHED or row.source.note, row.key


@pytest.mark.parametrize("name", COLLECTIONS)
def test_ranks_give_each_row_its_own_place(name: str) -> None:
    ranks = [row.rank for row in COLLECTIONS[name]]
    assert ranks == sorted(set(ranks))


@pytest.mark.parametrize("name", COLLECTIONS)
def test_a_row_keeps_the_declared_fields_and_refers_to_rows_that_exist(name: str) -> None:
    for row in COLLECTIONS[name]:
        check_row(STUDY, name, row)


@pytest.mark.parametrize("name", COLLECTIONS)
def test_files_are_plain_text(name: str) -> None:
    raw = (files("db.samples") / "hauts-de-france-2019" / f"{name}.csv").read_bytes()
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in raw
    assert raw.endswith(b"\n")


def test_eighty_trainings_are_described_in_their_printed_order() -> None:
    assert [training.key for training in DESCRIBED] == [f"t{n:03}" for n in range(1, 81)]
    lines = [training.source.line or 0 for training in DESCRIBED]
    assert lines == sorted(lines)


def test_the_eighty_first_training_is_declared_and_not_described() -> None:
    missing = STUDY.trainings[-1]
    assert (missing.key, missing.is_described, missing.title) == (
        "t081",
        False,
        "Fiche absente de l'annexe 3",
    )
    assert missing.source.nature is Nature.COMPUTED
    assert (missing.institution, missing.city, missing.level, missing.families) == (
        None,
        None,
        None,
        (),
    )


def test_levels_are_those_of_the_sheets() -> None:
    assert Counter(training.level for training in DESCRIBED) == {5: 8, 6: 16, 7: 47, 8: 9}
    assert all(t.printed_level.startswith(str(t.level)) for t in DESCRIBED)


def test_cities_are_those_of_the_sheets() -> None:
    cities = Counter(STUDY.cities.get(training.city or "").name for training in DESCRIBED)
    assert cities == {
        "Villeneuve d'Ascq": 24,
        "Lille": 15,
        "Compiègne": 11,
        "Amiens": 7,
        "Valenciennes": 7,
        "Roubaix": 4,
        "Calais": 3,
        "Arras": 2,
        "Douai": 2,
        "Lens": 2,
        "Béthune": 1,
        "Saint-Quentin": 1,
        "Maubeuge": 1,
    }


def test_ticks_are_those_of_the_sheets() -> None:
    ticks = Counter(family for training in DESCRIBED for family in training.families)
    assert ticks == {
        "conception": 48,
        "mise-en-production": 43,
        "developpement": 39,
        "exploitation": 38,
        "pilotage": 37,
        "offre-de-services": 25,
        "ia-ingenieur": 22,
        "ia-technicien": 9,
        "direction": 5,
        "gouvernance": 4,
        "autres": 4,
        "developpement-commercial": 2,
    }
    assert ticks.total() == 276


def test_one_described_training_has_no_tick() -> None:
    assert [training.key for training in DESCRIBED if not training.families] == ["t027"]


def test_families_of_a_training_stand_in_the_order_of_the_list() -> None:
    ranks = {family.key: family.rank for family in STUDY.families}
    for training in DESCRIBED:
        assert list(training.families) == sorted(training.families, key=ranks.__getitem__)


def test_months_are_given_only_where_the_print_is_certain() -> None:
    months = {training.duration: training.months for training in DESCRIBED}
    assert months == {
        "1 an": 12,
        "2 ans": 24,
        "3 ans": 36,
        "5 ans": 60,
        "6 mois": 6,
        "7 mois": 7,
        "20 mois": 20,
        "2 jours par semaines pendant 6 mois": 6,
        "28 semaines": None,
        "2 jours": None,
        "3 jours": None,
        "Quelques jours": None,
        "2 ans en formation initiale / 1 an en formation continue": None,
    }


def test_modalities_are_recorded_only_where_they_are_printed() -> None:
    recorded = {training.key: training.modalities for training in DESCRIBED if training.modalities}
    assert recorded == {
        "t018": (Modality.APPRENTICESHIP,),
        "t022": (Modality.APPRENTICESHIP,),
        "t037": (Modality.CONTINUING,),
        "t064": (Modality.INITIAL, Modality.CONTINUING),
        "t071": (Modality.APPRENTICESHIP,),
        "t078": (Modality.CONTINUING,),
        "t080": (Modality.CONTINUING,),
    }


def test_an_institution_lists_every_spelling_of_its_sheets() -> None:
    for institution in STUDY.institutions:
        printed = {t.printed_institution for t in DESCRIBED if t.institution == institution.key}
        assert printed == set(institution.printed_names.split(" ; ")), institution.key


def test_an_institution_that_was_merged_or_corrected_says_so() -> None:
    for institution in STUDY.institutions:
        assert ";" not in institution.printed_names or institution.note, institution.key
    assert STUDY.institutions.get("ieseg").printed_names == "EISEG"


def test_twelve_families_of_which_two_are_of_ai() -> None:
    assert len(STUDY.families) == 12
    assert [f.key for f in STUDY.families if f.is_ai_specific] == ["ia-technicien", "ia-ingenieur"]
    assert all(len(family.short_name) <= 22 for family in STUDY.families)


def test_nine_domains_for_visibility_and_eleven_of_expertise() -> None:
    assert Counter(domain.scheme for domain in STUDY.domains) == {
        DomainScheme.VISIBILITY: 9,
        DomainScheme.EXPERTISE: 11,
    }


def test_cities_stand_inside_the_region() -> None:
    assert len(STUDY.cities) == 13
    for city in STUDY.cities:
        assert 48.8 < city.latitude < 51.1
        assert 1.3 < city.longitude < 4.3


def test_places_and_hours_are_nowhere_published() -> None:
    assert (len(STUDY.seats), len(STUDY.domain_hours)) == (0, 0)


def test_facts_tell_the_study_and_its_published_totals() -> None:
    assert STUDY.facts.get("region").text == "Hauts-de-France"
    assert STUDY.facts.get("edition").text == "2019"
    assert STUDY.facts.get("trainings_declared").number == 81
    assert STUDY.facts.get("family_answers_published").number == 277
    for name in ("Erdyn", "Katalyse", "EDEC"):
        assert name in STUDY.facts.get("attribution").text


def test_claims_come_from_the_running_text_in_its_order() -> None:
    lines = [claim.source.line or 0 for claim in STUDY.claims]
    assert lines == sorted(lines)
    assert set(lines) <= {*range(1628, 1664), *range(1707, 1714), *range(1855, 1944), 2271, 2332}


def test_claims_name_the_measures_that_can_check_them() -> None:
    checked = {claim.measure: (claim.low, claim.unit) for claim in STUDY.claims if claim.measure}
    assert checked == {
        "awareness_total": (200_000, "people"),
        "analysed_sectors": (10, "sectors"),
        "occupations_examined": (147, "occupations"),
        "share_lille_area": (50, "percent"),
        "share_level_7": (50, "percent"),
        "share_level_7_or_more": (75, "percent"),
        "share_ai_specific": (40, "percent"),
        "trainings_declared": (81, "trainings"),
        "trainings_described": (81, "trainings"),
        "trainings_below_level_5": (0, "trainings"),
        "job_families": (12, "families"),
        "family_answers": (277, "answers"),
    }
