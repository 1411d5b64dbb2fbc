"""The log in the database: entries chained by their hashes and sealed with the key."""

from __future__ import annotations

import secrets
from dataclasses import fields
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, func, insert, select

from assessment.domain.rounds import audit
from assessment.domain.rounds.event import Action, Event
from assessment.errors import StorageError
from assessment.storage.audit_tables import EventContentRow, EventRow, SealRow
from assessment.storage.products import PRODUCTS
from assessment.storage.tables import NaiveTimeError
from assessment.storage.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import QueryableAttribute, Session

ERASED = "slettet"
"""The subject that stands for a content that was erased."""

_ENTRY = (
    EventRow.id,
    EventRow.at,
    EventRow.action,
    EventRow.round_id,
    EventRow.application_id,
    EventRow.content_sha256,
    EventRow.previous_sha256,
    EventRow.sha256,
)
_ENTRY_NAMES = [each.name for each in fields(audit.Entry) if each.name != "content"]
_CONTENT = (
    EventContentRow.event_id,
    EventContentRow.salt,
    EventContentRow.actor,
    EventContentRow.subject,
    EventContentRow.old,
    EventContentRow.new,
)

AT_A_TIME = 100


def append(session: Session, key: bytes, happened: Event) -> None:
    """Add an entry to the chain and seal it anew, in the session's own transaction.

    StorageError where the seal that stands was not set with this key.
    """
    row = session.get(SealRow, 1)
    if row is None or not audit.Seal(row.count, row.head, row.mac).holds(key):
        raise StorageError(
            "Loggens segl passer ikke til nøglen, og det seneste blev ikke gemt; sæt den rette "
            "nøgle i ASSESSMENT_AUDIT_KEY eller i filen .key ved siden af databasen, og efterprøv "
            "loggen med kommandoen verify."
        )
    entry, content = chained(row.count + 1, row.head, happened)
    session.execute(insert(EventRow), entry)
    session.execute(insert(EventContentRow), content)
    seal = audit.Seal.made(entry["id"], entry["sha256"], key)
    row.count, row.head, row.mac = seal.count, seal.head, seal.mac
    session.flush()


def chained(number: int, previous: str, happened: Event) -> tuple[dict[str, Any], dict[str, Any]]:
    """The rows of an entry and its content, which follow the entry of that hash."""
    said = (happened.actor, happened.subject, happened.old, happened.new)
    values: tuple[int | str, ...] = (number, secrets.token_hex(32), *map(clean, said))
    entry: dict[str, Any] = {
        "id": number,
        "at": _exact_time(happened.at),
        "action": happened.action.value,
        "round_id": clean(happened.round),
        "application_id": happened.application,
        "content_sha256": audit.digest(*values),
        "previous_sha256": previous,
    }
    entry["sha256"] = audit.digest(*entry.values())
    return entry, dict(zip((each.key for each in _CONTENT), values, strict=True))


def _exact_time(at: datetime) -> str:
    if at.utcoffset() is None:
        raise NaiveTimeError(f"{at!r} has no time zone")
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def events(session: Session, round_id: str | None, application_id: int | None) -> tuple[Event, ...]:
    """The log, newest first; only of a round or an application where one is named."""
    query = select(EventRow, EventContentRow).outerjoin(EventContentRow)
    if round_id is not None:
        query = query.where(EventRow.round_id == round_id)
    if application_id is not None:
        query = query.where(EventRow.application_id == application_id)
    rows = session.execute(query.order_by(EventRow.id.desc()))
    return tuple(event_of(row, content) for row, content in rows)


def event_of(row: EventRow, content: EventContentRow | None) -> Event:
    """The event of an entry's rows; what was erased of it is told as such."""
    return Event(
        at=datetime.fromisoformat(row.at),
        actor=content.actor if content else "",
        action=Action(row.action),
        round=row.round_id,
        application=row.application_id,
        subject=content.subject if content else ERASED,
        old=content.old if content else "",
        new=content.new if content else "",
    )


def last_event(session: Session, round_id: str) -> int:
    """The number of a round's newest entry, 0 where there is none."""
    newest = select(func.max(EventRow.id)).where(EventRow.round_id == round_id)
    return session.scalar(newest) or 0


def sha256_of(session: Session, number: int) -> str | None:
    """The hash of an entry, None where there is none of this number."""
    return session.scalar(select(EventRow.sha256).where(EventRow.id == number))


def faults(session: Session, key: bytes) -> Iterator[audit.Fault]:
    """Yield all that does not hold of the log; a log of any length takes the same memory."""
    yield from audit.faults(_entries(session), seal(session), key, _erased(session))
    of_none = select(EventContentRow.event_id).outerjoin(EventRow).where(EventRow.id.is_(None))
    for number in session.scalars(of_none.order_by(EventContentRow.event_id)):
        yield audit.Fault(number, f"Der er indhold til hændelse nr. {number}, som ikke findes.")


def seal(session: Session) -> audit.Seal | None:
    """The seal as it stands, None where there is none that can be read."""
    query = select(*(_exact(session, each) for each in (SealRow.count, SealRow.head, SealRow.mac)))
    row = session.execute(query.where(SealRow.id == 1)).one_or_none()
    if row is None or not row[0].isdigit():
        return None
    head, mac = (each.decode(errors="replace") for each in row[1:])
    return audit.Seal(int(row[0]), head, mac)


def _entries(session: Session) -> Iterator[audit.Entry]:
    columns = [_exact(session, each) for each in (*_ENTRY, *_CONTENT)]
    query = select(*columns).select_from(EventRow).outerjoin(EventContentRow)
    rows = session.execute(query.order_by(EventRow.id), execution_options={"yield_per": AT_A_TIME})
    for row in rows:
        entry: dict[str, Any] = dict(zip(_ENTRY_NAMES, row, strict=False))
        content = tuple(row[len(_ENTRY) :])
        yield audit.Entry(**entry, content=content if content[0] is not None else None)


def _erased(session: Session) -> dict[bytes | None, int]:
    """By round the entry up to which contents may be missing.

    That is the one by which it was last erased, or the one by which a case file was read in: that
    holds the contents of its own round alone, and not all of them.
    """
    query = select(_exact(session, EventRow.round_id), func.max(EventRow.id))
    erased = query.where(EventRow.action == Action.ROUND_ERASED.value).group_by(EventRow.round_id)
    found = {row[0]: row[1] for row in session.execute(erased)}
    imported = select(func.max(EventRow.id)).where(
        EventRow.action == Action.CASE_FILE_IMPORTED.value
    )
    last = session.scalar(imported) or 0
    before = select(_exact(session, EventRow.round_id)).where(EventRow.id < last).distinct()
    explained: dict[bytes | None, int] = dict.fromkeys(session.scalars(before), last)
    return explained | {each: max(number, last) for each, number in found.items()}


def _exact(session: Session, column: QueryableAttribute[Any]) -> ColumnElement[bytes]:
    product = PRODUCTS[session.get_bind().dialect.name]
    return product.exact(column.expression)
