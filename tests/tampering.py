"""Changes of the log behind the program's back, with its guards taken away."""

from __future__ import annotations

from contextlib import closing

from assessment.storage import Database


def tamper(database: Database, *statements: str) -> None:
    """Run statements without triggers and foreign keys, as whoever holds the database could."""
    with closing(database._engine.raw_connection()) as connection:
        cursor = connection.cursor()
        if database._engine.dialect.name == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")
            cursor.execute("PRAGMA foreign_keys = OFF")
            for statement in statements:
                cursor.execute(statement)
            cursor.execute("PRAGMA foreign_keys = ON")
        else:
            for statement in ("SET LOCAL session_replication_role = replica", *statements):
                cursor.execute(statement)
        connection.commit()


def untouched(database: Database, statement: str) -> None:
    """Run a statement past the program but not past the database's own guards."""
    with closing(database._engine.raw_connection()) as connection:
        connection.cursor().execute(statement)
        connection.commit()


def faults(database: Database) -> list[tuple[int, str]]:
    """What the audit finds, as numbers and sentences."""
    with database.read() as reader:
        return [(each.event, each.sentence) for each in reader.audit_faults()]
