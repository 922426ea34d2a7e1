"""What LHEO 2.3 allows: the elements of each container in their order, how many, how long.

Written by hand from the design (certification.md, 3.3) and the published schema; no file of the
standard is copied. Only the containers and texts that an inventory meets are told.
"""

from __future__ import annotations

import re

NAMESPACE = "{http://lheo.gouv.fr/2.3}"
MANY = 10**9


def shape(text):
    """``a`` once, ``a?`` at most once, ``a+`` and ``a*`` any number, ``a<=5`` and ``a+<=10``."""
    found = []
    for word in text.split():
        name, mark, most = re.fullmatch(r"([\w-]+?)([?*+]?)(?:<=(\d+))?", word).groups()
        low = 0 if mark in ("?", "*") or (most and mark != "+") else 1
        high = int(most) if most else {"": 1, "?": 1}.get(mark, MANY)
        found.append((name, low, high))
    return [*found, ("extras", 0, MANY)]


CONTAINERS = {
    "lheo": shape("offres"),
    "offres": shape("formation+"),
    "formation": shape(
        "domaine-formation intitule-formation objectif-formation resultats-attendus "
        "contenu-formation certifiante contact-formation+ parcours-de-formation "
        "code-niveau-entree objectif-general-formation? certification<=5 code-type-formation<=5 "
        "code-niveau-sortie? url-formation? action+ organisme-formation-responsable "
        "identifiant-module? positionnement? sous-modules? modules-prerequis?"
    ),
    "domaine-formation": shape("code-FORMACODE<=5 code-NSF<=3 code-ROME<=5"),
    "certification": shape("code-RNCP? code-CERTIFINFO? code-RS? code-CPF?"),
    "contact-formation": shape("type-contact? coordonnees"),
    "action": shape(
        "rythme-formation code-public-vise+<=10 info-public-vise? niveau-entree-obligatoire "
        "modalites-alternance modalites-enseignement conditions-specifiques "
        "prise-en-charge-frais-possible lieu-de-formation* modalites-entrees-sorties url-action? "
        "duree-cycle? session+ adresse-information? date-information<=3 restauration? "
        "hebergement? transport? acces-handicapes? langue-formation<=5 modalites-recrutement? "
        "modalites-pedagogiques? code-modalite-pedagogique<=5 equipement* frais-restants? "
        "code-perimetre-recrutement? infos-perimetre-recrutement? prix-horaire-TTC? "
        "prix-total-TTC? duree-indicative? nombre-heures-centre? nombre-heures-entreprise? "
        "nombre-heures-total? detail-conditions-prise-en-charge? conventionnement? "
        "duree-conventionnee? organisme-formateur* organisme-financeur<=8 enseignement*"
    ),
    "lieu-de-formation": shape("SIRET-lieu-formation? code-UAI-lieu-formation? coordonnees"),
    "session": shape(
        "periode adresse-inscription modalites-inscription? periode-inscription? "
        "etat-recrutement? recrutement* url-session? contact-session* reference-certification<=5 "
        "blocs-competences* cycle*"
    ),
    "periode": shape("debut fin"),
    "adresse-inscription": shape("adresse"),
    "organisme-formation-responsable": shape(
        "numero-activite SIRET-organisme-formation nom-organisme raison-sociale "
        "coordonnees-organisme contact-organisme+ renseignements-specifiques? potentiel? "
        "code-UAI-organisme-formation?"
    ),
    "SIRET-organisme-formation": shape("SIRET"),
    "coordonnees-organisme": shape("coordonnees"),
    "contact-organisme": shape("coordonnees"),
    "coordonnees": shape(
        "civilite? nom? prenom? ligne<=3 adresse? telfixe? portable? fax? courriel? web?"
    ),
    "adresse": shape(
        "denomination? ligne+<=4 codepostal ville departement? code-INSEE-commune? "
        "code-INSEE-canton? region? pays? geolocalisation?"
    ),
    "geolocalisation": shape("latitude longitude"),
}

#: Texts: the least and greatest length, or the values that are allowed.
_LEVELS = {"0", "1", *"2345678", *(str(10 + n) for n in range(1, 9))}
_DAY = re.compile(r"[0-9]{4}[019][0-9][01239][0-9]")
TEXTS = {
    "intitule-formation": (1, 255),
    "objectif-formation": (1, 3000),
    "resultats-attendus": (1, 3000),
    "contenu-formation": (1, 3000),
    "rythme-formation": (1, 3000),
    "modalites-alternance": (1, 3000),
    "conditions-specifiques": (1, 3000),
    "duree-indicative": (0, 150),
    "nom-organisme": (1, 250),
    "raison-sociale": (1, 250),
    "numero-activite": (11, 11),
    "SIRET": (14, 14),
    "code-FORMACODE": (5, 5),
    "code-NSF": (3, 3),
    "code-ROME": (5, 5),
    "code-RNCP": (1, 10),
    "code-RS": (3, 10),
    "code-public-vise": (5, 5),
    "ligne": (1, 50),
    "codepostal": (5, 5),
    "ville": (1, 50),
    "departement": (2, 3),
    "latitude": (0, 30),
    "longitude": (0, 30),
    "certifiante": {"0", "1"},
    "parcours-de-formation": set("1234"),
    "code-niveau-entree": _LEVELS,
    "code-niveau-sortie": _LEVELS,
    "niveau-entree-obligatoire": {"0", "1"},
    "modalites-enseignement": set("012"),
    "prise-en-charge-frais-possible": {"0", "1"},
    "modalites-entrees-sorties": {"0", "1"},
    "nombre-heures-total": re.compile(r"\d+"),
    "debut": _DAY,
    "fin": _DAY,
}
#: Every element may bear these; the outermost ones also a date.
ATTRIBUTES = {
    "numero", "info", "ref", "id", "idref", "tag", "uri",
    "horodatage-creation", "horodatage-modification", "horodatage-export",
}  # fmt: skip
#: What must tell which version of a nomenclature it is of.
VERSIONED = {"code-FORMACODE", "code-public-vise"}


def faults(element, where="/"):
    """Everything in which an element departs from the standard, in words."""
    name = element.tag.removeprefix(NAMESPACE)
    here = f"{where}{name}/"
    if not element.tag.startswith(NAMESPACE):
        yield f"{here}: another namespace"
    if set(element.attrib) - ATTRIBUTES:
        yield f"{here}: attributes {set(element.attrib) - ATTRIBUTES}"
    if name in VERSIONED and not element.get("ref"):
        yield f"{here}: no ref"
    if name in ("extras", "extra"):
        return
    if name in CONTAINERS:
        yield from _content_faults(element, CONTAINERS[name], here)
        for child in element:
            yield from faults(child, here)
    elif name in TEXTS:
        if not _fits(element.text or "", TEXTS[name]) or len(element):
            yield f"{here}: {element.text!r}"
    else:
        yield f"{here}: unknown to this table"


def _content_faults(element, allowed, here):
    if (element.text or "").strip():
        yield f"{here}: text"
    names = [child.tag.removeprefix(NAMESPACE) for child in element]
    order = {name: place for place, (name, _, _) in enumerate(allowed)}
    if set(names) - set(order):
        yield f"{here}: does not hold {set(names) - set(order)}"
        return
    if sorted(names, key=order.__getitem__) != names:
        yield f"{here}: out of order {names}"
    for name, low, high in allowed:
        if not low <= names.count(name) <= high:
            yield f"{here}: {names.count(name)} {name}"


def _fits(text, rule):
    if isinstance(rule, tuple):
        return rule[0] <= len(text) <= rule[1]
    return text in rule if isinstance(rule, set) else rule.fullmatch(text) is not None
