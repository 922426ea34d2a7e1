"""Text as it is kept, compared and searched, whatever keyboard or file it came from."""

from __future__ import annotations

import unicodedata

_KEPT_CONTROLS = "\n\t"


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
    return next((sign for sign in text if _is_unwritable(sign)), None)


def _is_unwritable(sign: str) -> bool:
    if sign in _KEPT_CONTROLS:
        return False
    return unicodedata.category(sign) in {"Cc", "Cs"} or sign in {"\ufffe", "\uffff"}
