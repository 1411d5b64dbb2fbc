"""Looking at applications, and stating when they came."""

from __future__ import annotations

from datetime import datetime

from assessment import intake
from assessment.domain.application import Application
from assessment.domain.event import Action, Event
from assessment.domain.wording import date_time
from assessment.errors import RefusedActionError
from assessment.workflow.core import Workflow

PICTURE_WIDTH = 1000
"""Pixels that a picture is drawn in at most."""


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


def original(workflow: Workflow, application_id: int, by: str) -> tuple[str, bytes]:
    """The file as it was sent, its name and its bytes, unmasked; who asked for it stays in the log."""
    with workflow.database.begin() as repository:
        filename, content = repository.original(application_id)
        round_id = repository.application(application_id).round
        event = Event(
            workflow.clock(), by, Action.ORIGINAL_SHOWN, round_id, application_id, filename
        )
        repository.record(event)
    return filename, content


def picture(workflow: Workflow, application_id: int, part: str, by: str) -> bytes:
    """One of the pictures in an application's file as a PNG; unmasked, so it is logged.

    Raises RefusedFileError where it cannot be drawn.
    """
    _, content = original(workflow, application_id, by)
    return workflow.run(intake.drawn, workflow.run(intake.picture, content, part), PICTURE_WIDTH)


def history(
    workflow: Workflow, *, round_id: str | None = None, application_id: int | None = None
) -> tuple[Event, ...]:
    """What happened in a round or to one application, newest first."""
    with workflow.database.read() as repository:
        return repository.events(round_id=round_id, application_id=application_id)
