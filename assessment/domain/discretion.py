"""What of others a letter to an applicant must not tell: who they are, and what they wrote."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_SHORTEST = 4
"""Letters of a name that can be told from a word."""
_MUNICIPALITY = " kommune"

RUN = 10
"""Words in a row that nobody writes by chance as somebody else did."""
_WORD = re.compile(r"\w+")
_BREAK = re.compile(r"[\n“”«»\"]+")


def names(text: str, name: str, known: str = "") -> bool:
    """Whether a text has a name in it that is not known already, in the genitive too, across lines.

    A municipality goes by its place's name as well ("Lyngmose"). A name of one word is often a word
    too ("Huset"), and is one where it begins in lower case.
    """
    return any(_holds(text, each) and not _holds(known, each) for each in _called(name))


def _called(name: str) -> tuple[str, ...]:
    if name.casefold().endswith(_MUNICIPALITY):
        return name, name[: -len(_MUNICIPALITY)].strip()
    return (name,)


def _holds(text: str, name: str) -> bool:
    words = name.split()
    if len(name) < _SHORTEST:
        return False
    sought = r"\s+".join(map(re.escape, words))
    anyhow = re.IGNORECASE if len(words) > 1 else 0
    return bool(re.search(rf"(?<!\w){sought}s?(?!\w)", text, anyhow))


def quoted(text: str, known: str, others: Iterable[str]) -> str:
    """The first words of a text that stand in a row in one of the others and not in what is known.

    "" where there are none; a passage of fewer than `RUN` words is no quotation.
    """
    own = _plain(known)
    foreign = [each for each in _runs(text) if f" {each} " not in own]
    for other in others if foreign else ():
        plain = _plain(other)
        found = next((each for each in foreign if f" {each} " in plain), "")
        if found:
            return found
    return ""


def _runs(text: str) -> Iterator[str]:
    """Every run of words within a line and within quotation marks: beyond them somebody else speaks."""
    for passage in _BREAK.split(text.casefold()):
        words = _WORD.findall(passage)
        yield from (" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1))


def _plain(text: str) -> str:
    return f" {' '.join(_WORD.findall(text.casefold()))} "
