"""The regions of weights, as polygons with exact corners."""

from fractions import Fraction

import pytest

from assessment.domain.ranking.region import (
    Scope,
    area,
    at_least,
    everything,
    near,
    ordered,
    region,
)

THIRDS = [Fraction(1, 3)] * 3


def points(*rows):
    return tuple(tuple(Fraction(each) for each in row.split()) for row in rows)


def size(found):
    return sum((area(each) for each in found.triangles), Fraction(0))


def test_all_weights_are_a_triangle():
    assert everything(3).polygon == points("1 0 0", "0 1 0", "0 0 1")


def test_minimum_weights_are_a_smaller_triangle():
    assert at_least([Fraction(1, 5)] * 3).polygon == points(
        "3/5 1/5 1/5", "1/5 3/5 1/5", "1/5 1/5 3/5"
    )


def test_an_order_of_weights_is_the_triangle_of_the_weights_that_do_not_grow():
    assert ordered([0, 1, 2]).polygon == points("1 0 0", "1/2 1/2 0", "1/3 1/3 1/3")
    assert ordered([2, 0, 1]).polygon == points("0 0 1", "1/2 0 1/2", "1/3 1/3 1/3")


def test_ten_points_around_thirds_are_a_hexagon():
    low, middle, high = "7/30", "1/3", "13/30"

    assert set(near(THIRDS).polygon) == set(
        points(
            f"{low} {middle} {high}",
            f"{low} {high} {middle}",
            f"{middle} {low} {high}",
            f"{middle} {high} {low}",
            f"{high} {low} {middle}",
            f"{high} {middle} {low}",
        )
    )


@pytest.mark.parametrize(
    ("weights", "corners"),
    [
        (("1", "0", "0"), ("1 0 0", "9/10 1/10 0", "9/10 0 1/10")),
        (
            ("1/2", "1/2", "0"),
            (
                "3/5 2/5 0",
                "2/5 3/5 0",
                "1/2 2/5 1/10",
                "2/5 1/2 1/10",
            ),
        ),
    ],
    ids=["a weight of 1", "a weight of 0"],
)
def test_near_weights_are_never_below_0_or_above_1(weights, corners):
    assert set(near([Fraction(each) for each in weights]).polygon) == set(points(*corners))


@pytest.mark.parametrize(
    ("found", "share"),
    [
        (everything(3), "1"),
        (at_least([Fraction(1, 5)] * 3), "4/25"),
        (ordered([1, 0, 2]), "1/6"),
        (near(THIRDS), "3/50"),  # 3d² of 1/2, in the plane of two weights
        (near(THIRDS, Fraction(1)), "1"),
    ],
    ids=["all", "at least", "ordered", "near", "as near as any"],
)
def test_the_triangles_fill_the_polygon(found, share):
    assert size(found) == Fraction(share)


def test_no_distance_at_all_leaves_no_area():
    assert near(THIRDS, Fraction(0)).triangles == ()


def test_a_region_is_known_by_its_name():
    weights = {"a": Fraction(1, 5), "b": Fraction(2, 5), "c": Fraction(2, 5)}

    assert {scope: region(scope, weights) for scope in Scope} == {
        Scope.NEAR: near([*weights.values()]),
        Scope.ALL: everything(3),
        Scope.ORDERED: ordered([1, 2, 0]),  # equals keep the scheme's order
    }
