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
    """A round that was opened, with the rule file as it stood then, and the phase it is in."""

    __tablename__ = "round"

    id: Mapped[str] = mapped_column(String(60), primary_key=True)
    criteria: Mapped[str]
    sha256: Mapped[str] = mapped_column(String(64))
    opened_at: Mapped[datetime]
    opened_by: Mapped[str]
    reason: Mapped[str]
    phase: Mapped[str] = mapped_column(String(60))
    version: Mapped[int] = mapped_column(default=1)


class PersonRow(Row):
    """Somebody who was let in; `roles` is a JSON list, and `email` is kept in small letters."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    name: Mapped[str] = mapped_column(unique=True)
    email: Mapped[str | None] = mapped_column(unique=True, index=True)
    roles: Mapped[str]
    active: Mapped[bool]
    subject: Mapped[str | None] = mapped_column(unique=True, index=True, default=None)
    version: Mapped[int] = mapped_column(default=1)


class EndedLoginRow(Row):
    """A login that somebody ended before it ran out, kept until it does."""

    __tablename__ = "ended_login"

    stamp: Mapped[str] = mapped_column(String(64), primary_key=True)
    expires: Mapped[datetime]


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
    """What a human decided of one requirement, and who confirmed it."""

    __tablename__ = "formal_outcome"

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), primary_key=True)
    requirement: Mapped[str] = mapped_column(String(60), primary_key=True)
    outcome: Mapped[str] = mapped_column(String(60))
    reason: Mapped[str]
    decided_by: Mapped[str]
    decided_at: Mapped[datetime]
    confirmed_by: Mapped[str] = mapped_column(default="")
    confirmed_at: Mapped[datetime | None] = mapped_column(default=None)
    version: Mapped[int] = mapped_column(default=1)


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
    version: Mapped[int] = mapped_column(default=1)


class RecommendationRow(Row):
    """What the lead recommends for one application; `grounds` is a JSON list."""

    __tablename__ = "recommendation"

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), primary_key=True)
    award: Mapped[str] = mapped_column(String(60))
    reason: Mapped[str]
    answer: Mapped[str]
    decided_by: Mapped[str]
    decided_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
    choice: Mapped[str] = mapped_column(default="")
    grounds: Mapped[str] = mapped_column(default="[]")


class DeclarationRow(Row):
    """What one person declares of their tie to one applicant; `grounds` is a JSON list.

    `judged_by` is None until somebody else has decided; `scope` is None where there is no conflict.
    """

    __tablename__ = "declaration"

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    stance: Mapped[str] = mapped_column(String(60))
    grounds: Mapped[str]
    text: Mapped[str]
    declared_at: Mapped[datetime]
    scope: Mapped[str | None] = mapped_column(String(60))
    judgement: Mapped[str]
    judged_by: Mapped[str | None]
    judged_at: Mapped[datetime | None]
    version: Mapped[int]


class AssignmentRow(Row):
    """One reviewer's task to assess one application; `abstained` is "" while they can."""

    __tablename__ = "assignment"

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    assigned_by: Mapped[str]
    assigned_at: Mapped[datetime]
    abstained: Mapped[str]
    version: Mapped[int]


class ConsensusRow(Row):
    """The points agreed for one aspect; `points` an exact decimal, "" once taken back.

    `participants` is a JSON list.
    """

    __tablename__ = "consensus"

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), primary_key=True)
    aspect: Mapped[str] = mapped_column(String(60), primary_key=True)
    points: Mapped[str] = mapped_column(String(60))
    reason: Mapped[str]
    participants: Mapped[str]
    decided_by: Mapped[str]
    decided_at: Mapped[datetime]
    version: Mapped[int]


class ExchangeRow(Row):
    """Something that passed between the authority and an applicant; `fields` is a JSON list."""

    __tablename__ = "exchange"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    round_id: Mapped[str] = mapped_column(ForeignKey("round.id"), index=True)
    application_id: Mapped[int | None] = mapped_column(ForeignKey("application.id"), index=True)
    kind: Mapped[str] = mapped_column(String(60))
    text: Mapped[str]
    noted_by: Mapped[str]
    noted_at: Mapped[datetime]
    counterpart: Mapped[str]
    fields: Mapped[str]
    deadline: Mapped[datetime | None]
    happened: Mapped[datetime | None]
    concerns: Mapped[int | None] = mapped_column(ForeignKey("exchange.id"))
    answer: Mapped[str]
    answer_received: Mapped[datetime | None]
    answered_by: Mapped[str | None]
    answered_at: Mapped[datetime | None]
    extended: Mapped[str]
    extended_by: Mapped[str | None]
    extended_at: Mapped[datetime | None]
    weighed: Mapped[str]
    weighed_by: Mapped[str | None]
    weighed_at: Mapped[datetime | None]
    shared: Mapped[str]
    shared_by: Mapped[str | None]
    shared_at: Mapped[datetime | None]
    retracted: Mapped[str]
    retracted_by: Mapped[str | None]
    retracted_at: Mapped[datetime | None]
    version: Mapped[int]


class DecisionRow(Row):
    """What the decider decided for one application."""

    __tablename__ = "decision"

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), primary_key=True)
    award: Mapped[str] = mapped_column(String(60))
    reason: Mapped[str]
    remark: Mapped[str]
    decided_by: Mapped[str]
    decided_at: Mapped[datetime]
    version: Mapped[int]
