"""Exact scores of one applicant: aspects, statements, criteria and the weighted total.

Means are taken over the reviews first, aspect by aspect; aspects average to weighting statements,
those to criteria, and criteria weigh to the total (DOMAIN.md 4b). A missing score is missing: what
rests on it is None and never 0. All numbers are `Fraction`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from assessment.domain.consensus import Consensus, standing
from assessment.domain.review import Review
from assessment.domain.scheme import Criterion, Scheme, Statement


@dataclass(frozen=True, slots=True)
class Marks:
    """What the reviews give an applicant; None where a score is missing."""

    aspects: Mapping[str, Fraction | None]
    statements: Mapping[str, Fraction | None]
    criteria: Mapping[str, Fraction | None]

    def total(self, weights: Mapping[str, Fraction]) -> Fraction | None:
        """The weighted sum of the criteria, None where one is missing."""
        return weighted_total(self.criteria, weights)


def mean(values: Iterable[Fraction | None]) -> Fraction | None:
    """The exact mean, None where a value is missing or there is none."""
    known = list(values)
    if not known or any(value is None for value in known):
        return None
    return sum((value for value in known if value is not None), Fraction(0)) / len(known)


def weighted_total(
    scores: Mapping[str, Fraction | None], weights: Mapping[str, Fraction]
) -> Fraction | None:
    """The sum of weight times score; None where a score is missing.

    >>> weighted_total({"a": Fraction(4), "b": Fraction(2)}, {"a": Fraction(1, 4), "b": Fraction(3, 4)})
    Fraction(5, 2)
    """
    total = Fraction(0)
    for key, weight in weights.items():
        score = scores.get(key)
        if score is None:
            return None
        total += weight * score
    return total


def aspect_means(reviews: Sequence[Review], scheme: Scheme) -> dict[str, Fraction | None]:
    """The mean points of each aspect over the reviews that scored it."""
    given = {
        aspect.id: [review.score(aspect.id).points for review in reviews]
        for aspect in scheme.aspects
    }
    return {
        aspect: mean(Fraction(points) for points in scores if points is not None)
        for aspect, scores in given.items()
    }


def marks(
    aspects: Mapping[str, Fraction | None],
    scheme: Scheme,
    whole: Mapping[str, Fraction | None] | None = None,
) -> Marks:
    """Average aspects to statements and criteria; `whole` holds criteria scored as a whole."""
    whole = whole or {}
    statements = {each.id: _statement(each, aspects) for each in scheme.statements}
    criteria = {
        each.id: whole[each.id] if each.id in whole else _criterion(each, statements)
        for each in scheme.criteria
    }
    return Marks(dict(aspects), statements, criteria)


def _statement(statement: Statement, aspects: Mapping[str, Fraction | None]) -> Fraction | None:
    return mean(aspects.get(aspect.id) for aspect in statement.aspects)


def _criterion(criterion: Criterion, statements: Mapping[str, Fraction | None]) -> Fraction | None:
    return mean(statements[statement.id] for statement in criterion.statements)


def marks_of(
    reviews: Sequence[Review], scheme: Scheme, agreed: Mapping[str, Consensus] | None = None
) -> Marks:
    """The marks that submitted reviews of one application give.

    What the reviewers agreed on for an aspect stands in place of the mean of its points.
    """
    means = aspect_means(reviews, scheme)
    return marks(means | {key: each.points for key, each in standing(agreed or {}).items()}, scheme)
