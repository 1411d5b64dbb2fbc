"""The selection without one review or one reviewer, against ranking anew."""

from dataclasses import replace
from fractions import Fraction

import pytest

from assessment.domain.ranking.leaving_out import LeftOut, Trial, trials
from assessment.domain.reviewing.marks import marks_given
from tests.weighing import applicant, scheme

HALF = Fraction(1, 2)
SCHEME = scheme("1/2", "1/2")


def tried(*candidates, places=1):
    return trials(candidates, SCHEME, SCHEME.weights, places)


def left_out(kind, reviewer, name, **outcome):
    return Trial(kind, {key: Fraction(each) for key, each in outcome.items()}, reviewer, name, name)


def test_every_review_and_every_reviewer_is_left_out_once():
    found = tried(applicant("A", (5, 5), (1, 1)), applicant("B", (4, 4), (3, 3)))

    # A has 3 and B 3.5; A is best without Bo, and where Bo says nothing of A.
    assert found.untried == ()
    assert found.made == (
        left_out(LeftOut.REVIEW, "Anne", "A", A=0, B=1),
        left_out(LeftOut.REVIEW, "Bo", "A", A=1, B=0),
        left_out(LeftOut.REVIEW, "Anne", "B", A=HALF, B=HALF),
        left_out(LeftOut.REVIEW, "Bo", "B", A=0, B=1),
        left_out(LeftOut.REVIEWER, "Anne", "", A=0, B=1),
        left_out(LeftOut.REVIEWER, "Bo", "", A=1, B=0),
    )


def test_of_two_with_one_name_it_is_known_whose_review_was_left_out():
    alike = [replace(applicant("A", (5, 5), (1, 1)), id=each) for each in "12"]

    reviews = [each for each in tried(*alike).made if each.left_out is LeftOut.REVIEW]
    assert [(each.name, each.application) for each in reviews] == [("A", "1")] * 2 + [
        ("A", "2")
    ] * 2


def test_an_applicant_is_never_left_without_any_review():
    found = tried(
        applicant("A", (5, 5), by=["Ida"]), applicant("B", (4, 4), (3, 3), by=["Anne", "Jens"])
    )

    assert [(each.left_out, each.reviewer, each.name) for each in found.made] == [
        (LeftOut.REVIEW, "Anne", "B"),
        (LeftOut.REVIEW, "Jens", "B"),
        (LeftOut.REVIEWER, "Anne", ""),
        (LeftOut.REVIEWER, "Jens", ""),
    ]
    assert found.untried == ("Idas vurdering af A (den er den eneste)", "alle Idas vurderinger")


def test_a_review_that_alone_scored_a_criterion_cannot_be_left_out():
    found = tried(applicant("A", (5, 4), (3, None)), applicant("B", (4, 4), (3, 3)))

    assert found.untried == (
        "Annes vurdering af A (den er den eneste)",
        "alle Annes vurderinger",
    )


def test_points_that_were_agreed_are_left_out_too():
    candidate = applicant("A", (5, 5), (3, 3))
    agreed = replace(candidate, marks=marks_given({"": {"a": 2, "b": 2}}, SCHEME))

    found = tried(agreed, applicant("B", (3, 3), (3, 3)))

    assert found.made[0] == left_out(LeftOut.AGREEMENT, "", "", A=1, B=0)
    assert len(found.made) == 7


def test_without_points_of_their_own_nothing_can_be_tried():
    nothing = ("enkelte bedømmelser og bedømmere (point givet hver for sig mangler for en eller flere ansøgere)",)  # fmt: skip
    candidate = replace(applicant("A", (5, 5)), given={})

    found = tried(candidate, applicant("B", (4, 4), (3, 3)))

    assert (found.made, found.untried) == ((), nothing)


def test_of_nobody_nothing_is_tried():
    assert (tried().made, tried().untried) == ((), ())


@pytest.mark.parametrize(
    ("trial", "words"),
    [
        (
            left_out(LeftOut.REVIEW, "Jens", "Fonden Max"),
            "hvis Jens’ vurdering af Fonden Max udgår",
        ),
        (left_out(LeftOut.REVIEWER, "Anne", ""), "hvis alle Annes vurderinger udgår"),
        (
            left_out(LeftOut.AGREEMENT, "", ""),
            "hvis bedømmernes egne point gælder i stedet for dem, de er enedes om",
        ),
    ],
    ids=["a review", "a reviewer", "an agreement"],
)
def test_a_trial_is_told_as_a_condition(trial, words):
    assert trial.words == words
