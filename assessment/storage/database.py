"""The database: its transactions, each kept whole or not at all, and its schema."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.orm import sessionmaker

from assessment.errors import StorageError
from assessment.storage import sqlite
from assessment.storage.reader import Reader
from assessment.storage.repository import Repository
from assessment.storage.schema import bring_to_head

if TYPE_CHECKING:
    from collections.abc import Iterator

WAIT_SECONDS = 10.0


class Database:
    """One database, safe to share between threads; each has one transaction open at a time."""

    def __init__(self, url: str, *, wait_seconds: float = WAIT_SECONDS) -> None:
        """Name a database such as `sqlite:///round.db` or, in memory, `sqlite://`.

        Writers wait that long for each other. StorageError where the address cannot be used.
        """
        self._url = _sqlite_url(url)
        self._place = f"“{self._url.database or 'i hukommelsen'}”"
        self._engine = sqlite.sqlite_engine(self._url, wait_seconds=wait_seconds)
        reading = self._engine.execution_options(read_only=True)
        # A session that is closed stays closed: whoever keeps a repository too long is told.
        self._writing = sessionmaker(self._engine, close_resets_only=False)
        self._reading = sessionmaker(reading, close_resets_only=False)

    def migrate(self) -> None:
        """Make the database, or bring it to this version; several processes may do so at once.

        StorageError where it cannot be written, is no database of ours or of a newer version.
        """
        sqlite.make_folder(self._url)
        with self._translated(), self._engine.begin() as connection:
            bring_to_head(connection, self._place)

    @contextmanager
    def begin(self) -> Iterator[Repository]:
        """Yield a repository; all it stored is kept at the end, or nothing where an error leaves.

        Never inside another transaction of the same thread, which it would wait for in vain.
        StorageError where the database fails or stays busy.
        """
        with self._translated(), self._writing.begin() as session:
            yield Repository(session)

    @contextmanager
    def read(self) -> Iterator[Reader]:
        """Yield a reader that sees one moment of the database and waits for no writer.

        StorageError where the database fails.
        """
        with self._translated(), self._reading() as session:
            yield Reader(session)

    def close(self) -> None:
        """Let go of the database's file; one in memory is gone."""
        self._engine.dispose()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except SQLAlchemyError as error:
            sentence = sqlite.advice(error, self._place)
            if sentence is None:
                raise
            raise StorageError(sentence) from error


def _sqlite_url(text: str) -> URL:
    try:
        url = make_url(text)
    except ArgumentError:
        url = None
    if url is None or url.drivername not in {"sqlite", "sqlite+pysqlite"}:
        raise StorageError(
            "Databasens adresse kan ikke bruges; ret ASSESSMENT_DATABASE_URL til formen "
            "sqlite:///mappe/fil.db."
        )
    return url
