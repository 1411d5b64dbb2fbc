"""Where there is no exact answer: weights drawn evenly from a region, with the error that this has.

All numbers come from a seed, so the same question has the same answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from assessment.domain.ranking.region import Region

SEED = 20240821
DRAWS = 9604
"""A share from so many draws is within 0.01 of the true one in 95 of 100 cases."""

_AT_ONCE = 500_000
"""Totals held in memory at one time."""


def error(draws: int = DRAWS) -> float:
    """How far a drawn share may be off in 95 of 100 cases: K = 1.96²/(4ε²), solved for ε."""
    return 1.96 / (2 * float(np.sqrt(draws)))


def weights(region: Region, draws: int = DRAWS, seed: int = SEED) -> NDArray[np.float64]:
    """Weights drawn evenly from a region, one row a draw (Dirichlet, then what the bounds allow)."""
    corners = np.array(region.corners, dtype=float)
    bounds = np.array(region.bounds, dtype=float).reshape(-1, len(corners))
    generator = np.random.default_rng(seed)
    found = np.zeros((0, len(corners)))
    while len(found) < draws:
        drawn = generator.dirichlet(np.ones(len(corners)), draws) @ corners
        found = np.vstack([found, drawn[(drawn @ bounds.T >= 0).all(axis=1)]])
    return found[:draws]


def within(groups: Sequence[int], draws: int = DRAWS, seed: int = SEED) -> NDArray[np.float64]:
    """Weights of the parts of criteria with so many parts each: first criteria, then within each.

    One even draw over all parts would give a criterion with more parts more weight.
    """
    generator = np.random.default_rng(seed)
    outer = generator.dirichlet(np.ones(len(groups)), draws)
    inner = [generator.dirichlet(np.ones(size), draws) for size in groups]
    return np.hstack([outer[:, [index]] * part for index, part in enumerate(inner)])


def selection_shares(
    scores: Sequence[Sequence[Fraction]], places: int, drawn: NDArray[np.float64]
) -> tuple[float, ...]:
    """The share of the drawn weights with which each applicant is among the best `places`.

    Equals at the cut share what is left of it, so the shares sum to `places` (or to all there are).
    """
    if places <= 0 or not scores:
        return (0.0,) * len(scores)
    rows, back, copies = np.unique(
        np.array(scores, dtype=float), axis=0, return_inverse=True, return_counts=True
    )
    size = max(_AT_ONCE // len(rows), 1)
    parts = [drawn[start : start + size] for start in range(0, len(drawn), size)]
    kept = sum(_chances(part @ rows.T, copies, places).sum(axis=0) for part in parts)
    return tuple(float(each) for each in (np.asarray(kept) / len(drawn))[back])


def _chances(
    totals: NDArray[np.float64], copies: NDArray[np.int64], places: int
) -> NDArray[np.float64]:
    """How much of a place each row has in each draw."""
    each, order = np.arange(len(totals))[:, None], np.argsort(-totals, axis=1)
    better = np.cumsum(copies[order], axis=1) - copies[order]
    chances = np.empty_like(totals)
    chances[each, order] = np.clip((places - better) / copies[order], 0, 1)
    return chances


def pairwise(totals: NDArray[np.float64]) -> NDArray[np.float64]:
    """For each two columns the share of the rows in which the first is higher, equals aside."""
    return np.asarray((totals[:, :, None] > totals[:, None, :]).mean(axis=0))
