"""What the reviewers agree on where their points differ; each individual score stays as it was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from assessment.domain.review import Review, disagreements
from assessment.domain.scheme import POINTS, Scheme
from assessment.errors import RefusedActionError

_HALF = 2
"""Points in consensus come in halves (DOMAIN.md 4b)."""
_TOGETHER = 2


@dataclass(frozen=True, slots=True)
class Consensus:
    """The points agreed for one aspect of one application, why, and who took part."""

    application: int
    aspect: str
    points: Fraction
    reason: str
    participants: tuple[str, ...]
    by: str
    at: datetime
    version: int = 0


def half_points() -> tuple[Fraction, ...]:
    """The scale in halves: 0, 1/2, … 5."""
    return tuple(Fraction(step, _HALF) for step in range(_HALF * max(POINTS) + 1))


def validate_consensus(made: Consensus) -> None:
    """Raise RefusedActionError unless the points are on the scale, with a reason and who took part."""
    if made.points not in half_points():
        raise RefusedActionError("Konsensuspoint går fra 0 til 5 i hele og halve point.")
    if not made.reason.strip():
        raise RefusedActionError("Skriv, hvorfor I er enige om pointene.")
    if len(set(made.participants)) < _TOGETHER:
        raise RefusedActionError("Vælg dem, der deltog i drøftelsen; der skal være mindst to.")


def unsettled(
    reviews: Iterable[Review], agreed: Mapping[str, Consensus], scheme: Scheme
) -> tuple[tuple[str, int, int], ...]:
    """The differences that must be discussed and are not: (aspect, lowest, highest)."""
    return tuple(each for each in disagreements(reviews, scheme) if each[0] not in agreed)
