"""Which login is whose, asked anew each time: at every page, every click and every download."""

from __future__ import annotations

from dataclasses import replace

from assessment.domain.panel.claims import Claims
from assessment.domain.panel.people import Person
from assessment.domain.rounds.event import Action
from assessment.storage import Repository
from assessment.workflow.core import Workflow, record


def sign_in(workflow: Workflow, claims: Claims) -> Person | None:
    """The person whom a login stands for now; None for a stranger and for a login that is over.

    At their first login somebody is found by the e-mail they were let in with; from then on the
    login is theirs and no other login of that e-mail is.
    """
    if claims.expired(workflow.clock()) or not claims.verified:
        return None
    with workflow.database.read() as reader:
        if reader.login_ended(claims.stamp):
            return None
        person = reader.person_by_subject(_subject(claims))
    person = person or _bound(workflow, claims)
    return person if person and person.active else None


def sign_out(workflow: Workflow, claims: Claims) -> None:
    """End a login for all windows: the browser's cookie alone would be good until it runs out."""
    with workflow.database.begin() as repository:
        repository.end_login(claims.stamp, expires=claims.expires, now=workflow.clock())


def signed_out(workflow: Workflow, claims: Claims) -> bool:
    """Whether somebody ended this login, perhaps in another window."""
    with workflow.database.read() as reader:
        return reader.login_ended(claims.stamp)


def _bound(workflow: Workflow, claims: Claims) -> Person | None:
    with workflow.database.read() as reader:  # strangers wait for no writer, and hold none up
        if _free(reader.person_by_email(claims.email)) is None:
            return None
    with workflow.database.begin() as repository:
        if meanwhile := repository.person_by_subject(_subject(claims)):
            return meanwhile
        person = _free(repository.person_by_email(claims.email))
        return _bind(workflow, repository, person, claims) if person else None


def _free(person: Person | None) -> Person | None:
    """Somebody whom no login is bound to yet; whose access is closed is not bound either."""
    return person if person and person.active and not person.subject else None


def _bind(workflow: Workflow, repository: Repository, person: Person, claims: Claims) -> Person:
    bound = replace(person, subject=_subject(claims), version=person.version + 1)
    repository.set_person(bound)
    record(
        workflow,
        repository,
        bound,
        Action.LOGGED_IN,
        ("", None),
        subject=bound.name,
        new=claims.issuer,
    )
    return bound


def _subject(claims: Claims) -> str:
    # The same subject at another issuer is somebody else.
    return f"{claims.issuer} {claims.subject}"
