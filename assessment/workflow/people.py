"""Who is let in: everybody who takes part, their roles, and whether their access is open."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from assessment.domain.access import Act
from assessment.domain.event import Action
from assessment.domain.people import Person, Role
from assessment.domain.wording import listed
from assessment.errors import NotPermittedError, RefusedActionError
from assessment.storage import Repository
from assessment.workflow.core import Workflow, permit, record, refuse_stale

OPERATOR = "kommandolinjen"
"""Who acts on the command line of one machine without login; takes no part in the assessment."""

LOCAL_ROLES = frozenset({Role.REVIEWER, Role.LEAD, Role.DECIDER, Role.ADMINISTRATOR})
"""What somebody may on one machine without login; what one has done still binds."""

_LONGEST_NAME = 80


def people(workflow: Workflow) -> tuple[Person, ...]:
    """Everybody who was let in, by name."""
    with workflow.database.read() as reader:
        return tuple(sorted(reader.people(), key=lambda person: person.name))


def join(workflow: Workflow, name: str, roles: Collection[Role] = LOCAL_ROLES) -> Person:
    """Take part on one machine without login; a known name gives the person there is.

    Raises RefusedActionError for an empty name.
    """
    name = _clean(name)
    with workflow.database.begin() as repository:
        known = {person.name.casefold(): person for person in repository.people()}
        if name.casefold() in known:
            return known[name.casefold()]
        return _add(workflow, repository, Person(0, name), Person(0, name, roles=frozenset(roles)))


def operator(workflow: Workflow) -> Person:
    """The person that the command line acts as where there is no login."""
    return join(workflow, OPERATOR, (Role.ADMINISTRATOR, Role.READER))


def add(
    workflow: Workflow, by: Person, *, name: str, email: str, roles: Collection[Role]
) -> Person:
    """Let somebody in.

    Raises RefusedActionError where name or e-mail is taken or missing, or no role is given.
    """
    with workflow.database.begin() as repository:
        acting = permit(repository, by, Act.MANAGE_PEOPLE)
        _refuse_roles(acting, frozenset(), frozenset(roles))
        if "@" not in email:
            raise RefusedActionError("Skriv den e-mail, som personen logger ind med.")
        wanted = Person(0, _clean(name), email, roles=frozenset(roles))
        return _add(workflow, repository, acting, wanted)


def change(
    workflow: Workflow,
    by: Person,
    person_id: int,
    *,
    roles: Collection[Role],
    active: bool,
    expected: int,
) -> Person:
    """Give somebody other roles, or close or open their access; it counts from their next click.

    Raises ConflictError where somebody else changed them meanwhile, RefusedActionError where nobody
    would be left to administer.
    """
    with workflow.database.begin() as repository:
        acting = permit(repository, by, Act.MANAGE_PEOPLE)
        before = repository.person(person_id)
        refuse_stale(expected, before, who="En anden", what=f"adgangen for {before.name}")
        _refuse_roles(acting, before.roles, frozenset(roles))
        after = replace(before, roles=frozenset(roles), active=active, version=before.version + 1)
        _refuse_no_administrator(repository, after)
        repository.set_person(after)
        record(
            workflow,
            repository,
            acting,
            Action.PERSON_CHANGED,
            ("", None),
            subject=before.name,
            old=told(before),
            new=told(after),
        )
        return after


def told(person: Person) -> str:
    """A person's roles and state in Danish words."""
    roles = listed([role for role in Role if role in person.roles]) or "ingen roller"
    return roles if person.active else f"{roles} (adgang lukket)"


def _add(workflow: Workflow, repository: Repository, acting: Person, wanted: Person) -> Person:
    if not wanted.roles:
        raise RefusedActionError("Vælg mindst én rolle.")
    person = repository.add_person(wanted.name, email=wanted.email, roles=wanted.roles)
    record(
        workflow,
        repository,
        acting,
        Action.PERSON_ADDED,
        ("", None),
        subject=person.name,
        new=told(person),
    )
    return person


def _clean(name: str) -> str:
    cleaned = " ".join(name.split())[:_LONGEST_NAME]
    if not cleaned:
        raise RefusedActionError("Skriv et navn.")
    return cleaned


def _refuse_roles(acting: Person, before: frozenset[Role], after: frozenset[Role]) -> None:
    """Only an administrator makes or unmakes one."""
    if Role.ADMINISTRATOR in before ^ after and not acting.has(Role.ADMINISTRATOR):
        raise NotPermittedError("Kun en administrator kan give eller tage rollen administrator.")


def _refuse_no_administrator(repository: Repository, changed: Person) -> None:
    others = (each for each in repository.people() if each.id != changed.id)
    left = [each for each in (*others, changed) if each.active and each.has(Role.ADMINISTRATOR)]
    if not left:
        raise RefusedActionError(
            "Der skal være mindst én administrator med åben adgang. Giv først en anden rollen."
        )
