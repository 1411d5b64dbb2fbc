"""The rows of one round, out into a case file and back into an empty database.

Rows are JSON lines as in a copy. A file's bytes are not repeated in them: they stand in the case file
as a file, and the row names them by their SHA-256.

Left out are what nobody but its author was ever shown and what is of the most personal kind: the
points and reasons of reviews that were not submitted, and the grounds of a declaration on
impartiality; of the log, what its entries say of either. Nor is it told who has access, which is the
installation's matter. The log's chain is whole all the same: of every entry its hashes are there, and
of other rounds' entries nothing else than kind and time.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from alembic.runtime.migration import MigrationContext
from sqlalchemy import MetaData, select
from sqlalchemy.exc import CompileError, OperationalError, StatementError

from assessment.domain.rounds.audit import START, Seal
from assessment.domain.rounds.case_file import Logged, journal, withheld
from assessment.errors import StorageError
from assessment.storage import log
from assessment.storage.audit_tables import EventContentRow, EventRow
from assessment.storage.copying import (
    AT_A_TIME,
    UNREADABLE,
    from_plain,
    in_portions,
    rows_at_a_time,
    to_plain,
)
from assessment.storage.erasure import of_round
from assessment.storage.tables import (
    ApplicationRow,
    PersonRow,
    ReviewRow,
    RoundRow,
    Row,
    ScoreRow,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from sqlalchemy import Connection, Select, Table
    from sqlalchemy.orm import Session

    from assessment.domain.rounds.audit import Fault
    from assessment.domain.rounds.sight import View

LOG = ("event", "event_content")
"""The tables of the log, in the order in which their rows are written and read."""
_LEFT_OUT = frozenset({"ended_login", "seal"})
_INSTEAD: Mapping[str, Mapping[str, object]] = {
    "declaration": {"grounds": "[]", "text": "", "judgement": ""},
    "person": {"active": False},
}
"""What stands in the place of what is of the most personal kind, and of who has access here."""


_ENTRIES = Row.metadata.tables[EventRow.__tablename__]
_CONTENTS = Row.metadata.tables[EventContentRow.__tablename__]
_REVIEWS = Row.metadata.tables[ReviewRow.__tablename__]


class CaseFileReader:
    """The part of the reading half that asks for what a case file holds."""

    _session: Session

    def case_rows(self, round_id: str) -> Iterator[tuple[str, Iterator[bytes]]]:
        """The tables of a round, each with the lines of its rows; the log's come last.

        Each table's lines must be taken before the next table is.
        """
        for table in Row.metadata.sorted_tables:
            if table.name not in _LEFT_OUT and table.name not in LOG:
                yield table.name, self._lines(table, _wanted(table, round_id))
        yield "event", self._lines(_ENTRIES, select(_ENTRIES).order_by(_ENTRIES.c.id))
        yield "event_content", self._contents(round_id, None)

    def case_log(self, round_id: str, application_id: int) -> Iterator[tuple[str, Iterator[bytes]]]:
        """The two tables of the log with what concerns one application alone."""
        own = select(_ENTRIES).where(_ENTRIES.c.application_id == application_id)
        yield "event", self._lines(_ENTRIES, own.order_by(_ENTRIES.c.id))
        yield "event_content", self._contents(round_id, application_id)

    def logged(self, round_id: str, application_id: int | None = None) -> Iterator[Logged]:
        """The log of a round or of an application in it, the first entry first."""
        for row, content in self._events(round_id, application_id):
            event = log.event_of(row, content)
            yield Logged(row.id, event, row.content_sha256, row.previous_sha256, row.sha256)

    def journal_view(self, round_id: str) -> View:
        """What the log of a round keeps from the journal."""
        query = (
            select(ReviewRow.application_id, PersonRow.name)
            .join(PersonRow, PersonRow.id == ReviewRow.person_id)
            .join(ApplicationRow, ApplicationRow.id == ReviewRow.application_id)
            .where(ApplicationRow.round_id == round_id, ReviewRow.submitted_at.is_(None))
        )
        return journal([(row[0], row[1]) for row in self._session.execute(query)])

    def revision(self) -> str:
        """The version of the database's tables."""
        context = MigrationContext.configure(self._session.connection())
        return str(context.get_current_revision())

    def _events(self, round_id: str, application_id: int | None) -> Iterator[Any]:
        """The rows of entries with those of their contents, None where there is none."""
        query = select(EventRow, EventContentRow).outerjoin(EventContentRow)
        query = query.where(EventRow.round_id == round_id).order_by(EventRow.id)
        if application_id is not None:
            query = query.where(EventRow.application_id == application_id)
        options = {"yield_per": AT_A_TIME}
        yield from self._session.execute(query, execution_options=options)

    def _contents(self, round_id: str, application_id: int | None) -> Iterator[bytes]:
        view, names = self.journal_view(round_id), _CONTENTS.columns.keys()
        for row, content in self._events(round_id, application_id):
            if content and not withheld(log.event_of(row, content), view):
                yield _line({name: getattr(content, name) for name in names}, {})

    def _lines(self, table: Table, query: Select[Any]) -> Iterator[bytes]:
        options = {"yield_per": rows_at_a_time(table)}
        for row in self._session.execute(query, execution_options=options).mappings():
            yield _line(dict(row), _INSTEAD.get(table.name, {}))


def _wanted(table: Table, round_id: str) -> Select[Any]:
    query = select(table).order_by(*table.primary_key)
    if table.name == RoundRow.__tablename__:
        return query.where(table.c.id == round_id)
    if table.name == PersonRow.__tablename__:
        return query
    if table.name == ScoreRow.__tablename__:
        same = (_REVIEWS.c.application_id == table.c.application_id) & (
            _REVIEWS.c.person_id == table.c.person_id
        )
        query = query.join(_REVIEWS, same).where(_REVIEWS.c.submitted_at.is_not(None))
    return query.where(of_round(table, round_id))


def _line(row: Mapping[str, Any], instead: Mapping[str, object]) -> bytes:
    values = {name: _plain(each) for name, each in (dict(row) | dict(instead)).items()}
    return json.dumps(values).encode() + b"\n"


def _plain(each: object) -> object:
    return {"file": hashlib.sha256(each).hexdigest()} if isinstance(each, bytes) else to_plain(each)


def load(
    connection: Connection,
    lines: Callable[[str], Iterable[bytes]],
    content: Callable[[str], bytes],
    key: bytes,
) -> None:
    """Fill the empty tables of the rows' own version, and seal the log with this database's key.

    `lines` gives the rows of a table by its name, none where the case file has no such table, and
    `content` a file's bytes by their SHA-256. StorageError for what is no row.
    """
    there = MetaData()
    there.reflect(connection)
    try:
        _fill(connection, there, lines, content)
    except OperationalError:
        raise
    except (*UNREADABLE, CompileError, StatementError) as error:
        raise StorageError(
            "Sagsmappens rækker kan ikke læses, så intet er indlæst; vælg en anden sagsmappe."
        ) from error
    entries, seals = there.tables["event"], there.tables["seal"]
    newest = select(entries.c.id, entries.c.sha256).order_by(entries.c.id.desc()).limit(1)
    count, head = connection.execute(newest).first() or (0, START)
    seal = Seal.made(count, head, key)
    connection.execute(seals.delete())  # a new database has a seal on its empty log
    told = {"id": 1, "count": seal.count, "head": seal.head, "mac": seal.mac}
    connection.execute(seals.insert(), told)


def _fill(
    connection: Connection,
    there: MetaData,
    lines: Callable[[str], Iterable[bytes]],
    content: Callable[[str], bytes],
) -> None:
    ordinary = [
        each for each in there.sorted_tables if each.name not in {*LOG, "seal", "alembic_version"}
    ]
    for table in (*ordinary, *(there.tables[name] for name in LOG)):
        for some in in_portions(lines(table.name), rows_at_a_time(table)):
            connection.execute(table.insert(), [_row(each, table, content) for each in some])


def _row(line: bytes, table: Table, content: Callable[[str], bytes]) -> dict[str, Any]:
    plain = json.loads(line)
    if set(plain) != set(table.columns.keys()):
        raise ValueError(table.name)
    return {name: _value(each, content) for name, each in plain.items()}


def _value(each: object, content: Callable[[str], bytes]) -> object:
    match each:
        case {"file": str(sha256)}:
            return content(sha256)
        case _:
            return from_plain(each)


def set_access(connection: Connection, operator: str) -> None:
    """Let in whoever runs the installation, who has no login, and nobody else.

    Access is the installation's matter and not the round's: some may have been shut out since the
    file was made, and who made it may have put others in.
    """
    people = Row.metadata.tables[PersonRow.__tablename__]
    at_hand = (people.c.name == operator) & people.c.email.is_(None) & people.c.subject.is_(None)
    connection.execute(people.update().values(active=at_hand))


def refuse_broken(faults: Iterable[Fault]) -> None:
    """Raise StorageError where the log that was read in does not hold."""
    first = next(iter(faults), None)
    if first:
        raise StorageError(
            f"Sagsmappens log holder ikke, så intet er indlæst; vælg en anden sagsmappe. {first}"
        )
