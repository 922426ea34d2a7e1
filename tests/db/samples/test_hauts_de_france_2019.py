"""The shipped study: its published counts hold, and every row says where it comes from."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields
from fractions import Fraction
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest

from db.samples.reading import read_sample
from planner.study import Entity, NeedLine, Study
from planner.validation import check_row
from planner.vocab import DomainScheme, Modality, Nature, NeedKind, ProjectionLine

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


def test_ten_sectors_are_analysed_of_the_fifteen_of_table_3() -> None:
    weighed = [sector for sector in STUDY.sectors if sector.weight_percent is not None]
    assert len(weighed) == 15
    assert [sector.rank for sector in weighed if sector.is_analysed] == list(range(1, 11))


def test_transverse_occupations_stand_in_a_sector_of_their_own() -> None:
    sector = STUDY.sectors.get("transversal")
    assert (sector.weight_percent, sector.source.nature) == (None, Nature.ASSUMPTION)
    analysed = [other.impact for other in STUDY.sectors if other.is_analysed]
    assert Fraction(sum(analysed), len(analysed)) == sector.impact


def test_nine_sectors_have_a_projection_and_the_digital_one_has_none() -> None:
    cells = Counter(cell.sector for cell in STUDY.projections)
    assert cells.keys() == {
        sector.key
        for sector in STUDY.sectors
        if sector.is_analysed and sector.key != "numerique-communication"
    }
    assert set(cells.values()) == {23}


def test_a_projection_has_eleven_lines_and_two_periods() -> None:
    for cell in STUDY.projections:
        assert cell.key == f"{cell.sector}.{cell.line}.{cell.year}"
    years = {line: set[int]() for line in ProjectionLine}
    for cell in STUDY.projections:
        years[cell.line].add(cell.year)
    assert years.pop(ProjectionLine.TOTAL) == {2017, 2022, 2027}
    assert set(map(frozenset, years.values())) == {frozenset({2022, 2027})}


def test_a_minus_counts_only_in_the_column_of_its_cell() -> None:
    cells = STUDY.projections
    assert cells.get("agroalimentaire.impact.2022").has_minus
    assert not cells.get("banque-assurance.impact.2022").has_minus
    assert cells.get("banque-assurance.impact.2022").printed.endswith("| - | 4 640 | 11 760")
    assert not cells.get("btp.ai.2022").has_minus
    assert cells.get("btp.ai.2027").has_minus
    assert not cells.get("proprete-securite.ai.2027").has_minus
    assert all(f"{cell.magnitude:,}".replace(",", " ") in cell.printed for cell in cells)


def defects(sector: str, year: int) -> list[int]:
    """What the four identities of a period miss, when only three lines are positive."""
    lines = {
        line: STUDY.projections.get(f"{sector}.{line}.{year}").magnitude for line in ProjectionLine
    }
    former = STUDY.projections.get(f"{sector}.total.{year - 5}").magnitude
    line = ProjectionLine
    return [
        former + lines[line.NATURAL] - lines[line.IMPACT] - lines[line.TOTAL],
        lines[line.AI_ALONE] + lines[line.AI_WITH_OTHERS] + lines[line.OTHERS] - lines[line.IMPACT],
        lines[line.AI_ALONE] + lines[line.AI_WITH_OTHERS] - lines[line.AI],
        lines[line.REDUCED] - lines[line.CREATED] - lines[line.AI],
    ]


def test_identities_hold_with_signs_recovered_but_for_ten_people_of_one_table() -> None:
    failing = {
        (sector, year): found
        for sector in {cell.sector for cell in STUDY.projections}
        for year in (2022, 2027)
        if any(found := defects(sector, year))
    }
    assert failing == {("agroalimentaire", 2027): [0, -10, -10, 0]}


def lines_of(kind: NeedKind) -> list[NeedLine]:
    """The need lines of a kind."""
    return [line for line in STUDY.need_lines if line.kind is kind]


def test_experts_are_one_line_between_two_published_bounds() -> None:
    (experts,) = lines_of(NeedKind.EXPERT)
    assert (experts.low, experts.central, experts.high) == (4000, 4200, 5000)
    assert (experts.start, experts.end, experts.sector) == (2017, 2027, None)


@pytest.mark.parametrize(
    ("kind", "line", "total"),
    [
        (NeedKind.COLOURED, ProjectionLine.RECRUITED, 15_960),
        (NeedKind.AWARENESS, ProjectionLine.AWARENESS, 299_070),
    ],
)
def test_a_need_is_what_its_projection_prints(
    kind: NeedKind, line: ProjectionLine, total: int
) -> None:
    known = [need for need in lines_of(kind) if need.central is not None]
    assert len(known) == 18
    assert sum(need.central or 0 for need in known) == total
    for need in known:
        cell = STUDY.projections.get(f"{need.sector}.{line}.{need.end}")
        assert need.low == need.central == need.high == cell.magnitude
        assert need.source.line == cell.source.line
        assert need.end - need.start == 5


@pytest.mark.parametrize("kind", [NeedKind.COLOURED, NeedKind.AWARENESS])
def test_the_need_of_the_digital_sector_is_unknown(kind: NeedKind) -> None:
    (unknown,) = (need for need in lines_of(kind) if need.central is None)
    assert unknown.sector == "numerique-communication"
    assert (unknown.low, unknown.high, unknown.start, unknown.end) == (None, None, 2017, 2027)


def test_a_scenario_holds_every_line_of_one_kind() -> None:
    for key, kind in zip(
        ("experts", "coloration", "sensibilisation"),
        (NeedKind.EXPERT, NeedKind.COLOURED, NeedKind.AWARENESS),
        strict=True,
    ):
        assert list(STUDY.scenarios.get(key).need_lines) == [line.key for line in lines_of(kind)]
    assert STUDY.scenarios[0].key == "experts"


def shares_of(allocation: str) -> dict[tuple[str, int], Fraction]:
    """The shares of an allocation by family and level."""
    return {
        (share.family, share.level): share.share
        for share in STUDY.allocation_shares
        if share.allocation == allocation
    }


@pytest.mark.parametrize("allocation", list(STUDY.allocations.keys()))
def test_shares_of_an_allocation_sum_to_one_exactly(allocation: str) -> None:
    assert sum(shares_of(allocation).values()) == 1


def test_experts_are_shared_as_the_ticks_of_the_two_families_of_ai() -> None:
    assert shares_of("experts-9-22") == {
        ("ia-technicien", 5): Fraction(9, 31),
        ("ia-ingenieur", 7): Fraction(22, 31),
    }


def test_coloured_recruitments_are_shared_as_all_the_ticks() -> None:
    ticks = Counter((family, t.level) for t in DESCRIBED for family in t.families)
    assert shares_of("reponses-famille-niveau") == {
        cell: Fraction(count, 276) for cell, count in ticks.items()
    }


def test_awareness_is_shared_equally_at_a_level_where_trainings_are() -> None:
    shares = shares_of("sensibilisation-tiers")
    assert set(shares.values()) == {Fraction(1, 3)}
    assert {family for family, _ in shares} == {"direction", "autres", "pilotage"}
    for family, level in shares:
        assert any(t.level == level and family in t.families for t in DESCRIBED)


def test_yields_are_not_corrected_and_no_ceiling_is_given() -> None:
    values = {assumption.key: assumption.value for assumption in STUDY.assumptions}
    assert values == {
        "yield.completion": 1,
        "yield.stays": 1,
        "yield.reaches": 1,
        "ceiling.5": None,
        "ceiling.6": None,
        "ceiling.7": None,
        "ceiling.8": None,
        "small.cell": 1,
        "opening.cost": 1,
    }


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
