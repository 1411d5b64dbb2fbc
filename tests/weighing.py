"""A scheme of any number of criteria, and applicants with points for each, by one or more reviewers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TypeAlias

from assessment.domain.ranking.places import Candidate, rank
from assessment.domain.ranking.region import Scope
from assessment.domain.ranking.robustness import Robustness, robustness
from assessment.domain.reviewing.marks import marks_given
from assessment.domain.rules.scheme import Scheme, Select
from tests.builders import cti_scheme

Points: TypeAlias = Sequence[float | str | Fraction | None]

THIRDS = (Fraction(1, 3),) * 3


def scheme(*weights: Fraction | str, margin: Fraction | str = "0") -> Scheme:
    """The CTI scheme with criteria a, b, c … of these weights; thirds unless told."""
    whole = cti_scheme()
    given = [Fraction(each) for each in weights or THIRDS]
    criteria = [
        whole.criteria[0].model_copy(update={"id": name, "title": name.upper(), "weight": weight})
        for name, weight in zip("abcdefg", given, strict=False)
    ]
    scoring = whole.scoring.model_copy(update={"tie_margin": Fraction(margin)})
    return whole.model_copy(update={"criteria": tuple(criteria), "scoring": scoring})


def applicant(
    name: str, *points: Points, by: Sequence[str] = ("Anne", "Bo", "Ida"), **rest
) -> Candidate:
    """Somebody to rank: one row of points for the criteria by each reviewer, None where missing."""
    given = {
        reviewer: {
            key: Fraction(value)
            for key, value in zip("abcdefg", row, strict=False)
            if value is not None
        }
        for reviewer, row in zip(by, points, strict=False)
    }
    known = scheme(*[Fraction(1, len(points[0]))] * len(points[0]))
    return Candidate(name, name, marks_given(given, known), given=given, **rest)


def asked(
    *candidates: Candidate,
    of: Scheme | None = None,
    most: int = 1,
    scope: Scope = Scope.ALL,
    weights: Mapping[str, Fraction] | None = None,
) -> Robustness:
    """How sure the ranking of these is, where so many can be selected."""
    used = of or scheme()
    ranking = rank(candidates, used, Select(min=1, max=most), weights)
    return robustness(ranking, used, scope)
