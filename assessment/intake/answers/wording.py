"""What is the same wording to a person: case, numbers in front, stars and punctuation do not count."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

LONGEST_LABEL = 160

_NUMBER = re.compile(
    r"^\s*(?:ad\.?|vedr\.?|vedrørende|svar (?:på|til))?\s*(?:spørgsmål|punkt|pkt\.?|felt|afsnit|nr\.?)?\s*((?:[1-9]\d?)(?:\.\d{1,2}){0,2})\s*[.):]?(?:\s+|[-–:]\s*|$)",
    re.IGNORECASE,
)
_OTHER_NUMBER = re.compile(
    r"^\s*(?:(?:[A-ZÆØÅ]\.?\d{0,2}(?:\.\d{1,2})?|[IVX]{1,4}|[a-z])[.):]|[A-ZÆØÅ]\d{1,2})\s+"
)
_LENGTH = re.compile(
    r"[ \t]*[,–-]?[ \t]*\(?(?:maks|max|højst|maksimalt|ca)\b\.?[ \t]*(?:[\d./½]+|en|to|tre)[ \t]*"
    r"(?:tegn|anslag|ord|sider?|linjer?|a4)\b(?:[ \t]+(?:inkl|med|uden|i alt)\b[^\n:?]{0,25})?(?=[).*:? \t]*$)",
    re.IGNORECASE,
)
_LENGTH_WORD = re.compile(r"ma(?:ks|x)|højst|ca", re.IGNORECASE)
"""Found at a glance, where the whole pattern would be tried at each sign of a text."""
_ASIDE = re.compile(r"\([^()]*\)")
_NO_LETTER = re.compile(r"[\W_]+")
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\ufeff"))
_PARTING = re.compile(r"[:?\t\n]| [–-] ")
_LEADS = (
    re.compile(r"^(?P<label>[^\n]{2,160}?)[ \t]*\n(?P<answer>.*)$", re.DOTALL),
    re.compile(
        r"^(?P<label>[^:?\t\n]{2,160}(?:[:?]+|\t)(?:\s*\([^()\n]*\)\s*:)?)\s*(?P<answer>.*)$",
        re.DOTALL,
    ),
    re.compile(r"^(?P<label>[^\n]{2,160}:)\s*(?P<answer>.*)$", re.DOTALL),
    re.compile(r"^(?P<label>[^\n–]{2,80}?) [–-] (?P<answer>[^\n]*)$"),
)


@lru_cache(maxsize=8192)
def normalised(text: str, *, asides: bool = False) -> str:
    """Return a wording stripped of all that people vary without meaning anything by it.

    What stands in brackets is an aside and left out, unless `asides` count or there is nothing else.
    """
    plain = unicodedata.normalize("NFKC", text.translate(_UNSEEN)).casefold()
    without = plain if asides or "(" not in plain else _ASIDE.sub(" ", plain)
    return _NO_LETTER.sub(" ", without).strip() or _NO_LETTER.sub(" ", plain).strip()


@lru_cache(maxsize=8192)
def split_number(text: str) -> tuple[str, str]:
    """Part a label from the number in front of it: "4.1 Målgruppe" gives ("4.1", "Målgruppe").

    Another form's letters and Roman numbers are taken off too, but are no number of ours, and so is
    a word on how long the answer may be.
    """
    if _LENGTH_WORD.search(text):
        text = _LENGTH.sub("", text)
    if found := _NUMBER.match(text):
        return found[1], text[found.end() :].strip()
    return "", _OTHER_NUMBER.sub("", text).strip()


def leads(text: str) -> Iterator[tuple[str, str]]:
    """Yield the ways to part what may be a label from what may be its answer in one paragraph."""
    if not _PARTING.search(text, 0, LONGEST_LABEL):
        return
    for pattern in _LEADS:
        if found := pattern.match(text):
            yield found["label"].strip(), found["answer"].strip()
