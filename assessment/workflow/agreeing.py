"""Consensus: what the panel agrees on where the reviewers' points differ."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from assessment.domain.panel.access import Act
from assessment.domain.panel.impartiality import closures, conflicted
from assessment.domain.panel.people import Person, Role
from assessment.domain.reviewing.consensus import Consensus, validate_consensus
from assessment.domain.reviewing.review import Review, submitted
from assessment.domain.rounds.event import Action
from assessment.domain.rounds.sight import hidden
from assessment.domain.words.wording import listed, number
from assessment.errors import NotFoundError, NotPermittedError, RefusedActionError
from assessment.storage import Reader, Repository
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

    Raises RefusedActionError for points off the half-point scale, without a reason, or with fewer
    than two who may take part; ConflictError where somebody set it since version `expected`.
    """
    with workflow.database.begin() as repository:
        work = setting(workflow, repository, by, Act.AGREE, application_id)
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
        return _set(workflow, repository, work, made)


def take_back(
    workflow: Workflow,
    application_id: int,
    aspect_id: str,
    *,
    reason: str,
    by: Person,
    expected: int,
) -> Consensus:
    """Take a consensus back, so that the mean of the reviews counts again; the log keeps it.

    Raises RefusedActionError without a reason or where nothing is agreed, ConflictError as `agree`.
    """
    with workflow.database.begin() as repository:
        work = setting(workflow, repository, by, Act.AGREE, application_id)
        now = workflow.clock()
        name = work.person.name
        made = Consensus(
            application_id, aspect_id, None, reason.strip(), (), name, now, expected + 1
        )
        return _set(workflow, repository, work, made)


def eligible(workflow: Workflow, application_id: int, by: Person) -> tuple[str, ...]:
    """Who can take part in agreeing on an application, by name: its reviewers first, then the lead.

    Raises NotPermittedError where it is hidden from `by` who has reviewed it.
    """
    with workflow.database.read() as reader:
        work = setting(workflow, reader, by, Act.READ_APPLICATIONS, application_id)
        reviews = _reviews(reader, work)
        _refuse_blind(reader, work, reviews)
        return _eligible(reader, work, reviews)


def told(made: Consensus) -> str:
    """A consensus as the log keeps it."""
    if made.points is None:
        return f"taget tilbage: {made.reason}"
    return f"{number(made.points)} point: {made.reason} (deltog: {listed(made.participants)})"


def _set(workflow: Workflow, repository: Repository, work: Setting, made: Consensus) -> Consensus:
    if made.aspect not in {aspect.id for aspect in work.scheme.aspects}:
        raise NotFoundError(f"Aspektet “{made.aspect}” findes ikke i ordningen.")
    validate_consensus(made)
    _validate_panel(repository, work, made)
    where = work.application.round, made.application
    before = repository.consensus(where[0]).get(made.application, {}).get(made.aspect)
    what = f"konsensus for {made.aspect}"
    refuse_stale(made.version - 1, before, who=before.by if before else "", what=what)
    if not made.stands and not (before and before.stands):
        raise RefusedActionError("Der er ingen konsensus at tage tilbage.")
    repository.set_consensus(made)
    record(
        workflow,
        repository,
        work.person,
        Action.AGREED,
        where,
        subject=f"aspekt {made.aspect}",
        old=told(before) if before else "",
        new=told(made),
    )
    return made


def _validate_panel(repository: Repository, work: Setting, made: Consensus) -> None:
    """Only those whose review counts, and the lead, take part; nobody who may not see it yet."""
    reviews = _reviews(repository, work)
    _refuse_blind(repository, work, reviews)
    if not submitted(reviews):
        raise RefusedActionError(
            "Ingen har indsendt en vurdering, så der er intet at blive enige om."
        )
    able = _eligible(repository, work, reviews)
    others = [name for name in made.participants if name not in able]
    if others:
        raise RefusedActionError(
            f"{listed(others)} kan ikke deltage. Det kan kun de habile, der har indsendt en "
            "vurdering af ansøgningen, og projektlederen."
        )


def _refuse_blind(reader: Reader, work: Setting, reviews: Sequence[Review]) -> None:
    round_id = work.application.round
    assignments = [
        each for each in reader.assignments(round_id) if each.application == work.application.id
    ]
    if hidden(work.person, reviews, assignments, reader.phase(round_id)):
        raise NotPermittedError("Indsend din egen vurdering, før du deltager i konsensus.")


def _eligible(reader: Reader, work: Setting, reviews: Sequence[Review]) -> tuple[str, ...]:
    """Whose review counts, and the lead; nobody to whom the application is closed."""
    declarations = reader.declarations(work.application.round)
    given = {each.reviewer.id for each in submitted(reviews)}
    able = [
        person
        for person in reader.people()
        if (person.id in given or (person.has(Role.LEAD) and person.active))
        and not closures(person, declarations, (work.application.id,))
    ]
    return tuple(
        person.name for person in sorted(able, key=lambda each: (each.id not in given, each.name))
    )


def _reviews(reader: Reader, work: Setting) -> tuple[Review, ...]:
    """The reviews of the application, but for those of somebody who is or may be conflicted."""
    round_id, number = work.application.round, work.application.id
    barred = conflicted(reader.declarations(round_id), (number,))[number]
    return tuple(
        each
        for each in reader.reviews(round_id)
        if each.application == number and each.reviewer.id not in barred
    )
