"""The project lead's recommendation for each application."""

from __future__ import annotations

from assessment.domain.decision import Award, Recommendation, validate_recommendation
from assessment.domain.event import Action, Event
from assessment.workflow.cases import round_cases
from assessment.workflow.core import Workflow


def recommend(
    workflow: Workflow,
    application_id: int,
    award: Award,
    *,
    reason: str,
    answer: str,
    by: str,
) -> Recommendation:
    """Set what is recommended for an application; the old recommendation stays in the log.

    Raises RefusedActionError while the formal check is open, for an award the formal check does
    not allow, without a reason, or with points that need attention left unanswered.
    """
    with workflow.database.read() as reader:
        round_id = reader.application(application_id).round
    round_ = round_cases(workflow, round_id)
    case = round_.case(application_id)
    made = Recommendation(
        application_id, award, reason.strip(), answer.strip(), by, workflow.clock()
    )
    validate_recommendation(made, case.screening, round_.scheme, case.attention)
    before = case.recommendation
    with workflow.database.begin() as repository:
        repository.set_recommendation(made)
        event = Event(
            workflow.clock(),
            by,
            Action.RECOMMENDED,
            round_id,
            application_id,
            "indstilling",
            f"{before.award}: {before.reason}" if before else "",
            f"{award}: {made.reason}",
        )
        repository.record(event)
    return made
