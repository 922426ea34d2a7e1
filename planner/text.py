"""Text as it is kept, compared and searched, whatever keyboard or file it came from."""

from __future__ import annotations

import re
import unicodedata

#: Controls but for line ends and tabs, lone surrogates, and what is no character.
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    r"""The text composed (NFC), trimmed, with line ends as ``\\n``; other characters are kept."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def same_name_key(text: str) -> str:
    """What two spellings of one name share: compatibility form, case and spaces folded."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(unicodedata.normalize("NFKC", folded).split())


def search_key(text: str) -> str:
    """The name key without accents: "Médiation" and "mediation" search alike."""
    if text.isascii():  # nothing to take apart
        return " ".join(text.casefold().split())
    parted = unicodedata.normalize("NFKD", same_name_key(text))
    bare = "".join(sign for sign in parted if not unicodedata.combining(sign))
    return " ".join(bare.split())  # a sign that was only an accent leaves its space behind


def unwritable(text: str) -> str | None:
    """The first character that no file format of ours can carry, or None."""
    if text.isprintable():  # then no sign is a control, a lone surrogate or not a character
        return None
    found = _UNWRITABLE.search(text)
    return None if found is None else found[0]
