"""The tables as typed rows; the migrations make them, and a test holds the two together."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import ClassVar

from sqlalchemy import (
    DateTime,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    LargeBinary,
    MetaData,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.exc import DontWrapMixin
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column


class NaiveTimeError(DontWrapMixin, ValueError):
    """A time without a zone was about to be stored: a mistake in the program."""


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, stored in UTC and given back zone-aware; a naive one raises NaiveTimeError."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn a zone-aware time to UTC on its way in."""
        del dialect
        if value is None:
            return None
        if value.utcoffset() is None:
            raise NaiveTimeError(f"{value!r} has no time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Name the zone on the way out; SQLite keeps none."""
        del dialect
        if value is None or value.tzinfo is not None:
            return value and value.astimezone(UTC)
        return value.replace(tzinfo=UTC)


class Row(MappedAsDataclass, DeclarativeBase, kw_only=True):
    """What all rows share: keyword construction, column types and names for constraints."""

    metadata: ClassVar[MetaData] = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_name)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar = {str: Text, bytes: LargeBinary, datetime: UtcDateTime}


class RoundRow(Row):
    """A round that was opened, with the rule file as it stood then."""

    __tablename__ = "round"

    id: Mapped[str] = mapped_column(String(60), primary_key=True)
    criteria: Mapped[str]
    sha256: Mapped[str] = mapped_column(String(64))
    opened_at: Mapped[datetime]
    opened_by: Mapped[str]


class PersonRow(Row):
    """Somebody who takes part."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    name: Mapped[str] = mapped_column(unique=True)


class ApplicationRow(Row):
    """An application's file as it was registered, without its weight: see original and reading."""

    __tablename__ = "application"
    __table_args__ = (UniqueConstraint("round_id", "sha256"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    round_id: Mapped[str] = mapped_column(ForeignKey("round.id"))
    filename: Mapped[str]
    sha256: Mapped[str] = mapped_column(String(64))
    received: Mapped[datetime | None]
    received_note: Mapped[str]
    registered_at: Mapped[datetime]
    registered_by: Mapped[str]
    delivery_id: Mapped[int | None] = mapped_column(ForeignKey("delivery.id"), default=None)


class OriginalRow(Row):
    """The file itself, byte for byte."""

    __tablename__ = "original"

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), primary_key=True)
    content: Mapped[bytes]


class ReadingRow(Row):
    """What was read from the file, as the JSON of `readings`."""

    __tablename__ = "reading"

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), primary_key=True)
    content: Mapped[str]


class DeliveryRow(Row):
    """A message or another parcel as it was registered; `envelope` and `issues` are JSON."""

    __tablename__ = "delivery"
    __table_args__ = (UniqueConstraint("round_id", "sha256"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    round_id: Mapped[str] = mapped_column(ForeignKey("round.id"))
    name: Mapped[str]
    sha256: Mapped[str] = mapped_column(String(64))
    envelope: Mapped[str | None]
    issues: Mapped[str]
    registered_at: Mapped[datetime]
    registered_by: Mapped[str]


class DeliveryOriginalRow(Row):
    """The message itself, byte for byte."""

    __tablename__ = "delivery_original"

    delivery_id: Mapped[int] = mapped_column(ForeignKey("delivery.id"), primary_key=True)
    content: Mapped[bytes]


class AttachmentRow(Row):
    """A file beside an application, or beside none yet; `pages` and `issues` are JSON."""

    __tablename__ = "attachment"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    delivery_id: Mapped[int] = mapped_column(ForeignKey("delivery.id"))
    application_id: Mapped[int | None] = mapped_column(ForeignKey("application.id"), index=True)
    filename: Mapped[str]
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    kind: Mapped[str] = mapped_column(String(60))
    nature: Mapped[str] = mapped_column(String(60))
    pages: Mapped[str]
    issues: Mapped[str]


class AttachmentOriginalRow(Row):
    """The attached file itself, byte for byte."""

    __tablename__ = "attachment_original"

    attachment_id: Mapped[int] = mapped_column(ForeignKey("attachment.id"), primary_key=True)
    content: Mapped[bytes]


class CorrectionRow(Row):
    """A passage that a human moved to another field; the newest has the highest id."""

    __tablename__ = "correction"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    block: Mapped[str]
    text: Mapped[str]
    field: Mapped[str] = mapped_column(String(60))
    reason: Mapped[str]
    decided_by: Mapped[str]
    decided_at: Mapped[datetime]


class SetAsideRow(Row):
    """An application that is not assessed, and the one that stands in its place."""

    __tablename__ = "set_aside"

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), primary_key=True)
    in_favour_of: Mapped[int | None] = mapped_column(ForeignKey("application.id"))
    reason: Mapped[str]
    decided_by: Mapped[str]
    decided_at: Mapped[datetime]


class FormalOutcomeRow(Row):
    """What a human decided of one requirement."""

    __tablename__ = "formal_outcome"

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), primary_key=True)
    requirement: Mapped[str] = mapped_column(String(60), primary_key=True)
    outcome: Mapped[str] = mapped_column(String(60))
    reason: Mapped[str]
    decided_by: Mapped[str]
    decided_at: Mapped[datetime]


class ReviewRow(Row):
    """One person's review of one application, there from the first score on."""

    __tablename__ = "review"

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    submitted_at: Mapped[datetime | None]


class ScoreRow(Row):
    """One aspect's points and reason in a review."""

    __tablename__ = "score"
    __table_args__ = (
        ForeignKeyConstraint(
            ["application_id", "person_id"], ["review.application_id", "review.person_id"]
        ),
    )

    application_id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(primary_key=True)
    aspect: Mapped[str] = mapped_column(String(60), primary_key=True)
    points: Mapped[int | None]
    reason: Mapped[str]
    saved_at: Mapped[datetime | None]


class RecommendationRow(Row):
    """What the lead recommends for one application."""

    __tablename__ = "recommendation"

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), primary_key=True)
    award: Mapped[str] = mapped_column(String(60))
    reason: Mapped[str]
    answer: Mapped[str]
    decided_by: Mapped[str]
    decided_at: Mapped[datetime]


class EventRow(Row):
    """One entry of the log; triggers refuse to change or remove it.

    It points at nothing by foreign key, so that the log never hinders or follows other rows.
    """

    __tablename__ = "event"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    at: Mapped[datetime]
    actor: Mapped[str]
    action: Mapped[str] = mapped_column(String(60))
    round_id: Mapped[str] = mapped_column(String(60), index=True)
    application_id: Mapped[int | None] = mapped_column(index=True)
    subject: Mapped[str]
    old: Mapped[str]
    new: Mapped[str]
