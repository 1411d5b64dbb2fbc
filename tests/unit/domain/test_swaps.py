"""Exact weights at which two applicants change places, and where somebody goes in or out."""

from fractions import Fraction

import pytest

from assessment.domain.ranking.swaps import Swap, Turn, swap_points, turns
from tests.weighing import THIRDS

SCORES = {
    "A": tuple(map(Fraction, (4, 3, 5))),
    "B": tuple(map(Fraction, (5, 3, 3))),
    "C": tuple(map(Fraction, (3, 5, 4))),
}
WEIGHTS = {"a": Fraction("0.4"), "b": Fraction("0.35"), "c": Fraction("0.25")}
HALF = Fraction(1, 2)


def swap(criterion, weight, pair):
    return Swap(criterion, Fraction(weight), tuple(pair))


def turn(criterion, weight, chance, *, above):
    return Turn(criterion, Fraction(weight), above, Fraction(chance))


def test_all_swap_points_are_exact():
    """Closed form in rational arithmetic: t = (oB - oA) / ((sA - sB) + (oB - oA)).

    o is the weighted mean of the other criteria. Totals at the official weights: 39/10, 19/5, 79/20.
    """
    assert swap_points(SCORES, WEIGHTS) == (
        swap("a", "3/7", "AC"),
        swap("a", "19/43", "BC"),
        swap("a", "5/11", "AB"),
        swap("b", "11/37", "BC"),
        swap("b", "1/3", "AC"),
        swap("b", 1, "AB"),
        swap("c", "2/17", "BC"),
        swap("c", "4/19", "AB"),
        swap("c", "2/7", "AC"),
    )


def test_turns_are_the_first_swaps_that_change_who_is_selected():
    found = turns(SCORES, WEIGHTS, 1, swap_points(SCORES, WEIGHTS))

    # C is best at the official weights; B is where the first weighs most or the third least.
    assert found == {
        "A": (
            turn("a", "3/7", 1, above=True),
            turn("b", "1/3", 1, above=False),
            turn("c", "2/7", 1, above=True),
        ),
        "B": (
            turn("a", "5/11", 1, above=True),
            turn("c", "2/17", 1, above=False),
        ),
        "C": (
            turn("a", "3/7", 0, above=True),
            turn("b", "1/3", 0, above=False),
            turn("c", "2/7", 0, above=True),
            turn("c", "2/17", 0, above=False),
        ),
    }


def test_a_tie_turns_at_the_official_weight_and_not_where_it_stays_a_tie():
    scores = {"A": (Fraction(4), Fraction(2), Fraction(3)), "B": (Fraction(2), Fraction(4), Fraction(3))}  # fmt: skip
    weights = dict(zip("abc", THIRDS, strict=True))

    swaps = swap_points(scores, weights)

    assert swaps == (swap("a", "1/3", "AB"), swap("b", "1/3", "AB"))
    assert turns(scores, weights, 1, swaps)["A"] == (
        turn("a", "1/3", 1, above=True),
        turn("a", "1/3", 0, above=False),
        turn("b", "1/3", 0, above=True),
        turn("b", "1/3", 1, above=False),
    )


def test_identical_applicants_never_swap():
    same = {key: (Fraction(3), Fraction(4)) for key in "AB"}
    weights = {"a": HALF, "b": HALF}

    assert swap_points(same, weights) == ()
    assert turns(same, weights, 1, ()) == {"A": (), "B": ()}


@pytest.mark.parametrize("official", [0, 1])
def test_from_a_weight_of_0_or_1_there_is_one_way_to_go(official):
    scores = {"A": (Fraction(4), Fraction(1)), "B": (Fraction(1), Fraction(3))}
    weights = {"a": Fraction(official), "b": 1 - Fraction(official)}

    swaps = swap_points(scores, weights)

    assert swaps == (swap("a", "2/5", "AB"), swap("b", "3/5", "AB"))
    assert turns(scores, weights, 1, swaps)["A"] == (
        turn("a", "2/5", not official, above=not official),
        turn("b", "3/5", not official, above=bool(official)),
    )


def test_where_one_criterion_weighs_all_the_others_count_alike():
    scores = {"A": (Fraction(5), Fraction(0), Fraction(0)), "B": (Fraction(0), Fraction(4), Fraction(2))}  # fmt: skip
    weights = {"a": Fraction(1), "b": Fraction(0), "c": Fraction(0)}

    assert swap_points(scores, weights)[0] == swap("a", "3/8", "AB")  # 5t = 3(1 - t)


def test_beyond_all_and_none_of_the_weights_there_is_nothing_to_turn_to():
    scores = {"A": (Fraction(3), Fraction(0)), "B": (Fraction(3), Fraction(1))}
    weights = {"a": Fraction("0.95"), "b": Fraction("0.05")}

    swaps = swap_points(scores, weights)

    assert swaps == (swap("a", 1, "AB"), swap("b", 0, "AB"))
    assert turns(scores, weights, 1, swaps) == {"A": (), "B": ()}


def test_with_places_for_all_nothing_turns():
    swaps = swap_points(SCORES, WEIGHTS)

    assert turns(SCORES, WEIGHTS, 3, swaps) == dict.fromkeys("ABC", ())


def test_of_nobody_and_of_one_there_is_nothing_to_swap():
    assert swap_points({}, WEIGHTS) == ()
    assert turns({}, WEIGHTS, 1, ()) == {}
    assert swap_points({"A": SCORES["A"]}, WEIGHTS) == ()
