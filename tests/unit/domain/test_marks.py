"""The weighted sum: published example, missing scores, exact means."""

from fractions import Fraction

import pytest

from assessment.domain.reviewing.marks import (
    Marks,
    aspect_means,
    marks,
    marks_of,
    mean,
    weighted_total,
)
from tests.builders import cti_scheme, person, review

THIRD = Fraction(1, 3)
ASPECTS = ("1a", "1b", "2", "3a", "3b", "4", "5", "6", "7")


def test_weighted_total_gives_the_published_example_with_its_tie():
    """Wikipedia, "Weighted sum model", example table (after Triantaphyllou 2000).

    The page gives 21.50, 22.00 and 22.00; older mirrors print 20.00 for A3, which is a slip:
    6 + 1.5 + 12 + 2.5 = 22.
    """
    weights = dict(zip("abcd", map(Fraction, ("0.20", "0.15", "0.40", "0.25")), strict=True))
    table = {"A1": (25, 20, 15, 30), "A2": (10, 30, 20, 30), "A3": (30, 10, 30, 10)}

    totals = {
        name: weighted_total(dict(zip("abcd", map(Fraction, row), strict=True)), weights)
        for name, row in table.items()
    }

    assert totals == {"A1": Fraction("21.50"), "A2": Fraction(22), "A3": Fraction(22)}


@pytest.mark.parametrize(
    "scores",
    [{"a": Fraction(4)}, {"a": Fraction(4), "b": None}, {"b": Fraction(4)}, {}],
    ids=["absent", "none", "first-absent", "nothing"],
)
def test_weighted_total_without_a_score_is_missing_and_not_lower(scores):
    assert weighted_total(scores, {"a": Fraction(1), "b": Fraction(0)}) is None


def test_weighted_total_takes_a_zero_for_a_score():
    assert weighted_total({"a": Fraction(0)}, {"a": Fraction(1)}) == 0


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([Fraction(1), Fraction(2), Fraction(4)], Fraction(7, 3)),
        ([Fraction(0), Fraction(1)], Fraction(1, 2)),
        ([Fraction(0)], Fraction(0)),
        ([Fraction(5), None], None),
        ([None], None),
        ([], None),
    ],
)
def test_mean_is_exact_and_missing_where_a_value_is(values, expected):
    assert mean(values) == expected


def test_aspect_means_are_taken_over_the_reviews_that_scored_the_aspect():
    reviews = [review({"1a": 2, "1b": 0}), review({"1a": 3, "1b": None}), review({"1a": 5})]

    assert aspect_means(reviews, cti_scheme()) == dict.fromkeys(ASPECTS) | {
        "1a": Fraction(10, 3),
        "1b": Fraction(0),
    }


def test_marks_average_aspects_to_statements_to_criteria_to_the_total():
    points = {"1a": 5, "1b": 2, "2": 4, "3a": 3, "3b": 0, "4": 1, "5": 2, "6": 5, "7": 4}

    result = marks_of([review(points)], cti_scheme())

    assert result == Marks(
        {aspect: Fraction(given) for aspect, given in points.items()},
        {
            "V1": Fraction(7, 2),
            "V2": Fraction(4),
            "V3": Fraction(3, 2),
            "V4": Fraction(1),
            "V5": Fraction(2),
            "V6": Fraction(5),
            "V7": Fraction(4),
        },
        {
            "target_group": Fraction(3),
            "readiness": Fraction(8, 3),
            "citizen_involvement": Fraction(4),
        },
    )
    assert result.total(cti_scheme().weights) == Fraction(29, 9)


def test_marks_of_several_reviewers_are_exact_thirds():
    reviews = [review(given, by=person(id_=given)) for given in (3, 3, 4)]

    result = marks_of(reviews, cti_scheme())

    assert set(result.criteria.values()) == {Fraction(10, 3)}
    assert result.total(cti_scheme().weights) == Fraction(10, 3)


def test_an_aspect_nobody_scored_leaves_what_rests_on_it_empty_and_nothing_else():
    points = dict.fromkeys(ASPECTS, 5) | {"3b": None}

    result = marks_of([review(points), review(points)], cti_scheme())

    assert [key for key, value in result.aspects.items() if value is None] == ["3b"]
    assert [key for key, value in result.statements.items() if value is None] == ["V3"]
    assert [key for key, value in result.criteria.items() if value is None] == ["target_group"]
    assert result.total(cti_scheme().weights) is None


def test_without_reviews_everything_is_missing():
    result = marks_of([], cti_scheme())

    assert {*result.aspects.values(), *result.statements.values(), *result.criteria.values()} == {
        None
    }
    assert result.total(cti_scheme().weights) is None


def test_a_criterion_scored_as_a_whole_stands_in_place_of_its_aspects():
    whole = {"target_group": Fraction(7, 2), "readiness": None}

    result = marks({"7": Fraction(4), "4": Fraction(1)}, cti_scheme(), whole)

    assert result.criteria == {
        "target_group": Fraction(7, 2),
        "readiness": None,
        "citizen_involvement": Fraction(4),
    }


def test_a_total_by_other_weights_leaves_the_official_one_alone():
    result = marks_of([review(dict.fromkeys(ASPECTS, 2) | {"7": 5})], cti_scheme())
    weights = {
        "target_group": Fraction(0),
        "readiness": Fraction(0),
        "citizen_involvement": Fraction(1),
    }

    assert (result.total(weights), result.total(cti_scheme().weights)) == (5, 3)
