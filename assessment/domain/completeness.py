"""What each letter must contain, as one table of rules; what is missing is told with where to write it.

The parts follow DOMAIN.md 4d and forvaltningsloven §§ 19, 22, 24 and 25.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from assessment.domain.dossier import Dossier
from assessment.domain.letter import LetterKind


class Part(StrEnum):
    """Something that a letter must contain, worded to follow "mangler"."""

    CASE_NUMBER = "sagsnummer"


@dataclass(frozen=True, slots=True)
class Missing:
    """A part that a letter lacks: what to do about it in a sentence, and the page where it is done."""

    part: Part
    sentence: str
    page: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One part that letters of some kinds must contain.

    `lacks` gives a sentence for each thing that is missing of it, `page` is the address of the page
    where it is written, and `source` where the rule comes from.
    """

    part: Part
    kinds: frozenset[LetterKind]
    lacks: Callable[[Dossier], Iterator[str]]
    page: str
    source: str


def missing(dossier: Dossier) -> tuple[Missing, ...]:
    """What the letter lacks, in the order of the rules; nothing for one that may leave the house."""
    return tuple(
        Missing(rule.part, sentence, rule.page)
        for rule in RULES
        if dossier.kind in rule.kinds
        for sentence in rule.lacks(dossier)
    )


def _case_number(dossier: Dossier) -> Iterator[str]:
    if not dossier.case_number.strip():
        yield "Skriv sagens nummer i jeres journal."


RULES: tuple[Rule, ...] = (
    Rule(Part.CASE_NUMBER, frozenset(LetterKind), _case_number, "breve", "DOMAIN.md 4d"),
)
"""The whole table."""
