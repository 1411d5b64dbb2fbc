"""What places to expect if other reviewers, as unlike as these, had read the same applications.

The closed form of a normal model with reviews as noise: each mean is drawn towards the mean of all
as far as the reviews differ on the same applicant (empirical Bayes; Efron and Morris 1975, Data
Analysis Using Stein's Estimator). A diagnosis that changes no place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import erf, sqrt
from typing import TypeAlias

Totals: TypeAlias = Mapping[str, Sequence[Fraction]]
"""The total that each submitted review gives by itself, by applicant."""


@dataclass(frozen=True, slots=True)
class ExpectedPlace:
    """An applicant's mean total, drawn towards all others', and the place to expect."""

    applicant: str
    total: Fraction
    place: float


@dataclass(frozen=True, slots=True)
class ExpectedPlaces:
    """The places in the order of the applicants, or None and in Danish why not.

    `within` is the variance of reviews of the same applicant, `between` that of the applicants'
    true totals; both in squared points.
    """

    places: tuple[ExpectedPlace, ...] | None
    within: Fraction | None = None
    between: Fraction | None = None
    why: str = ""


def expected_places(totals: Totals) -> ExpectedPlaces:
    """The place each applicant is to expect; of those without a total nothing is said.

    ER(i) = 1 + sum over j of Phi((mu_j - mu_i) / sqrt(v_i + v_j)), where mu = m + l (y_i - m),
    v = l s^2/R_i and l = t^2 / (t^2 + s^2/R_i); s^2 is pooled over the applicants, and t^2 is the
    variance of the means less the mean of s^2/R_i, at least 0. Where the reviews never differ
    these are the plain places, and each tie counts a half.
    """
    known = {key: each for key, each in totals.items() if each}
    spare = sum(len(each) - 1 for each in known.values())
    if not spare:
        return ExpectedPlaces(None, why="ingen ansøgning er vurderet af mindst to")
    means = {key: _mean(each) for key, each in known.items()}
    within = _squares(known, means) / spare
    errors = {key: within / len(each) for key, each in known.items()}
    between = max(Fraction(0), _variance(list(means.values())) - _mean(list(errors.values())))
    shrunk = _shrunk(means, errors, between)
    return ExpectedPlaces(_places(shrunk), within, between)


@dataclass(frozen=True, slots=True)
class _Belief:
    """What is believed of a true total: its mean and its variance."""

    mean: Fraction
    variance: Fraction


def _shrunk(
    means: Mapping[str, Fraction], errors: Mapping[str, Fraction], between: Fraction
) -> dict[str, _Belief]:
    middle = _mean(list(means.values()))
    found = {}
    for key, mean in means.items():
        spread = between + errors[key]
        kept = between / spread if spread else Fraction(1)
        found[key] = _Belief(middle + kept * (mean - middle), kept * errors[key])
    return found


def _places(beliefs: Mapping[str, _Belief]) -> tuple[ExpectedPlace, ...]:
    numbers = {key: (float(each.mean), float(each.variance)) for key, each in beliefs.items()}
    found = []
    for key, (mean, variance) in numbers.items():
        ahead = sum(
            _above(other - mean, sqrt(variance + noise))
            for each, (other, noise) in numbers.items()
            if each != key
        )
        found.append(ExpectedPlace(key, beliefs[key].mean, 1 + ahead))
    return tuple(found)


def _above(difference: float, deviation: float) -> float:
    """How probable it is that a normal variable of this mean and deviation is above 0."""
    if not deviation:
        return 0.5 if not difference else float(difference > 0)
    return (1 + erf(difference / deviation / sqrt(2))) / 2


def _mean(values: Sequence[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


def _variance(values: Sequence[Fraction]) -> Fraction:
    """The variance of a sample; 0 of a single value."""
    middle = _mean(values)
    return sum(((each - middle) ** 2 for each in values), Fraction(0)) / max(1, len(values) - 1)


def _squares(totals: Totals, means: Mapping[str, Fraction]) -> Fraction:
    """The sum of the squared deviations of all totals from their applicant's mean."""
    deviations = ((total - means[key]) ** 2 for key, given in totals.items() for total in given)
    return sum(deviations, Fraction(0))
