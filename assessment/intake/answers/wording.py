"""What is the same wording to a person: case, numbers in front, stars and punctuation do not count."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_NUMBER = re.compile(
    r"^\s*(?:spørgsmål|punkt|pkt\.?|felt|afsnit)?\s*((?:[1-9]\d?)(?:\.\d{1,2}){0,2})\s*[.):]?(?:\s+|[-–:]\s*|$)",
    re.IGNORECASE,
)
_OTHER_NUMBER = re.compile(r"^\s*(?:[A-ZÆØÅ]\d{0,2}|[IVX]{1,4}|[a-z])[.):]\s+")
_ASIDE = re.compile(r"\([^()]*\)")
_NO_LETTER = re.compile(r"[\W_]+")


@lru_cache(maxsize=1024)
def normalised(text: str) -> str:
    """Return a wording stripped of all that people vary without meaning anything by it.

    What stands in brackets is an aside, unless there is nothing else.
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    return _NO_LETTER.sub(" ", _ASIDE.sub(" ", plain)).strip() or _NO_LETTER.sub(" ", plain).strip()


def split_number(text: str) -> tuple[str, str]:
    """Part a label from the number in front of it: "4.1 Målgruppe" gives ("4.1", "Målgruppe").

    Another form's letters and Roman numbers are taken off too, but are no number of ours.
    """
    if found := _NUMBER.match(text):
        return found[1], text[found.end() :].strip()
    return "", _OTHER_NUMBER.sub("", text).strip()
