"""What of others a letter to an applicant must not tell: who they are, and what they wrote."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assessment.domain.words.danish import seen

_SHORTEST = 4
"""Letters of a name that can be told from a word."""
_UNMISTAKABLE = 6
"""Letters of a name that can be told from a word without its capital, where nobody uses it as one."""
_MUNICIPALITY = "kommune"
_KINDS = """
kommune kommunen den det selvejende institution institutionen fond fonden forening foreningen stiftelsen huset
hjemmet botilbuddet bostedet opholdsstedet tilbuddet aps a/s i/s k/s p/s ivs amba fmba smba
"""
"""Words at either end of a name that say what somebody is and not who."""
_SORTS = frozenset(_KINDS.split())

RUN = 10
"""Words in a row that nobody writes by chance as somebody else did."""
_WORD = re.compile(r"\w+")
_BREAK = re.compile(r"[“”«»\"]+")


def names(text: str, name: str, known: str = "", words: Iterable[str] = ()) -> bool:
    """Whether a text has a name in it that is not known already, in the genitive too, across lines.

    Somebody goes by what is left of the name without what they are as well ("Lyngmose", "Havnelyset").
    A name of one word is often a word too ("Huset"), and is one where it begins in lower case, unless
    that is a municipality's or a long one that stands so in none of the `words` that others wrote.
    """
    text, name = seen(text), seen(name)
    return any(
        _holds(text, each, anyhow=True)
        and _named(text, name, each, words)
        and not _holds(seen(known), each, anyhow=" " in each)
        for each in dict.fromkeys((name, proper(name)))
    )


def proper(name: str) -> str:
    """A name without the words that say what somebody is: "Fonden Havnelyset" -> "Havnelyset"."""
    words = name.split()
    while words and words[0].casefold() in _SORTS:
        words = words[1:]
    while words and words[-1].casefold() in _SORTS:
        words = words[:-1]
    return " ".join(words) or name


def _named(text: str, name: str, form: str, words: Iterable[str]) -> bool:
    """Whether a form of a name that stands in a text in any case is meant as a name."""
    if " " in form or name.rsplit(maxsplit=1)[-1].casefold() == _MUNICIPALITY or _holds(text, form):
        return True
    used = (_holds(seen(each), form.casefold()) for each in words)
    return len(form) >= _UNMISTAKABLE and not any(used)


def _holds(text: str, name: str, *, anyhow: bool = False) -> bool:
    """Whether a name of some letters stands in a text as a word of its own, `anyhow` in any case."""
    sought = r"[\s-]+".join(map(re.escape, name.split()))
    pattern = rf"(?<!\w){sought}s?(?!\w)"
    return len(name) >= _SHORTEST and bool(re.search(pattern, text, re.IGNORECASE * anyhow))


def quoted(text: str, known: str, others: Iterable[str]) -> str:
    """The first words of a text that stand in a row in one of the others and not in what is known.

    Neither lines nor punctuation nor case make them other words. "" where there are none; a passage
    of fewer than `RUN` words is no quotation.
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
    """Every run of words within quotation marks or outside: beyond them somebody else speaks."""
    for passage in _BREAK.split(text):
        words = _plain(passage).split()
        yield from (" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1))


def _plain(text: str) -> str:
    return f" {' '.join(_WORD.findall(seen(text).casefold()))} "
