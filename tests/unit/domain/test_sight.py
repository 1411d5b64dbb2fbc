"""What somebody may see of a case, and what the log may tell them."""

from dataclasses import replace

import pytest

from assessment.domain.outcomes.award import Award
from assessment.domain.outcomes.decision import Decision
from assessment.domain.panel.access import Phase
from assessment.domain.panel.assignment import Assignment
from assessment.domain.panel.people import Person, Role
from assessment.domain.rounds.event import Action, Event
from assessment.domain.rounds.sight import OWN_FIRST, PANEL_FIRST, View, hidden, seen, told
from tests.builders import NOON, case, consensus, recommendation, review
from tests.rankings import own_totals

R, L, D, X = Role.REVIEWER, Role.LEAD, Role.DECIDER, Role.READER


def somebody(id_, name, *roles):
    return Person(id_, name, roles=frozenset(roles))


ANNE, BO, CILLA = (
    somebody(number, name, R)
    for number, name in enumerate(("Anne Holm", "Bo Lund", "Cilla Krag"), start=1)
)
LONE, BOTH = somebody(4, "Lone Vestergaard", L), somebody(5, "Karin Dahl", R, L)
ALONE = (Phase.PREPARATION, Phase.RECEIVING, Phase.ASSESSMENT)
TOGETHER = (Phase.CONSENSUS, Phase.RECOMMENDATION)
OVER = (Phase.DECIDED, Phase.ARCHIVED)


def asked(person, abstained=""):
    return Assignment(1, person, "Lone", NOON, abstained)


# --- when it is hidden ----------------------------------------------------------------------------


@pytest.mark.parametrize("person", [ANNE, BOTH], ids=["reviewer", "lead who reviews"])
def test_others_are_hidden_until_ones_own_review_is_submitted(person):
    own, draft = review(by=person), review(by=person, submitted=None)
    others = review(by=BO)

    for phase in (*ALONE, *TOGETHER):
        assert hidden(person, [others], [asked(person)], phase)
        assert hidden(person, [others, draft], [asked(person)], phase)
        assert not hidden(person, [others, own], [asked(person)], phase)


def test_whoever_has_nothing_to_review_sees_it_once_the_panel_meets():
    for assignments in ([], [asked(ANNE, "Syg.")], [asked(BO)]):
        assert [hidden(ANNE, [review(by=BO)], assignments, phase) for phase in ALONE] == [True] * 3
        assert [hidden(ANNE, [review(by=BO)], assignments, phase) for phase in TOGETHER] == [
            False,
            False,
        ]


def test_whoever_does_not_review_is_not_bound():
    for person in (LONE, somebody(6, "Karin", D), somebody(7, "Peter", X)):
        assert not any(hidden(person, [review(by=BO)], [asked(BO)], phase) for phase in Phase)


def test_whose_review_is_awaited_is_bound_even_without_the_role():
    assert hidden(LONE, [review(by=BO)], [asked(LONE)], Phase.CONSENSUS)
    assert not hidden(LONE, [review(by=BO)], [asked(LONE, "Syg.")], Phase.CONSENSUS)


@pytest.mark.parametrize("phase", OVER)
def test_nothing_is_hidden_once_it_is_decided(phase):
    assert not hidden(ANNE, [review(by=BO)], [asked(ANNE)], phase)


# --- what is seen of a case -----------------------------------------------------------------------

DRAFT = review(5, by=BO, submitted=None, reason="Endnu et udkast.")
MADE = replace(
    case(review(2, by=ANNE), DRAFT, review(4, by=CILLA), made=recommendation()),
    assignments=(asked(ANNE), asked(BO), asked(CILLA)),
    consensus={"7": consensus()},
    decision=Decision(1, Award.GRANT, "", "Karin Dahl", NOON),
)


def test_a_reviewer_whose_own_is_not_submitted_sees_that_alone():
    assert seen(MADE, BO, Phase.ASSESSMENT) == replace(
        MADE,
        reviews=(DRAFT,),
        consensus={},
        recommendation=None,
        decision=None,
        hidden=OWN_FIRST,
    )


def test_whoever_is_not_to_review_it_is_told_to_wait_for_the_panel():
    found = seen(MADE, BOTH, Phase.ASSESSMENT)

    assert (found.reviews, found.hidden) == ((), PANEL_FIRST)


def test_nothing_is_made_of_what_is_hidden():
    found = seen(MADE, BO, Phase.ASSESSMENT)

    assert found.submitted == ()
    assert set(found.marks.aspects.values()) == {None}
    assert own_totals(found) == {}
    assert found.attention == ()
    assert found.candidate.hidden == OWN_FIRST


@pytest.mark.parametrize("person", [ANNE, LONE], ids=["has submitted", "lead"])
def test_drafts_of_others_are_seen_by_nobody(person):
    begun = replace(DRAFT, scores={})

    assert seen(MADE, person, Phase.ASSESSMENT) == replace(
        MADE, reviews=(MADE.reviews[0], begun, MADE.reviews[2])
    )


def test_ones_own_draft_is_whole_beside_the_others():
    mine = replace(MADE, assignments=(asked(ANNE), asked(CILLA)))

    assert seen(mine, BO, Phase.CONSENSUS) == mine


# --- what the log tells ---------------------------------------------------------------------------


def event(action, actor="Anne Holm", application=1, **rest):
    return Event(NOON, actor, action, "demo", application, **rest)


JUDGEMENT = (
    Action.SCORE_SAVED,
    Action.REVIEW_SUBMITTED,
    Action.REVIEW_REOPENED,
    Action.AGREED,
    Action.RECOMMENDED,
    Action.DECIDED,
    Action.SCENARIO_SAVED,
    Action.SCENARIO_FORGOTTEN,
    Action.UNDERTAKEN,
    Action.LETTER_WRITTEN,
    Action.LETTER_FINISHED,
    Action.LETTER_SENT,
    Action.LETTER_FETCHED,
    Action.REPORT_FORM_FETCHED,
)
PERSONAL = (Action.DECLARED, Action.IMPARTIALITY_JUDGED)
PLAIN = tuple(each for each in Action if each not in {*JUDGEMENT, *PERSONAL})


@pytest.mark.parametrize("action", PLAIN)
def test_what_is_no_judgement_is_told_unless_the_application_is_closed(action):
    happened = event(action)

    assert told(happened, View(BO, hidden=frozenset({1}))) == happened
    assert told(happened, View(BO, closed=frozenset({2}))) == happened
    assert told(happened, View(BO, closed=frozenset({1}))) is None


@pytest.mark.parametrize("action", JUDGEMENT)
def test_judgement_is_told_where_it_is_not_hidden_and_ones_own_always(action):
    happened = event(action)

    assert told(happened, View(BO)) == happened
    assert told(happened, View(BO, hidden=frozenset({1}))) is None
    assert told(happened, View(ANNE, hidden=frozenset({1}))) == happened
    assert told(happened, View(ANNE, closed=frozenset({1}))) is None


@pytest.mark.parametrize("action", JUDGEMENT)
def test_judgement_of_the_whole_round_is_told_to_whoever_sees_it_whole(action):
    happened = event(action, application=None)

    assert told(happened, View(BO)) == happened
    assert told(happened, View(BO, hidden=frozenset({2}))) is None
    assert told(happened, View(BO, closed=frozenset({2}))) is None


def test_drafts_are_told_to_whoever_wrote_them():
    saved, submitted = event(Action.SCORE_SAVED), event(Action.REVIEW_SUBMITTED)
    drafts = frozenset({(1, "Anne Holm")})

    assert told(saved, View(LONE, drafts=drafts)) is None
    assert told(saved, View(ANNE, drafts=drafts)) == saved
    assert told(submitted, View(LONE, drafts=drafts)) == submitted


DECLARED = event(
    Action.DECLARED, subject="Anne Holm", new="tvivl: nær familie (nr. 2) Min søster er ansat."
)
JUDGED = event(
    Action.IMPARTIALITY_JUDGED,
    actor="Karin Dahl",
    subject="Anne Holm",
    old="tvivl, afventer afgørelse",
    new="inhabil for hele runden: Søsteren er leder.",
)


@pytest.mark.parametrize("happened", [DECLARED, JUDGED], ids=["declared", "judged"])
def test_ties_are_told_to_whoever_has_them_and_to_whoever_may_judge_them(happened):
    shut = frozenset({1})

    assert told(happened, View(ANNE, closed=shut)) == happened
    assert told(happened, View(LONE)) == happened
    assert told(happened, View(LONE, closed=shut)) is None


@pytest.mark.parametrize("person", [BO, somebody(7, "Peter Lind", X)], ids=["reviewer", "reader"])
def test_others_are_told_the_outcome_and_not_the_reason(person):
    assert told(DECLARED, View(person)) == replace(DECLARED, new="tvivl")
    assert told(JUDGED, View(person)) == replace(JUDGED, new="inhabil for hele runden")
