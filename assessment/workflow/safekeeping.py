"""Keeping the work safe: verifying the log, copies of everything, and the deletion of a round."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assessment.domain.panel.access import Act
from assessment.domain.panel.people import Person
from assessment.domain.rounds.audit import Fault
from assessment.domain.rounds.event import Action
from assessment.errors import RefusedActionError
from assessment.storage import Copy, Reader
from assessment.workflow import people
from assessment.workflow.core import Workflow, permit, record


@dataclass(frozen=True, slots=True)
class Verified:
    """What the log proves: how many entries its seal covers, the last one's hash, and all faults."""

    events: int
    head: str
    faults: tuple[Fault, ...]


def verify(workflow: Workflow, by: Person | None) -> Verified:
    """Check every entry of the log against the chain and the seal.

    `by` is None for whoever runs the installation, who can ask even where nothing can be saved.
    """
    with workflow.database.read() as reader:
        if by:
            permit(reader, by, Act.VERIFY)
        seal = reader.seal()
        return Verified(
            seal.count if seal else 0, seal.head if seal else "", tuple(reader.audit_faults())
        )


def back_up(workflow: Workflow, by: Person, file: Path) -> Copy:
    """Copy everything into a new file while others go on working, check it, and log it.

    A log that does not hold is told with the copy. Raises RefusedActionError where the file cannot
    be made.
    """
    with workflow.database.read() as reader:
        permit(reader, by, Act.SAFEKEEP)
    copy = workflow.database.back_up(file, workflow.clock())
    with workflow.database.begin() as repository:
        person = permit(repository, by, Act.SAFEKEEP)
        record(
            workflow,
            repository,
            person,
            Action.BACKED_UP,
            ("", None),
            subject=file.name,
            new=_told(copy),
        )
    return copy


def restore(workflow: Workflow, file: Path) -> Copy:
    """Fill an empty database from a copy, as whoever runs the installation, and log it.

    Raises StorageError, with nothing changed, where the database is not empty or the copy or its
    key is wrong.
    """
    copy = workflow.database.restore(file)
    operator = people.operator(workflow)
    with workflow.database.begin() as repository:
        record(
            workflow,
            repository,
            operator,
            Action.RESTORED,
            ("", None),
            subject=file.name,
            new=_told(copy),
        )
    return copy


def erase_round(
    workflow: Workflow, round_id: str, by: Person, *, backup_file: Path, reason: str
) -> None:
    """Remove an archived round with all that its applications brought; who and why stays in the log.

    Raises RefusedActionError without a reason, or where the copy lacks anything that happened in
    the round; StorageError where it is no sound copy.
    """
    if not reason.strip():
        raise RefusedActionError("Skriv, hvorfor runden slettes.")
    with workflow.database.read() as reader:
        permit(reader, by, Act.ERASE, round_id)
    copy = workflow.database.checked(backup_file)
    with workflow.database.begin() as repository:
        person = permit(repository, by, Act.ERASE, round_id)
        _refuse_incomplete(repository, copy, round_id)
        record(
            workflow,
            repository,
            person,
            Action.ROUND_ERASED,
            (round_id, None),
            subject=f"sikkerhedskopi {backup_file.name}",
            old=_told(copy),
            new=reason.strip(),
        )
        repository.erase_round(round_id)
    workflow.database.sweep()


def _refuse_incomplete(reader: Reader, copy: Copy, round_id: str) -> None:
    told, last = copy.manifest, reader.last_event(round_id)
    if copy.faults:
        raise RefusedActionError(
            "Sikkerhedskopiens log holder ikke, så runden er ikke slettet. Efterprøv loggen med "
            f"verify. {copy.faults[0]}"
        )
    if reader.event_sha256(told.events) != told.head:
        raise RefusedActionError(
            "Sikkerhedskopien er ikke taget af denne database, så runden er ikke slettet. Tag en "
            "ny med backup."
        )
    if told.events < last:
        raise RefusedActionError(
            f"Sikkerhedskopien mangler rundens seneste hændelser: den går til nr. {told.events}, "
            f"runden til nr. {last}. Tag en ny med backup."
        )


def _told(copy: Copy) -> str:
    manifest = copy.manifest
    return f"taget {manifest.taken_at}, {manifest.events} hændelser til {manifest.head}"
