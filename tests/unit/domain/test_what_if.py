from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction

import pytest

from assessment.domain.ranking.places import Candidate, Move, rank
from assessment.domain.ranking.scenario import Change, Scenario
from assessment.domain.ranking.what_if import differences, moved, outcome, weights_of
from assessment.domain.reviewing.marks import marks_given
from assessment.domain.rules.scheme import Select
from tests.builders import cti_scheme

TWO = Select(min=1, max=2)
ASPECTS = [aspect.id for aspect in cti_scheme().aspects]


def scenario(**given):
    weights = given.pop("weights", cti_scheme().weights)
    return Scenario("demo", "Prøve", weights, at=datetime(2026, 1, 1, tzinfo=UTC), **given)


def scored(id_, *, agreed=None, **by):
    """An applicant whose reviewers gave these points for each aspect, or as told by aspect."""
    given = {
        name: {
            key: Fraction(points.get(key, 3) if isinstance(points, dict) else points)
            for key in ASPECTS
        }
        for name, points in by.items()
    }
    together = {"Sammen": dict.fromkeys(ASPECTS, Fraction(agreed))} if agreed else given
    return Candidate(id_, f"Ansøger {id_}", marks_given(together, cti_scheme()), given=given)


ROUND = (scored("1", Anne=5, Bo=5), scored("2", Anne=4, Bo=3), scored("3", Anne=3, Bo=3))


def tried(made, candidates=ROUND, select=TWO):
    official = rank(candidates, cti_scheme(), select)
    other = outcome(made, candidates, cti_scheme(), select)
    return official, other


def totals(other):
    return {each.candidate.id: each.total for each in other.ranking.standings}


def test_without_a_change_all_stays():
    official, other = tried(scenario())
    assert other.ranking == official
    assert (other.below, other.own_points) == ((), ())
    assert differences(official, other) == ("De samme ansøgere udvælges.",)
    assert moved(official, other) == ()


def test_a_reviewer_is_left_out_of_every_mean():
    official, other = tried(scenario(without="Anne"))
    assert totals(other) == {"1": 5, "2": 3, "3": 3}
    assert moved(official, other) == (Move("Ansøger 3", 3, 2),)
    assert differences(official, other) == ("Kommer ind: Ansøger 3.",)


def test_of_two_with_one_name_the_other_is_told():
    namesakes = tuple(replace(each, name="Åmose Kommune") for each in ROUND)
    official, other = tried(scenario(without="Bo", places=1), namesakes[1:], Select(min=1, max=1))
    assert differences(official, other) == ("De samme ansøgere udvælges.",)
    official, other = tried(scenario(without="Anne"), namesakes[1:], Select(min=1, max=1))
    assert differences(official, other) == ("Kommer ind: Åmose Kommune.",)


def test_whoever_was_reviewed_by_nobody_else_loses_the_place():
    _, other = tried(scenario(without="Anne"), (*ROUND, scored("4", Anne=5)))
    assert totals(other)["4"] is None
    official = rank((*ROUND, scored("4", Anne=5)), cti_scheme(), TWO)
    assert differences(official, other) == (
        "Kommer ind: Ansøger 2 og Ansøger 3.",
        "Falder ud: Ansøger 4.",
    )


def test_one_point_more_counts_in_one_review_of_one_aspect():
    _, other = tried(scenario(change=Change(3, "Bo", "7", 1)))
    # Aspect 7 is all of the third criterion: half a point more of one in three.
    assert totals(other) == {"1": 5, "2": Fraction(7, 2), "3": 3 + Fraction(1, 6)}


@pytest.mark.parametrize(
    "change",
    [Change(1, "Bo", "7", 1), Change(1, "Ingen", "7", -1)],
    ids=["off the scale", "unknown"],
)
def test_a_point_that_cannot_be_is_not_given(change):
    official, other = tried(scenario(change=change))
    assert other.ranking == official


def test_what_was_agreed_gives_way_where_the_points_are_taken_apart():
    candidates = (scored("1", agreed=1, Anne=5, Bo=5), *ROUND[1:])
    _, other = tried(scenario(change=Change(1, "Anne", "7", -1)), candidates)
    assert totals(other)["1"] == 5 - Fraction(1, 6)
    assert other.own_points == ("Ansøger 1",)
    _, untouched = tried(scenario(change=Change(2, "Anne", "7", -1)), candidates)
    assert totals(untouched)["1"] == 1
    assert untouched.own_points == ()


def test_the_least_total_leaves_out_who_is_below_it():
    official, other = tried(scenario(floor=Fraction(7, 2)))
    assert totals(other) == {"1": 5, "2": Fraction(7, 2)}
    assert other.below == ("Ansøger 3",)
    assert moved(official, other) == ()


def test_another_number_to_select_is_never_less_than_the_least():
    official, other = tried(scenario(places=1), select=Select(min=2, max=2))
    assert other.ranking.select == Select(min=1, max=1)
    assert differences(official, other) == ("Falder ud: Ansøger 2.",)


def test_parts_become_weights():
    assert weights_of({"a": 1, "b": 3}) == {"a": Fraction(1, 4), "b": Fraction(3, 4)}
    assert weights_of({"a": 0, "b": 0}) is None
