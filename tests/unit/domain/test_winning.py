"""Who is first with which weights: whole polygons, their size and their middle."""

from fractions import Fraction

import pytest

from assessment.domain.ranking.region import everything, near
from assessment.domain.ranking.winning import Extent, extent, first_regions

ALL = everything(3)


def exact(*points):
    return tuple(tuple(map(Fraction, point.split())) for point in points)


CORNER_A, CORNER_B, CORNER_C = exact("1 0 0", "0 1 0", "0 0 1")
HALF_AB, HALF_BC, HALF_AC = exact("1/2 1/2 0", "0 1/2 1/2", "1/2 0 1/2")
(CENTRE,) = exact("1/3 1/3 1/3")


def test_three_who_are_best_at_one_thing_each_have_a_third():
    scores = {"a": (5, 0, 0), "b": (0, 5, 0), "c": (0, 0, 5)}

    assert first_regions(scores, ALL) == {
        ("a",): (CORNER_A, HALF_AB, CENTRE, HALF_AC),
        ("b",): (HALF_AB, CORNER_B, HALF_BC, CENTRE),
        ("c",): (HALF_BC, CORNER_C, HALF_AC, CENTRE),
    }


def test_those_who_score_the_same_stand_together():
    scores = {"a": (4, 3, 3), "b": (3, 4, 3), "c": (4, 3, 3)}

    assert first_regions(scores, ALL) == {
        ("a", "c"): (CORNER_A, HALF_AB, CORNER_C),
        ("b",): (HALF_AB, CORNER_B, CORNER_C),
    }


@pytest.mark.parametrize(
    "never",
    [(1, 1, 1), (5, -1, -1), (Fraction(5, 3),) * 3],
    ids=["nowhere", "at a corner only", "at a point only"],
)
def test_who_is_first_nowhere_has_no_area(never):
    scores = {"a": (5, 0, 0), "never": never, "b": (0, 5, 0), "c": (0, 0, 5)}

    assert list(first_regions(scores, ALL)) == [("a",), ("b",), ("c",)]


def test_everybody_alike_is_first_everywhere():
    assert first_regions({"b": (2, 2, 2), "a": (2, 2, 2)}, ALL) == {("b", "a"): ALL.corners}


def test_nobody_is_first_of_nobody():
    assert first_regions({}, ALL) == {}


def test_a_region_is_divided_and_nothing_beyond_it():
    around = near([Fraction(1, 3)] * 3)

    (polygon,) = first_regions({"a": (5, 5, 5), "b": (0, 0, 0)}, around).values()

    assert polygon == around.polygon


@pytest.mark.parametrize(
    ("polygon", "share", "middle"),
    [
        (ALL.corners, "1", "1/3 1/3 1/3"),
        ((CORNER_A, HALF_AB, CENTRE, HALF_AC), "1/3", "11/18 7/36 7/36"),
        ((CORNER_A, HALF_AB, HALF_AC), "1/4", "2/3 1/6 1/6"),
    ],
    ids=["all", "a third", "a quarter"],
)
def test_the_size_and_middle_of_an_area_are_exact(polygon, share, middle):
    assert extent(polygon) == Extent(Fraction(share), *exact(middle))
