"""What one person has to do with one application: their task and their review of it."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.domain.panel.access import Act, refusal
from assessment.domain.panel.assignment import Assignment
from assessment.domain.panel.people import Person, Role
from assessment.domain.reviewing.review import Review
from assessment.domain.rounds.case import Case
from assessment.ui.components import Place


@dataclass(frozen=True, slots=True)
class Own:
    """A person's task and review; `kept` is why they cannot score it now, None where they can."""

    task: Assignment | None
    review: Review
    kept: str | None


def own(place: Place, case: Case) -> Own:
    """What whoever looks has to do with an application."""
    task, review = task_of(case, place.person), review_of(case, place.person)
    return Own(task, review, _kept(place, task, review))


def assigned(place: Place) -> tuple[Case, ...]:
    """What whoever looks is to review: given to them and not abstained from."""
    given = ((case, task_of(case, place.person)) for case in place.round.cases)
    return tuple(case for case, task in given if task and not task.abstained)


def task_of(case: Case, person: Person) -> Assignment | None:
    """The assignment of an application to somebody, None where they have none."""
    return next((each for each in case.assignments if each.reviewer.id == person.id), None)


def review_of(case: Case, person: Person) -> Review:
    """Somebody's review of an application, an empty one before its first score."""
    mine = (review for review in case.reviews if review.reviewer.id == person.id)
    return next(mine, Review(case.id, person))


def score_key(review: Review, aspect_id: str) -> str:
    """What the session knows one's score of an aspect by."""
    return f"score_{review.application}_{review.reviewer.id}_{aspect_id}"


def progress(case: Case, person: Person) -> str:
    """How far somebody is with an application, in a few Danish words."""
    if not person.has(Role.REVIEWER):
        return f"{len(case.submitted)} indsendt"
    task, review = task_of(case, person), review_of(case, person)
    if review.submitted:
        return "indsendt"
    if task is None:
        return "ikke tildelt dig"
    if task.abstained:
        return "meldt fra"
    return f"{review.complete_count(case.scheme)} af {len(case.scheme.aspects)}"


def _kept(place: Place, task: Assignment | None, review: Review) -> str | None:
    """Why somebody cannot score an application now."""
    why = refusal(place.person, Act.SCORE, place.round.phase)
    if why:
        return why
    if task is None:
        return "Du er ikke tildelt ansøgningen. Du kan læse den, men ikke vurdere den."
    if task.abstained:
        return f"Du har meldt fra: {task.abstained}"
    return "Vurderingen er indsendt. Genåbn den, før du retter i den." if review.submitted else None
