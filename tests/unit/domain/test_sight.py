"""What is hidden from whom, for how long, and what the log tells of it."""

from dataclasses import replace
from fractions import Fraction

import pytest

from assessment.domain.access import Phase
from assessment.domain.assignment import Assignment
from assessment.domain.case import Closed
from assessment.domain.consensus import Consensus
from assessment.domain.event import Action, Event
from assessment.domain.impartiality import Closure
from assessment.domain.people import Person, Role
from assessment.domain.sight import OWN_FIRST, PANEL_FIRST, View, hidden, seen, told
from tests.builders import NOON, case, recommendation, review, round_of, screening

REVIEWER = frozenset({Role.REVIEWER})
ANNE, BO = Person(1, "Anne Holm", roles=REVIEWER), Person(2, "Bo Lund", roles=REVIEWER)
LONE = Person(3, "Lone Vestergaard", roles=frozenset({Role.LEAD}))
BOTH = replace(ANNE, roles=frozenset({Role.REVIEWER, Role.LEAD, Role.DECIDER}))
TASK = Assignment(1, ANNE, "Lone Vestergaard", NOON)
AGREED = Consensus(1, "1a", Fraction(4), "Enige.", ("Bo Lund", "Ida"), "Bo Lund", NOON)


@pytest.mark.parametrize("phase", [Phase.RECEIVING, Phase.ASSESSMENT])
@pytest.mark.parametrize("person", [ANNE, BOTH], ids=["reviewer", "lead who reviews"])
def test_a_reviewer_is_blind_while_each_judges_alone(person, phase):
    assert hidden(person, [review(by=BO)], [], phase)
    assert not hidden(person, [review(by=BO), review(by=ANNE)], [TASK], phase)


def test_whoever_does_not_review_is_not_blind():
    assert not hidden(LONE, [review(by=BO)], [TASK], Phase.ASSESSMENT)


def test_whoever_is_awaited_stays_blind_when_the_panel_meets():
    assert hidden(ANNE, [review(by=BO)], [TASK], Phase.CONSENSUS)
    assert not hidden(ANNE, [review(by=BO)], [], Phase.CONSENSUS)
    abstained = replace(TASK, abstained="Orlov.")
    assert not hidden(ANNE, [review(by=BO)], [abstained], Phase.CONSENSUS)


def whole_case():
    """An application that Bo judged, that was agreed on and recommended, with a draft of Anne's."""
    draft = review({"1a": 3}, by=ANNE, submitted=None)
    judged = case(review(5, by=BO), draft, made=recommendation())
    return replace(judged, assignments=(TASK,), consensus={"1a": AGREED})


def test_the_blind_see_their_own_and_when_they_will_see_more():
    shown = seen(whole_case(), ANNE, Phase.ASSESSMENT)
    assert [each.reviewer for each in shown.reviews] == [ANNE]
    assert (shown.consensus, shown.recommendation, shown.decision) == ({}, None, None)
    assert (shown.hidden, shown.marks.total(shown.scheme.weights)) == (OWN_FIRST, None)
    ida = Person(4, "Ida", roles=REVIEWER)
    assert seen(whole_case(), ida, Phase.ASSESSMENT).hidden == PANEL_FIRST


def test_the_others_see_all_but_the_words_of_a_draft():
    shown = seen(whole_case(), LONE, Phase.ASSESSMENT)
    assert [(each.reviewer, bool(each.scores)) for each in shown.reviews] == [
        (ANNE, False),
        (BO, True),
    ]
    assert (shown.hidden, shown.consensus) == ("", {"1a": AGREED})


def test_a_round_is_comparable_where_all_that_can_have_a_place_is_seen():
    kept = replace(case(id_=2), hidden=OWN_FIRST)
    unmet = replace(kept, screening=screening(unmet=["M1"]))
    assert round_of(case(review())).comparable
    assert round_of(case(review()), unmet).comparable
    assert not round_of(case(review()), kept).comparable
    closed = (Closed(3, "Lyngmose", Closure.UNDECLARED),)
    assert not replace(round_of(case(review())), closed=closed).comparable


# --- the log --------------------------------------------------------------------------------------


def event(action, application=1, actor="Bo Lund"):
    return Event(NOON, actor, action, "demo", application, "", "før", "efter")


JUDGEMENT = [Action.SCORE_SAVED, Action.REVIEW_SUBMITTED, Action.AGREED, Action.RECOMMENDED]


@pytest.mark.parametrize("action", [*JUDGEMENT, Action.REVIEW_REOPENED, Action.DECIDED])
def test_judgement_that_is_hidden_is_not_in_the_log(action):
    view = View(ANNE, hidden=frozenset({1}))
    assert told(event(action), view) is None
    assert told(event(action, 2), view) == event(action, 2)
    own = event(action, actor="Anne Holm")
    assert told(own, view) == own


def test_what_is_decided_of_the_whole_round_is_told_to_whoever_sees_it_whole():
    decided = event(Action.DECIDED, None)
    assert told(decided, View(LONE)) == decided
    assert told(decided, View(BOTH, hidden=frozenset({1}))) is None
    assert told(decided, View(LONE, closed=frozenset({1}))) is None
    moved = event(Action.ROUND_MOVED, None)
    assert told(moved, View(LONE, closed=frozenset({1}))) == moved


def test_what_is_closed_is_not_in_the_log_whoever_did_it():
    view = View(LONE, closed=frozenset({1}))
    assert told(event(Action.OUTCOME_SET, actor="Lone Vestergaard"), view) is None
    assert told(event(Action.OUTCOME_SET, 2), view) == event(Action.OUTCOME_SET, 2)


def test_a_draft_of_another_is_not_in_the_log():
    view = View(LONE, drafts=frozenset({(1, "Bo Lund")}))
    assert told(event(Action.SCORE_SAVED), view) is None
    assert told(event(Action.REVIEW_SUBMITTED), view) == event(Action.REVIEW_SUBMITTED)
