"""What somebody may see of a case: others' judgement stays hidden until one's own is given.

Points, reasons and everything made of them are taken out of the case itself, so that no page,
figure, order, count, document or export can show them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from assessment.domain.access import Phase
from assessment.domain.assignment import Assignment
from assessment.domain.case import Case
from assessment.domain.event import Action, Event
from assessment.domain.people import Person, Role
from assessment.domain.review import Review

_ALONE = (Phase.PREPARATION, Phase.RECEIVING, Phase.ASSESSMENT)
"""While each reviewer judges alone."""

_JUDGEMENT = frozenset(
    {
        Action.SCORE_SAVED,
        Action.REVIEW_SUBMITTED,
        Action.REVIEW_REOPENED,
        Action.AGREED,
        Action.RECOMMENDED,
        Action.DECIDED,
    }
)
"""Events that tell of somebody's judgement."""


def hidden(
    person: Person,
    reviews: Iterable[Review],
    assignments: Iterable[Assignment],
    phase: Phase,
) -> bool:
    """Whether others' judgement of one application is hidden from somebody.

    Whoever is a reviewer is bound, whatever else they are: until their own review is submitted, or
    the panel meets and no review of theirs is awaited.
    """
    if not person.has(Role.REVIEWER):
        return False
    if any(each.reviewer.id == person.id and each.submitted for each in reviews):
        return False
    return _awaited(person, assignments) or phase in _ALONE


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


def told(
    event: Event, person: Person, *, hidden_in: frozenset[int], drafts: frozenset[tuple[int, str]]
) -> bool:
    """Whether the log may tell somebody of an event.

    `hidden_in` are the applications whose judgement is hidden from them, `drafts` the unsubmitted
    reviews as application and name. One's own doings are always told.
    """
    if event.action not in _JUDGEMENT or event.actor == person.name:
        return True
    if event.application in hidden_in:
        return False
    saved = event.action is Action.SCORE_SAVED and event.application is not None
    return not (saved and (event.application, event.actor) in drafts)
