"""The formal check: setting its outcomes, and telling it to machines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from assessment.domain.applications.application import Application
from assessment.domain.checking.formal_check import validate_outcome
from assessment.domain.checking.screening import FormalOutcome, Outcome, Passage
from assessment.domain.panel.access import Act
from assessment.domain.panel.people import Person
from assessment.domain.rounds.case import Case, RoundCases
from assessment.domain.rounds.event import Action
from assessment.domain.words.wording import listed
from assessment.errors import NotFoundError, RefusedActionError
from assessment.workflow.cases import round_cases
from assessment.workflow.core import Workflow, permit, record, refuse_stale, setting


def set_outcome(
    workflow: Workflow,
    application_id: int,
    requirement_id: str,
    outcome: Outcome,
    *,
    reason: str,
    by: Person,
    expected: int,
) -> FormalOutcome:
    """Let a human set what came of one requirement; the old outcome stays in the log.

    It then waits for somebody else to confirm it. Raises RefusedActionError without a reason,
    NotFoundError for what is not there, ConflictError where somebody set it since version `expected`.
    """
    with workflow.database.begin() as repository:
        work = setting(workflow, repository, by, Act.CHECK, application_id)
        round_id = work.application.round
        try:
            requirement = work.scheme.requirement(requirement_id)
        except KeyError:
            raise NotFoundError(f"Kravet “{requirement_id}” findes ikke i ordningen.") from None
        validate_outcome(requirement, outcome, reason)
        before = repository.outcome(application_id, requirement_id)
        refuse_stale(
            expected, before, who=before.by if before else "", what=f"udfaldet for {requirement_id}"
        )
        decided = FormalOutcome(
            requirement_id,
            outcome,
            reason.strip(),
            work.person.name,
            workflow.clock(),
            version=expected + 1,
        )
        repository.set_outcome(application_id, decided)
        record(
            workflow,
            repository,
            work.person,
            Action.OUTCOME_SET,
            (round_id, application_id),
            subject=requirement_id,
            old=f"{before.outcome}: {before.reason}" if before else "",
            new=f"{outcome}: {decided.reason}",
        )
    return decided


def confirm(
    workflow: Workflow, application_id: int, by: Person, *, seen: Mapping[str, int] | None = None
) -> int:
    """Confirm, as a second person, all outcomes of an application that others set; how many.

    `seen` are the versions that one looked at, by requirement. Raises RefusedActionError where there
    is none to confirm, or where they are others now.
    """
    with workflow.database.begin() as repository:
        work = setting(workflow, repository, by, Act.CONFIRM_CHECK, application_id)
        round_id, person = work.application.round, work.person
        outcomes = repository.outcomes(round_id).get(application_id, {}).values()
        waiting = [each for each in outcomes if not each.confirmed_by and each.by != person.name]
        if not waiting:
            raise RefusedActionError(
                "Der er intet for dig at bekræfte: en anden skal bekræfte det, du selv har sat."
            )
        if seen is not None and seen != {each.requirement: each.version for each in waiting}:
            raise RefusedActionError(
                "Udfaldene er ændret, mens du så på dem. Se dem igennem igen, og bekræft så."
            )
        for each in waiting:
            confirmed = replace(
                each,
                confirmed_by=person.name,
                confirmed_at=workflow.clock(),
                version=each.version + 1,
            )
            repository.set_outcome(application_id, confirmed)
        record(
            workflow,
            repository,
            person,
            Action.OUTCOME_CONFIRMED,
            (round_id, application_id),
            subject=listed([each.requirement for each in waiting]),
        )
    return len(waiting)


def screened(workflow: Workflow, round_id: str, by: Person) -> RoundCases:
    """A round with its formal check as `by` may see it, to leave the tool; so it is logged.

    Raises as `round_cases` does.
    """
    round_ = round_cases(workflow, round_id, by)
    with workflow.database.begin() as repository:
        person = permit(repository, by, Act.SEE_ROUND, round_id)
        where, subject = (round_id, None), "formel prøvning"
        record(workflow, repository, person, Action.EXTRACT_FETCHED, where, subject=subject)
    return round_


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
