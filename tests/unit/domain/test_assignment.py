"""Who reviews what: what counts, what a balanced assignment gives, and what it cannot."""

from assessment.domain.panel.assignment import (
    Allotment,
    Assignment,
    Plan,
    Shortage,
    active,
    balanced,
)
from assessment.domain.panel.people import Person, Role
from tests.builders import NOON


def reviewer(id_, name="", **rest):
    return Person(id_, name or f"Bedømmer {id_}", roles=frozenset({Role.REVIEWER}), **rest)


ANNE, BO, CILLA = reviewer(1, "Anne Holm"), reviewer(2, "Bo Lund"), reviewer(3, "Cilla Krag")
PANEL = (ANNE, BO, CILLA)


def task(application, person, abstained=""):
    return Assignment(application, person, "Lone", NOON, abstained, 1)


def test_what_counts_is_neither_abstained_from_nor_somebody_conflicted_nor_gone():
    gone = reviewer(4, "Dorte Ravn", active=False)
    counting = task(1, ANNE)
    known = [counting, task(1, BO, "Syg."), task(1, CILLA), task(1, gone), task(2, CILLA)]

    assert active(known, {1: frozenset({CILLA.id})}) == (counting, task(2, CILLA))


def test_each_application_gets_the_least_loaded_first():
    assert balanced([10, 11, 12], PANEL, [], {}) == Plan(
        ((10, ANNE), (10, BO), (11, ANNE), (11, CILLA), (12, BO), (12, CILLA)), ()
    )


def test_what_is_assigned_stays_and_counts():
    known = [task(10, CILLA), task(11, CILLA), task(11, BO)]

    assert balanced([10, 11, 12], PANEL, known, {}) == Plan(((10, ANNE), (12, ANNE), (12, BO)), ())


def test_whoever_is_conflicted_is_not_asked_and_their_assignment_does_not_count():
    barred = {10: frozenset({ANNE.id})}

    assert balanced([10], PANEL, [task(10, ANNE)], barred) == Plan(((10, BO), (10, CILLA)), ())


def test_whoever_abstained_is_not_asked_again():
    assert balanced([10], PANEL, [task(10, ANNE, "Syg.")], {}) == Plan(((10, BO), (10, CILLA)), ())


def test_the_application_that_fewest_may_review_chooses_first():
    barred = {11: frozenset({ANNE.id})}

    plan = balanced([10, 11], PANEL, [], barred, each=1)

    assert plan == Plan(((10, ANNE), (11, BO)), ())


def test_all_reviewers_conflicted_is_a_shortage_and_no_crash():
    barred = {10: frozenset(each.id for each in PANEL)}

    assert balanced([10, 11], PANEL, [], barred) == Plan(
        ((11, ANNE), (11, BO)), (Shortage(10, 0, 2),)
    )


def test_without_reviewers_everything_is_short():
    assert balanced([10], (), [], {}) == Plan((), (Shortage(10, 0, 2),))
    assert balanced((), PANEL, [], {}) == Plan((), ())


def test_more_than_there_are_is_a_shortage_of_what_is_missing():
    assert balanced([10], PANEL, [task(10, BO)], {}, each=5) == Plan(
        ((10, ANNE), (10, CILLA)), (Shortage(10, 3, 5),)
    )


def test_more_than_wanted_is_left_as_it_is():
    known = [task(10, each) for each in PANEL]

    assert balanced([10], PANEL, known, {}, each=1) == Plan((), ())


def test_a_plan_is_told_by_applicant():
    plan = Plan(((10, ANNE), (10, BO), (11, CILLA)), (Shortage(11, 1, 2), Shortage(12, 0, 2)))
    names = {10: "Bakkedal", 11: "Lyngmose", 12: "Strandby"}

    assert plan.told(names) == (
        "Bakkedal tildeles Anne Holm og Bo Lund.",
        "Lyngmose tildeles Cilla Krag.",
    )
    assert plan.lacks(names) == (
        (
            "Lyngmose: kun 1 af 2 bedømmere, for ingen andre må vurdere ansøgningen. Giv en anden "
            "rollen bedømmer på siden Deltagere."
        ),
        (
            "Strandby: ingen kan vurdere ansøgningen, for alle bedømmere er eller kan være inhabile "
            "eller har meldt fra. Giv en anden rollen bedømmer på siden Deltagere."
        ),
    )


def test_a_reviewer_stands_to_an_application_in_a_few_words():
    allotment = Allotment(
        10,
        "Bakkedal",
        (task(10, ANNE), task(10, BO, "Syg.")),
        conflicted=(CILLA,),
        submitted=frozenset({ANNE.id}),
    )
    dorte = reviewer(4)

    assert [allotment.state(each) for each in (ANNE, BO, CILLA, dorte)] == [
        "har indsendt sin vurdering",
        "har meldt fra: Syg.",
        "ikke tildelt; er eller kan være inhabil",
        "ikke tildelt",
    ]
    assert [allotment.fixed(each) for each in (ANNE, BO, CILLA, dorte)] == [
        True,
        False,
        True,
        False,
    ]


def test_nothing_is_told_of_submitted_reviews_where_they_are_hidden():
    hidden = Allotment(10, "Bakkedal", (task(10, ANNE),), submitted=None)

    assert (hidden.state(ANNE), hidden.fixed(ANNE)) == ("tildelt", False)
