"""A consensus knows the reviews there were: what came later makes it open again."""

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest

from assessment.domain.reviewing.consensus import (
    Consensus,
    Difference,
    differences,
    standing,
    unsettled,
    validate_consensus,
)
from assessment.domain.reviewing.marks import marks_of
from assessment.errors import RefusedActionError
from tests.builders import NOON, cti_scheme, person, review

ANNE, JENS, METTE = person("Anne Holm", 1), person("Jens Krogh", 2), person("Mette Sand", 3)
HOUR = timedelta(hours=1)
AGREED = Consensus(
    1, "2", Fraction(5, 2), "Vi er enige.", ("Anne Holm", "Jens Krogh"), "Lone", NOON, 1
)
TAKEN_BACK = replace(AGREED, points=None, participants=())
APART = (review({"2": 4}, by=ANNE), review({"2": 2}, by=JENS))


def late(points, by=METTE):
    return review(points, by=by, submitted=NOON + HOUR)


def test_a_difference_stays_on_the_list_once_it_is_settled():
    assert differences(APART, {}, cti_scheme()) == (Difference("2", 2, 4, None),)

    (settled,) = differences(APART, {"2": AGREED}, cti_scheme())

    assert settled == Difference("2", 2, 4, AGREED)
    assert settled.settled


def test_a_consensus_is_outdated_by_a_review_that_came_later_from_somebody_else():
    (again,) = differences((*APART, late({"2": 3})), {"2": AGREED}, cti_scheme())

    assert again == Difference("2", 2, 4, AGREED, outdated=True)
    assert not again.settled
    assert unsettled((*APART, late({"2": 3})), {"2": AGREED}, cti_scheme()) == (("2", 2, 4),)


def test_a_consensus_is_outdated_even_where_the_points_are_close():
    close = (review({"2": 3}, by=ANNE), late({"2": 2}))

    assert differences(close, {"2": AGREED}, cti_scheme()) == (
        Difference("2", 2, 3, AGREED, outdated=True),
    )


def test_whoever_took_part_outdates_it_only_by_changing_the_aspect_itself():
    submitted_again = late({"2": 4}, by=ANNE)
    score = replace(submitted_again.scores["2"], saved=NOON + HOUR)
    changed = replace(submitted_again, scores={"2": score})

    assert not AGREED.outdated([submitted_again])
    assert AGREED.outdated([changed])


def test_a_draft_outdates_nothing():
    assert not AGREED.outdated([review({"2": 1}, by=METTE, submitted=None)])


def test_what_was_taken_back_counts_no_more_and_is_open_again():
    assert standing({"2": TAKEN_BACK, "7": replace(AGREED, aspect="7")}).keys() == {"7"}
    assert unsettled(APART, {"2": TAKEN_BACK}, cti_scheme()) == (("2", 2, 4),)
    assert marks_of(APART, cti_scheme(), {"2": TAKEN_BACK}).aspects["2"] == 3
    assert marks_of(APART, cti_scheme(), {"2": AGREED}).aspects["2"] == Fraction(5, 2)


def test_taking_back_needs_a_reason_and_nobody_who_took_part():
    validate_consensus(TAKEN_BACK)
    with pytest.raises(RefusedActionError) as refused:
        validate_consensus(replace(TAKEN_BACK, reason=" "))

    assert str(refused.value) == "Skriv, hvorfor konsensus tages tilbage."
