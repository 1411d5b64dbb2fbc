"""Drawn weights: their known moments, within 4.5 standard errors, and shares of them."""

from fractions import Fraction

import numpy as np
import pytest

from assessment.domain.ranking import sampling
from assessment.domain.ranking.region import at_least, everything, near, ordered

DRAWS = 40_000


def agrees(values, expected):
    """Whether the mean of some draws is what it should be, for each column."""
    off = np.abs(values.mean(axis=0) - np.array([float(Fraction(each)) for each in expected]))
    return bool((off <= 4.5 * values.std(axis=0) / np.sqrt(len(values)) + 1e-12).all())


# --- weights (the moments of the Dirichlet distribution; Kotz et al. 2000, ch. 49) -----------------


def test_even_weights_have_the_moments_of_the_flat_dirichlet():
    drawn = sampling.weights(everything(3), DRAWS)
    first, second, third = drawn.T

    assert drawn.shape == (DRAWS, 3)
    assert np.allclose(drawn.sum(axis=1), 1)
    assert agrees(drawn, ["1/3"] * 3)
    assert agrees((drawn - 1 / 3) ** 2, ["1/18"] * 3)
    events = [first > 0.5, (first > second) & (second > third), drawn.max(axis=1) > 0.5]
    assert agrees(np.array(events).T, ["1/4", "1/6", "3/4"])


def test_minimum_weights_are_kept_and_even_beyond():
    drawn = sampling.weights(at_least([Fraction(1, 5)] * 3), DRAWS)

    assert agrees(drawn, ["1/3"] * 3)
    assert agrees((drawn - 1 / 3) ** 2, ["2/225"] * 3)
    assert drawn.min() >= 0.2 - 1e-12
    assert drawn.max() <= 0.6 + 1e-12


def test_ordered_weights_have_the_rank_order_centroid_as_their_mean():
    drawn = sampling.weights(ordered([0, 1, 2]), DRAWS)

    assert agrees(drawn, ["11/18", "5/18", "1/9"])
    assert (np.diff(drawn, axis=1) <= 1e-12).all()


def test_near_weights_stay_near():
    drawn = sampling.weights(near([Fraction(1, 4)] * 4), DRAWS)

    assert drawn.shape == (DRAWS, 4)
    assert np.abs(drawn - 0.25).max() <= 0.1 + 1e-12
    assert agrees(drawn, ["1/4"] * 4)


def test_parts_of_criteria_do_not_make_a_criterion_weigh_more():
    drawn = sampling.within([4, 3, 3], DRAWS)
    criteria = np.array([part.sum(axis=1) for part in np.split(drawn, [4, 7], axis=1)]).T

    assert agrees(drawn, ["1/12"] * 4 + ["1/9"] * 6)
    assert agrees(criteria, ["1/3"] * 3)
    assert agrees((criteria - 1 / 3) ** 2, ["1/18"] * 3)  # a flat draw over all parts: 6/275


def test_the_same_seed_draws_the_same_and_another_does_not():
    first, again = (sampling.weights(everything(4), 5) for _ in range(2))

    assert (first == again).all()
    assert (sampling.weights(everything(4), 5, seed=1) != first).all()


def test_the_error_of_the_usual_number_of_draws_is_a_hundredth():
    assert sampling.error() == pytest.approx(0.01)
    assert sampling.error(100) == pytest.approx(0.098)


# --- shares ---------------------------------------------------------------------------------------


def test_shares_count_the_draws_and_equals_divide_what_is_left():
    drawn = np.array([[1, 0], [0, 1], [0.75, 0.25], [1, 0]])
    scores = [[Fraction(each) for each in row] for row in [(5, 0), (0, 5), (0, 5), (1, 1)]]

    assert sampling.selection_shares(scores[:3], 2, drawn) == (0.75, 0.625, 0.625)
    assert sampling.selection_shares(scores[1:], 1, drawn) == (0.25, 0.25, 0.5)


@pytest.mark.parametrize(
    ("scores", "places", "expected"),
    [([], 2, ()), ([(1, 2)], 0, (0,)), ([(1, 2)], 1, (1,)), ([(1, 2), (3, 0)], 9, (1, 1))],
    ids=["nobody", "no places", "one", "places for all"],
)
def test_shares_at_the_edges(scores, places, expected):
    drawn = sampling.weights(everything(2), 10)

    assert sampling.selection_shares(scores, places, drawn) == expected


def test_many_totals_are_counted_a_part_at_a_time(monkeypatch):
    scores = [[Fraction(each) for each in row] for row in [(5, 1, 2), (2, 4, 4), (3, 3, 3)]]
    drawn = sampling.weights(everything(3), 1000)
    whole = sampling.selection_shares(scores, 2, drawn)

    monkeypatch.setattr(sampling, "_AT_ONCE", 50)

    assert sampling.selection_shares(scores, 2, drawn) == pytest.approx(whole)


def test_pairwise_gives_the_values_of_the_package_smaa_for_r():
    """Ten rows of two totals, of which the first is higher once (smaa, tests/pwi.R)."""
    totals = np.array([[0, 1], *[[1, 0]] * 9], dtype=float)

    assert sampling.pairwise(totals).tolist() == [[0, 0.9], [0.1, 0]]


def test_pairwise_leaves_equals_aside():
    assert sampling.pairwise(np.array([[1.0, 1.0], [2.0, 1.0]])).tolist() == [[0, 0.5], [0, 0]]
