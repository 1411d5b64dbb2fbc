"""What a reviewer thinks of an application: points with a reason for each aspect."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from assessment.domain.panel.people import Person
from assessment.domain.rules.scheme import POINTS, Scheme
from assessment.errors import RefusedActionError


@dataclass(frozen=True, slots=True)
class Score:
    """Points 0-5 for one aspect and why; None is a missing score and never a 0."""

    aspect: str
    points: int | None = None
    reason: str = ""
    saved: datetime | None = None
    version: int = 0

    @property
    def complete(self) -> bool:
        """Whether both points and a reason are there."""
        return self.points is not None and bool(self.reason.strip())


@dataclass(frozen=True, slots=True)
class Review:
    """One reviewer's scores of one application; it counts once it is submitted."""

    application: int
    reviewer: Person
    scores: Mapping[str, Score] = field(default_factory=dict)
    submitted: datetime | None = None

    def score(self, aspect_id: str) -> Score:
        """The score of an aspect, an empty one where nothing is given yet."""
        return self.scores.get(aspect_id, Score(aspect_id))

    def complete_count(self, scheme: Scheme) -> int:
        """How many of the scheme's aspects have both points and a reason."""
        return sum(self.score(aspect.id).complete for aspect in scheme.aspects)


def validate_points(points: int | None) -> None:
    """Raise RefusedActionError unless the points are a whole number on the scale, or missing."""
    if points is not None and points not in POINTS:
        message = f"{points} point findes ikke på skalaen. Vælg 0, 1, 2, 3, 4 eller 5."
        raise RefusedActionError(message)


def validate_submission(review: Review, scheme: Scheme) -> None:
    """Raise RefusedActionError naming what is missing unless every aspect has points and a reason."""
    missing = [each.title for each in scheme.aspects if not review.score(each.id).complete]
    if missing:
        message = f"Vurderingen kan ikke indsendes endnu. Der mangler point eller begrundelse for: {', '.join(missing)}."
        raise RefusedActionError(message)


def submitted(reviews: Iterable[Review]) -> tuple[Review, ...]:
    """Only the reviews that count."""
    return tuple(review for review in reviews if review.submitted is not None)


def disagreements(reviews: Iterable[Review], scheme: Scheme) -> tuple[tuple[str, int, int], ...]:
    """Aspects whose points differ by the scheme's `disagreement` or more: (aspect, lowest, highest)."""
    everyone = tuple(reviews)
    found = []
    for aspect in scheme.aspects:
        given = [
            points for each in everyone if (points := each.score(aspect.id).points) is not None
        ]
        if given and max(given) - min(given) >= scheme.scoring.disagreement:
            found.append((aspect.id, min(given), max(given)))
    return tuple(found)
