"""A round's ratings as reviewers by units, the agreement on each aspect, and each one's leniency."""

from dataclasses import replace
from fractions import Fraction

from assessment.domain.reviewing.agreement import agreement
from assessment.domain.rounds.ratings import (
    Leniency,
    RoundRatings,
    Unit,
    agreements,
    leniency,
    ratings,
)
from tests import builders

SCHEME = builders.cti_scheme()
ANNE, BO, CARL = (
    builders.person(name, id_) for id_, name in enumerate(("Anne", "Bo", "Carl"), start=1)
)
FIRST, SECOND = SCHEME.aspects[:2]


def case(id_, *given, **rest):
    """An application with each one's points for every aspect, or for those named."""
    reviews = [builders.review(points, application_id=id_, by=by) for by, points in given]
    return replace(builders.case(*reviews, id_=id_), **rest)


def test_reviewers_stand_by_name_and_units_as_they_come():
    cases = [case(7, (CARL, {"1a": 4, "1b": None}), (ANNE, 2)), case(3, (BO, 5))]
    assert ratings(cases, [FIRST, SECOND]) == RoundRatings(
        ("Anne", "Bo", "Carl"),
        (Unit(7, "1a"), Unit(7, "1b"), Unit(3, "1a"), Unit(3, "1b")),
        ((2, 2, None, None), (None, None, 5, 5), (4, None, None, None)),
    )


def test_drafts_and_reviews_of_the_conflicted_are_no_ratings():
    draft = builders.review(1, by=BO, submitted=None)
    one = replace(
        builders.case(builders.review(4, by=ANNE), draft, builders.review(2, by=CARL)),
        barred=frozenset({CARL}),
    )
    assert ratings([one], [FIRST]) == RoundRatings(("Anne",), (Unit(1, "1a"),), ((4,),))


def test_what_the_panel_agreed_on_changes_no_rating():
    alone = case(1, (ANNE, 2), (BO, 4))
    agreed = replace(alone, consensus={"7": builders.consensus("7", "3")})
    assert ratings([agreed], SCHEME.aspects) == ratings([alone], SCHEME.aspects)


def test_agreement_stands_for_each_aspect_and_last_for_all():
    cases = [case(1, (ANNE, 2), (BO, {"1a": 4, "1b": 2})), case(2, (ANNE, 5), (BO, 5))]
    found = agreements(cases, SCHEME)
    assert [part.id if part else "" for part, _ in found] == [
        *[aspect.id for aspect in SCHEME.aspects],
        "",
    ]
    assert found[0][1] == agreement([[2, 5], [4, 5]], blocks=[1, 2])
    assert found[1][1] == agreement([[2, 5], [2, 5]], blocks=[1, 2])
    everything = found[-1][1]
    assert (everything.units, everything.blocks, everything.ratings) == (11, 2, 22)


def test_nobody_agrees_before_anything_is_submitted():
    assert {each for _, each in agreements([], SCHEME)} == {agreement([])}


def test_leniency_is_the_mean_difference_from_the_others():
    cases = [case(1, (ANNE, 4), (BO, 2), (CARL, 3)), case(2, (ANNE, 5), (BO, 5)), case(3, (BO, 0))]
    assert leniency(ratings(cases, [FIRST]), enough=1) == (
        Leniency("Anne", 2, Fraction(3, 4)),
        Leniency("Bo", 2, Fraction(-3, 4)),
        Leniency("Carl", 1, Fraction(0)),
    )


def test_leniency_counts_applications_and_not_aspects():
    cases = [case(number, (ANNE, 3), (BO, 2)) for number in range(1, 20)]
    why = "kun 19 vurderinger delt med andre; kræver 20"
    assert leniency(ratings(cases, SCHEME.aspects)) == (
        Leniency("Anne", 19, None, why),
        Leniency("Bo", 19, None, why),
    )
    more = [*cases, case(20, (ANNE, 3), (BO, 2))]
    assert leniency(ratings(more, SCHEME.aspects)) == (
        Leniency("Anne", 20, Fraction(1)),
        Leniency("Bo", 20, Fraction(-1)),
    )


def test_what_one_rated_alone_says_nothing_of_leniency():
    cases = [case(number, (ANNE, 3)) for number in range(1, 25)]
    cases.append(case(25, (ANNE, 3), (BO, 3)))
    why = "kun 1 vurdering delt med andre; kræver 20"
    assert leniency(ratings(cases, SCHEME.aspects)) == (
        Leniency("Anne", 1, None, why),
        Leniency("Bo", 1, None, why),
    )


def test_without_ratings_nobody_is_lenient():
    assert leniency(ratings([], SCHEME.aspects)) == ()
