"""Files beside an application: whose they are, why they came, their pages and their originals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from assessment import intake
from assessment.domain.applications.application import Application, Attachment, Timing, timing
from assessment.domain.applications.attachments import AttachmentKind, Nature
from assessment.domain.applications.delivery import Delivery
from assessment.domain.panel.access import Act, may
from assessment.domain.panel.impartiality import closures
from assessment.domain.panel.people import Person
from assessment.domain.rounds.event import Action
from assessment.errors import ConflictError, NotFoundError
from assessment.storage import Reader
from assessment.workflow.applications import PICTURE_WIDTH
from assessment.workflow.core import Workflow, acting, known_round, permit, record


@dataclass(frozen=True, slots=True)
class Arrival:
    """A delivery with the files that came in it beside the applications."""

    delivery: Delivery
    timing: Timing
    attachments: tuple[Attachment, ...]

    @property
    def proposed_nature(self) -> Nature:
        """Why its files probably came: with the application, or unasked after the deadline (A11)."""
        late = self.timing in {Timing.LATE, Timing.AFTER_CLOCK}
        return Nature.UNSOLICITED if late else Nature.SUBMITTED


Belonging: TypeAlias = tuple[int | None, Nature]
"""Beside which application a file stands, and why it came."""


def arrivals(workflow: Workflow, round_id: str, by: Person) -> tuple[Arrival, ...]:
    """What came into a round as messages or with attachments, the last received first.

    What came with an application that is closed to `by` is left out, and for somebody who may read
    no applications all that belongs to one.
    """
    with workflow.database.read() as reader:
        person = permit(reader, by, Act.RECEIVE, round_id)
        round_ = known_round(workflow.parsed(workflow.criteria_of(round_id, reader)), round_id)
        deliveries = reader.deliveries(round_id)
        attachments = reader.attachments(round_id)
        shut = {each.id for each in deliveries if _closed(reader, each.id, round_id, person)}
    return tuple(
        Arrival(
            each,
            timing(each.received, round_),
            tuple(file for file in attachments if file.delivery == each.id),
        )
        for each in sorted(deliveries, key=_arrived, reverse=True)
        if each.id not in shut
    )


def _closed(reader: Reader, delivery_id: int, round_id: str, person: Person) -> bool:
    """Whether something in a delivery belongs to an application that is closed to somebody."""
    inside = reader.applications_in(delivery_id)
    if inside and not may(person, Act.READ_APPLICATIONS):
        return True
    return bool(closures(person, reader.declarations(round_id, person.id), inside))


def _arrived(delivery: Delivery) -> datetime:
    return delivery.received or delivery.registered_at


def assign(
    workflow: Workflow,
    attachment_id: int,
    application_id: int | None,
    nature: Nature,
    by: Person,
    *,
    expected: Belonging,
) -> None:
    """Say beside which application a file belongs (None: beside none) and why it came; it is logged.

    Raises NotPermittedError where either application is closed to `by`, NotFoundError for what is
    not there, in the file's round, ConflictError where somebody else said so since it was `expected`.
    """
    with workflow.database.begin() as repository:
        acting(repository, by, Act.RECEIVE, Act.CORRECT)
        round_id, before, _ = repository.attachment(attachment_id)
        act = Act.RECEIVE if before.application is None else Act.CORRECT
        person = _permit_file(repository, by, act, round_id, before)
        if application_id is not None:
            _in_round(repository.application(application_id), round_id)
            permit(repository, by, act, round_id, application_id)
        _refuse_moved(repository, round_id, before, expected)
        repository.set_attachment(attachment_id, application_id, nature)
        for concerned in {before.application, application_id} - {None} or {None}:
            record(
                workflow,
                repository,
                person,
                Action.ASSIGNED,
                (round_id, concerned),
                subject=before.filename,
                old=_told(before.application, before.nature),
                new=_told(application_id, nature),
            )


def _refuse_moved(reader: Reader, round_id: str, before: Attachment, expected: Belonging) -> None:
    if (before.application, before.nature) == expected:
        return
    events = reader.events(round_id=round_id)
    moved = (each for each in events if each.action is Action.ASSIGNED)
    who = next((each.actor for each in moved if each.subject == before.filename), "En anden")
    raise ConflictError(
        f"{who} har imens henført “{before.filename}”: {_told(before.application, before.nature)}. Dit er "
        "ikke gemt: se, hvad der er rigtigt, før du gemmer igen.",
        before,
    )


def _told(application: int | None, nature: Nature) -> str:
    return f"ansøgning nr. {application}, {nature}" if application else "ved ingen ansøgning"


def _in_round(application: Application, round_id: str) -> None:
    if application.round != round_id:
        raise NotFoundError(f"Ansøgning nr. {application.id} findes ikke i runden {round_id}.")


def _permit_file(reader: Reader, by: Person, act: Act, round_id: str, file: Attachment) -> Person:
    """Let somebody at a file where all it belongs to is open to them.

    One that is beside no application yet belongs to all that came with it.
    """
    person = permit(reader, by, act, round_id, file.application)
    if file.application is None:
        for each in reader.applications_in(file.delivery):
            permit(reader, by, Act.READ_ORIGINALS, round_id, each)
    return person


def original(workflow: Workflow, attachment_id: int, by: Person) -> tuple[str, bytes]:
    """An attachment as it was sent, unmasked; who asked for it stays in the log."""
    with workflow.database.begin() as repository:
        acting(repository, by, Act.READ_ORIGINALS, Act.RECEIVE)
        round_id, attachment, content = repository.attachment(attachment_id)
        act = Act.RECEIVE if attachment.application is None else Act.READ_ORIGINALS
        person = _permit_file(repository, by, act, round_id, attachment)
        record(
            workflow,
            repository,
            person,
            Action.ORIGINAL_SHOWN,
            (round_id, attachment.application),
            subject=attachment.filename,
        )
    return attachment.filename, content


def message(workflow: Workflow, delivery_id: int, by: Person) -> tuple[str, bytes]:
    """A message as it was received, unmasked.

    Who asked for it stays in the log, with each application that came in it.
    """
    with workflow.database.begin() as repository:
        acting(repository, by, Act.READ_ORIGINALS, Act.RECEIVE)
        round_id, name, content = repository.delivery_original(delivery_id)
        inside = repository.applications_in(delivery_id)
        act = Act.READ_ORIGINALS if inside else Act.RECEIVE
        person = permit(repository, by, act, round_id)
        for each in inside:
            permit(repository, by, act, round_id, each)
        for about in inside or (None,):
            where = (round_id, about)
            record(workflow, repository, person, Action.ORIGINAL_SHOWN, where, subject=name)
    return name, content


def picture(workflow: Workflow, attachment_id: int, page: int, by: Person) -> bytes:
    """A picture, or one page of a PDF (counted from 1), as a PNG; unmasked, so it is logged.

    Raises RefusedFileError where it cannot be drawn.
    """
    _, content = original(workflow, attachment_id, by)
    with workflow.database.read() as reader:
        _, attachment, _ = reader.attachment(attachment_id)
    if attachment.kind is AttachmentKind.PICTURE:
        return workflow.run(intake.drawn, content, PICTURE_WIDTH)
    return workflow.run(intake.page_picture, content, page - 1, PICTURE_WIDTH)
