"""Who is let in: everybody who takes part, their roles, and whether their access is open."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from unicodedata import normalize

from assessment.domain.correspondence.dialogue import refuse_personal
from assessment.domain.panel.access import Act
from assessment.domain.panel.people import Person, Role
from assessment.domain.rounds.event import Action, Event
from assessment.domain.words.danish import forward
from assessment.domain.words.wording import listed
from assessment.errors import NotFoundError, NotPermittedError, RefusedActionError
from assessment.storage import Repository
from assessment.workflow.core import Workflow, permit, record, refuse_stale

OPERATOR = "kommandolinjen"
"""Who acts on the command line of one machine without login; takes no part in the assessment."""

LOCAL_ROLES = frozenset({Role.REVIEWER, Role.LEAD, Role.DECIDER, Role.ADMINISTRATOR})
"""What somebody may on one machine without login; what one has done still binds."""

_LONGEST_NAME = 80


def people(workflow: Workflow) -> tuple[Person, ...]:
    """Everybody who was let in, by name; for the program itself, before it knows who asks."""
    with workflow.database.read() as reader:
        return _by_name(reader.people())


def at_this_machine(workflow: Workflow) -> dict[str, Person]:
    """Whom somebody may say they are on one machine without login, by name.

    The command line is none of them: it sees what is hidden from whoever reviews.
    """
    return {each.name: each for each in people(workflow) if each.active and each.name != OPERATOR}


def everybody(workflow: Workflow, by: Person) -> tuple[Person, ...]:
    """Everybody who was let in, by name, for somebody who was let in too."""
    with workflow.database.read() as reader:
        permit(reader, by, Act.SEE_PEOPLE)
        return _by_name(reader.people())


def history(workflow: Workflow, by: Person) -> tuple[Event, ...]:
    """What happened outside every round, newest first: who was let in, and copies of everything."""
    with workflow.database.read() as reader:
        permit(reader, by, Act.SEE_LOG)
        return reader.events(round_id="")


def named(workflow: Workflow, text: str) -> Person:
    """The person of this name or e-mail, whatever its case; NotFoundError where there is none."""
    wanted = text.strip().casefold()
    for person in people(workflow):
        if wanted and wanted in {person.name.casefold(), person.email}:
            return person
    raise NotFoundError(
        f"“{text.strip()}” står ikke på listen over deltagere. Se den med user list."
    )


def join(workflow: Workflow, name: str, roles: Collection[Role] = LOCAL_ROLES) -> Person:
    """Take part on one machine without login; a known name gives the person there is.

    Raises RefusedActionError for an empty name or the command line's, NotPermittedError for a new
    one where people log in: nobody gets in there by typing a name.
    """
    name = _clean(name)
    if name.casefold() == OPERATOR:
        raise RefusedActionError(f"“{OPERATOR}” er ikke et navn. Skriv dit eget.")
    with workflow.database.begin() as repository:
        known = repository.people()
        if not _of_name(known, name) and any(person.subject for person in known):
            raise NotPermittedError("Her får man adgang ved login. Bed projektlederen om adgang.")
        return _joined(workflow, repository, name, roles)


def operator(workflow: Workflow) -> Person:
    """The person that the command line acts as where there is no login."""
    with workflow.database.begin() as repository:
        return _joined(workflow, repository, OPERATOR, (Role.ADMINISTRATOR, Role.READER))


def _joined(
    workflow: Workflow, repository: Repository, name: str, roles: Collection[Role]
) -> Person:
    wanted = Person(0, name, roles=frozenset(roles))
    return _of_name(repository.people(), name) or _add(workflow, repository, wanted, wanted)


def _by_name(known: Iterable[Person]) -> tuple[Person, ...]:
    return tuple(sorted(known, key=lambda person: person.name))


def _of_name(known: Iterable[Person], name: str) -> Person | None:
    return next((each for each in known if each.name.casefold() == name.casefold()), None)


def add(
    workflow: Workflow, by: Person, *, name: str, email: str, roles: Collection[Role]
) -> Person:
    """Let somebody in.

    Raises RefusedActionError where name or e-mail is taken or missing, or no role is given: a name
    is theirs alone, in whatever case, for it tells people apart in notes and in the log.
    """
    with workflow.database.begin() as repository:
        acting = permit(repository, by, Act.MANAGE_PEOPLE)
        _refuse_roles(acting, frozenset(), frozenset(roles))
        if "@" not in email:
            raise RefusedActionError("Skriv den e-mail, som personen logger ind med.")
        wanted = Person(0, _clean(name), email, roles=frozenset(roles))
        taken = _of_name(repository.people(), wanted.name)
        if taken or wanted.name.casefold() == OPERATOR:
            raise RefusedActionError(
                f"Navnet “{wanted.name}” er allerede på listen. Tilføj noget, der skelner."
            )
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
    """Give somebody else other roles, or close or open their access; it counts from their next click.

    Nobody changes their own: laying the role of a reviewer down for a moment would show what is
    hidden from one. Raises NotPermittedError for that, and for a lead who changes an administrator;
    ConflictError where somebody else changed them meanwhile, RefusedActionError where nobody would
    be left to administer.
    """
    with workflow.database.begin() as repository:
        acting = permit(repository, by, Act.MANAGE_PEOPLE)
        before = repository.person(person_id)
        if before.id == acting.id:
            raise NotPermittedError("Du kan ikke ændre din egen adgang. Bed en anden om det.")
        refuse_stale(expected, before, who="En anden", what=f"adgangen for {before.name}")
        after = replace(before, roles=frozenset(roles), active=active, version=before.version + 1)
        _refuse_roles(acting, _powers(before), _powers(after))
        if _administers(before) and not _administers(after):
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


def _powers(person: Person) -> frozenset[Role]:
    """The roles that somebody can use."""
    return person.roles if person.active else frozenset()


def _administers(person: Person) -> bool:
    return Role.ADMINISTRATOR in _powers(person)


def _clean(name: str) -> str:
    cleaned = " ".join(normalize("NFC", forward(name)).split())[:_LONGEST_NAME].strip()
    if not cleaned:
        raise RefusedActionError("Skriv et navn.")
    refuse_personal(cleaned)  # it stands in documents and in the names of files
    return cleaned


def _refuse_roles(acting: Person, before: frozenset[Role], after: frozenset[Role]) -> None:
    """Only an administrator makes or unmakes one, or closes or opens the access of one."""
    if Role.ADMINISTRATOR in before ^ after and not acting.has(Role.ADMINISTRATOR):
        raise NotPermittedError("Kun en administrator kan give eller tage rollen administrator.")


def _refuse_no_administrator(repository: Repository, changed: Person) -> None:
    others = (each for each in repository.people() if each.id != changed.id)
    if not any(map(_administers, others)):
        raise RefusedActionError(
            "Der skal være mindst én administrator med åben adgang. Giv først en anden rollen."
        )
