"""A small study whose page shows everything that a page may show."""

from __future__ import annotations

from planner.study import Bridge, Domain, DomainHours, Fact, Seats, Source
from planner.vocab import DomainScheme, Modality, Nature, SeatKind
from tests.build import study, training

APPRENTICED = (Modality.APPRENTICESHIP,)


def small():
    """Five trainings of several levels, cities, modalities; one of which little is known."""
    printed = Source(Nature.PUBLISHED, "Annexe 3", 4599)
    return study(
        facts=[
            Fact(key="title", text="Étude d’essai"),
            Fact(key="region", text="Hauts-de-France"),
            Fact(key="field", text="Intelligence artificielle"),
            Fact(key="edition", text="2026"),
        ],
        trainings=[
            training("t1", "a", title="BTS Médiation", modalities=APPRENTICED, source=printed),
            training("t2", "a", "b", title="Licence d’informatique", level=6, city="douai"),
            training("t3", "a", title="Master vision", level=7, institution="iut", hours=900),
            training("t4", "c", title="Doctorat", level=8, comment="Remarque interne"),
            training("t5", title="Formation sans détails", level=None, city=None, institution=None),
            training("t6", "a", title="Fermée", is_archived=True),
            training("t7", title="Jamais décrite", is_described=False),
        ],
        seats=[
            Seats(key="s1", training="t1", year=2026, kind=SeatKind.OPEN, low=24, high=30),
            Seats(key="s2", training="t1", year=2026, kind=SeatKind.FILLED, low=7, high=7),
        ],
        domains=[Domain(key="d", scheme=DomainScheme.VISIBILITY, name="Vision par ordinateur")],
        domain_hours=[DomainHours(key="h", training="t3", domain="d", hours=40)],
        bridges=[Bridge(key="b", start="t2", goal="t4")],
    )
