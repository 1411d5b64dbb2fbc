"""What is closed and what is hidden, whatever was declared, assigned and written."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.outcomes.award import Award
from assessment.domain.outcomes.decision import Decision
from assessment.domain.panel.access import Phase
from assessment.domain.panel.assignment import Assignment
from assessment.domain.panel.impartiality import (
    Closure,
    Declaration,
    Ground,
    Judgement,
    Scope,
    Stance,
    closures,
    conflicted,
    shut_out,
)
from assessment.domain.panel.people import Person, Role
from assessment.domain.reviewing.marks import aspect_means, marks_of
from assessment.domain.reviewing.review import Review, Score
from assessment.domain.rounds.sight import hidden, seen
from tests.builders import NOON, case, consensus, cti_scheme, recommendation
from tests.rankings import own_totals

ASPECTS = [aspect.id for aspect in cti_scheme().aspects]
NUMBERS = (1, 2, 3)
roles = st.frozensets(st.sampled_from(Role))
people = st.builds(
    lambda number, given_: Person(number, f"Person {number}", roles=given_),
    st.integers(min_value=1, max_value=5),
    roles,
)
judgements = st.none() | st.builds(
    lambda scope: Judgement(scope, "Derfor.", "Lone", NOON), st.none() | st.sampled_from(Scope)
)


@st.composite
def declarations(draw, of=people):
    """What several people declared, one declaration for each application and person."""
    made = {}
    for person in draw(st.lists(of, unique_by=lambda each: each.id)):
        for number in draw(st.frozensets(st.sampled_from(NUMBERS))):
            stance = draw(st.sampled_from(Stance))
            judged = None if stance is Stance.IMPARTIAL else draw(judgements)
            grounds = () if stance is Stance.IMPARTIAL else (Ground.OTHER,)
            made[number, person.id] = Declaration(
                number, person, stance, grounds, "Fordi.", NOON, judged, 1
            )
    return list(made.values())


@given(people, declarations())
def test_a_doubt_or_a_conflict_for_the_round_closes_all_and_nothing_else_does(person, known):
    own = [each for each in known if each.person.id == person.id]
    for_the_round = any(each.judgement and each.judgement.scope is Scope.ROUND for each in own)
    waits = any(each.pending for each in own)

    shut = shut_out(person, known)

    assert (shut is not None) is (for_the_round or waits)
    if shut:
        assert closures(person, known, NUMBERS) == dict.fromkeys(NUMBERS, shut)


@given(people, declarations())
def test_otherwise_an_application_is_open_exactly_where_one_is_found_impartial(person, known):
    own = {each.application: each for each in known if each.person.id == person.id}
    if shut_out(person, known):
        return

    shut = closures(person, known, NUMBERS)

    for number in NUMBERS:
        made = own.get(number)
        if made is None:
            assert shut.get(number) == (Closure.UNDECLARED if person.takes_part else None)
        else:
            found = made.judgement.scope if made.judgement else None
            assert shut.get(number) == (Closure.CONFLICTED if found else None)


@given(declarations(), st.randoms(use_true_random=False))
def test_who_may_be_conflicted_is_who_it_is_closed_to_but_for_the_undeclared(known, random):
    barred = conflicted(random.sample(known, len(known)), NUMBERS)

    for person in {each.person for each in known}:
        for number in NUMBERS:
            why = closures(person, known, NUMBERS).get(number)
            shut = why is not None and why is not Closure.UNDECLARED
            assert (person.id in barred[number]) is shut


# --- hidden judgement -----------------------------------------------------------------------------

texts = st.text(max_size=8)
points = st.none() | st.integers(min_value=0, max_value=5)


@st.composite
def reviews(draw):
    """The reviews of one application, some of them drafts."""
    found = []
    for person in draw(st.lists(people, unique_by=lambda each: each.id)):
        chosen = draw(st.frozensets(st.sampled_from(ASPECTS)))
        scores = {each: Score(each, draw(points), draw(texts), NOON, 1) for each in chosen}
        found.append(Review(1, person, scores, draw(st.none() | st.just(NOON))))
    return tuple(sorted(found, key=lambda each: each.reviewer.id))


assignments = st.lists(
    st.builds(
        lambda person, abstained: Assignment(1, person, "Lone", NOON, abstained, 1),
        people,
        st.sampled_from(["", "Syg."]),
    ),
    unique_by=lambda each: each.reviewer.id,
).map(tuple)
agreed = st.dictionaries(
    st.sampled_from(ASPECTS),
    st.integers(min_value=0, max_value=10).map(
        lambda half: consensus(points=str(Fraction(half, 2)))
    ),
)
decisions = st.none() | st.builds(
    lambda award, reason: Decision(1, award, reason, "Karin", NOON, 1),
    st.sampled_from(Award),
    texts,
)
recommendations = st.none() | st.builds(
    lambda award, reason: recommendation(award, reason=reason), st.sampled_from(Award), texts
)
PLAIN = case()


@st.composite
def cases(draw, asked=assignments):
    """A case with everything that others may have thought of it."""
    return replace(
        PLAIN,
        reviews=draw(reviews()),
        assignments=draw(asked),
        consensus=draw(agreed),
        recommendation=draw(recommendations),
        decision=draw(decisions),
    )


@given(cases(), people, st.sampled_from(Phase))
def test_drafts_of_others_are_in_no_case_for_anybody_and_ones_own_is_always_whole(
    made, person, phase
):
    found = seen(made, person, phase)

    for each in found.reviews:
        if each.reviewer.id == person.id:
            assert each in made.reviews
        else:
            assert each.submitted or not each.scores
    own = [each for each in made.reviews if each.reviewer.id == person.id]
    assert [each for each in found.reviews if each.reviewer.id == person.id] == own


@given(cases(), people, st.sampled_from(Phase))
def test_what_is_hidden_is_nowhere_in_the_case(made, person, phase):
    found = seen(made, person, phase)

    assert bool(found.hidden) is hidden(person, made.reviews, made.assignments, phase)
    if found.hidden:
        own = tuple(each for each in made.reviews if each.reviewer.id == person.id)
        assert (found.reviews, found.consensus) == (own, {})
        assert (found.recommendation, found.decision) == (None, None)
        assert (found.submitted, own_totals(found), found.attention) == ((), {}, ())
        assert set(found.marks.aspects.values()) == {None}
    else:
        assert found.submitted == made.submitted
        assert found.marks == made.marks


@given(cases(), cases(), people, st.sampled_from(Phase))
def test_two_cases_that_differ_in_what_is_hidden_look_the_same(one, other, person, phase):
    """Whatever others wrote, agreed, recommended and decided: it shows in nothing."""
    other = replace(other, assignments=one.assignments)
    own = {each.reviewer.id: each for each in one.reviews if each.reviewer.id == person.id}
    rest = [each for each in other.reviews if each.reviewer.id != person.id]
    other = replace(other, reviews=(*own.values(), *rest))
    if hidden(person, one.reviews, one.assignments, phase):
        assert seen(one, person, phase) == seen(other, person, phase)
        assert seen(one, person, phase).marks == seen(other, person, phase).marks


@given(reviews(), agreed)
def test_what_is_agreed_stands_and_every_other_aspect_keeps_its_mean(given_, made):
    submitted = [each for each in given_ if each.submitted]

    found = marks_of(submitted, cti_scheme(), made)

    means = aspect_means(submitted, cti_scheme())
    assert found.aspects == means | {aspect: each.points for aspect, each in made.items()}
    total = found.total(cti_scheme().weights)
    assert total is None or 0 <= total <= 5
