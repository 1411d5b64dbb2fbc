"""Empty databases that are up to date: in memory each is a copy of one that was brought there once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache

from assessment.storage import Database

IN_MEMORY = "sqlite://"


def up_to_date(url: str, key: str | None) -> Database:
    """A database at this address, sealed with this key, with the tables of this version."""
    database = Database(url, key=key)
    if url == IN_MEMORY and key:
        with live(database) as connection:
            _empty(key).backup(connection)
    else:
        database.migrate()
    return database


@cache
def _empty(key: str) -> sqlite3.Connection:
    kept = sqlite3.connect(":memory:", check_same_thread=False)
    with closing(Database(IN_MEMORY, key=key)) as made:
        made.migrate()
        with live(made) as connection:
            connection.backup(kept)
    return kept


@contextmanager
def live(database: Database) -> Iterator[sqlite3.Connection]:
    """The connection that a database in memory lives in."""
    with closing(database._engine.raw_connection()) as borrowed:
        yield borrowed.driver_connection
