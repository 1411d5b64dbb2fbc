"""All that is SQLite's own: how its file is opened, how it takes turns, and what its errors mean."""

from __future__ import annotations

import os
import secrets
import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    URL,
    ColumnElement,
    Connection,
    Engine,
    Integer,
    LargeBinary,
    QueuePool,
    Table,
    Text,
    case,
    cast,
    create_engine,
    event,
    func,
    literal,
)
from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoTurnError

from assessment.errors import StorageError

if TYPE_CHECKING:
    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.pool import ConnectionPoolEntry

# An extended code such as SQLITE_READONLY_DIRECTORY has its family in the lowest byte.
PRIMARY_CODE = 0xFF

ASKING_MILLISECONDS = 20

KEY_BYTES = 32
NO_KEY = (
    "Filen {file} med nøglen, der forsegler loggen, kan ikke læses eller skrives; giv adgang til "
    "den, eller sæt nøglen i ASSESSMENT_AUDIT_KEY."
)

PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "secure_delete = ON",  # what was erased is written over with zeros at once
)

ADVICE = {
    sqlite3.SQLITE_READONLY: (
        "Databasen {place} kan kun læses, så intet kan gemmes; giv skriveadgang til filen og dens "
        "mappe, eller vælg en anden database med ASSESSMENT_DATABASE_URL."
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "Databasen {place} kan ikke åbnes; kontrollér, at stien peger på en fil i en mappe, hvor "
        "programmet må læse og skrive, eller vælg en anden database med ASSESSMENT_DATABASE_URL."
    ),
    sqlite3.SQLITE_NOTADB: (
        "Filen {place} er ikke en database; flyt den, så der kan oprettes en ny, eller vælg en "
        "anden database med ASSESSMENT_DATABASE_URL."
    ),
    sqlite3.SQLITE_CORRUPT: (
        "Databasen {place} er beskadiget; luk programmet, og læg den seneste sikkerhedskopi på "
        "filens plads."
    ),
    sqlite3.SQLITE_BUSY: (
        "Databasen {place} er optaget af en anden, og det seneste blev ikke gemt; vent et øjeblik, "
        "og prøv igen."
    ),
    sqlite3.SQLITE_FULL: (
        "Disken med databasen {place} er fuld, og det seneste blev ikke gemt; gør plads på disken, "
        "og prøv igen."
    ),
    sqlite3.SQLITE_IOERR: (
        "Disken med databasen {place} svarer ikke, som den skal, og det seneste blev ikke gemt; "
        "kontrollér drevet eller netværket, og prøv igen."
    ),
}
ADVICE[sqlite3.SQLITE_PERM] = ADVICE[sqlite3.SQLITE_CANTOPEN]
ADVICE[sqlite3.SQLITE_LOCKED] = ADVICE[sqlite3.SQLITE_BUSY]


def engine(url: URL, *, wait_seconds: float) -> Engine:
    """Return an engine whose writers wait for each other that long; nothing is opened yet."""
    # A database in memory lives in its one connection, which threads then take turns to hold.
    turns = {"pool_size": 1, "max_overflow": 0} if in_memory(url) else {}
    made = create_engine(
        url,
        poolclass=QueuePool,
        pool_timeout=wait_seconds,
        connect_args={"timeout": wait_seconds, "check_same_thread": False},
        **turns,
    )
    event.listen(made, "connect", _set_up)
    event.listen(made, "begin", partial(_begin, wait_seconds=wait_seconds))
    return made


def in_memory(url: URL) -> bool:
    """Whether the database lives in memory and dies with its connection."""
    return url.database in {None, "", ":memory:"}


def place(url: URL) -> str:
    """How the database is named to users."""
    return f"“{url.database or 'i hukommelsen'}”"


def prepare(url: URL) -> None:
    """Make the folder of the database's file, for its owner alone; StorageError where that fails."""
    if in_memory(url) or str(url.database).startswith("file:"):
        return
    folder = Path(str(url.database)).parent
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            f"Mappen {folder} til databasen kan ikke oprettes; opret den selv, eller vælg en "
            "anden database med ASSESSMENT_DATABASE_URL."
        ) from error


def own_key(url: URL) -> str:
    """The key in the file beside the database, made at first use; another each time in memory."""
    if in_memory(url):
        return secrets.token_hex(KEY_BYTES)
    file = Path(str(url.database).removeprefix("file:") + ".key")
    try:
        return file.read_text(encoding="ascii").strip() or _made_key(file)
    except FileNotFoundError:
        return _made_key(file)
    except (OSError, UnicodeDecodeError) as error:
        raise StorageError(NO_KEY.format(file=file)) from error


def _made_key(file: Path) -> str:
    """Write a new key for its owner alone; whoever asks first does so while the others wait."""
    key = secrets.token_hex(KEY_BYTES)
    unfinished = file.with_name(file.name + ".ny")
    try:
        opened = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(opened, "w", encoding="ascii") as written:
            written.write(key + "\n")
            written.flush()
            os.fsync(written.fileno())
        unfinished.replace(file)
    except OSError as error:
        raise StorageError(NO_KEY.format(file=file)) from error
    return key


def exact(column: ColumnElement[Any]) -> ColumnElement[bytes]:
    """A column's value as the bytes that are stored; one of another kind than it should be is odd."""
    kind = "integer" if isinstance(column.type, Integer) else "text"
    as_stored = cast(cast(column, Text), LargeBinary)
    odd = literal(b"\xff", LargeBinary)
    return case((column.is_(None), None), (func.typeof(column) == kind, as_stored), else_=odd)


def continue_ids(connection: Connection, table: Table) -> None:
    """Do nothing: SQLite counts on from the highest id there is."""


def sweep(engine: Engine) -> None:
    """Empty the write-ahead log, which holds the pages as they were before rows were removed."""
    with closing(engine.raw_connection()) as connection:
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")


def advice(error: SQLAlchemyError, place: str) -> str | None:
    """Return what a user can do about a failure, or None where it is a mistake in the program."""
    if isinstance(error, NoTurnError):
        return ADVICE[sqlite3.SQLITE_BUSY].format(place=place)
    sentence = ADVICE.get(_code(error)) if isinstance(error, DBAPIError) else None
    return sentence.format(place=place) if sentence else None


def _set_up(connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
    """Take over transactions from the driver, which begins them too late to wait for a turn."""
    del entry
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection, wait_seconds: float) -> None:
    """Take the write lock at once: one that only read so far cannot wait for it later."""
    if connection.get_execution_options().get("read_only", False):
        connection.exec_driver_sql("BEGIN")
        return
    # SQLite asks for the lock ever more seldom, up to ten times a second, so that among many it may
    # never be there when the lock is free: asking anew begins that over.
    deadline = monotonic() + wait_seconds
    connection.exec_driver_sql(f"PRAGMA busy_timeout = {ASKING_MILLISECONDS}")
    try:
        while not _has_turn(connection, last=monotonic() > deadline):
            pass
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {round(wait_seconds * 1000)}")


def _has_turn(connection: Connection, *, last: bool) -> bool:
    try:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    except OperationalError as error:
        if last or _code(error) != sqlite3.SQLITE_BUSY:
            raise
        return False
    return True


def _code(error: DBAPIError) -> int:
    code: int = getattr(error.orig, "sqlite_errorcode", sqlite3.SQLITE_OK)
    return code & PRIMARY_CODE
