"""Deliveries and attachments on their way between rows and the domain's values."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from assessment.domain.applications.application import Attachment
from assessment.domain.applications.attachments import AttachmentKind, Nature
from assessment.domain.applications.delivery import Delivery
from assessment.domain.applications.envelope import Envelope
from assessment.domain.applications.issue import Issue
from assessment.storage.tables import AttachmentRow, DeliveryRow

if TYPE_CHECKING:
    from collections.abc import Sequence


def delivery(row: DeliveryRow) -> Delivery:
    """The delivery of a row."""
    return Delivery(
        id=row.id,
        round=row.round_id,
        name=row.name,
        envelope=envelope_from_json(row.envelope),
        registered_at=row.registered_at,
        registered_by=row.registered_by,
        issues=issues_from_json(row.issues),
    )


def attachment(row: AttachmentRow) -> Attachment:
    """The attachment of a row."""
    return Attachment(
        id=row.id,
        delivery=row.delivery_id,
        application=row.application_id,
        filename=row.filename,
        sha256=row.sha256,
        size=row.size,
        kind=AttachmentKind(row.kind),
        nature=Nature(row.nature),
        pages=tuple(json.loads(row.pages)),
        issues=issues_from_json(row.issues),
    )


def attachment_row(made: Attachment) -> AttachmentRow:
    """The row of a new attachment, whose id the database gives."""
    return AttachmentRow(
        delivery_id=made.delivery,
        application_id=made.application,
        filename=made.filename,
        sha256=made.sha256,
        size=made.size,
        kind=made.kind.value,
        nature=made.nature.value,
        pages=json.dumps(made.pages),
        issues=issues_to_json(made.issues),
    )


def envelope_to_json(envelope: Envelope | None) -> str | None:
    """An envelope as JSON text, None for none."""
    if envelope is None:
        return None
    plain: dict[str, Any] = asdict(envelope)
    moments = {key: plain[key] and plain[key].isoformat() for key in ("sent", "received")}
    return json.dumps(plain | moments)


def envelope_from_json(text: str | None) -> Envelope | None:
    """The envelope that `envelope_to_json` wrote."""
    if text is None:
        return None
    plain = json.loads(text)
    moments = {
        key: datetime.fromisoformat(plain[key]) if plain[key] else None
        for key in ("sent", "received")
    }
    return Envelope(**plain | moments | {"recipients": tuple(plain["recipients"])})


def issues_to_json(issues: Sequence[Issue]) -> str:
    """Issues as JSON text."""
    return json.dumps([asdict(each) for each in issues])


def issues_from_json(text: str) -> tuple[Issue, ...]:
    """The issues that `issues_to_json` wrote."""
    return tuple(Issue(**each) for each in json.loads(text))
