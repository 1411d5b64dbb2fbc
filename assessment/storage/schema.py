"""Bring a database's tables to the version that this program knows."""

from __future__ import annotations

from functools import cache
from threading import Lock
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, inspect, select, text

from assessment.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection, Table

MIGRATIONS = "assessment.storage:migrations"

# Alembic keeps the migration it is at in its own module, so only one may run in a process.
_turn = Lock()


def bring_to_head(connection: Connection, place: str, key: Callable[[], bytes]) -> None:
    """Run the migrations that are missing, in the connection's own transaction.

    `key` gives what the log is sealed with, and is asked where there is no seal yet.
    StorageError where the database comes from a newer version or another program; the database's
    own error where it cannot be written.
    """
    _upgrade(connection, place, key, _revisions()[0])
    # Writing nothing new shows now, and not at the first save, whether it can be written at all.
    connection.execute(text("UPDATE alembic_version SET version_num = version_num"))


def start_at(connection: Connection, place: str, key: Callable[[], bytes], revision: str) -> None:
    """Make the tables of a version anew in a database that holds nothing yet.

    StorageError where it holds anything, or where no such version is known.
    """
    _refuse_unknown(connection, place)
    if revision not in _revisions():
        raise StorageError(
            "Sikkerhedskopien er taget med en nyere version af programmet; opdatér programmet, og "
            "prøv igen."
        )
    there = MetaData()
    there.reflect(connection)
    if any(_holds_rows(connection, table) for table in there.sorted_tables):
        raise StorageError(
            f"Databasen {place} er ikke tom, så intet er indlæst; vælg en ny, tom database med "
            "ASSESSMENT_DATABASE_URL."
        )
    there.drop_all(connection)
    _upgrade(connection, place, key, revision)


def _holds_rows(connection: Connection, table: Table) -> bool:
    if table.name == "alembic_version":
        return False
    rows = select(table)
    if table.name == "seal":  # a new database has one on its empty log
        rows = rows.where(table.c["count"] > 0)
    return connection.execute(rows.limit(1)).first() is not None


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", MIGRATIONS)
    return config


@cache
def _revisions() -> tuple[str, ...]:
    """The versions that this program knows, newest first; to look them up runs every migration's file."""
    return tuple(each.revision for each in ScriptDirectory.from_config(_config()).walk_revisions())


def _upgrade(connection: Connection, place: str, key: Callable[[], bytes], revision: str) -> None:
    if _refuse_unknown(connection, place) == {revision}:
        return
    config = _config()
    config.attributes |= {"connection": connection, "key": key}
    with _turn:
        command.upgrade(config, revision)


def _refuse_unknown(connection: Connection, place: str) -> set[str]:
    """The versions that a database is at, all of them known here."""
    present = set(MigrationContext.configure(connection).get_current_heads())
    if not present <= set(_revisions()):
        raise StorageError(
            f"Databasen {place} er lavet af en nyere version af programmet; opdatér programmet, "
            "eller vælg en anden database med ASSESSMENT_DATABASE_URL."
        )
    if not present and inspect(connection).get_table_names():
        raise StorageError(
            f"Databasen {place} hører til et andet program; vælg en anden med "
            "ASSESSMENT_DATABASE_URL."
        )
    return present
