"""The inventory as an LHEO 2.3 file, the XML in which regions exchange their training offers.

Elements stand in the order that LHEO wants. A mandatory one that nobody knows holds the standard's
own code where it has one (level 0, dates 00000000 and 99999999), zeros or « Non communiqué » else,
and bears the mark ``cartoplan:unknown``. A text longer than LHEO allows is shortened with an
ellipsis and the mark ``cartoplan:cut``; it stands whole in our own fields.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from exports.writing import write_atomically
from planner.compute.inventory import declared
from planner.errors import ExportError
from planner.exchange.lheo import (
    CARRIED,
    CUT,
    LAYOUT,
    NAMESPACE,
    OURS,
    UNKNOWN,
    level_code,
    row_texts,
)
from planner.fields import FIELDS, Kind
from planner.messages import message
from planner.vocab import CertificationStatus, LinkState, Modality, Register
from planner.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path
    from typing import BinaryIO

    from planner.messages import Speaker
    from planner.study import Certification, City, Entity, Study, Training

#: The greatest lengths of LHEO 2.3, in characters.
TITLE, PROSE, NAME, TOWN, DURATION = 255, 3000, 250, 50, 150
MOST_CERTIFICATIONS = 5
NO_SIRET, NO_NUMBER, NO_POSTCODE, NO_PUBLIC = "0" * 14, "0" * 11, "0" * 5, "0" * 5
NO_START, NO_END = "00000000", "99999999"
FORMACODE_VERSION = "V14"
_ELLIPSIS = "…"
_EVERY = 50  # trainings between two steps of the watch


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: how many trainings, and how many texts were shortened."""

    trainings: int
    cut: int


def write_lheo(
    study: Study,
    path: Path,
    speaker: Speaker,
    *,
    at: datetime,
    with_own: bool = True,
    watch: Watch | None = None,
) -> Written:
    """Write the trainings that are not archived to ``path``, whole or not at all.

    Equal arguments give equal bytes.

    Args:
        study: the study whose offer leaves.
        path: the file; its folder must exist.
        speaker: the words that stand in the file; LHEO is French.
        at: the moment that the file tells to be of, with its offset.
        with_own: False leaves our own fields out, for a public directory.
        watch: for progress and cancelling.

    Raises:
        ExportError: there is no training, or the file cannot be written; the former one is whole.
    """
    if not declared(study):
        raise ExportError("lheo_empty")
    pen = _Pen(study, speaker, with_own)

    def put(stream: BinaryIO) -> None:
        for part in pen.file(at, watch or Watch()):
            stream.write(part.encode())

    write_atomically(path, put)
    return Written(len(declared(study)), pen.cut)


def _tag(name: str, text: str = "", **attributes: str) -> str:
    """An element that holds text, or nothing."""
    said = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items() if value)
    return f"<{name}{said}>{escape(text)}</{name}>" if text else f"<{name}{said}/>"


def _box(name: str, *parts: str, **attributes: str) -> str:
    """An element that holds others, in their order."""
    said = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items() if value)
    return f"<{name}{said}>{''.join(parts)}</{name}>"


class _Pen:
    """Writes the trainings of one study."""

    def __init__(self, study: Study, speaker: Speaker, with_own: bool) -> None:
        self.cut = 0
        self._study = study
        self._say = speaker.say
        self._with_own = with_own
        self._owned: dict[tuple[str, str], list[Entity]] = defaultdict(list)
        for collection in CARRIED[1:]:
            for row in getattr(study, collection):
                self._owned[collection, row.training].append(row)
        self._certified = self._certifications()

    def file(self, at: datetime, watch: Watch) -> Iterator[str]:
        """The text of the file, a training at a time."""
        stamp = at.replace(microsecond=0).isoformat()
        yield '<?xml version="1.0" encoding="UTF-8"?>\n'
        yield f'<lheo xmlns="{NAMESPACE}" horodatage-export={quoteattr(stamp)}>\n<offres>\n'
        rows = declared(self._study)
        for place, training in enumerate(rows):
            if place % _EVERY == 0:
                watch.step(place / len(rows), "lheo.writing")
            yield self._formation(training) + "\n"
        yield "</offres>\n"
        if self._with_own:
            yield self._about() + "\n"
        yield "</lheo>\n"

    def _about(self) -> str:
        """What the file tells of the study it comes from."""
        facts = {"title", "region", "edition", "field"}
        told = [
            _tag("extra", fact.text, info=f"{OURS}:{fact.key}")
            for fact in self._study.facts
            if fact.key in facts
        ]
        layout = _tag("extra", LAYOUT, info=f"{OURS}:layout")
        return _box("extras", layout, *told, info=f"{OURS}:study")

    def _formation(self, row: Training) -> str:
        held = self._certified[row.key]
        return _box(
            "formation",
            self._domain(held),
            self._fitted("intitule-formation", row.title, TITLE),
            self._prose("objectif-formation", "families", row),
            self._results(held),
            self._prose("contenu-formation", "domains", row),
            _tag("certifiante", "1") if held else _tag("certifiante", "0", info=UNKNOWN),
            _box("contact-formation", _tag("coordonnees")),
            _tag("parcours-de-formation", "1", info=UNKNOWN),
            _tag("code-niveau-entree", level_code(None)),
            *(_certification(each) for each in held[:MOST_CERTIFICATIONS]),
            _tag("code-niveau-sortie", level_code(row.level)),
            self._action(row),
            self._provider(row),
            self._own(row),
            numero=row.key,
        )

    def _domain(self, held: list[Certification]) -> str:
        """The codes of the certifications prepared; LHEO takes 5, 3 and 5 of them."""
        formacodes = _codes(held, "formacodes", 5, 5)
        nsf = _codes(held, "nsf", 3, 3)
        romes = _codes(held, "romes", 5, 5)
        return _box(
            "domaine-formation",
            *(_tag("code-FORMACODE", code, ref=FORMACODE_VERSION) for code in formacodes),
            *(_tag("code-NSF", code) for code in nsf),
            *(_tag("code-ROME", code, ref="V4") for code in romes),
        )

    def _prose(self, name: str, what: str, row: Training) -> str:
        """A sentence about the families or the domains of a training; « Non communiqué » else."""
        names = self._families(row) if what == "families" else self._domains(row)
        if not names:
            return self._unknown(name)
        said = self._say(message(f"lheo.{what}", names=tuple(names)))
        return self._fitted(name, said, PROSE)

    def _families(self, row: Training) -> list[str]:
        found = (self._study.families.find(key) for key in row.families)
        return [family.name for family in found if family is not None]

    def _domains(self, row: Training) -> list[str]:
        told = self._owned["domain_hours", row.key]
        found = (self._study.domains.find(getattr(each, "domain", "")) for each in told)
        return [domain.name for domain in found if domain is not None]

    def _results(self, held: list[Certification]) -> str:
        if not held:
            return self._unknown("resultats-attendus")
        titles = " ; ".join(each.title for each in held)
        return self._fitted("resultats-attendus", titles, PROSE)

    def _action(self, row: Training) -> str:
        city = self._study.cities.find(row.city or "")
        hours = () if row.hours is None else (_tag("nombre-heures-total", str(row.hours)),)
        duration = (self._fitted("duree-indicative", row.duration, DURATION),)
        return _box(
            "action",
            self._unknown("rythme-formation"),
            _tag("code-public-vise", NO_PUBLIC, ref=FORMACODE_VERSION, info=UNKNOWN),
            _tag("niveau-entree-obligatoire", "0", info=UNKNOWN),
            self._alternating(row),
            _tag("modalites-enseignement", "0", info=UNKNOWN),
            self._unknown("conditions-specifiques"),
            _tag("prise-en-charge-frais-possible", "0", info=UNKNOWN),
            *(() if city is None else (self._place(city),)),
            _tag("modalites-entrees-sorties", "0", info=UNKNOWN),
            self._session(),
            *(duration if row.duration else ()),
            *hours,
        )

    def _alternating(self, row: Training) -> str:
        if not row.modalities:
            return self._unknown("modalites-alternance")
        words = tuple(message(f"modality.{each}") for each in Modality if each in row.modalities)
        return self._fitted(
            "modalites-alternance", self._say(message("lheo.modalities", names=words)), PROSE
        )

    def _place(self, city: City) -> str:
        return _box("lieu-de-formation", _box("coordonnees", self._address(city)))

    def _session(self) -> str:
        """One session, of which neither the days nor the address are known."""
        period = _box("periode", _tag("debut", NO_START), _tag("fin", NO_END))
        return _box("session", period, _box("adresse-inscription", self._address(None)))

    def _address(self, city: City | None) -> str:
        """An address of which the town is known at most."""
        ends: tuple[str, ...] = ()
        town = self._unknown("ville")
        if city is not None:
            town = self._fitted("ville", city.name, TOWN)
            places = (
                _tag("latitude", f"{city.latitude:g}"),
                _tag("longitude", f"{city.longitude:g}"),
            )
            ends = (_box("geolocalisation", *places),)
            if 2 <= len(city.department) <= 3:
                ends = (_tag("departement", city.department), *ends)
        postcode = _tag("codepostal", NO_POSTCODE, info=UNKNOWN)
        return _box("adresse", self._unknown("ligne"), postcode, town, *ends)

    def _provider(self, row: Training) -> str:
        """The institution; its numbers are not in a study."""
        institution = self._study.institutions.find(row.institution or "")
        name = row.printed_institution if institution is None else institution.name
        named = "nom-organisme", "raison-sociale"
        return _box(
            "organisme-formation-responsable",
            _tag("numero-activite", NO_NUMBER, info=UNKNOWN),
            _box("SIRET-organisme-formation", _tag("SIRET", NO_SIRET, info=UNKNOWN)),
            *(self._fitted(each, name, NAME) if name else self._unknown(each) for each in named),
            _box("coordonnees-organisme", _tag("coordonnees")),
            _box("contact-organisme", _tag("coordonnees")),
        )

    def _own(self, row: Training) -> str:
        """The rows of ours, one in each ``extras``."""
        if not self._with_own:
            return ""
        boxes = [self._own_row("trainings", row)]
        for collection in CARRIED[1:]:
            boxes += [self._own_row(collection, each) for each in self._owned[collection, row.key]]
        return _box("extras", *boxes, info=OURS)

    def _own_row(self, collection: str, row: Entity) -> str:
        named = {f.key: f.target for f in FIELDS[collection] if f.kind in _REFERRING}
        parts = []
        for name, text in row_texts(collection, row):
            other = getattr(self._study, named[name]).find(text) if name in named else None
            called = getattr(other, "name", "")
            parts.append(_tag("extra", text, info=f"{OURS}:{name}", tag=called))
        return _box("extras", *parts, info=f"{OURS}:{collection}", numero=row.key)

    def _unknown(self, name: str) -> str:
        return _tag(name, self._say("lheo.unknown"), info=UNKNOWN)

    def _fitted(self, name: str, text: str, most: int) -> str:
        """The text where LHEO has room for it; else its beginning, marked and counted."""
        if len(text) <= most:
            return _tag(name, text)
        self.cut += 1
        return _tag(name, text[: most - 1].rstrip() + _ELLIPSIS, info=CUT)

    def _certifications(self) -> dict[str, list[Certification]]:
        """The registered certifications that each training prepares for, links confirmed."""
        found: dict[str, list[Certification]] = defaultdict(list)
        for link in self._study.preparations:
            row = self._study.certifications.find(link.certification)
            if link.state is not LinkState.CONFIRMED or row is None or row in found[link.training]:
                continue
            if row.status is CertificationStatus.REGISTERED and _number(row):
                found[link.training].append(row)
        return found


_REFERRING = (Kind.REFERENCE, Kind.REFERENCES)
_ELEMENTS = {Register.RNCP: "code-RNCP", Register.RS: "code-RS"}


def _number(row: Certification) -> str:
    """The number of a register where LHEO can take it."""
    said = row.number.replace(" ", "")
    return said if row.register in _ELEMENTS and 3 <= len(said) <= 10 else ""


def _certification(row: Certification) -> str:
    return _box("certification", _tag(_ELEMENTS[row.register], _number(row)))


def _codes(held: list[Certification], name: str, most: int, length: int) -> list[str]:
    """The first codes of exactly one length; those of the NSF lose their letter."""
    found: dict[str, None] = {}
    for row in held:
        for code in str(getattr(row, name)).split():
            kept = code[:length] if name == "nsf" else code
            if len(kept) == length:
                found[kept] = None
    return list(found)[:most]
