import pytest

from assessment.domain.reviewing.review import (
    Score,
    disagreements,
    submitted,
    validate_points,
    validate_submission,
)
from assessment.errors import RefusedActionError
from tests.builders import cti_scheme, person, review


@pytest.mark.parametrize("points", [None, 0, 1, 2, 3, 4, 5])
def test_points_on_the_scale_stand(points):
    validate_points(points)


@pytest.mark.parametrize("points", [-1, 6, 100])
def test_points_off_the_scale_are_refused(points):
    sentence = f"^{points} point findes ikke på skalaen. Vælg 0, 1, 2, 3, 4 eller 5.$"

    with pytest.raises(RefusedActionError, match=sentence):
        validate_points(points)


@pytest.mark.parametrize(
    ("score", "expected"),
    [
        (Score("1a", 0, "Ikke beskrevet."), True),
        (Score("1a", 3, "Se felt 4.1."), True),
        (Score("1a", None, "Se felt 4.1."), False),
        (Score("1a", 3, " \n"), False),
        (Score("1a"), False),
    ],
    ids=["zero", "three", "no-points", "no-reason", "empty"],
)
def test_a_score_is_complete_with_points_and_a_reason(score, expected):
    assert score.complete is expected


def test_an_aspect_without_a_score_is_missing_and_not_zero():
    assert review({"1a": 3}).score("7") == Score("7", None)


def test_a_review_counts_its_complete_scores():
    given = review({"1a": 3, "1b": None, "2": 0})

    assert given.complete_count(cti_scheme()) == 2


def test_a_review_with_all_nine_aspects_can_be_submitted():
    validate_submission(review(0, submitted=None), cti_scheme())


def test_a_review_with_gaps_names_what_is_missing():
    points = {aspect.id: 3 for aspect in cti_scheme().aspects} | {"1a": None, "7": None}
    sentence = (
        "^Vurderingen kan ikke indsendes endnu. Der mangler point eller begrundelse for: "
        "Målgruppe, Borgerinddragelse.$"
    )

    with pytest.raises(RefusedActionError, match=sentence):
        validate_submission(review(points, submitted=None), cti_scheme())


def test_a_review_without_reasons_cannot_be_submitted():
    with pytest.raises(RefusedActionError, match="Målgruppe, Kritisk overgang, Viden"):
        validate_submission(review(3, reason=" ", submitted=None), cti_scheme())


def test_only_submitted_reviews_count():
    done, begun = review(), review(submitted=None)

    assert submitted([begun, done, begun]) == (done,)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([{"1a": 2}, {"1a": 4}], (("1a", 2, 4),)),
        ([{"1a": 2}, {"1a": 3}], ()),
        ([{"1a": 0}, {"1a": None}], ()),
        ([{"1a": None}, {"1a": None}], ()),
        ([{"1a": 5}], ()),
        ([{"7": 5, "1a": 3}, {"7": 3, "1a": 1}, {"7": 4}], (("1a", 1, 3), ("7", 3, 5))),
        ([], ()),
    ],
    ids=["two-apart", "one-apart", "missing-is-no-zero", "nothing", "alone", "two-aspects", "none"],
)
def test_points_two_or_more_apart_are_a_disagreement(given, expected):
    reviews = [review(points, by=person(id_=id_)) for id_, points in enumerate(given)]

    assert disagreements(iter(reviews), cti_scheme()) == expected
