"""The formal check: setting its outcomes, and telling it to machines."""

from __future__ import annotations

from typing import Any

from assessment.domain.application import Application
from assessment.domain.case import Case
from assessment.domain.event import Action, Event
from assessment.domain.formal_check import validate_outcome
from assessment.domain.screening import FormalOutcome, Outcome, Passage
from assessment.errors import NotFoundError
from assessment.workflow.core import Workflow


def set_outcome(
    workflow: Workflow,
    application_id: int,
    requirement_id: str,
    outcome: Outcome,
    *,
    reason: str,
    by: str,
) -> FormalOutcome:
    """Let a human set what came of one requirement; the old outcome stays in the log.

    Raises RefusedActionError without a reason, NotFoundError for what is not there.
    """
    with workflow.database.begin() as repository:
        application = repository.application(application_id)
        scheme = workflow.parsed(workflow.criteria_of(application.round, repository))
        try:
            requirement = scheme.requirement(requirement_id)
        except KeyError:
            raise NotFoundError(f"Kravet “{requirement_id}” findes ikke i ordningen.") from None
        validate_outcome(requirement, outcome, reason)
        before = repository.outcomes(application.round).get(application_id, {}).get(requirement_id)
        decided = FormalOutcome(requirement_id, outcome, reason.strip(), by, workflow.clock())
        repository.set_outcome(application_id, decided)
        event = Event(
            workflow.clock(),
            by,
            Action.OUTCOME_SET,
            application.round,
            application_id,
            requirement_id,
            f"{before.outcome}: {before.reason}" if before else "",
            f"{outcome}: {decided.reason}",
        )
        repository.record(event)
    return decided


def as_json(case: Case) -> dict[str, Any]:
    """One application's formal check for `screen --json`; `decided` tells a human's outcome."""
    screening = case.screening
    return {
        "id": case.id,
        "name": case.name,
        "file": case.application.filename,
        "timing": case.application.timing(case.scheme),
        **_arrival(case.application),
        "status": screening.status,
        "requirements": [
            {
                "id": proposal.requirement,
                "outcome": screening.outcome(proposal.requirement),
                "decided": proposal.requirement in screening.outcomes,
                "proposal": proposal.outcome,
                "reason": _reason(case, proposal.requirement),
                "findings": [
                    {
                        "part": finding.part,
                        "outcome": finding.outcome,
                        "explanation": finding.explanation,
                        "evidence": [_passage(each) for each in finding.passages],
                    }
                    for finding in proposal.findings
                ],
            }
            for proposal in screening.proposals
        ],
        "flags": [
            {
                "code": flag.code,
                "title": flag.title,
                "explanation": flag.explanation,
                "raised": flag.raised,
                "evidence": [_passage(each) for each in flag.passages],
            }
            for flag in screening.flags
        ],
    }


def _arrival(application: Application) -> dict[str, Any]:
    """When and how an application came, and what came with it."""
    envelope = application.envelope
    return {
        "received": application.received.isoformat() if application.received else None,
        "received_note": application.received_note,
        "sender": envelope.sender if envelope else "",
        "sent": envelope.sent.isoformat() if envelope and envelope.sent else None,
        "attachments": [
            {"file": each.filename, "kind": each.kind, "nature": each.nature}
            for each in application.attachments
        ],
    }


def _reason(case: Case, requirement: str) -> str:
    decided = case.screening.outcomes.get(requirement)
    return decided.reason if decided else ""


def _passage(passage: Passage) -> dict[str, str]:
    return {"field": passage.field, "where": passage.where, "text": passage.text}
