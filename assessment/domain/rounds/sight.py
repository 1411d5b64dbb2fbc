"""What somebody may see of a case: others' judgement stays hidden until one's own is given.

Points, reasons and everything made of them are taken out of the case itself, so that no page,
figure, order, count, document or export can show them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from assessment.domain.panel.access import Act, Phase, may
from assessment.domain.panel.assignment import Assignment
from assessment.domain.panel.people import Person, Role
from assessment.domain.reviewing.review import Review
from assessment.domain.rounds.case import Case
from assessment.domain.rounds.event import Action, Event

_ALONE = (Phase.PREPARATION, Phase.RECEIVING, Phase.ASSESSMENT)
"""While each reviewer judges alone."""

_OVER = (Phase.DECIDED, Phase.ARCHIVED)

_JUDGEMENT = frozenset(
    {
        Action.SCORE_SAVED,
        Action.REVIEW_SUBMITTED,
        Action.REVIEW_REOPENED,
        Action.AGREED,
        Action.RECOMMENDED,
        Action.DECIDED,
        Action.SCENARIO_SAVED,
        Action.SCENARIO_FORGOTTEN,
        Action.UNDERTAKEN,  # only who is granted has an undertaking, and reports
        Action.REPORT_FORM_FETCHED,
        Action.LETTER_WRITTEN,
        Action.LETTER_FINISHED,
        Action.LETTER_FETCHED,
        Action.LETTER_SENT,
    }
)
"""Events that tell of somebody's judgement."""

_IMPARTIALITY = frozenset({Action.DECLARED, Action.IMPARTIALITY_JUDGED})
"""Events that tell of somebody's ties, which may be of the most personal kind."""

WHY = ": "
"""What stands in the log between a stance or a decision on impartiality and why."""


def hidden(
    person: Person,
    reviews: Iterable[Review],
    assignments: Iterable[Assignment],
    phase: Phase,
) -> bool:
    """Whether others' judgement of one application is hidden from somebody.

    Whoever is a reviewer is bound, whatever else they are: until their own review is submitted, or
    the panel meets and no review of theirs is awaited. So is somebody whose review is awaited and
    who is no reviewer any more. Once it is decided there is nobody left to influence.
    """
    if phase in _OVER or any(each.reviewer.id == person.id and each.submitted for each in reviews):
        return False
    return _awaited(person, assignments) or (person.has(Role.REVIEWER) and phase in _ALONE)


def _awaited(person: Person, assignments: Iterable[Assignment]) -> bool:
    return any(each.reviewer.id == person.id and not each.abstained for each in assignments)


OWN_FIRST = "skjult, til din egen vurdering er indsendt"
PANEL_FIRST = "skjult, til runden er i konsensus"
"""What stands where others' judgement would: for whoever is to review it, and for whoever is not."""


def seen(case: Case, person: Person, phase: Phase) -> Case:
    """A case as somebody may see it; drafts of others are never in it."""
    kept = hidden(person, case.reviews, case.assignments, phase)
    own = tuple(each for each in case.reviews if each.reviewer.id == person.id)
    others = tuple(_without_draft(each) for each in case.reviews if each.reviewer.id != person.id)
    if not kept:
        reviews = sorted((*own, *others), key=lambda each: each.reviewer.id)
        return replace(case, reviews=tuple(reviews))
    until = OWN_FIRST if _awaited(person, case.assignments) else PANEL_FIRST
    return replace(
        case, reviews=own, consensus={}, recommendation=None, decision=None, hidden=until
    )


def _without_draft(review: Review) -> Review:
    return review if review.submitted else replace(review, scores={})


@dataclass(frozen=True, slots=True)
class View:
    """What the log keeps from somebody.

    `closed` are the applications that are closed to them, `hidden` those whose judgement is hidden
    from them, and `drafts` the unsubmitted reviews as application and name.
    """

    person: Person
    closed: frozenset[int] = frozenset()
    hidden: frozenset[int] = frozenset()
    drafts: frozenset[tuple[int, str]] = frozenset()


def told(event: Event, view: View) -> Event | None:
    """An event as the log tells it to somebody, None where it does not.

    One's own doings are told, unless the application is closed to them now; what concerns one's own
    impartiality always is. What others wrote of theirs is told to those who may judge it.
    """
    if event.action in _IMPARTIALITY:
        return _of_impartiality(event, view)
    if event.application in view.closed:
        return None
    if event.action not in _JUDGEMENT or event.actor == view.person.name:
        return event
    if event.application is None:  # of the whole round, and so of each application in it
        return None if view.hidden or view.closed else event
    draft = event.action is Action.SCORE_SAVED and (event.application, event.actor) in view.drafts
    return None if draft or event.application in view.hidden else event


def _of_impartiality(event: Event, view: View) -> Event | None:
    if event.subject == view.person.name:
        return event
    if event.application in view.closed:
        return None
    if may(view.person, Act.JUDGE_IMPARTIALITY):
        return event
    return replace(event, new=event.new.partition(WHY)[0])
