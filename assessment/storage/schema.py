"""Bring a database's tables to the version that this program knows."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from assessment.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

MIGRATIONS = "assessment.storage:migrations"

# Alembic keeps the migration it is at in its own module, so only one may run in a process.
_turn = Lock()


def bring_to_head(connection: Connection, place: str, key: Callable[[], bytes]) -> None:
    """Run the migrations that are missing, in the connection's own transaction.

    `key` gives what the log is sealed with, and is asked where there is no seal yet.
    StorageError where the database comes from a newer version or another program; the database's
    own error where it cannot be written.
    """
    config = Config()
    config.set_main_option("script_location", MIGRATIONS)
    config.attributes |= {"connection": connection, "key": key}
    _refuse_unknown(connection, ScriptDirectory.from_config(config), place)
    with _turn:
        command.upgrade(config, "head")
    # Writing nothing new shows now, and not at the first save, whether it can be written at all.
    connection.execute(text("UPDATE alembic_version SET version_num = version_num"))


def _refuse_unknown(connection: Connection, script: ScriptDirectory, place: str) -> None:
    present = set(MigrationContext.configure(connection).get_current_heads())
    known = {each.revision for each in script.walk_revisions()}
    if not present <= known:
        raise StorageError(
            f"Databasen {place} er lavet af en nyere version af programmet; opdatér programmet, "
            "eller vælg en anden database med ASSESSMENT_DATABASE_URL."
        )
    if not present and inspect(connection).get_table_names():
        raise StorageError(
            f"Databasen {place} hører til et andet program; vælg en anden med "
            "ASSESSMENT_DATABASE_URL."
        )
