"""How far reviewers agree beyond chance on the points they gave the same units.

Alpha is Krippendorff's (2011, Computing Krippendorff's Alpha-Reliability), AC1 and AC2 are Gwet's
(2014, Handbook of Inter-Rater Reliability, 4th ed., chapters 3 to 5). Both are undefined, and never
1, where every point that can be compared is the same. They are estimates, so they are floats; no
place and no total ever rests on them. Meant for scales of few steps.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import compress
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from assessment.domain.rules.scheme import POINTS

Ratings: TypeAlias = Sequence[Sequence[Fraction | int | None]] | NDArray[np.float64]
"""One row a reviewer, one column a unit; None, or NaN in an array, where a unit was not rated."""

_Numbers: TypeAlias = NDArray[np.float64]

SEED = 1
"""What the bootstrap starts from, so that the same points give the same interval."""

DRAWS = 1000
_AT_ONCE = 250
"""Draws held in memory at one time."""
LEVEL = 0.95

CONCLUSIVE = 50
"""Fewer blocks carry no conclusion: with 10, alpha may be anything for the same true agreement."""

_DEFINED = 0.9
"""The share of draws that must have an alpha for their interval to mean anything."""


class Metric(StrEnum):
    """How far two values are from each other in Krippendorff's alpha."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    RATIO = "ratio"


class Weights(StrEnum):
    """How far two values count as agreement in Gwet's coefficient; identity gives AC1."""

    IDENTITY = "identity"
    LINEAR = "linear"
    QUADRATIC = "quadratic"
    ORDINAL = "ordinal"


_VALUES = 16
"""A scale has no more values; of finer numbers no interval is drawn, for each pair of them counts."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """What is known of the agreement in some ratings.

    `low` and `high` are the ends of alpha's interval. `units` have at least two ratings, `ratings`
    are theirs, and `blocks` of units vary each by itself. `why` says in Danish what is undefined; it
    is "" where all is there.
    """

    alpha: float | None
    low: float | None
    high: float | None
    ac2: float | None
    within_one: float | None
    units: int
    blocks: int
    ratings: int
    seed: int
    why: str = ""

    @property
    def conclusive(self) -> bool:
        """Whether there are blocks enough to conclude anything at all."""
        return self.blocks >= CONCLUSIVE


def agreement(
    ratings: Ratings, *, blocks: Sequence[int] | None = None, seed: int = SEED
) -> Agreement:
    """All measures of some points on the scale 0-5; `blocks` as in `interval`."""
    found, ends = alpha(ratings), interval(ratings, seed=seed, blocks=blocks)
    low, high = ends or (None, None)
    _, counts = _tally(ratings)
    several = _several(counts)
    units, given = int(several.sum()), int(counts[several].sum())
    return Agreement(
        alpha=found,
        low=low,
        high=high,
        ac2=gwet(ratings, categories=POINTS),
        within_one=within(ratings),
        units=units,
        blocks=units if blocks is None else len(set(compress(blocks, several))),
        ratings=given,
        seed=seed,
        why=_why(units, found, ends),
    )


def _why(units: int, found: float | None, ends: tuple[float, float] | None) -> str:
    if not units:
        return "intet er vurderet af mindst to"
    if found is None:
        return "alle point er ens"
    return "" if ends else "for få eller for mange forskellige point til et interval"


def alpha(ratings: Ratings, metric: Metric = Metric.ORDINAL) -> float | None:
    """Krippendorff's alpha; None where no unit has two ratings or all of them are the same.

    >>> alpha([[0, 1, 2, 3], [0, 1, 2, None]])
    1.0
    """
    values, counts = _tally(ratings)
    counts = counts[_several(counts)]
    coincidences = _shares(counts).T @ counts
    found = float(_alphas(values, counts.sum(axis=0)[None], coincidences[None], metric)[0])
    return None if np.isnan(found) else found


def interval(
    ratings: Ratings,
    *,
    seed: int,
    draws: int = DRAWS,
    level: float = LEVEL,
    metric: Metric = Metric.ORDINAL,
    blocks: Sequence[int] | None = None,
) -> tuple[float, float] | None:
    """The percentile interval of alpha over `draws` bootstrap samples of the units.

    `blocks` number what each unit is a part of, where the units of a block hang together and are
    drawn together. Draws without an alpha are left out; None where they are more than a tenth,
    where there are fewer than two units or blocks to draw from, or more values than a scale has.
    """
    values, counts = _tally(ratings)
    if len(values) > _VALUES:
        return None
    several = _several(counts)
    used, coincidences, often = _parts(
        counts[several], None if blocks is None else list(compress(blocks, several))
    )
    parts = int(often.sum())
    if parts < 2:  # noqa: PLR2004 - of one part every draw is the same
        return None
    generator = np.random.default_rng(seed)
    found = []
    for first in range(0, draws, _AT_ONCE):
        size = min(_AT_ONCE, draws - first)
        drawn = generator.multinomial(parts, often / parts, size=size).astype(np.float64)
        found.append(
            _alphas(values, drawn @ used, np.tensordot(drawn, coincidences, axes=1), metric)
        )
    alphas = np.concatenate(found)
    alphas = alphas[~np.isnan(alphas)]
    if len(alphas) < _DEFINED * draws:
        return None
    low, high = np.quantile(alphas, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def gwet(
    ratings: Ratings,
    weights: Weights = Weights.ORDINAL,
    categories: Sequence[Fraction | int] = (),
) -> float | None:
    """Gwet's AC1 (identity weights) or AC2; `categories` are those nobody may have used, too.

    Units with one rating count in how often a value is used. None where alpha is undefined.
    """
    values, counts = _tally(ratings, categories)
    counts = counts[counts.any(axis=1)]
    several = counts[_several(counts)]
    if np.count_nonzero(several.any(axis=0)) < 2:  # noqa: PLR2004 - nobody could have disagreed
        return None
    alike = _likeness(values, weights)
    given = several.sum(axis=1)
    agreed = np.mean((several * (several @ alike - 1)).sum(axis=1) / (given * (given - 1)))
    used = np.mean(counts / counts.sum(axis=1, keepdims=True), axis=0)
    kinds = len(values)
    chance = alike.sum() * (used * (1 - used)).sum() / (kinds * (kinds - 1))
    return float((agreed - chance) / (1 - chance))


def within(ratings: Ratings, points: int = 1) -> float | None:
    """The share of pairs of ratings of the same unit at most `points` apart; None without a pair."""
    values, counts = _tally(ratings)
    pairs = counts.T @ counts - np.diag(counts.sum(axis=0))
    near = np.abs(values[:, None] - values) <= points
    total = pairs.sum()
    return float(pairs[near].sum() / total) if total else None


def _tally(
    ratings: Ratings, categories: Sequence[Fraction | int] = ()
) -> tuple[_Numbers, _Numbers]:
    """The values in ascending order, and how often each unit (row) was given each (column)."""
    matrix = np.array(ratings, dtype=np.float64, ndmin=2)
    values = np.union1d(np.unique(matrix), np.array(categories, dtype=np.float64))
    values = values[~np.isnan(values)]
    columns = [(matrix == value).sum(axis=0) for value in values]
    counts = np.array(columns, dtype=np.float64).reshape(len(values), matrix.shape[1]).T
    return values, counts


def _several(counts: _Numbers) -> NDArray[np.bool_]:
    """Which units have at least two ratings."""
    return np.asarray(counts.sum(axis=1) >= 2)  # noqa: PLR2004 - two make a pair


def _parts(
    counts: _Numbers, blocks: Sequence[int] | None
) -> tuple[_Numbers, _Numbers, NDArray[np.int64]]:
    """What is drawn: how often each part uses each value, its coincidences, and how many are alike.

    Units with the same counts are alike to alpha, so how often each kind is drawn says it all.
    """
    if blocks is None:
        kinds, often = np.unique(counts, axis=0, return_counts=True)
        return kinds, _coincidences(kinds), often
    known, of = np.unique(np.array(blocks, dtype=np.int64), return_inverse=True)
    kinds = counts.shape[1]
    used, together = np.zeros((len(known), kinds)), np.zeros((len(known), kinds, kinds))
    np.add.at(used, of, counts)
    np.add.at(together, of, _coincidences(counts))
    return used, together, np.ones(len(known), dtype=np.int64)


def _coincidences(counts: _Numbers) -> _Numbers:
    """Each unit's own matrix of coincidences."""
    found: _Numbers = np.einsum("uc,uk->uck", _shares(counts), counts)
    return found


def _shares(counts: _Numbers) -> _Numbers:
    """How much each value of a unit counts for each of the unit's others."""
    shares: _Numbers = counts / (counts.sum(axis=1, keepdims=True) - 1)
    return shares


def _alphas(values: _Numbers, used: _Numbers, coincidences: _Numbers, metric: Metric) -> _Numbers:
    """Alpha for each row of how often the values are used, with its matrix of coincidences.

    NaN where undefined. A value's coincidences with itself do not matter: their distance is 0.
    """
    apart = _distances(values, used, metric)
    observed = (coincidences * apart).sum(axis=(1, 2))
    expected = np.einsum("dc,dck,dk->d", used, apart, used)
    with np.errstate(invalid="ignore"):
        alphas: _Numbers = 1 - (used.sum(axis=1) - 1) * observed / expected
    return alphas


def _distances(values: _Numbers, used: _Numbers, metric: Metric) -> _Numbers:
    """The squared distance of each two values, for each row of how often the values are used."""
    match metric:
        case Metric.ORDINAL:
            ranks = np.cumsum(used, axis=1) - used / 2
            squares: _Numbers = (ranks[:, :, None] - ranks[:, None, :]) ** 2
            return squares
        case Metric.NOMINAL:
            fixed = (values[:, None] != values).astype(np.float64)
        case Metric.INTERVAL:
            fixed = (values[:, None] - values) ** 2
        case Metric.RATIO:
            sums = values[:, None] + values
            fixed = np.divide(values[:, None] - values, sums, where=sums != 0, out=0 * sums) ** 2
    return np.broadcast_to(fixed, (len(used), *fixed.shape))


def _likeness(values: _Numbers, weights: Weights) -> _Numbers:
    """How far each two values agree, from 0 to 1; there are at least two values."""
    apart = np.abs(values[:, None] - values) / (values[-1] - values[0])
    match weights:
        case Weights.IDENTITY:
            return np.eye(len(values))
        case Weights.LINEAR:
            far = apart
        case Weights.QUADRATIC:
            far = apart**2
        case Weights.ORDINAL:
            steps = np.abs(np.subtract.outer(np.arange(len(values)), np.arange(len(values))))
            far = steps * (steps + 1) / (len(values) * (len(values) - 1))
    alike: _Numbers = 1 - far
    return alike
