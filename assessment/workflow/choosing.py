"""The same applicant twice: which application stands."""

from __future__ import annotations

from assessment.domain.applications.versions import SetAside
from assessment.domain.panel.access import Act
from assessment.domain.panel.people import Person
from assessment.domain.rounds.event import Action
from assessment.errors import RefusedActionError
from assessment.workflow.core import Workflow, permit, record, setting


def set_aside(
    workflow: Workflow, application_id: int, in_favour_of: int | None, *, reason: str, by: Person
) -> None:
    """Set an application aside in favour of another (None: it was taken back); it is logged.

    It is kept with all its reviews, but not assessed or ranked. Raises RefusedActionError without a
    reason, or where the other is itself set aside or in another round.
    """
    with workflow.database.begin() as repository:
        work = setting(workflow, repository, by, Act.CHOOSE_VERSION, application_id)
        if not reason.strip():
            raise RefusedActionError("Skriv, hvorfor ansøgningen lægges til side.")
        application = work.application
        aside = repository.set_asides(application.round)
        if application_id in aside:
            raise RefusedActionError("Ansøgningen er allerede lagt til side; genindlæs siden.")
        if in_favour_of is not None:
            other = repository.application(in_favour_of)
            if other.id == application.id or other.round != application.round or other.id in aside:
                raise RefusedActionError("Vælg en anden ansøgning i runden, som gælder i stedet.")
            permit(repository, by, Act.CHOOSE_VERSION, other.round, other.id)
        name = work.person.name
        decided = SetAside(application_id, in_favour_of, reason.strip(), name, workflow.clock())
        repository.set_aside(decided)
        instead = f"nr. {in_favour_of} gælder" if in_favour_of else "trukket tilbage"
        record(
            workflow,
            repository,
            work.person,
            Action.SET_ASIDE,
            (application.round, application_id),
            subject=instead,
            new=decided.reason,
        )


def take_back(workflow: Workflow, application_id: int, *, reason: str, by: Person) -> None:
    """Let an application that was set aside be assessed again; why stays in the log."""
    with workflow.database.begin() as repository:
        work = setting(workflow, repository, by, Act.CHOOSE_VERSION, application_id)
        if not reason.strip():
            raise RefusedActionError("Skriv, hvorfor ansøgningen tages frem igen.")
        if application_id not in repository.set_asides(work.application.round):
            raise RefusedActionError("Ansøgningen er ikke lagt til side.")
        repository.take_back(application_id)
        record(
            workflow,
            repository,
            work.person,
            Action.TAKEN_BACK,
            (work.application.round, application_id),
            new=reason.strip(),
        )
