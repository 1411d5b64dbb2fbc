"""The project lead's recommendation for each application, and what the decider decides."""

from __future__ import annotations

from assessment.domain.access import Act
from assessment.domain.case import RoundCases
from assessment.domain.decision import (
    Award,
    Decision,
    Recommendation,
    awards,
    validate_decision,
    validate_recommendation,
)
from assessment.domain.dialogue import hindrances
from assessment.domain.event import Action
from assessment.domain.people import Person
from assessment.domain.wording import listed
from assessment.errors import NotPermittedError, RefusedActionError
from assessment.storage import Repository
from assessment.workflow.cases import whole_round
from assessment.workflow.core import Setting, Workflow, record, refuse_stale, setting


def recommend(
    workflow: Workflow,
    application_id: int,
    award: Award,
    *,
    reason: str,
    answer: str,
    by: Person,
    expected: int,
) -> Recommendation:
    """Set what is recommended for an application; the old recommendation stays in the log.

    Raises RefusedActionError while the formal check is open or unconfirmed, while an applicant is to
    be heard, for an award the formal check does not allow, without a reason, or with points that
    need attention left unanswered; ConflictError where somebody set it since version `expected`.
    """
    with workflow.database.begin() as repository:
        work = setting(workflow, repository, by, Act.RECOMMEND, application_id)
        round_ = _heard(workflow, repository, work)
        case = round_.case(application_id)
        made = Recommendation(
            application_id,
            award,
            reason.strip(),
            answer.strip(),
            work.person.name,
            workflow.clock(),
            expected + 1,
        )
        validate_recommendation(made, case.screening, round_.scheme, case.attention)
        before = case.recommendation
        refuse_stale(expected, before, who=before.by if before else "", what="en indstilling")
        repository.set_recommendation(made)
        record(
            workflow,
            repository,
            work.person,
            Action.RECOMMENDED,
            (round_.round.id, application_id),
            subject="indstilling",
            old=f"{before.award}: {before.reason}" if before else "",
            new=f"{award}: {made.reason}",
        )
    return made


def decide(
    workflow: Workflow,
    application_id: int,
    award: Award,
    *,
    reason: str,
    by: Person,
    expected: int,
) -> Decision:
    """Decide for an application what is recommended, or something else with a reason; it is logged.

    Raises NotPermittedError for whoever took part in the assessment of the round,
    RefusedActionError and ConflictError as `recommend` does.
    """
    with workflow.database.begin() as repository:
        work = setting(workflow, repository, by, Act.DECIDE, application_id)
        round_ = _heard(workflow, repository, work)
        _refuse_assessor(round_, work.person)
        case = round_.case(application_id)
        made = Decision(
            application_id, award, reason.strip(), work.person.name, workflow.clock(), expected + 1
        )
        validate_decision(made, case.recommendation, awards(case.screening, round_.scheme))
        before = case.decision
        refuse_stale(expected, before, who=before.by if before else "", what="en afgørelse")
        repository.set_decision(made)
        record(
            workflow,
            repository,
            work.person,
            Action.DECIDED,
            (round_.round.id, application_id),
            subject="afgørelse",
            old=f"{before.award}: {before.reason}" if before else "",
            new=f"{award}: {made.reason}" if made.reason else str(award),
        )
    return made


def _heard(workflow: Workflow, repository: Repository, work: Setting) -> RoundCases:
    """The whole round, where nobody must be heard about the application first."""
    round_ = whole_round(workflow, repository, work.application.round)
    waiting = hindrances(round_.case(work.application.id).exchanges, workflow.clock())
    if waiting:
        raise RefusedActionError(
            f"Ansøgningen kan ikke afgøres endnu. Den venter på {listed(waiting)}."
        )
    return round_


def _refuse_assessor(round_: RoundCases, person: Person) -> None:
    """Refuse whoever assessed: the two are kept apart."""
    if round_.assessed_by(person):
        raise NotPermittedError(
            "Du har selv vurderet eller indstillet i runden; afgørelsen skal træffes af en anden."
        )
