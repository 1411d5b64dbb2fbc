"""Rankings of applicants who are scored by criterion, and how sure they are."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from assessment.domain.ranking.places import Candidate, Ranking, rank, reviewer_totals
from assessment.domain.ranking.region import Scope
from assessment.domain.ranking.robustness import Robustness, robustness
from assessment.domain.reviewing.marks import marks, marks_given
from assessment.domain.rules.scheme import Select
from tests import builders

SCHEME = builders.cti_scheme()
TARGET, READY, CITIZENS = SCHEME.weights


def applicant(name: str, *points: float | str | Fraction, id_: str = "") -> Candidate:
    """Somebody with these points for the criteria; the id is the name in capitals unless told."""
    whole = dict(zip(SCHEME.weights, map(Fraction, points), strict=True))
    return Candidate(id_ or name.upper(), name, marks({}, SCHEME, whole))


def reviewed(name: str, **reviewers: tuple[int, int, int]) -> Candidate:
    """Somebody whom these reviewers gave these points for the criteria."""
    given = {
        reviewer: dict(zip(SCHEME.weights, map(Fraction, points), strict=True))
        for reviewer, points in reviewers.items()
    }
    return Candidate(name.upper(), name, marks_given(given, SCHEME), given=given)


def ranked(
    *everybody: Candidate, most: int = 1, weights: Mapping[str, Fraction] | None = None
) -> Ranking:
    """These ranked, so many of them to be selected."""
    return rank(everybody, SCHEME, Select(min=1, max=most), weights)


def found(
    *everybody: Candidate,
    most: int = 1,
    weights: Mapping[str, Fraction] | None = None,
    scope: Scope = Scope.ALL,
) -> Robustness:
    """How sure the ranking of these is."""
    return robustness(ranked(*everybody, most=most, weights=weights), SCHEME, scope)


def own_totals(case):
    """The total that each counting review of a case gives by itself, by the reviewer's name."""
    return reviewer_totals(case.candidate, case.scheme, case.scheme.weights)
