"""Looking at applications, and stating when they came."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from assessment import intake
from assessment.domain.panel.access import Act
from assessment.domain.panel.impartiality import closures
from assessment.domain.panel.people import Person
from assessment.domain.rounds.event import Action, Event
from assessment.domain.rounds.sight import View, hidden, told
from assessment.domain.words.wording import date_time
from assessment.errors import ConflictError, RefusedActionError
from assessment.storage import Reader
from assessment.workflow.cases import grouped
from assessment.workflow.core import Workflow, permit, record, setting

PICTURE_WIDTH = 1000
"""Pixels that a picture is drawn in at most."""


def set_received(
    workflow: Workflow,
    application_id: int,
    received: datetime,
    by: Person,
    *,
    expected: datetime | None,
) -> None:
    """State by hand when an application was received; the old time stays in the log.

    Raises RefusedActionError for a time in the future, ConflictError where another time than
    `expected` stands (None: unknown).
    """
    with workflow.database.begin() as repository:
        work = setting(workflow, repository, by, Act.CORRECT, application_id)
        if received > workflow.clock():
            raise RefusedActionError(
                "Modtagelsestiden ligger ude i fremtiden. Ret dato eller klokkeslæt."
            )
        before = work.application
        if before.received != expected:
            raise ConflictError(
                f"Modtagelsestiden er i mellemtiden sat til {_told_time(before.received)} "
                f"({before.received_note}). Din er ikke gemt: se, hvilken der er rigtig, før du gemmer igen.",
                before,
            )
        repository.set_received(application_id, received, f"oplyst af {work.person.name}")
        record(
            workflow,
            repository,
            work.person,
            Action.RECEIVED_SET,
            (before.round, application_id),
            subject="modtagelsestid",
            old=_told_time(before.received),
            new=date_time(received),
        )


def _told_time(received: datetime | None) -> str:
    return date_time(received) if received else "ukendt"


def original(workflow: Workflow, application_id: int, by: Person) -> tuple[str, bytes]:
    """The file as it was sent, its name and its bytes, unmasked; who asked for it stays in the log."""
    with workflow.database.begin() as repository:
        work = setting(workflow, repository, by, Act.READ_ORIGINALS, application_id)
        filename, content = repository.original(application_id)
        record(
            workflow,
            repository,
            work.person,
            Action.ORIGINAL_SHOWN,
            (work.application.round, application_id),
            subject=filename,
        )
    return filename, content


def picture(workflow: Workflow, application_id: int, part: str, by: Person) -> bytes:
    """One of the pictures in an application's file as a PNG; unmasked, so it is logged.

    Raises RefusedFileError where it cannot be drawn.
    """
    _, content = original(workflow, application_id, by)
    return workflow.run(intake.drawn, workflow.run(intake.picture, content, part), PICTURE_WIDTH)


def log(workflow: Workflow, round_id: str, by: Person) -> tuple[Event, ...]:
    """What happened in a round, newest first, as far as `by` may be told of it."""
    with workflow.database.read() as reader:
        person = permit(reader, by, Act.SEE_LOG, round_id)
        return _told(reader, reader.events(round_id=round_id), round_id, person)


def history(workflow: Workflow, application_id: int, by: Person) -> tuple[Event, ...]:
    """What happened to one application, newest first, as far as `by` may be told of it."""
    with workflow.database.read() as reader:
        work = setting(workflow, reader, by, Act.READ_APPLICATIONS, application_id)
        events = reader.events(application_id=application_id)
        return _told(reader, events, work.application.round, work.person)


def _told(
    reader: Reader, events: tuple[Event, ...], round_id: str, person: Person
) -> tuple[Event, ...]:
    """The events as somebody may be told of them: no drafts, nothing closed to or hidden from them."""
    concerned = {each.application for each in events if each.application is not None}
    view = _view(reader, round_id, person, concerned)
    return tuple(one for each in events if (one := told(each, view)))


def _view(reader: Reader, round_id: str, person: Person, concerned: Collection[int]) -> View:
    phase, reviews = reader.phase(round_id), reader.reviews(round_id)
    given, assigned = grouped(reviews), grouped(reader.assignments(round_id))
    return View(
        person,
        closed=frozenset(closures(person, reader.declarations(round_id), concerned)),
        hidden=frozenset(
            each for each in concerned if hidden(person, given[each], assigned[each], phase)
        ),
        drafts=frozenset(
            (each.application, each.reviewer.name) for each in reviews if not each.submitted
        ),
    )
