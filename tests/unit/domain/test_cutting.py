"""Who is among the best so many, with equals at the cut."""

from fractions import Fraction

import pytest

from assessment.domain.ranking.cutting import chances, share, standings
from assessment.domain.reviewing.marks import weighted_total

HALF, THIRD = Fraction(1, 2), Fraction(1, 3)


def totals(**given):
    return {key: Fraction(each) for key, each in given.items()}


def test_a_tie_for_the_only_place_is_told_and_nobody_wins_it_silently():
    """Wikipedia, "Weighted sum model", example table (after Triantaphyllou 2000)."""
    weights = dict(zip("wxyz", map(Fraction, ("0.20", "0.15", "0.40", "0.25")), strict=True))
    table = {"A1": (25, 20, 15, 30), "A2": (10, 30, 20, 30), "A3": (30, 10, 30, 10)}
    found = {
        key: weighted_total(dict(zip("wxyz", map(Fraction, row), strict=True)), weights)
        for key, row in table.items()
    }

    assert found == {"A1": Fraction("21.50"), "A2": 22, "A3": 22}
    assert standings(found) == {"A1": (2, 1), "A2": (0, 2), "A3": (0, 2)}
    assert chances(found, 1) == {"A1": 0, "A2": HALF, "A3": HALF}


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        (0, {"a": 0, "b": 0, "c": 0, "d": 0, "e": 0}),
        (1, {"a": 1, "b": 0, "c": 0, "d": 0, "e": 0}),
        (2, {"a": 1, "b": THIRD, "c": THIRD, "d": THIRD, "e": 0}),
        (3, {"a": 1, "b": 2 * THIRD, "c": 2 * THIRD, "d": 2 * THIRD, "e": 0}),
        (4, {"a": 1, "b": 1, "c": 1, "d": 1, "e": 0}),
        (5, {"a": 1, "b": 1, "c": 1, "d": 1, "e": 1}),
        (9, {"a": 1, "b": 1, "c": 1, "d": 1, "e": 1}),
    ],
)
def test_equals_at_the_cut_share_what_is_left(places, expected):
    assert chances(totals(a=5, b=3, c=3, d=3, e=1), places) == expected


def test_of_nobody_nothing_is_said():
    assert (standings({}), chances({}, 3)) == ({}, {})


def test_a_share_is_never_below_0_or_above_1():
    assert [share(better, 2, 3) for better in range(6)] == [1, 1, HALF, 0, 0, 0]
