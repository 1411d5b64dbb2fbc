"""What every use case works with: the database, the rule file and the clock."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Protocol, TypeAlias, TypeVar, TypeVarTuple

from assessment import __version__, criteria_file
from assessment.domain.applications.application import Application
from assessment.domain.panel.access import Act, Phase, refusal
from assessment.domain.panel.impartiality import closures, shut_out
from assessment.domain.panel.people import Person
from assessment.domain.rounds.event import Action, Event
from assessment.domain.rules.scheme import Round, Scheme
from assessment.errors import ConflictError, NotFoundError, NotPermittedError
from assessment.storage import Database, OpenedRound, Reader, Repository

T = TypeVar("T")
Arguments = TypeVarTuple("Arguments")


class Run(Protocol):
    """Calls a function of the intake on what strangers sent, where it can do no harm."""

    def __call__(self, function: Callable[[*Arguments], T], /, *arguments: *Arguments) -> T:
        """Return what the function returns; RefusedFileError where it refuses, fails or takes too much."""


def in_process(function: Callable[[*Arguments], T], /, *arguments: *Arguments) -> T:
    """Call a function right here, as tests do."""
    return function(*arguments)


@dataclass(frozen=True, slots=True)
class Workflow:
    """One installation: where its data is, which rule file it reads, and what time it is.

    `criteria` is the rule file's text as it stands now; an opened round keeps the text it was
    opened with, whatever happens to the file. `run` is how files from outside are opened, `tool` the
    program's version and the hash of its code, `templates` the folder of the authority's own letters.
    """

    database: Database
    criteria: str
    clock: Callable[[], datetime]
    run: Run = in_process
    tool: str = __version__
    templates: Path | None = None

    @property
    def scheme(self) -> Scheme:
        """The scheme as the rule file gives it now."""
        return self.parsed(self.criteria)

    def scheme_of(self, round_id: str) -> Scheme:
        """The scheme that governs a round: frozen at its opening, else as the file gives it now."""
        with self.database.read() as repository:
            return self.parsed(self.criteria_of(round_id, repository))

    @staticmethod
    def parsed(criteria: str) -> Scheme:
        """The scheme that a rule text gives; CriteriaFileError for a wrong one."""
        return _parsed(criteria)

    @staticmethod
    def fingerprint(criteria: str) -> str:
        """The SHA-256 of a rule text, in hexadecimal."""
        return hashlib.sha256(criteria.encode()).hexdigest()

    def criteria_of(self, round_id: str, repository: Reader) -> str:
        """The rule text that governs a round: the frozen one, or the file's while it is prepared."""
        opened = repository.opened_round(round_id)
        frozen = opened and opened.phase is not Phase.PREPARATION
        return opened.criteria if opened and frozen else self.criteria

    def round(self, round_id: str) -> Round:
        """The round of this id as its own scheme has it.

        Raises NotFoundError for an unknown one.
        """
        return known_round(self.scheme_of(round_id), round_id)

    def phase(self, round_id: str) -> Phase:
        """The phase that a round is in: preparation until it is opened."""
        with self.database.read() as reader:
            return reader.phase(round_id)


@lru_cache(maxsize=16)
def _parsed(criteria: str) -> Scheme:
    return criteria_file.parse(criteria)


def known_round(scheme: Scheme, round_id: str) -> Round:
    """The scheme's round of this id; NotFoundError names the ones there are."""
    try:
        return scheme.round(round_id)
    except KeyError:
        known = ", ".join(each.id for each in scheme.rounds)
        raise NotFoundError(f"Runden “{round_id}” findes ikke. Vælg en af: {known}.") from None


def open_round(
    workflow: Workflow, round_id: str, by: Person, repository: Repository, *, reason: str
) -> None:
    """Freeze a round's rules with who did it and why, and let applications in.

    Does nothing for an opened round. Raises NotPermittedError for somebody who may not open it.
    """
    before = repository.opened_round(round_id)
    if before and before.phase is not Phase.PREPARATION:
        return
    permit(repository, by, Act.OPEN_ROUND, round_id)
    known_round(workflow.scheme, round_id)
    digest = workflow.fingerprint(workflow.criteria)
    opened = OpenedRound(
        round_id,
        workflow.criteria,
        digest,
        workflow.clock(),
        by.name,
        reason,
        Phase.RECEIVING,
        before.version + 1 if before else 1,
    )
    repository.set_round(opened)
    told = f"{digest} ({reason})"
    record(
        workflow,
        repository,
        by,
        Action.ROUND_OPENED,
        (round_id, None),
        subject="criteria.yaml",
        new=told,
    )


UNTIED = frozenset(
    {Act.SEE_ROUND, Act.DECLARE, Act.SEE_PEOPLE, Act.MANAGE_PEOPLE, Act.VERIFY, Act.SAFEKEEP}
)
"""What takes no part in the assessment, so that no conflict shuts anybody out of it."""


def permit(
    reader: Reader,
    by: Person,
    act: Act,
    round_id: str = "",
    application_id: int | None = None,
) -> Person:
    """The person who acts, as the database knows them now, where they may do this.

    Raises NotPermittedError with why they may not: no such role or phase, or a conflict of interest.
    """
    person = acting(reader, by, act)
    why = refusal(person, act, reader.phase(round_id)) if round_id else None
    if why is None and round_id and act not in UNTIED:
        why = _closed(reader, person, round_id, application_id)
    if why:
        raise NotPermittedError(why)
    return person


def acting(reader: Reader, by: Person, *acts: Act) -> Person:
    """The person who acts, as the database knows them now, where they may do one of these at all.

    Asked before anything is looked up, so that whoever may not do it learns nothing from trying ids.
    Raises NotPermittedError.
    """
    try:
        person = reader.person(by.id)
    except NotFoundError:
        raise NotPermittedError(
            "Du står ikke på listen over deltagere. Bed projektlederen om adgang."
        ) from None
    refused = [refusal(person, act) for act in acts]
    if all(refused):
        raise NotPermittedError(refused[0])
    return person


def round_of(reader: Reader, by: Person, act: Act, application_id: int) -> str:
    """The round of an application, told to whoever may do this to some round.

    Raises NotPermittedError where they may not, NotFoundError for an unknown application.
    """
    acting(reader, by, act)
    return reader.application(application_id).round


def _closed(
    reader: Reader, person: Person, round_id: str, application_id: int | None
) -> str | None:
    declarations = reader.declarations(round_id, person.id)
    shut = shut_out(person, declarations)
    if shut:
        return f"Runden er lukket for dig: {shut}. {shut.advice}"
    if application_id is None:
        return None
    closed = closures(person, declarations, (application_id,)).get(application_id)
    return f"Ansøgningen er lukket for dig: {closed}. {closed.advice}" if closed else None


@dataclass(frozen=True, slots=True)
class Setting:
    """An application that somebody may work on, with the rules that govern it."""

    application: Application
    scheme: Scheme
    person: Person


def setting(
    workflow: Workflow, reader: Reader, by: Person, act: Act, application_id: int
) -> Setting:
    """The application, its rules and the acting person, where they may do this to it.

    Raises NotPermittedError where they may not, NotFoundError for an unknown application.
    """
    acting(reader, by, act)
    application = reader.application(application_id)
    person = permit(reader, by, act, application.round, application_id)
    scheme = workflow.parsed(workflow.criteria_of(application.round, reader))
    return Setting(application, scheme, person)


Where: TypeAlias = tuple[str, int | None]
"""The id of a round ("" for none) and of the application in it that something concerns."""


def record(
    workflow: Workflow,
    repository: Repository,
    by: Person,
    action: Action,
    where: Where,
    *,
    subject: str = "",
    old: str = "",
    new: str = "",
) -> None:
    """Add what somebody did to the log."""
    repository.record(Event(workflow.clock(), by.name, action, *where, subject, old, new))


class Versioned(Protocol):
    """What two people can edit: it counts its changes, from 0 for what is not there yet."""

    @property
    def version(self) -> int:
        """How often it was changed."""


def refuse_stale(expected: int, present: Versioned | None, *, who: str, what: str) -> None:
    """Raise ConflictError where somebody else saved since the version that one's screen showed."""
    if (present.version if present else 0) != expected:
        raise ConflictError(
            f"{who} har gemt {what}, mens du skrev. Dit er ikke gemt endnu: vælg, hvad der skal stå.",
            present,
        )
