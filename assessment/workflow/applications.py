"""Receiving applications and looking at them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from assessment import intake
from assessment.domain.application import Application
from assessment.domain.event import Action, Event
from assessment.domain.personal import mask, masked
from assessment.domain.wording import date_time
from assessment.errors import AssessmentError, RefusedActionError
from assessment.workflow.core import Workflow, open_round

_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came in; `received` is zone-aware, None where nobody knows."""

    filename: str
    content: bytes
    received: datetime | None = None


class Fate(StrEnum):
    """What became of a file."""

    REGISTERED = "registreret"
    KNOWN = "findes allerede"
    REFUSED = "afvist af programmet"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of one file, with the Danish sentence that tells it."""

    filename: str
    fate: Fate
    message: str
    application: int | None = None


def register(
    workflow: Workflow, round_id: str, uploads: Iterable[Upload], by: str
) -> Iterator[Receipt]:
    """Read and store files one by one; a bad one never stops the others.

    The same content twice in a round is registered once. CPR-like numbers are masked in what is
    derived; the original is kept unchanged.
    """
    workflow.round(round_id)
    for upload in uploads:
        try:
            yield _register(workflow, round_id, upload, by)
        except AssessmentError as refusal:
            yield Receipt(_filename(upload), Fate.REFUSED, str(refusal))


def _register(workflow: Workflow, round_id: str, upload: Upload, by: str) -> Receipt:
    filename = _filename(upload)
    digest = hashlib.sha256(upload.content).hexdigest()
    with workflow.database.read() as reader:
        known = reader.application_with_hash(round_id, digest)
    if known is not None:
        return _known(filename, known)
    reading = masked(intake.read(upload.content, workflow.scheme_of(round_id).form))
    with workflow.database.begin() as repository:
        known = repository.application_with_hash(round_id, digest)
        if known is not None:  # somebody else was quicker while the file was being read
            return _known(filename, known)
        open_round(workflow, round_id, by, repository)
        application = repository.add_application(
            round_id=round_id,
            filename=filename,
            content=upload.content,
            reading=reading,
            received=upload.received,
            received_note="oplyst ved registrering" if upload.received else "",
            registered_at=workflow.clock(),
            registered_by=by,
        )
        event = Event(
            workflow.clock(), by, Action.REGISTERED, round_id, application, filename, new=digest
        )
        repository.record(event)
    found = f"{len(reading.answers)} felter fundet"
    return Receipt(filename, Fate.REGISTERED, f"Registreret: {found}.", application)


def _filename(upload: Upload) -> str:
    """The file's name, fit to be kept: it may have come without a known encoding."""
    readable = upload.filename.encode(errors="replace").decode()
    return mask(" ".join(readable.split()))[-_LONGEST_NAME:]


def _known(filename: str, application: int) -> Receipt:
    message = "Filen er allerede registreret i runden og er ikke lagt ind igen."
    return Receipt(filename, Fate.KNOWN, message, application)


def set_received(workflow: Workflow, application_id: int, received: datetime, by: str) -> None:
    """State by hand when an application was received; the old time stays in the log."""
    if received > workflow.clock():
        raise RefusedActionError(
            "Modtagelsestiden ligger ude i fremtiden. Ret dato eller klokkeslæt."
        )
    with workflow.database.begin() as repository:
        before = repository.application(application_id)
        repository.set_received(application_id, received, f"oplyst af {by}")
        old = date_time(before.received) if before.received else "ukendt"
        event = Event(
            workflow.clock(),
            by,
            Action.RECEIVED_SET,
            before.round,
            application_id,
            "modtagelsestid",
            old,
            date_time(received),
        )
        repository.record(event)


def applications(workflow: Workflow, round_id: str) -> tuple[Application, ...]:
    """A round's applications in the order they were registered."""
    with workflow.database.read() as repository:
        return repository.applications(round_id)


def original(workflow: Workflow, application_id: int) -> tuple[str, bytes]:
    """The file as it was sent: its name and its bytes."""
    with workflow.database.read() as repository:
        return repository.original(application_id)


def history(
    workflow: Workflow, *, round_id: str | None = None, application_id: int | None = None
) -> tuple[Event, ...]:
    """What happened in a round or to one application, newest first."""
    with workflow.database.read() as repository:
        return repository.events(round_id=round_id, application_id=application_id)
