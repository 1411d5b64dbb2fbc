"""Scoring: a reviewer's own scores, saved one by one, submitted as a whole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assessment.domain.panel.access import Act
from assessment.domain.panel.people import Person
from assessment.domain.reviewing.review import Review, Score, validate_points, validate_submission
from assessment.domain.rounds.event import Action
from assessment.errors import NotFoundError, RefusedActionError
from assessment.storage import Reader, Repository
from assessment.workflow.core import Setting, Workflow, permit, record, refuse_stale, setting


def save_score(
    workflow: Workflow,
    application_id: int,
    by: Person,
    aspect_id: str,
    *,
    points: int | None,
    reason: str,
    expected: int,
) -> Score:
    """Save points and reason of one aspect at once; unchanged values are not saved again.

    Raises RefusedActionError where `by` is not assigned, once the review is submitted, or for points
    off the scale; ConflictError where it was saved elsewhere since version `expected`.
    """
    given = Given(application_id, aspect_id, points, reason, expected)
    with workflow.database.begin() as repository:
        work = _assigned(workflow, repository, by, application_id)
        score, _ = _save(workflow, repository, work, given)
    return score


@dataclass(frozen=True, slots=True)
class Given:
    """Points and a reason to be saved in place of a score's version `expected`."""

    application: int
    aspect: str
    points: int | None
    reason: str
    expected: int


def save_scores(workflow: Workflow, round_id: str, wanted: Iterable[Given], by: Person) -> int:
    """Save points and reasons of one's own reviews in a round, all of them or none.

    Gives how many were changed by it. Raises as `save_score` does.
    """
    with workflow.database.begin() as repository:
        permit(repository, by, Act.SCORE, round_id)
        changed = 0
        for each in wanted:
            work = _assigned(workflow, repository, by, each.application)
            if work.application.round != round_id:
                raise NotFoundError(
                    f"Ansøgning nr. {each.application} findes ikke i runden {round_id}."
                )
            changed += _save(workflow, repository, work, each)[1]
    return changed


def _save(
    workflow: Workflow, repository: Repository, work: Setting, given: Given
) -> tuple[Score, bool]:
    """Save a score where it changes anything; whether it did."""
    validate_points(given.points)
    if given.aspect not in {aspect.id for aspect in work.scheme.aspects}:
        raise NotFoundError(f"Aspektet “{given.aspect}” findes ikke i ordningen.")
    application_id, what = work.application.id, f"aspekt {given.aspect}"
    review = repository.review(application_id, work.person)
    if review.submitted:
        raise RefusedActionError("Vurderingen er indsendt. Genåbn den, før du retter i den.")
    before = review.score(given.aspect)
    if (before.points, before.reason) == (given.points, given.reason):
        return before, False
    refuse_stale(given.expected, before, who="Du", what=f"{what} i et andet vindue")
    score = Score(given.aspect, given.points, given.reason, workflow.clock(), given.expected + 1)
    repository.save_score(application_id, work.person.id, score)
    record(
        workflow,
        repository,
        work.person,
        Action.SCORE_SAVED,
        (work.application.round, application_id),
        subject=what,
        old=_told(before),
        new=_told(score),
    )
    return score, True


def submit(workflow: Workflow, application_id: int, by: Person) -> None:
    """Submit a complete review; from then on it counts. Submitting it again changes nothing.

    Raises RefusedActionError naming the aspects without points or reason.
    """
    with workflow.database.begin() as repository:
        work = _assigned(workflow, repository, by, application_id)
        review = repository.review(application_id, work.person)
        if review.submitted:
            return
        validate_submission(review, work.scheme)
        repository.set_submitted(application_id, work.person.id, workflow.clock())
        record(
            workflow,
            repository,
            work.person,
            Action.REVIEW_SUBMITTED,
            (work.application.round, application_id),
            new=_all_told(review),
        )


def reopen(workflow: Workflow, application_id: int, by: Person, reason: str) -> None:
    """Take a submitted review back for changes; the log keeps why, and what it said.

    Raises RefusedActionError without a reason, or where the review is not submitted.
    """
    with workflow.database.begin() as repository:
        work = setting(workflow, repository, by, Act.SCORE, application_id)
        if not reason.strip():
            raise RefusedActionError("Skriv, hvorfor vurderingen genåbnes.")
        review = repository.review(application_id, work.person)
        if not review.submitted:
            raise RefusedActionError("Vurderingen er ikke indsendt; ret i den uden at genåbne den.")
        repository.set_submitted(application_id, work.person.id, None)
        record(
            workflow,
            repository,
            work.person,
            Action.REVIEW_REOPENED,
            (work.application.round, application_id),
            old=_all_told(review),
            new=reason.strip(),
        )


def _assigned(workflow: Workflow, reader: Reader, by: Person, application_id: int) -> Setting:
    """The application that somebody was given to review and has not abstained from."""
    work = setting(workflow, reader, by, Act.SCORE, application_id)
    own = reader.assignment(application_id, work.person.id)
    if own is None:
        raise RefusedActionError(
            "Du er ikke tildelt ansøgningen. Bed projektlederen om at tildele dig den."
        )
    if own.abstained:
        raise RefusedActionError(
            "Vurderingen er meldt fra. Tag den op igen på siden Fordeling, hvis du alligevel kan."
        )
    return work


def _all_told(review: Review) -> str:
    """A whole review as the log keeps it."""
    return "\n".join(f"{key} {_told(score)}" for key, score in sorted(review.scores.items()))


def _told(score: Score) -> str:
    points = "ingen point" if score.points is None else f"{score.points} point"
    return f"{points}: {score.reason}" if score.reason else points
