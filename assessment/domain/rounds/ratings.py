"""The points that a round's reviewers gave, each by themselves: how alike, and how lenient each is.

Always the individual reviews, also after the panel has agreed. A unit is one aspect of one
application.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from assessment.domain.ranking.places import Ranking
from assessment.domain.reviewing.agreement import Agreement, Ratings, agreement
from assessment.domain.reviewing.marks import Given, given, mean
from assessment.domain.rounds.case import Case
from assessment.domain.rules.scheme import Aspect, Scheme
from assessment.domain.words.wording import counted

ENOUGH = 20
"""Applications that a reviewer must share with others before their leniency means anything."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What two reviewers can disagree on: an aspect of an application."""

    application: int | str
    aspect: str


@dataclass(frozen=True, slots=True)
class RoundRatings:
    """Who gave what: one row of `points` a reviewer, one column a unit; None where not given."""

    reviewers: tuple[str, ...]
    units: tuple[Unit, ...]
    points: Ratings


@dataclass(frozen=True, slots=True)
class Leniency:
    """How many points a reviewer gives more than the others on average, or in Danish why not said.

    `applications` are those where others rated an aspect that the reviewer rated too.
    """

    reviewer: str
    applications: int
    difference: Fraction | None
    why: str = ""


def ratings(cases: Iterable[Case], aspects: Sequence[Aspect]) -> RoundRatings:
    """The points of all submitted reviews for these aspects; reviewers by name, units as they come."""
    return _ratings(
        {case.id: given(case.submitted) for case in cases}, [each.id for each in aspects]
    )


def _ratings(points: Mapping[int | str, Given], keys: Sequence[str]) -> RoundRatings:
    by_unit = {
        (name, Unit(application, key)): own[key]
        for application, reviews in points.items()
        for name, own in reviews.items()
        for key in keys
        if key in own
    }
    reviewers = tuple(sorted({name for name, _ in by_unit}))
    units = tuple(dict.fromkeys(unit for _, unit in by_unit))
    rows = tuple(tuple(by_unit.get((name, unit)) for unit in units) for name in reviewers)
    return RoundRatings(reviewers, units, rows)


def agreements(
    cases: Sequence[Case], scheme: Scheme
) -> tuple[tuple[Aspect | None, Agreement], ...]:
    """The agreement on each aspect in order, and last on all of them (None).

    The aspects of an application hang together, so the interval draws whole applications.
    """
    parts: list[Aspect | None] = [*scheme.aspects, None]
    rated = ((part, ratings(cases, [part] if part else scheme.aspects)) for part in parts)
    return tuple((part, _agreement(each)) for part, each in rated)


def agreements_given(ranking: Ranking, scheme: Scheme) -> tuple[dict[str, Agreement], Agreement]:
    """The same by the id of each aspect, or criterion scored as a whole, that has points; and of all.

    Of everybody in the ranking, also without a place.
    """
    everybody = [each.candidate for each in ranking.standings]
    points: dict[int | str, Given] = {each.id: each.given for each in everybody}
    keys = [*(each.id for each in scheme.aspects), *(each.id for each in scheme.criteria)]
    rated = {key: _ratings(points, [key]) for key in keys}
    found = {key: _agreement(each) for key, each in rated.items() if each.units}
    return found, _agreement(_ratings(points, keys))


def _agreement(rated: RoundRatings) -> Agreement:
    number = {each: at for at, each in enumerate({unit.application: None for unit in rated.units})}
    return agreement(rated.points, blocks=[number[unit.application] for unit in rated.units])


def leniency(rated: RoundRatings, *, enough: int = ENOUGH) -> tuple[Leniency, ...]:
    """Each reviewer's mean difference from the others' mean on the units that both rated.

    A diagnosis only, by which no point is ever corrected; said of nobody who shares fewer than
    `enough` applications with others.
    """
    columns = list(zip(*rated.points, strict=True))
    return tuple(
        _leniency(name, _differences(row, rated.units, columns), enough)
        for name, row in zip(rated.reviewers, rated.points, strict=True)
    )


def _differences(
    row: Sequence[Fraction | int | None],
    units: Sequence[Unit],
    columns: Sequence[Sequence[Fraction | int | None]],
) -> list[tuple[int | str, Fraction]]:
    """The application and the difference from the others' mean, for each unit that others rated."""
    found = []
    for points, unit, column in zip(row, units, columns, strict=True):
        everyone = [Fraction(each) for each in column if each is not None]
        if points is not None and len(everyone) > 1:
            others = (sum(everyone, Fraction(0)) - points) / (len(everyone) - 1)
            found.append((unit.application, points - others))
    return found


def _leniency(name: str, differences: list[tuple[int | str, Fraction]], enough: int) -> Leniency:
    applications = len({application for application, _ in differences})
    if applications < enough:
        shared = counted(applications, "vurdering", "vurderinger")
        return Leniency(name, applications, None, f"kun {shared} delt med andre; kræver {enough}")
    return Leniency(name, applications, mean(each for _, each in differences))
