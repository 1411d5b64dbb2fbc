"""What a panel can agree on, and what it counts for."""

from dataclasses import replace
from fractions import Fraction

import pytest

from assessment.domain.reviewing.consensus import half_points, unsettled, validate_consensus
from assessment.domain.reviewing.marks import aspect_means, marks_of
from assessment.errors import RefusedActionError
from tests.builders import consensus, cti_scheme, person, review

ANNE, BO = person("Anne Holm", 1), person("Bo Lund", 2)
ASPECTS = [aspect.id for aspect in cti_scheme().aspects]


def test_the_scale_goes_in_halves_from_zero_to_five():
    assert half_points() == tuple(Fraction(step, 2) for step in range(11))


@pytest.mark.parametrize("points", half_points())
def test_points_on_the_scale_stand(points):
    validate_consensus(consensus(points=str(points)))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"points": Fraction(1, 3)}, "Konsensuspoint går fra 0 til 5 i hele og halve point."),
        ({"points": Fraction(11, 2)}, "Konsensuspoint går fra 0 til 5 i hele og halve point."),
        ({"points": Fraction(-1, 2)}, "Konsensuspoint går fra 0 til 5 i hele og halve point."),
        ({"reason": " \n"}, "Skriv, hvorfor I er enige om pointene."),
        (
            {"participants": ()},
            "Vælg dem, der deltog i drøftelsen; der skal være mindst to.",
        ),
        (
            {"participants": ("Anne Holm", "Anne Holm")},
            "Vælg dem, der deltog i drøftelsen; der skal være mindst to.",
        ),
    ],
    ids=["a third", "above", "below", "no reason", "nobody", "one twice"],
)
def test_what_is_no_consensus_is_refused(change, sentence):
    with pytest.raises(RefusedActionError) as refused:
        validate_consensus(replace(consensus(), **change))

    assert str(refused.value) == sentence


def test_differences_of_two_points_wait_until_they_are_agreed_on():
    reviews = (review({"1a": 1, "2": 5, "7": 3}, by=ANNE), review({"1a": 3, "2": 3, "7": 4}, by=BO))

    assert unsettled(reviews, {}, cti_scheme()) == (("1a", 1, 3), ("2", 3, 5))
    assert unsettled(reviews, {"2": consensus("2")}, cti_scheme()) == (("1a", 1, 3),)


def test_what_is_agreed_stands_in_place_of_the_mean_and_changes_no_other_aspect():
    reviews = (review(2, by=ANNE), review(5, by=BO))
    means = aspect_means(reviews, cti_scheme())

    agreed = marks_of(reviews, cti_scheme(), {"7": consensus("7", "2.5")})

    assert means == dict.fromkeys(ASPECTS, Fraction(7, 2))
    assert agreed.aspects == means | {"7": Fraction(5, 2)}
    assert agreed.total(cti_scheme().weights) == (2 * Fraction(7, 2) + Fraction(5, 2)) / 3


def test_what_is_agreed_stands_where_a_score_was_missing():
    reviews = (review(dict.fromkeys(ASPECTS, 3) | {"7": None}, by=ANNE),)

    assert marks_of(reviews, cti_scheme()).aspects["7"] is None
    assert marks_of(reviews, cti_scheme(), {"7": consensus("7", "4")}).aspects["7"] == 4
