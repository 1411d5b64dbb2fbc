"""The triangle of weights and swap points, held against other ways to the same answer."""

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.ranking import acceptability
from assessment.domain.ranking.cutting import chances
from assessment.domain.ranking.region import Region, everything
from assessment.domain.ranking.swaps import cut_swaps, lines, swap_points
from assessment.domain.ranking.winning import extent, first_regions
from assessment.figures.look import spaced

ALL = everything(3)
ROWS = st.lists(
    st.tuples(*[st.integers(0, 15).map(lambda point: Fraction(point, 3))] * 3),
    min_size=1,
    max_size=9,
)


def by_id(rows):
    return {str(index): row for index, row in enumerate(rows)}


@given(ROWS)
def test_the_areas_are_all_of_the_triangle_and_their_middles_the_central_weights(rows):
    found = first_regions(by_id(rows), ALL)

    assert sum(extent(each).share for each in found.values()) == 1
    middles = {key: extent(each).middle for ids, each in found.items() for key in ids}
    central = acceptability.central_weights(rows, ALL)
    assert set(middles) == {str(at) for at, each in enumerate(central) if each}
    for key, middle in middles.items():
        assert central[int(key)] == pytest.approx([float(each) for each in middle], abs=1e-6)


@given(ROWS)
def test_an_area_is_the_region_where_nobody_is_better(rows):
    scores = by_id(rows)
    for ids, polygon in first_regions(scores, ALL).items():
        row = scores[ids[0]]
        gaps = [tuple(a - b for a, b in zip(row, each, strict=True)) for each in rows]
        bounds = tuple(gap for gap in gaps if any(gap))
        assert set(Region(ALL.corners, bounds).polygon) == set(polygon)


@given(ROWS, st.integers(1, 4), st.tuples(*[st.integers(1, 9)] * 3))
def test_at_a_swap_about_the_last_place_both_have_a_part_of_it(rows, places, shares):
    weights = {key: Fraction(each, sum(shares)) for key, each in zip("abc", shares, strict=True)}
    scores = by_id(rows)
    swaps = swap_points(scores, weights)

    expected = []
    for each in swaps:
        totals = lines(scores, weights, each.criterion).totals(each.weight)
        if all(0 < chances(totals, places)[key] < 1 for key in each.pair):
            expected.append(each)
    assert cut_swaps(scores, weights, places, swaps) == tuple(expected)


@given(st.lists(st.floats(0, 5), max_size=12).map(sorted), st.floats(0.01, 1))
def test_labels_keep_their_order_and_their_distance(wanted, gap):
    stands = spaced(wanted, gap)

    assert len(stands) == len(wanted)
    assert all(later - earlier > gap - 1e-9 for earlier, later in pairwise(stands))


@given(st.lists(st.integers(0, 9), max_size=9, unique=True).map(sorted))
def test_labels_with_room_stay_where_they_are(wanted):
    assert spaced(wanted, 1) == wanted
