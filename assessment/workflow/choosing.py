"""The same applicant twice: which application stands."""

from __future__ import annotations

from assessment.domain.event import Action, Event
from assessment.domain.versions import SetAside
from assessment.errors import RefusedActionError
from assessment.workflow.core import Workflow


def set_aside(
    workflow: Workflow, application_id: int, in_favour_of: int | None, *, reason: str, by: str
) -> None:
    """Set an application aside in favour of another (None: it was taken back); it is logged.

    It is kept with all its reviews, but not assessed or ranked. Raises RefusedActionError without a
    reason, or where the other is itself set aside or in another round.
    """
    if not reason.strip():
        raise RefusedActionError("Skriv, hvorfor ansøgningen lægges til side.")
    with workflow.database.begin() as repository:
        application = repository.application(application_id)
        aside = repository.set_asides(application.round)
        if in_favour_of is not None:
            other = repository.application(in_favour_of)
            if other.id == application.id or other.round != application.round or other.id in aside:
                raise RefusedActionError("Vælg en anden ansøgning i runden, som gælder i stedet.")
        decided = SetAside(application_id, in_favour_of, reason.strip(), by, workflow.clock())
        repository.set_aside(decided)
        instead = f"nr. {in_favour_of} gælder" if in_favour_of else "trukket tilbage"
        repository.record(
            Event(
                workflow.clock(),
                by,
                Action.SET_ASIDE,
                application.round,
                application_id,
                instead,
                new=decided.reason,
            )
        )


def take_back(workflow: Workflow, application_id: int, *, reason: str, by: str) -> None:
    """Let an application that was set aside be assessed again; why stays in the log."""
    if not reason.strip():
        raise RefusedActionError("Skriv, hvorfor ansøgningen tages frem igen.")
    with workflow.database.begin() as repository:
        application = repository.application(application_id)
        if application_id not in repository.set_asides(application.round):
            raise RefusedActionError("Ansøgningen er ikke lagt til side.")
        repository.take_back(application_id)
        event = Event(
            workflow.clock(),
            by,
            Action.TAKEN_BACK,
            application.round,
            application_id,
            new=reason.strip(),
        )
        repository.record(event)
