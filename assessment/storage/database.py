"""The database: its transactions, each kept whole or not at all, and its schema."""

from __future__ import annotations

from contextlib import closing, contextmanager
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from sqlalchemy import event
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from assessment.errors import StorageError
from assessment.storage import case_rows, copying, log, products, text
from assessment.storage.copying import Copy, new_file
from assessment.storage.reader import Reader
from assessment.storage.repository import Repository
from assessment.storage.schema import bring_to_head, start_at
from assessment.storage.tables import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy import Connection

    from assessment.domain.rounds.event import Event

WAIT_SECONDS = 30.0
SHORTEST_KEY = 32
MOST_FAULTS = 20


class Database:
    """One database, safe to share between threads; each has one transaction open at a time."""

    def __init__(
        self, url: str, *, key: str | None = None, wait_seconds: float = WAIT_SECONDS
    ) -> None:
        """Name a database: `sqlite:///round.db`, `postgresql://server/round`, in memory `sqlite://`.

        The log is sealed with the key; without one an SQLite file has its own beside it. Writers
        wait that long for each other. StorageError where the address cannot be used.
        """
        self._named_key = key
        self._product, self._url = products.chosen(url)
        self._place = self._product.place(self._url)
        self._engine = self._product.engine(self._url, wait_seconds=wait_seconds)
        event.listen(self._engine, "before_cursor_execute", text.clean_parameters, retval=True)
        reading = self._engine.execution_options(read_only=True)
        # A session that is closed stays closed: whoever keeps a repository too long is told.
        self._writing = sessionmaker(self._engine, close_resets_only=False)
        self._reading = sessionmaker(reading, close_resets_only=False)

    def migrate(self) -> None:
        """Make the database, or bring it to this version; several processes may do so at once.

        StorageError where it cannot be written, is no database of ours or of a newer version.
        """
        self._product.prepare(self._url)
        with self._translated(), self._engine.begin() as connection:
            bring_to_head(connection, self._place, lambda: self._key)

    @contextmanager
    def begin(self) -> Iterator[Repository]:
        """Yield a repository; all it stored is kept at the end, or nothing where an error leaves.

        Never inside another transaction of the same thread, which it would wait for in vain.
        StorageError where the database fails or stays busy.
        """
        with self._translated(), self._writing.begin() as session:
            yield Repository(session, self._key)

    @contextmanager
    def read(self) -> Iterator[Reader]:
        """Yield a reader that sees one moment of the database and waits for no writer.

        StorageError where the database fails.
        """
        with self._translated(), self._reading() as session:
            yield Reader(session, self._key)

    def back_up(self, file: Path, at: datetime) -> Copy:
        """Write all there is at one moment into a new file, while others go on, and check it.

        RefusedActionError where the file is there already or cannot be written.
        """
        with new_file(file) as (path, opened):
            with self._translated(), self._reading() as session:
                copying.write(session, opened, at)
            return self.checked(path)

    def checked(self, file: Path) -> Copy:
        """A copy as it shows when it is opened; StorageError where it is damaged or none."""
        copying.read_manifest(file)
        with (
            copying.work_folder(file) as folder,
            closing(Database(f"sqlite:///{folder}/kopi.db", key=self._key.decode())) as opened,
        ):
            return opened._fill(file)  # noqa: SLF001 - it is one of our own

    def restore(self, file: Path) -> Copy:
        """Fill this database, which must be empty, from a copy of either product's.

        StorageError where it is not empty, where the copy is damaged or was sealed with another
        key, or where its log does not hold; then nothing is changed.
        """
        return self._fill(file, copying.refuse_broken)

    def _fill(self, file: Path, refuse: Callable[[Copy], None] | None = None) -> Copy:
        manifest = copying.read_manifest(file)
        with self._filling(manifest.revision) as connection:
            copying.load(connection, file, manifest)
            self._bring_up(connection)
            with Session(connection) as session:
                copy = Copy(manifest, tuple(islice(log.faults(session, self._key), MOST_FAULTS)))
            if refuse:
                refuse(copy)
        return copy

    def take_in(
        self,
        revision: str,
        lines: Callable[[str], Iterable[bytes]],
        content: Callable[[str], bytes],
        happened: Event,
    ) -> None:
        """Fill this database, which must be empty, with the rows of a case file, and log it.

        See `case_rows.load`; it lets nobody in, see `case_rows.set_access`. StorageError where it
        is not empty, where the rows do not fit together or where their log does not hold; then
        nothing is changed.
        """
        with self._filling(revision) as connection:
            case_rows.load(connection, lines, content, self._key)
            self._bring_up(connection)
            case_rows.set_access(connection, happened.actor)
            with Session(connection) as session:
                log.append(session, self._key, happened)
                case_rows.refuse_broken(log.faults(session, self._key))

    @contextmanager
    def _filling(self, revision: str) -> Iterator[Connection]:
        """Yield a connection to this database, which must be empty, with the tables of a version."""
        self._product.prepare(self._url)
        with self._translated(), self._engine.begin() as connection:
            start_at(connection, self._place, lambda: self._key, revision)
            yield connection

    def _bring_up(self, connection: Connection) -> None:
        bring_to_head(connection, self._place, lambda: self._key)
        for table in Row.metadata.sorted_tables:
            self._product.continue_ids(connection, table)

    def sweep(self) -> None:
        """Give up what still stands on the disk of rows that were removed."""
        with self._translated():
            self._product.sweep(self._engine)

    def close(self) -> None:
        """Let go of the database; one in memory is gone."""
        self._engine.dispose()

    @cached_property
    def _key(self) -> bytes:
        if self._named_key is None:
            return self._product.own_key(self._url).encode()
        key = self._named_key.strip()
        if len(key) < SHORTEST_KEY:
            raise StorageError(
                f"Nøglen i ASSESSMENT_AUDIT_KEY er for kort; sæt mindst {SHORTEST_KEY} tilfældige "
                "tegn, og gem den et andet sted end databasen."
            )
        return key.encode()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except SQLAlchemyError as error:
            sentence = self._product.advice(error, self._place)
            if sentence is None:
                raise
            raise StorageError(sentence) from error
