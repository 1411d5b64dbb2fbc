"""What every use case works with: the database, the rule file and the clock."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Protocol, TypeVar, TypeVarTuple

from assessment import criteria_file
from assessment.domain.event import Action, Event
from assessment.domain.review import Person
from assessment.domain.scheme import Round, Scheme
from assessment.errors import NotFoundError
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
    opened with, whatever happens to the file. `run` is how files from outside are opened.
    """

    database: Database
    criteria: str
    clock: Callable[[], datetime]
    run: Run = in_process

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
        """The rule text that governs a round."""
        opened = repository.opened_round(round_id)
        return opened.criteria if opened else self.criteria

    def round(self, round_id: str) -> Round:
        """The round of this id as its own scheme has it.

        Raises NotFoundError for an unknown one.
        """
        return known_round(self.scheme_of(round_id), round_id)


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


def open_round(workflow: Workflow, round_id: str, by: str, repository: Repository) -> None:
    """Freeze the rules of a round at its first application; does nothing for an opened one."""
    if repository.opened_round(round_id):
        return
    known_round(workflow.scheme, round_id)
    digest = workflow.fingerprint(workflow.criteria)
    opened = OpenedRound(round_id, workflow.criteria, digest, workflow.clock(), by)
    repository.open_round(opened)
    repository.record(
        Event(
            workflow.clock(), by, Action.ROUND_OPENED, round_id, subject="criteria.yaml", new=digest
        )
    )


def add_person(workflow: Workflow, name: str) -> Person:
    """Add somebody to the list of who takes part; a known name gives the person there is."""
    name = " ".join(name.split())[:80]
    if not name:
        raise NotFoundError("Skriv et navn.")
    with workflow.database.begin() as repository:
        known = {person.name.casefold(): person for person in repository.people()}
        if name.casefold() in known:
            return known[name.casefold()]
        person = repository.add_person(name)
        repository.record(Event(workflow.clock(), name, Action.PERSON_ADDED, "", new=name))
        return person


def people(workflow: Workflow) -> tuple[Person, ...]:
    """Everybody who takes part, by name."""
    with workflow.database.read() as repository:
        return tuple(sorted(repository.people(), key=lambda person: person.name))
