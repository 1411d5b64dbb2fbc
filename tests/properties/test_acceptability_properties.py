"""What must hold of exact shares for any points, weights and regions."""

from fractions import Fraction
from math import sqrt
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from assessment.domain.ranking import acceptability, sampling
from assessment.domain.ranking.acceptability import central_weights, rank_shares, selection_shares
from assessment.domain.ranking.region import area, at_least, everything, near, ordered

EXACT = 1e-8
DRAWS = 4000

coarse = some.integers(0, 5).map(Fraction)
fine = some.integers(0, 75).map(lambda each: Fraction(each, 15))
many = some.integers(0, 10**6).map(lambda each: Fraction(each, 10**5))
"""Scores, of which the first are often equal in one criterion and in all, the last never."""


@some.composite
def fields(draw, smallest=1, largest=9):
    kind = draw(some.sampled_from([coarse, coarse, fine, many]))
    rows = draw(some.lists(some.tuples(kind, kind, kind), min_size=smallest, max_size=largest))
    return rows + rows[: draw(some.integers(0, 2))]


@some.composite
def weights(draw):
    shares = draw(some.tuples(*[some.integers(0, 20)] * 3).filter(any))
    return [Fraction(share, sum(shares)) for share in shares]


regions = some.one_of(
    some.just(everything(3)),
    weights().map(near),
    weights().map(lambda each: at_least([share * Fraction(4, 5) for share in each])),
    some.permutations(range(3)).map(ordered),
)
places = some.integers(1, 6)


def close(expected):
    return pytest.approx(expected, abs=EXACT)


@given(fields(), places, regions)
def test_shares_sum_to_the_places_or_to_all_there_are(scores, select, region):
    shares = selection_shares(scores, select, region)

    assert sum(shares) == close(min(select, len(scores)))
    assert 0 <= min(shares) <= max(shares) <= 1


@given(
    fields(), places, regions, some.fractions(min_value="1/50", max_value=50, max_denominator=50)
)
def test_the_unit_of_the_scores_does_not_matter(scores, select, region, unit):
    scaled = [tuple(unit * each for each in row) for row in scores]

    assert selection_shares(scaled, select, region) == close(
        selection_shares(scores, select, region)
    )


@given(some.data(), fields(), places, regions)
def test_the_order_of_the_applicants_does_not_matter(data, scores, select, region):
    order = data.draw(some.permutations(range(len(scores))))

    shares = selection_shares(scores, select, region)
    shuffled = selection_shares([scores[each] for each in order], select, region)

    assert shuffled == close([shares[each] for each in order])


@given(some.permutations(range(3)), fields(), places, weights())
def test_the_order_of_the_criteria_does_not_matter(order, scores, select, official):
    turned = [tuple(row[each] for each in order) for row in scores]

    shares = selection_shares(scores, select, near(official))
    again = selection_shares(turned, select, near([official[each] for each in order]))

    assert again == close(shares)


@given(some.data(), fields(), places, regions)
def test_somebody_that_enough_others_beat_everywhere_changes_nothing(data, scores, select, region):
    select = min(select, len(scores))
    others = data.draw(some.permutations(scores))[:select]
    beaten = tuple(min(column) - Fraction(1, 7) for column in zip(*others, strict=True))

    *shares, none = selection_shares([*scores, beaten], select, region)

    assert none == 0
    assert shares == close(list(selection_shares(scores, select, region)))


@given(fields(), regions)
def test_everybody_has_one_place_with_each_weighting(scores, region):
    for row in rank_shares(scores, region):
        assert sum(row) == close(1)
        assert min(row) >= 0


@given(fields(), places, regions)
def test_a_share_is_that_of_the_places_that_are_selected_where_nobody_is_equal(
    scores, select, region
):
    scores = list(dict.fromkeys(scores))

    shares = [sum(row[:select]) for row in rank_shares(scores, region)]

    assert selection_shares(scores, select, region) == close(shares)


@given(fields(), regions)
def test_the_middles_of_all_who_can_be_first_meet_in_the_region_s_own(scores, region):
    scores = list(dict.fromkeys(scores))
    alone = central_weights([(Fraction(0),) * 3], region)[0]

    first = [row[0] for row in rank_shares(scores, region)]
    middles = central_weights(scores, region)

    assert [each is None for each in middles] == [share == 0 for share in first]
    together = [
        sum(share * each[index] for share, each in zip(first, middles, strict=True) if each)
        for index in range(3)
    ]
    assert together == pytest.approx(alone, abs=1e-6)


@given(fields(), places, regions)
def test_shares_are_what_draws_estimate(scores, select, region):
    exact = selection_shares(scores, select, region)
    drawn = sampling.selection_shares(scores, select, sampling.weights(region, DRAWS))

    for share, estimate in zip(exact, drawn, strict=True):
        error = 4.5 * sqrt(share * (1 - share) / DRAWS)
        assert abs(share - estimate) <= error + 5 / DRAWS  # a rare corner may have a few draws more


@settings(max_examples=30)  # in parts all is reckoned many times over
@given(fields(smallest=4, largest=14), places, regions)
def test_a_triangle_in_parts_says_what_it_says_whole(scores, select, region):
    def all_of_it():
        return selection_shares(scores, select, region), central_weights(scores, region)

    whole, middles = all_of_it()
    with patch.object(acceptability, "_MANY", 2):
        parted, again = all_of_it()

    assert parted == close(whole)
    for found, expected in zip(again, middles, strict=True):
        assert found == (expected and pytest.approx(expected, abs=1e-5))


@given(weights(), some.integers(1, 60).map(lambda each: Fraction(each, 100)))
def test_near_weights_are_near_and_their_triangles_fill_the_polygon(official, distance):
    found = near(official, distance)

    for corner in found.polygon:
        assert sum(corner) == 1
        assert all(abs(p - q) <= distance and p >= 0 for p, q in zip(corner, official, strict=True))
    assert sum(area(each) for each in found.triangles) == shoelace(found.polygon)
    assert found.triangles


def shoelace(polygon):
    """The polygon's area as a share of the triangle's, whose area is 1/2 in the first two weights."""
    turned = [*polygon[1:], polygon[0]]
    return abs(sum(p[0] * q[1] - q[0] * p[1] for p, q in zip(polygon, turned, strict=True)))
