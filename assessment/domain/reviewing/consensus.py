"""What the reviewers agree on where their points differ; each individual score stays as it was.

A consensus knows the reviews there were. Where one came or changed later, it must be made again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from assessment.domain.reviewing.review import Review, disagreements, submitted
from assessment.domain.rules.scheme import POINTS, Scheme
from assessment.errors import RefusedActionError

_HALF = 2
"""Points in consensus come in halves (DOMAIN.md 4b)."""
_TOGETHER = 2


@dataclass(frozen=True, slots=True)
class Consensus:
    """The points agreed for one aspect of one application, why, and who took part.

    Without points it was taken back, and the reviews count again.
    """

    application: int
    aspect: str
    points: Fraction | None
    reason: str
    participants: tuple[str, ...]
    by: str
    at: datetime
    version: int = 0

    @property
    def stands(self) -> bool:
        """Whether it counts in place of the reviews."""
        return self.points is not None

    def outdated(self, reviews: Iterable[Review]) -> bool:
        """Whether a review that counts came or changed after it, without its author taking part."""
        return self.stands and any(self._unknown(each) for each in reviews)

    def _unknown(self, review: Review) -> bool:
        if review.submitted is None or review.submitted <= self.at:
            return False
        saved = review.score(self.aspect).saved
        return review.reviewer.name not in self.participants or bool(saved and saved > self.at)


@dataclass(frozen=True, slots=True)
class Difference:
    """An aspect on which the reviewers are far apart, or that they must agree on anew.

    `agreed` is what stands; `outdated` says that a review came or changed after it.
    """

    aspect: str
    lowest: int
    highest: int
    agreed: Consensus | None
    outdated: bool = False

    @property
    def settled(self) -> bool:
        """Whether it needs no discussion."""
        return self.agreed is not None and not self.outdated


def half_points() -> tuple[Fraction, ...]:
    """The scale in halves: 0, 1/2, … 5."""
    return tuple(Fraction(step, _HALF) for step in range(_HALF * max(POINTS) + 1))


def validate_consensus(made: Consensus) -> None:
    """Raise RefusedActionError unless the points are on the scale, with a reason and who took part.

    Taking a consensus back needs the reason only.
    """
    if made.stands and made.points not in half_points():
        raise RefusedActionError("Konsensuspoint går fra 0 til 5 i hele og halve point.")
    if not made.reason.strip():
        raise RefusedActionError(
            "Skriv, hvorfor I er enige om pointene."
            if made.stands
            else "Skriv, hvorfor konsensus tages tilbage."
        )
    if made.stands and len(set(made.participants)) < _TOGETHER:
        raise RefusedActionError("Vælg dem, der deltog i drøftelsen; der skal være mindst to.")


def standing(agreed: Mapping[str, Consensus]) -> dict[str, Consensus]:
    """What was agreed and not taken back, by aspect."""
    return {aspect: each for aspect, each in agreed.items() if each.stands}


def differences(
    reviews: Iterable[Review], agreed: Mapping[str, Consensus], scheme: Scheme
) -> tuple[Difference, ...]:
    """The aspects of one application to discuss or discussed, in the order of the scheme."""
    known, stands = submitted(reviews), standing(agreed)
    far = {aspect: (lowest, highest) for aspect, lowest, highest in disagreements(known, scheme)}
    old = {aspect for aspect, each in stands.items() if each.outdated(known)}
    return tuple(
        Difference(
            aspect.id,
            *far.get(aspect.id, _span(known, aspect.id)),
            stands.get(aspect.id),
            outdated=aspect.id in old,
        )
        for aspect in scheme.aspects
        if aspect.id in far or aspect.id in old
    )


def _span(reviews: Iterable[Review], aspect: str) -> tuple[int, int]:
    points = [each.score(aspect).points for each in reviews]
    given = [each for each in points if each is not None] or [0]
    return min(given), max(given)


def unsettled(
    reviews: Iterable[Review], agreed: Mapping[str, Consensus], scheme: Scheme
) -> tuple[tuple[str, int, int], ...]:
    """The differences that must be discussed and are not: (aspect, lowest, highest)."""
    return tuple(
        (each.aspect, each.lowest, each.highest)
        for each in differences(reviews, agreed, scheme)
        if not each.settled
    )
