"""The three groups at the cut, and what is computed of how many applicants and criteria."""

from dataclasses import replace
from fractions import Fraction

import pytest

from assessment.domain.ranking import acceptability, sampling
from assessment.domain.ranking.leaving_out import LeftOut
from assessment.domain.ranking.places import Doubt, Group
from assessment.domain.ranking.region import Scope
from assessment.domain.ranking.robustness import MANY
from assessment.domain.ranking.swaps import Turn
from assessment.domain.ranking.verdicts import limits
from assessment.domain.reviewing.marks import marks_given
from tests.weighing import applicant, asked, scheme

IN, OUT, TOGETHER = Group.IN, Group.OUT, Group.DECIDE_TOGETHER
HALF = Fraction(1, 2)


def agreed(name, *points):
    """Two reviewers who gave the same points."""
    return applicant(name, points, points)


def groups(found):
    return {
        key: (each.standing.group, each.standing.reasons) for key, each in found.verdicts.items()
    }


def both(group, *reasons):
    return dict.fromkeys("AB", (group, reasons))


# --- the three groups -----------------------------------------------------------------------------


def test_whoever_is_ahead_with_all_weights_is_in_and_the_others_out():
    found = asked(agreed("A", 5, 5, 5), agreed("B", 4, 4, 4), agreed("C", 3, 3, 3), most=2)

    assert groups(found) == {"A": (IN, ()), "B": (IN, ()), "C": (OUT, ())}
    assert [(each.share, each.near, each.chance) for each in found.verdicts.values()] == [
        (1, 1, 1),
        (1, 1, 1),
        (0, 0, 0),
    ]


def test_weights_far_from_the_official_ones_change_no_group():
    found = asked(agreed("A", 5, 3, 3), agreed("B", 3, 4, 3))

    assert groups(found) == {"A": (IN, ()), "B": (OUT, ())}
    assert [each.share for each in found.verdicts.values()] == pytest.approx([2 / 3, 1 / 3])


def test_near_weights_that_change_the_outcome_are_a_reason():
    found = asked(agreed("A", 4, 3, 3), agreed("B", "3.5", "3.5", "2.8"))

    assert groups(found) == both(TOGETHER, Doubt.WEIGHTS)
    assert found.verdicts["A"].turns == (
        Turn("b", Fraction(7, 17), above=True, chance=Fraction(0)),
    )


@pytest.mark.parametrize(
    ("candidates", "reasons"),
    [
        ([agreed("A", 3, 4, 2), agreed("B", 3, 4, 2)], (Doubt.EQUAL,)),
        ([agreed("A", 4, 3, 3), agreed("B", 3, 4, 3)], (Doubt.EQUAL, Doubt.WEIGHTS)),
    ],
    ids=["identical", "equal where the official weights are"],
)
def test_equals_at_the_cut_are_a_reason_and_weights_where_they_part_them(candidates, reasons):
    assert groups(asked(*candidates)) == both(TOGETHER, *reasons)


@pytest.mark.parametrize("count", range(2, 12))
def test_identical_applicants_are_equal_and_nothing_more(count):
    same = [agreed(str(number), "3.1", "3.1", "3.1") for number in range(count)]

    for most in range(1, count):
        found = asked(*same, most=most)
        assert set(groups(found).values()) == {(TOGETHER, (Doubt.EQUAL,))}


def test_a_margin_is_a_reason_even_where_all_weights_agree():
    found = asked(agreed("A", 4, 4, 4), agreed("B", "3.9", 4, 4), of=scheme(margin="1/4"))

    assert groups(found) == both(TOGETHER, Doubt.CLOSE)


def test_one_review_that_changes_the_outcome_is_a_reason():
    found = asked(
        applicant("A", (4, 4, 4), (4, 4, 4), (4, 4, 4)),
        applicant("B", (3, 3, 3), (3, 3, 3), (4, 4, 4), by=["Per", "Ole", "Ida"]),
    )
    assert groups(found) == {"A": (IN, ()), "B": (OUT, ())}

    found = asked(
        applicant("A", (4, 4, 4), (4, 4, 4)),
        applicant("B", (2, 2, 2), (5, 5, 5), by=["Per", "Ole"]),
    )
    assert groups(found) == both(TOGETHER, LeftOut.REVIEW, LeftOut.REVIEWER)
    assert {each.reviewer for each in found.verdicts["A"].trials} == {"Per"}


def test_one_reviewer_that_changes_the_outcome_is_a_reason_where_no_single_review_does():
    found = asked(
        applicant("A", (5, 5, 5), (4, 4, 4), (3, 3, 3)),
        applicant("B", ("2.6", "2.6", "2.6"), (4, 4, 4), ("3.6", "3.6", "3.6")),
    )

    # 4 and 3.4 for all; without Anne's of A 3.5, without Anne's of B 3.8, without both these two.
    assert groups(found) == both(TOGETHER, LeftOut.REVIEWER)


def test_an_agreement_that_changes_the_outcome_is_a_reason():
    lowered = marks_given({"": {"a": 2, "b": 2, "c": 2}}, scheme())
    first = replace(applicant("A", (4, 4, 4), (4, 4, 4)), marks=lowered)

    found = asked(first, agreed("B", 3, 3, 3))

    assert found.verdicts["B"].standing.reasons == (
        LeftOut.REVIEW,
        LeftOut.REVIEWER,
        LeftOut.AGREEMENT,
    )


def test_the_ranking_has_the_groups_of_the_verdicts_and_keeps_those_without_a_place():
    found = asked(
        agreed("A", 4, 3, 3),
        agreed("B", 3, 4, 3),
        agreed("C", 1, 1, 1),
        applicant("D", (5, None, 5)),
        applicant("E", (5, 5, 5), qualified=False),
    )

    assert [(each.candidate.id, each.group) for each in found.ranking.standings] == [
        ("A", TOGETHER),
        ("B", TOGETHER),
        ("C", OUT),
        ("D", Group.INCOMPLETE),
        ("E", Group.NOT_QUALIFIED),
    ]
    assert [found.ranking.standing(key) for key in found.verdicts] == [
        each.standing for each in found.verdicts.values()
    ]


# --- edges ----------------------------------------------------------------------------------------


def test_of_nobody_nothing_is_known():
    found = asked()

    assert (found.verdicts, found.central, found.places, found.swaps) == ({}, {}, {}, ())
    assert (found.trials.made, found.seed, found.error) == ((), None, None)


@pytest.mark.parametrize("most", [1, 2, 9])
def test_with_places_for_all_everybody_is_in(most):
    candidates = [applicant("A", (5, 1, 2)), applicant("B", (1, 5, 2))][:most]

    assert set(groups(asked(*candidates, most=most)).values()) == {(IN, ())}


def test_one_reviewer_alone_can_be_left_out_nowhere():
    found = asked(applicant("A", (5, 5, 5)), applicant("B", (4, 4, 4)))

    assert groups(found) == {"A": (IN, ()), "B": (OUT, ())}
    assert found.trials.made == ()
    assert len(found.trials.untried) == 3


@pytest.mark.parametrize("weights", [("1", "0", "0"), ("0", "1/2", "1/2"), ("1", "0", "0")[::-1]])
def test_a_weight_of_0_or_1_is_a_weight(weights):
    found = asked(agreed("A", 5, 5, 3), agreed("B", 4, 4, 4), of=scheme(*weights))

    assert sum(each.near for each in found.verdicts.values()) == pytest.approx(1)
    ahead = "A" if weights[2] == "0" else "B" if weights[2] == "1" else None
    if ahead:
        assert [key for key, each in found.verdicts.items() if each.chance] == [ahead]
    else:
        assert groups(found) == both(TOGETHER, Doubt.EQUAL, Doubt.WEIGHTS)


# --- other numbers of criteria --------------------------------------------------------------------


def test_one_criterion_has_one_weight():
    found = asked(agreed("A", 5), agreed("B", 4), of=scheme("1"))

    assert groups(found) == {"A": (IN, ()), "B": (OUT, ())}
    assert (found.swaps, found.central, found.places) == (None, None, None)


def test_two_criteria_are_drawn_within_the_error_that_is_told():
    found = asked(agreed("A", 5, 3), agreed("B", 4, 5), of=scheme("1/2", "1/2"))

    # A is ahead where the first weighs more than 2/3.
    assert (found.seed, found.error) == (sampling.SEED, pytest.approx(0.01))
    assert found.verdicts["A"].share == pytest.approx(1 / 3, abs=found.error)
    assert groups(found) == {"B": (IN, ()), "A": (OUT, ())}
    assert [each.weight for each in found.swaps] == [Fraction(2, 3), Fraction(1, 3)]
    assert (found.central, found.places) == (None, None)


def test_four_criteria_report_the_published_tie():
    """Wikipedia, "Weighted sum model", example table (after Triantaphyllou 2000)."""
    found = asked(
        agreed("A1", 25, 20, 15, 30),
        agreed("A2", 10, 30, 20, 30),
        agreed("A3", 30, 10, 30, 10),
        of=scheme("0.20", "0.15", "0.40", "0.25"),
    )

    assert [(key, each.standing.place, each.chance) for key, each in found.verdicts.items()] == [
        ("A2", 1, HALF),
        ("A3", 1, HALF),
        ("A1", 3, 0),
    ]
    assert groups(found)["A2"] == groups(found)["A3"] == (TOGETHER, (Doubt.EQUAL, Doubt.WEIGHTS))
    assert sum(each.near for each in found.verdicts.values()) == pytest.approx(1)


# --- many -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("count", "all_of_it"), [(MANY, True), (MANY + 1, False)])
def test_above_a_hundred_only_shares_are_computed(count, all_of_it):
    many = [agreed(str(each), Fraction(each, 50), 2, Fraction(each, 30)) for each in range(count)]

    found = asked(*many, most=3)

    computed = [each is not None for each in (found.places, found.swaps, found.trials)]
    assert computed == [all_of_it] * 3
    assert [key for key, each in found.verdicts.items() if each.standing.group is IN] == [
        str(count - each) for each in (1, 2, 3)
    ]
    assert found.seed is None


def test_too_many_equals_at_one_point_are_drawn(monkeypatch):
    candidates = [agreed("A", 5, 3, 3), agreed("B", 3, 4, 3), agreed("C", 3, 3, 4)]
    monkeypatch.setattr(acceptability, "_TOO_MANY", 1)
    monkeypatch.setattr(acceptability, "_MANY", 1)
    monkeypatch.setattr(acceptability, "_DEEPEST", 0)

    found = asked(*candidates)

    assert (found.seed, found.error) == (sampling.SEED, sampling.error())
    assert (found.central, found.places) == (None, None)
    assert found.verdicts["A"].share == pytest.approx(8 / 15, abs=found.error)


def test_with_room_for_all_too_many_equals_at_one_point_leave_central_weights_out():
    line = [agreed(str(at), Fraction(at, 80), 5 - Fraction(at, 80), 2) for at in range(400)]

    found = asked(*line, most=400)

    assert {each.share for each in found.verdicts.values()} == {1}
    assert (found.central, found.seed) == (None, None)
    assert list(limits(found)) == [
        "Så mange står lige ved de samme vægte, at det ikke er regnet ud, hvem der er først ved hvilke.",
        "Ved mere end 100 ansøgere regnes byttepunkter, pladsfordelinger og udeladte bedømmelser ikke.",
    ]


def test_near_shares_that_alone_were_drawn_are_told_as_drawn(monkeypatch):
    others = [agreed(str(each), 0, 0, 0) for each in range(MANY)]
    candidates = [agreed("A", 5, 3, 3), agreed("B", 3, "4.5", 3), *others]
    for limit, value in {"_TOO_MANY": 1, "_MANY": 1, "_DEEPEST": 0}.items():
        monkeypatch.setattr(acceptability, limit, value)

    found = asked(*candidates, scope=Scope.ORDERED)

    # Nobody changes places where the weights keep their order, and B is ahead in a corner near them.
    assert (found.verdicts["A"].share, found.central["B"]) == (1, None)
    assert 0 < found.verdicts["B"].near < HALF
    assert (found.seed, found.error) == (sampling.SEED, sampling.error())


def test_the_region_asked_for_changes_shares_and_no_group():
    candidates = [agreed("A", 5, 3, 3), agreed("B", 3, 4, 3)]

    found = {scope: asked(*candidates, scope=scope) for scope in Scope}

    assert {scope: each.verdicts["A"].share for scope, each in found.items()} == {
        Scope.NEAR: 1,
        Scope.ALL: pytest.approx(2 / 3),
        Scope.ORDERED: 1,
    }
    assert len({str(groups(each)) for each in found.values()}) == 1
