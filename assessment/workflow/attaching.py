"""Files beside an application: whose they are, why they came, their pages and their originals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from assessment import intake
from assessment.domain.application import Attachment, Timing, timing
from assessment.domain.attachments import AttachmentKind, Nature
from assessment.domain.delivery import Delivery
from assessment.domain.event import Action, Event
from assessment.domain.scheme import Round
from assessment.workflow.applications import PICTURE_WIDTH
from assessment.workflow.core import Workflow


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


def arrivals(workflow: Workflow, round_: Round) -> tuple[Arrival, ...]:
    """What came into a round as messages or with attachments, the last received first."""
    with workflow.database.read() as reader:
        deliveries = reader.deliveries(round_.id)
        attachments = reader.attachments(round_.id)
    return tuple(
        Arrival(
            each,
            timing(each.received, round_),
            tuple(file for file in attachments if file.delivery == each.id),
        )
        for each in sorted(deliveries, key=_arrived, reverse=True)
    )


def _arrived(delivery: Delivery) -> datetime:
    return delivery.received or delivery.registered_at


def assign(
    workflow: Workflow, attachment_id: int, application_id: int | None, nature: Nature, by: str
) -> None:
    """Say beside which application a file belongs (None: beside none) and why it came; it is logged.

    Raises NotFoundError for what is not there.
    """
    with workflow.database.begin() as repository:
        round_id, before, _ = repository.attachment(attachment_id)
        if application_id is not None:
            repository.application(application_id)
        repository.set_attachment(attachment_id, application_id, nature)
        for concerned in {before.application, application_id} - {None} or {None}:
            event = Event(
                workflow.clock(),
                by,
                Action.ASSIGNED,
                round_id,
                concerned,
                before.filename,
                _told(before.application, before.nature),
                _told(application_id, nature),
            )
            repository.record(event)


def _told(application: int | None, nature: Nature) -> str:
    return f"ansøgning nr. {application}, {nature}" if application else "ved ingen ansøgning"


def original(workflow: Workflow, attachment_id: int, by: str) -> tuple[str, bytes]:
    """An attachment as it was sent, unmasked; who asked for it stays in the log."""
    with workflow.database.begin() as repository:
        round_id, attachment, content = repository.attachment(attachment_id)
        repository.record(
            Event(
                workflow.clock(),
                by,
                Action.ORIGINAL_SHOWN,
                round_id,
                attachment.application,
                attachment.filename,
            )
        )
    return attachment.filename, content


def message(workflow: Workflow, delivery_id: int, by: str) -> tuple[str, bytes]:
    """A message as it was received, unmasked; who asked for it stays in the log."""
    with workflow.database.begin() as repository:
        round_id, name, content = repository.delivery_original(delivery_id)
        event = Event(workflow.clock(), by, Action.ORIGINAL_SHOWN, round_id, subject=name)
        repository.record(event)
    return name, content


def picture(workflow: Workflow, attachment_id: int, page: int, by: str) -> bytes:
    """A picture, or one page of a PDF (counted from 1), as a PNG; unmasked, so it is logged.

    Raises RefusedFileError where it cannot be drawn.
    """
    with workflow.database.read() as reader:
        _, attachment, _ = reader.attachment(attachment_id)
    _, content = original(workflow, attachment_id, by)
    if attachment.kind is AttachmentKind.PICTURE:
        return workflow.run(intake.drawn, content, PICTURE_WIDTH)
    return workflow.run(intake.page_picture, content, page - 1, PICTURE_WIDTH)
