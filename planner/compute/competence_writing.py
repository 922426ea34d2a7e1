"""How a competence is worded: what a machine can tell of it, which is little and says so.

France compétences asks for a verb in the infinitive, what it bears on and to what end (public FAQ
on writing "en compétence"), and refuses training programmes turned into competences. The words
below are ours; they warn, they never decide.
"""

from __future__ import annotations

import re

from planner.text import search_key

#: What tells an end, in search form (no accents, no capitals).
AIMS = (
    "afin d",
    "pour ",
    "en vue d",
    "de maniere a",
    "de facon a",
    "dans le but d",
    "dans le souci d",
)
#: First words of a lesson rather than of a competence.
LESSONS = frozenset(
    {
        "connaitre", "comprendre", "apprehender", "decouvrir", "savoir", "reviser", "etudier",
        "introduction", "initiation", "notions", "module", "chapitre", "cours", "presentation",
        "rappels", "bases", "fondamentaux", "panorama", "generalites", "sensibilisation",
    }
)  # fmt: skip
#: What each transverse concern of R6113-9 3° and R6113-11 2° is spoken of by, in search form.
CONCERNS = {
    "transitions": (
        "ecologi", "environnement", "sobriete", "durable", "carbone", "energeti", "numerique",
        "eco-conception", "ecoconception",
    ),
    "safety": ("sante", "securite au travail", "risques professionnels", "ergonom", "prevention"),
    "disability": ("handicap", "accessib", "conception universelle", "amenagement"),
}  # fmt: skip
_INFINITIVE = re.compile(r"[a-z-]+(er|ir|oir|re)")
_BEFORE = re.compile(r"^(se |s['’]|ne pas )")
#: Nouns that end as infinitives do.
_NOUNS = frozenset({"cahier", "atelier", "chantier", "metier", "courrier", "cadre", "oeuvre"})


def begins_with_verb(text: str) -> bool:
    """True where the first word can be an infinitive (Analyser, S’assurer, Mettre)."""
    first = _first(text)
    return bool(_INFINITIVE.fullmatch(first)) and first not in _NOUNS


def tells_aim(text: str) -> bool:
    """True where the text says to what end: afin de, pour, en vue de, de manière à."""
    said = f"{search_key(text).replace('’', chr(39))} "
    return any(f" {aim}" in said for aim in AIMS)


def is_lesson(text: str) -> bool:
    """True where the text begins as a training programme does (Connaître…, Module…)."""
    return _first(text) in LESSONS


def addresses(concern: str, texts: str) -> bool:
    """True where a text speaks of a concern of :data:`CONCERNS`."""
    said = search_key(texts)
    return any(word in said for word in CONCERNS[concern])


def _first(text: str) -> str:
    words = _BEFORE.sub("", search_key(text)).split()
    return words[0].strip(".,;:!?()«»\"'") if words else ""
