"""A balanced assignment, whatever panel, conflicts and earlier assignments it meets."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.panel.assignment import Assignment, Shortage, active, balanced
from assessment.domain.panel.people import Person, Role
from tests.builders import NOON

PANEL = tuple(Person(n, f"Bedømmer {n}", roles=frozenset({Role.REVIEWER})) for n in range(1, 8))
NUMBERS = tuple(range(10, 18))


@st.composite
def panels(draw):
    """Applications, reviewers, assignments there are, and who is barred from what."""
    applications = draw(st.lists(st.sampled_from(NUMBERS), unique=True))
    reviewers = draw(st.lists(st.sampled_from(PANEL), unique=True))
    pairs = st.tuples(st.sampled_from(NUMBERS), st.sampled_from(PANEL))
    known = [
        Assignment(number, person, "Lone", NOON, draw(st.sampled_from(["", "", "Syg."])), 1)
        for number, person in draw(st.lists(pairs, unique=True))
    ]
    barred = draw(
        st.dictionaries(
            st.sampled_from(NUMBERS), st.frozensets(st.integers(min_value=1, max_value=7))
        )
    )
    return applications, reviewers, known, barred, draw(st.integers(min_value=0, max_value=4))


def plan_of(made):
    applications, reviewers, known, barred, each = made
    return balanced(applications, reviewers, known, barred, each=each)


@given(panels())
def test_nobody_is_asked_who_is_barred_or_was_asked_before(made):
    _, reviewers, known, barred, _ = made
    asked = {(task.application, task.reviewer.id) for task in known}

    for number, person in plan_of(made).additions:
        assert person in reviewers
        assert person.id not in barred.get(number, frozenset())
        assert (number, person.id) not in asked


@given(panels())
def test_each_application_gets_as_many_as_it_wants_and_can_have_and_never_more(made):
    applications, reviewers, known, barred, each = made
    plan = plan_of(made)
    added = Counter(number for number, _ in plan.additions)

    for number in applications:
        has = sum(task.application == number for task in active(known, barred))
        asked = {task.reviewer.id for task in known if task.application == number}
        able = {person.id for person in reviewers} - barred.get(number, frozenset()) - asked
        assert added[number] == min(max(each - has, 0), len(able))
    assert set(added) <= set(applications)


@given(panels())
def test_a_shortage_is_told_exactly_where_fewer_could_be_had(made):
    applications, _, known, barred, each = made
    plan = plan_of(made)
    added = Counter(number for number, _ in plan.additions)
    has = Counter(task.application for task in active(known, barred))

    expected = {
        Shortage(number, has[number] + added[number], each)
        for number in applications
        if has[number] + added[number] < each
    }
    assert set(plan.shortages) == expected
    assert len(plan.shortages) == len(expected)


@given(panels(), st.randoms(use_true_random=False))
def test_the_order_of_what_is_given_decides_nothing(made, random):
    applications, reviewers, known, barred, each = made
    mixed = [random.sample(part, len(part)) for part in (applications, reviewers, known)]

    assert balanced(*mixed, barred, each=each) == plan_of(made)


@given(panels())
def test_the_least_loaded_are_chosen_by_the_application_that_fewest_may_review_first(made):
    applications, reviewers, known, barred, _ = made
    asked = {(task.application, task.reviewer.id) for task in known}
    load = Counter(task.reviewer.id for task in active(known, barred))
    added = plan_of(made).additions

    def able(number):
        shut = barred.get(number, frozenset())
        return [
            each.id for each in reviewers if each.id not in shut and (number, each.id) not in asked
        ]

    for number in sorted(applications, key=lambda one: (len(able(one)), one)):
        chosen = [person.id for one, person in added if one == number]
        passed_over = [id_ for id_ in able(number) if id_ not in chosen]
        assert all(load[one] <= load[other] for one in chosen for other in passed_over)
        load.update(chosen)


@given(st.integers(min_value=1, max_value=30), st.integers(min_value=2, max_value=7))
def test_without_conflicts_loads_differ_by_one_at_most(count, panel):
    plan = balanced(range(count), PANEL[:panel], [], {})
    load = Counter(person.id for _, person in plan.additions)

    assert sum(load.values()) == 2 * count
    assert (
        max(load[person.id] for person in PANEL[:panel])
        - min(load[person.id] for person in PANEL[:panel])
        <= 1
    )
