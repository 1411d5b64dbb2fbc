"""Words of the rule file found in an application's text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from assessment.domain.applications.application import Reading
from assessment.domain.checking.screening import Passage

_CONTEXT = 90
"""Characters shown on each side of a word found."""
_NOTHING = r"(?!)"
"""A pattern that is never found."""


@lru_cache(maxsize=256)
def pattern(terms: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for whole words, regardless of case; a trailing `*` stands for any ending."""
    words = [term for term in terms if term.lstrip()[:1].isalnum()]
    others = [term for term in terms if term not in words]
    # Most places in a text begin no word: there a single look tells that none of the words is there.
    begun = rf"(?<!\w)(?:{'|'.join(map(_alternative, words)) or _NOTHING})"
    return re.compile("|".join((begun, *map(_alternative, others))), re.IGNORECASE)


def _alternative(term: str) -> str:
    words = term.removesuffix("*").split()
    if not words:
        return _NOTHING
    end = r"(?!\w)" if words[-1][-1].isalnum() else ""
    return r"\s+".join(map(re.escape, words)) + (r"\w*" if term.endswith("*") else end)


def excerpt(text: str, start: int, end: int) -> str:
    """The place in a text with some words around it, cut at word borders."""
    left = text.rfind(" ", 0, max(0, start - _CONTEXT)) + 1 if start > _CONTEXT else 0
    right = text.find(" ", end + _CONTEXT)
    right = len(text) if right < 0 else right
    cut = " ".join(text[left:right].split())
    return f"{'… ' if left else ''}{cut}{' …' if right < len(text) else ''}"


def mentions(reading: Reading, terms: Iterable[str]) -> tuple[Passage, ...]:
    """Each block of the applicant's own text that holds one of the terms, in reading order.

    The form's own labels and help texts are no mention.
    """
    own = {block: answer.field for answer in reading.answers.values() for block in answer.blocks}
    own |= {block: "" for block in reading.unplaced if block not in own}
    found = pattern(tuple(terms))
    return tuple(
        Passage(excerpt(block.text, match.start(), match.end()), block.where, own[block.id])
        for block in reading.blocks
        if block.id in own and (match := found.search(block.text))
    )
