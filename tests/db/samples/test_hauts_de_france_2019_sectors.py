"""The sectors of the shipped study: headcounts, occupations and competences as printed."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest

from db.samples.reading import read_sample
from planner.vocab import Attachment, Impact, Nature, Outlook

STUDY = read_sample()


def test_ten_sectors_are_analysed_of_the_fifteen_of_table_3() -> None:
    weighed = [sector for sector in STUDY.sectors if sector.weight_percent is not None]
    assert len(weighed) == 15
    assert [sector.rank for sector in weighed if sector.is_analysed] == list(range(1, 11))


def test_transverse_occupations_stand_in_a_sector_of_their_own() -> None:
    sector = STUDY.sectors.get("transversal")
    assert (sector.weight_percent, sector.source.nature) == (None, Nature.ASSUMPTION)
    analysed = [other.impact for other in STUDY.sectors if other.is_analysed]
    assert Fraction(sum(analysed), len(analysed)) == sector.impact


def headcounts_of(sector: str, words: str) -> list[int]:
    """What the publications named with ``words`` print of a sector."""
    return [
        count.people
        for count in STUDY.headcounts
        if count.sector == sector and words in count.publication
    ]


def test_every_sector_of_table_3_has_its_headcount() -> None:
    printed = [count for count in STUDY.headcounts if count.publication.startswith("Tableau 3")]
    assert len(printed) == 15
    assert sum(count.people for count in printed) == 1_684_552


def test_every_analysed_sector_has_two_headcounts_in_its_summary() -> None:
    for sector in STUDY.sectors:
        if sector.is_analysed:
            assert len(headcounts_of(sector.key, "Synthèse 2.3")) == 2


@pytest.mark.parametrize(
    ("sector", "in_table_3", "in_its_sheet", "in_its_summary"),
    [
        ("transport-logistique-commerce", 363_098, 363_098, 369_098),
        ("metallurgie-mecanique-automobile", 180_637, 180_663, 180_637),
        ("btp", 139_401, 139_401, 139_401),
    ],
)
def test_the_same_headcount_keeps_each_of_its_prints(
    sector: str, in_table_3: int, in_its_sheet: int, in_its_summary: int
) -> None:
    assert headcounts_of(sector, "Tableau 3") == [in_table_3]
    assert headcounts_of(sector, "Fiche sectorielle") == [in_its_sheet]
    assert headcounts_of(sector, "fiche sectorielle") == [in_its_summary]


def test_agriculture_repeats_the_jobs_of_construction() -> None:
    assert headcounts_of("agriculture", "Fiche") == headcounts_of("btp", "Fiche") == [139_401]
    assert headcounts_of("agriculture", "Tableau 3") == [54_046]


def test_annex_2_repeats_the_headcounts_of_the_declarations() -> None:
    for count in STUDY.headcounts:
        if count.publication.startswith("Annexe 2"):
            assert count.year == 2015
            assert headcounts_of(count.sector, "DADS") == [count.people]


def test_occupations_of_the_summaries_have_their_outlook() -> None:
    assert Counter(row.outlook for row in STUDY.sector_occupations) == {
        Outlook.AT_RISK: 8,
        Outlook.IN_TRANSFORMATION: 55,
        Outlook.NEW: 7,
        Outlook.LITTLE_AFFECTED: 21,
    }
    assert {row.sector for row in STUDY.sector_occupations} == {
        sector.key for sector in STUDY.sectors if sector.is_analysed
    }


def test_competences_are_those_of_annex_2() -> None:
    assert Counter(row.impact for row in STUDY.competences) == {
        Impact.ASSISTANCE: 225,
        Impact.NOT_AFFECTED: 205,
        Impact.REPLACEMENT: 95,
        Impact.AUGMENTATION: 36,
        Impact.MIXED: 2,
    }
    lines = [row.source.line for row in STUDY.competences]
    assert len(set(lines)) == 563


def test_occupations_are_those_of_annex_2() -> None:
    assert Counter(row.sector for row in STUDY.occupations) == {
        "agroalimentaire": 6,
        "banque-assurance": 7,
        "btp": 7,
        "industrie-de-transformation": 39,
        "metallurgie-mecanique-automobile": 32,
        "numerique-communication": 14,
        "proprete-securite": 9,
        "sante-social-services": 12,
        "transport-logistique-commerce": 14,
        "tertiaire-superieur": 11,
        "transversal": 5,
    }


def test_an_occupation_stands_once_in_its_sector_and_has_competences() -> None:
    assert len({(row.sector, row.name) for row in STUDY.occupations}) == len(STUDY.occupations)
    used = {row.occupation for row in STUDY.competences} - {None}
    assert used == set(STUDY.occupations.keys())


def test_a_competence_is_of_the_sector_of_its_occupation() -> None:
    for row in STUDY.competences:
        if row.occupation is not None:
            assert STUDY.occupations.get(row.occupation).sector == row.sector


def test_a_competence_stays_under_the_occupation_it_is_printed_under() -> None:
    (misplaced,) = (row for row in STUDY.competences if row.source.line == 3845)
    assert misplaced.text == "Elaborer des gabarits de contrôle"
    assert STUDY.occupations.get(misplaced.occupation or "").name == "Soudeur"
    assert misplaced.attachment is Attachment.AS_PRINTED


def test_two_tables_have_no_column_of_occupations() -> None:
    apart = [row for row in STUDY.competences if row.occupation is None]
    assert len(apart) == 16
    assert {row.attachment for row in apart} == {Attachment.NONE}
    for words in ("technicien de maintenance", "chef d'équipe"):
        assert sum(words in row.source.note for row in apart) == 8


def test_repeated_rows_are_kept() -> None:
    texts = Counter((row.sector, row.occupation, row.text) for row in STUDY.competences)
    assert sum(count - 1 for count in texts.values()) == 15
