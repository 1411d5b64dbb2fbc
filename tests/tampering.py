"""Changes of the log behind the program's back, with its guards taken away."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager

from sqlalchemy import Connection

from assessment.storage import Database


@contextmanager
def without_guards(database: Database) -> Iterator[Connection]:
    """A connection without triggers and foreign keys, as whoever holds the database can have one."""
    with database._engine.connect() as connection:
        if database._engine.dialect.name == "sqlite":
            raw = connection.connection.cursor()  # a setting that counts between transactions only
            raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for (name,) in raw.fetchall():
                raw.execute(f"DROP TRIGGER {name}")
            raw.execute("PRAGMA foreign_keys = OFF")
        else:
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        yield connection
        connection.commit()


def tamper(database: Database, *statements: str) -> None:
    """Run statements past the program and past the database's own guards."""
    with without_guards(database) as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def attempt(database: Database, statement: str) -> None:
    """Run a statement past the program but not past the database's own guards."""
    with closing(database._engine.raw_connection()) as connection:
        connection.cursor().execute(statement)
        connection.commit()


def faults(database: Database) -> list[tuple[int, str]]:
    """What the audit finds, as numbers and sentences."""
    with database.read() as reader:
        return [(each.event, each.sentence) for each in reader.audit_faults()]
