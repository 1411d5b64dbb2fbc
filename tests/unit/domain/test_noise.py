"""The places to expect, by hand and at the edges."""

from fractions import Fraction
from math import erf, sqrt

import pytest

from assessment.domain.ranking.noise import ExpectedPlace, ExpectedPlaces, expected_places


def totals(**given):
    return {key: [Fraction(each) for each in each_given] for key, each_given in given.items()}


def phi(x):
    return (1 + erf(x / sqrt(2))) / 2


def test_two_applicants_by_hand():
    # Means 3 and 2; within: (4·1/4) / 2 = 1/2, so s²/R = 1/4; between: 1/2 - 1/4 = 1/4; so half of
    # the way to 5/2 is kept: 11/4 and 9/4, each with the variance 1/8.
    found = expected_places(totals(a=["5/2", "7/2"], b=["3/2", "5/2"]))
    ahead = phi((9 / 4 - 11 / 4) / sqrt(1 / 4))
    assert found == ExpectedPlaces(
        (
            ExpectedPlace("a", Fraction(11, 4), pytest.approx(1 + ahead)),
            ExpectedPlace("b", Fraction(9, 4), pytest.approx(2 - ahead)),
        ),
        within=Fraction(1, 2),
        between=Fraction(1, 4),
    )


def test_more_reviews_are_drawn_less_towards_the_rest():
    found = expected_places(totals(a=[5, 5, 4, 4], b=[0, 1], c=["9/2"]))
    kept = {each.applicant: each.total for each in found.places}
    assert kept["a"] > kept["c"] > kept["b"]


def test_reviews_that_never_differ_give_the_plain_places_with_ties_as_halves():
    found = expected_places(totals(a=[3, 3], b=[4, 4], c=[3], d=[1]))
    assert [each.place for each in found.places] == [2.5, 1.0, 2.5, 4.0]
    assert (found.within, [each.total for each in found.places]) == (0, [3, 4, 3, 1])


def test_applicants_no_more_unlike_than_their_reviews_share_all_places():
    found = expected_places(totals(a=[0, 5], b=[1, 4], c=[0, 4]))
    assert found.between == 0
    assert [each.place for each in found.places] == [2.0, 2.0, 2.0]


def test_all_alike_share_all_places():
    found = expected_places(totals(a=[3, 3], b=[3, 3]))
    assert [each.place for each in found.places] == [1.5, 1.5]


def test_one_applicant_has_the_first_place():
    assert [each.place for each in expected_places(totals(a=[1, 4])).places] == [1.0]


def test_of_those_without_a_total_nothing_is_said():
    whole = totals(a=[3, 4], b=[1, 2])
    assert expected_places(whole | {"c": []}) == expected_places(whole)


@pytest.mark.parametrize("given", [{}, {"a": [3]}, {"a": [3], "b": [4], "c": []}])
def test_without_two_reviews_of_anybody_nothing_is_expected(given):
    assert expected_places(totals(**given)) == ExpectedPlaces(
        None, why="ingen ansøgning er vurderet af mindst to"
    )
