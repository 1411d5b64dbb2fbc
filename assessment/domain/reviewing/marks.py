"""Exact scores of one applicant: aspects, statements, criteria and the weighted total.

Means are taken over the reviews first, aspect by aspect; aspects average to weighting statements,
those to criteria, and criteria weigh to the total (DOMAIN.md 4b). A missing score is missing: what
rests on it is None and never 0. All numbers are `Fraction`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import TypeAlias

from assessment.domain.reviewing.consensus import Consensus, standing
from assessment.domain.reviewing.review import Review
from assessment.domain.rules.scheme import Criterion, Scheme, Statement

Given: TypeAlias = Mapping[str, Mapping[str, Fraction]]
"""Points by reviewer, and then by aspect or, scored as a whole, by criterion."""


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
    known: list[Fraction] = []
    for value in values:
        if value is None:
            return None
        known.append(value)
    return exact_mean(known) if known else None


def exact_mean(values: Sequence[Fraction]) -> Fraction:
    """The mean of one value or more, over one denominator: each sum of two would look for its own."""
    if len(values) == 1:
        return values[0]
    scale = lcm(*[value.denominator for value in values])
    whole = sum([value.numerator * (scale // value.denominator) for value in values])
    return Fraction(whole, scale * len(values))


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


def given(reviews: Iterable[Review]) -> Given:
    """The points that each review gives, by the reviewer's name; a missing score is left out."""
    return {review.reviewer.name: _points(review) for review in reviews}


def aspect_means(reviews: Sequence[Review], scheme: Scheme) -> dict[str, Fraction | None]:
    """The mean points of each aspect over the reviews that scored it."""
    means = _means([_points(review) for review in reviews])
    return {aspect.id: means.get(aspect.id) for aspect in scheme.aspects}


def marks_given(points: Given, scheme: Scheme) -> Marks:
    """The marks that points give where nothing was agreed, of aspects or of criteria as a whole."""
    means = _means(points.values())
    whole = {each.id: means[each.id] for each in scheme.criteria if each.id in means}
    return marks({each.id: means.get(each.id) for each in scheme.aspects}, scheme, whole)


def _points(review: Review) -> dict[str, Fraction]:
    scored = ((key, each.points) for key, each in review.scores.items())
    return {key: Fraction(points) for key, points in scored if points is not None}


def _means(points: Collection[Mapping[str, Fraction]]) -> dict[str, Fraction]:
    """The mean of each key over those who have it."""
    given: dict[str, list[Fraction]] = {}
    for own in points:
        for key, value in own.items():
            given.setdefault(key, []).append(value)
    return {key: exact_mean(values) for key, values in given.items()}


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
