"""The tables of the log: the chain, what it says of people, and the seal on it."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from assessment.storage.tables import Row


class EventRow(Row):
    """One entry of the log; triggers refuse to change or remove it.

    Ids count from 1 without gaps, and the values are kept as the very text that was hashed. It
    points at nothing by foreign key, so that the log never hinders or follows other rows.
    """

    __tablename__ = "event"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[str] = mapped_column(String(32))
    action: Mapped[str] = mapped_column(String(60))
    round_id: Mapped[str] = mapped_column(String(60), index=True)
    application_id: Mapped[int | None] = mapped_column(index=True)
    content_sha256: Mapped[str] = mapped_column(String(64))
    previous_sha256: Mapped[str] = mapped_column(String(64))
    sha256: Mapped[str] = mapped_column(String(64))


class EventContentRow(Row):
    """What an entry says of people: never changed, but gone once its round is erased.

    The salt keeps the entry's hash from telling what was erased.
    """

    __tablename__ = "event_content"

    event_id: Mapped[int] = mapped_column(
        ForeignKey("event.id"), primary_key=True, autoincrement=False
    )
    salt: Mapped[str] = mapped_column(String(64))
    actor: Mapped[str]
    subject: Mapped[str]
    old: Mapped[str]
    new: Mapped[str]


class SealRow(Row):
    """How many entries there are and the hash of the last, signed with the key; one row of id 1."""

    __tablename__ = "seal"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    count: Mapped[int]
    head: Mapped[str] = mapped_column(String(64))
    mac: Mapped[str] = mapped_column(String(64))
