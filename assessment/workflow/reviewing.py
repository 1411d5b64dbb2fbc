"""Scoring: a reviewer's own scores, saved one by one, submitted as a whole."""

from __future__ import annotations

from dataclasses import replace

from assessment.domain.event import Action, Event
from assessment.domain.review import (
    Person,
    Review,
    Score,
    validate_points,
    validate_submission,
)
from assessment.domain.scheme import Scheme
from assessment.errors import NotFoundError, RefusedActionError
from assessment.storage import Repository
from assessment.workflow.core import Workflow


def review_of(workflow: Workflow, application_id: int, reviewer: Person) -> Review:
    """A reviewer's own review of an application, empty where nothing is given yet."""
    with workflow.database.read() as reader:
        return reader.review(application_id, reviewer)


def save_score(
    workflow: Workflow,
    application_id: int,
    reviewer: Person,
    aspect_id: str,
    *,
    points: int | None,
    reason: str,
) -> Score:
    """Save points and reason of one aspect at once; unchanged values are not saved again.

    Raises RefusedActionError once the review is submitted, or for points off the scale.
    """
    validate_points(points)
    with workflow.database.begin() as repository:
        scheme, round_id = _governing(workflow, application_id, repository)
        if aspect_id not in {aspect.id for aspect in scheme.aspects}:
            raise NotFoundError(f"Aspektet “{aspect_id}” findes ikke i ordningen.")
        review = repository.review(application_id, reviewer)
        if review.submitted:
            raise RefusedActionError("Vurderingen er indsendt. Genåbn den, før du retter i den.")
        before = review.score(aspect_id)
        if (before.points, before.reason) == (points, reason):
            return before
        score = Score(aspect_id, points, reason, workflow.clock())
        repository.save_score(application_id, reviewer.id, score)
        event = _event(workflow, Action.SCORE_SAVED, round_id, application_id, reviewer)
        repository.record(
            replace(event, subject=f"aspekt {aspect_id}", old=_told(before), new=_told(score))
        )
    return score


def submit(workflow: Workflow, application_id: int, reviewer: Person) -> None:
    """Submit a complete review; from then on it counts. Submitting it again changes nothing.

    Raises RefusedActionError naming the aspects without points or reason.
    """
    with workflow.database.begin() as repository:
        scheme, round_id = _governing(workflow, application_id, repository)
        review = repository.review(application_id, reviewer)
        if review.submitted:
            return
        validate_submission(review, scheme)
        repository.set_submitted(application_id, reviewer.id, workflow.clock())
        repository.record(
            _event(workflow, Action.REVIEW_SUBMITTED, round_id, application_id, reviewer)
        )


def reopen(workflow: Workflow, application_id: int, reviewer: Person, reason: str) -> None:
    """Take a submitted review back for changes; the log keeps why.

    Raises RefusedActionError without a reason, or where the review is not submitted.
    """
    if not reason.strip():
        raise RefusedActionError("Skriv, hvorfor vurderingen genåbnes.")
    with workflow.database.begin() as repository:
        _, round_id = _governing(workflow, application_id, repository)
        if not repository.review(application_id, reviewer).submitted:
            raise RefusedActionError("Vurderingen er ikke indsendt; ret i den uden at genåbne den.")
        repository.set_submitted(application_id, reviewer.id, None)
        event = _event(workflow, Action.REVIEW_REOPENED, round_id, application_id, reviewer)
        repository.record(replace(event, new=reason.strip()))


def _governing(
    workflow: Workflow, application_id: int, repository: Repository
) -> tuple[Scheme, str]:
    application = repository.application(application_id)
    criteria = workflow.criteria_of(application.round, repository)
    return workflow.parsed(criteria), application.round


def _event(
    workflow: Workflow, action: Action, round_id: str, application_id: int, reviewer: Person
) -> Event:
    return Event(workflow.clock(), reviewer.name, action, round_id, application_id)


def _told(score: Score) -> str:
    points = "ingen point" if score.points is None else f"{score.points} point"
    return f"{points}: {score.reason}" if score.reason else points
