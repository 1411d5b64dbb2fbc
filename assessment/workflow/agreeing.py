"""Consensus: what the panel agrees on where the reviewers' points differ."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from assessment.domain.access import Act
from assessment.domain.consensus import Consensus, validate_consensus
from assessment.domain.event import Action
from assessment.domain.people import Person
from assessment.domain.review import submitted
from assessment.domain.sight import hidden
from assessment.domain.wording import listed, number
from assessment.errors import NotFoundError, NotPermittedError, RefusedActionError
from assessment.storage import Repository
from assessment.workflow.core import Setting, Workflow, record, refuse_stale, setting


def agree(
    workflow: Workflow,
    application_id: int,
    aspect_id: str,
    *,
    points: Fraction,
    reason: str,
    participants: Sequence[str],
    by: Person,
    expected: int,
) -> Consensus:
    """Set the points agreed for an aspect; the individual scores stay, and the log keeps what was.

    Raises RefusedActionError for points off the half-point scale, without a reason or fewer than two
    who took part and reviewed; ConflictError where somebody set it since version `expected`.
    """
    with workflow.database.begin() as repository:
        work = setting(workflow, repository, by, Act.AGREE, application_id)
        round_id = work.application.round
        if aspect_id not in {aspect.id for aspect in work.scheme.aspects}:
            raise NotFoundError(f"Aspektet “{aspect_id}” findes ikke i ordningen.")
        made = Consensus(
            application_id,
            aspect_id,
            points,
            reason.strip(),
            tuple(participants),
            work.person.name,
            workflow.clock(),
            expected + 1,
        )
        validate_consensus(made)
        _validate_panel(repository, work, made)
        before = repository.consensus(round_id).get(application_id, {}).get(aspect_id)
        refuse_stale(
            expected, before, who=before.by if before else "", what=f"konsensus for {aspect_id}"
        )
        repository.set_consensus(made)
        record(
            workflow,
            repository,
            work.person,
            Action.AGREED,
            (round_id, application_id),
            subject=f"aspekt {aspect_id}",
            old=told(before) if before else "",
            new=told(made),
        )
    return made


def told(made: Consensus) -> str:
    """A consensus as the log keeps it."""
    return f"{number(made.points)} point: {made.reason} (deltog: {listed(made.participants)})"


def _validate_panel(repository: Repository, work: Setting, made: Consensus) -> None:
    """Only those whose review counts, and the lead, take part; nobody who may not see it yet."""
    round_id = work.application.round
    reviews = [
        each for each in repository.reviews(round_id) if each.application == made.application
    ]
    assignments = [
        each for each in repository.assignments(round_id) if each.application == made.application
    ]
    if hidden(work.person, reviews, assignments, repository.phase(round_id)):
        raise NotPermittedError("Indsend din egen vurdering, før du deltager i konsensus.")
    if not submitted(reviews):
        raise RefusedActionError(
            "Ingen har indsendt en vurdering, så der er intet at blive enige om."
        )
    known = {person.name for person in repository.people()}
    strangers = [name for name in made.participants if name not in known]
    if strangers:
        raise NotFoundError(f"{listed(strangers)} står ikke på listen over deltagere.")
