"""A whole database as one file that either product can be filled from: a zip of rows as JSON.

`manifest.json` tells how it was made and what each table's file must be; `tables/NAME.jsonl` holds
a row a line. However large the database, it is read and written a few rows at a time.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory
from typing import IO, TYPE_CHECKING, Any

from alembic.runtime.migration import MigrationContext
from sqlalchemy import LargeBinary, MetaData, Table, select
from sqlalchemy.exc import IntegrityError

from assessment.errors import RefusedActionError, StorageError
from assessment.storage import log
from assessment.storage.tables import Row

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from sqlalchemy.orm import Session

    from assessment.domain.rounds.audit import Fault

UNREADABLE = (
    *(OSError, zipfile.BadZipFile, zlib.error, LookupError, TypeError, ValueError),
    IntegrityError,  # rows that do not fit together
)

FORMAT = "assessment backup 1"
MANIFEST = "manifest.json"
AT_A_TIME = 50


@dataclass(frozen=True, slots=True)
class Part:
    """How many rows a table's file has, and the SHA-256 of its bytes."""

    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a copy says of itself: its version, its moment, its log's length and end, and its parts."""

    revision: str
    taken_at: str
    events: int
    head: str
    parts: dict[str, Part]


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy that could be opened, and the first of what does not hold of its log."""

    manifest: Manifest
    faults: tuple[Fault, ...]


@contextmanager
def new_file(path: Path) -> Iterator[tuple[Path, IO[bytes]]]:
    """Yield a file, its owner's alone, that takes its name only where the block ends well.

    RefusedActionError where there is a file of this name, or none can be written.
    """
    if path.exists():
        raise RefusedActionError(f"Filen “{path}” findes allerede; vælg et andet navn.")
    unfinished = None
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}-", delete=False) as file:
            unfinished = Path(file.name)
            yield unfinished, file
            file.flush()
            os.fsync(file.fileno())
        unfinished.rename(path)
    except OSError as error:
        raise RefusedActionError(
            f"“{path}” kan ikke skrives; vælg en mappe, der findes, med plads nok, og som du må "
            "skrive i."
        ) from error
    finally:
        if unfinished:
            unfinished.unlink(missing_ok=True)


@contextmanager
def work_folder(file: Path) -> Iterator[str]:
    """Yield a folder beside a copy, its owner's alone, that is gone after the block."""
    try:
        folder = TemporaryDirectory(dir=file.parent, prefix=".kopi-")
    except OSError as error:
        raise StorageError(
            f"Sikkerhedskopien “{file}” kan ikke efterprøves, hvor den ligger; læg den i en mappe, "
            "som du må skrive i."
        ) from error
    with folder as name:
        yield name


def write(session: Session, file: IO[bytes], at: datetime) -> Manifest:
    """Write all that a session sees into a file, and return what the copy says of itself."""
    context = MigrationContext.configure(session.connection())
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        parts = {
            table.name: _write_part(session, archive, table) for table in Row.metadata.sorted_tables
        }
        sealed = log.seal(session)
        manifest = Manifest(
            revision=str(context.get_current_revision()),
            taken_at=at.isoformat(),
            events=sealed.count if sealed else 0,
            head=sealed.head if sealed else "",
            parts=parts,
        )
        archive.writestr(MANIFEST, json.dumps({"format": FORMAT, **asdict(manifest)}, indent=1))
    return manifest


def read_manifest(path: Path) -> Manifest:
    """What a copy says of itself; StorageError where the file is none."""
    with _told(f"Filen “{path}” er ikke en sikkerhedskopi, der kan læses; vælg en anden."):
        with zipfile.ZipFile(path) as archive:
            plain = json.loads(archive.read(MANIFEST))
        if plain.pop("format") != FORMAT:
            raise ValueError(FORMAT)
        parts = {name: Part(**part) for name, part in plain.pop("parts").items()}
        return Manifest(**plain, parts=parts)


def load(connection: Connection, path: Path, manifest: Manifest) -> None:
    """Fill the empty tables of the copy's own version from it.

    StorageError where a part of the copy is missing or not what the manifest says.
    """
    there = MetaData()
    there.reflect(connection)
    tables = [table for table in there.sorted_tables if table.name != "alembic_version"]
    with _told(f"Sikkerhedskopien “{path}” er beskadiget eller lavet om; vælg en anden kopi."):
        if {table.name for table in tables} != set(manifest.parts):
            raise ValueError(MANIFEST)
        with zipfile.ZipFile(path) as archive:
            for name, told in manifest.parts.items():
                _validate_part(archive, name, told)
            # A new database has a seal on its empty log.
            connection.execute(there.tables["seal"].delete())
            for table in tables:
                _load_part(connection, archive, table)


def refuse_broken(copy: Copy) -> None:
    """Raise StorageError where a copy was sealed with another key or has a log that does not hold."""
    if not copy.faults:
        return
    (first, *others) = copy.faults
    if first.event == 0 and not others:
        raise StorageError(
            "Sikkerhedskopien er forseglet med en anden nøgle, så intet er indlæst; sæt den nøgle, "
            "som den blev taget med, i ASSESSMENT_AUDIT_KEY eller i filen .key ved siden af "
            "databasen."
        )
    raise StorageError(
        f"Sikkerhedskopiens log holder ikke, så intet er indlæst; vælg en anden kopi. {first}"
    )


@contextmanager
def _told(sentence: str) -> Iterator[None]:
    try:
        yield
    except UNREADABLE as error:
        raise StorageError(sentence) from error


def _write_part(session: Session, archive: zipfile.ZipFile, table: Table) -> Part:
    digest, count = hashlib.sha256(), 0
    query = select(table).order_by(*table.primary_key)
    rows = session.execute(query, execution_options={"yield_per": rows_at_a_time(table)})
    with archive.open(_name(table.name), "w", force_zip64=True) as part:
        for row in rows.mappings():
            values = {column: to_plain(value) for column, value in row.items()}
            line = json.dumps(values).encode() + b"\n"
            digest.update(line)
            part.write(line)
            count += 1
    return Part(count, digest.hexdigest())


def _validate_part(archive: zipfile.ZipFile, name: str, told: Part) -> None:
    digest, count = hashlib.sha256(), 0
    with archive.open(_name(name)) as part:
        for line in part:
            digest.update(line)
            count += 1
    if Part(count, digest.hexdigest()) != told:
        raise ValueError(name)


def _load_part(connection: Connection, archive: zipfile.ZipFile, table: Table) -> None:
    with archive.open(_name(table.name)) as part:
        for lines in in_portions(part, rows_at_a_time(table)):
            connection.execute(table.insert(), [_row(line) for line in lines])


def in_portions(lines: Iterable[bytes], count: int) -> Iterator[list[bytes]]:
    """Yield the lines some at a time."""
    rest = iter(lines)
    while few := list(islice(rest, count)):
        yield few


def _name(table: str) -> str:
    return f"tables/{table}.jsonl"


def rows_at_a_time(table: Table) -> int:
    """How many rows of a table to hold at once: one file may take more memory than all the rest."""
    heavy = any(isinstance(column.type, LargeBinary) for column in table.columns)
    return 1 if heavy else AT_A_TIME


def to_plain(value: object) -> object:
    """A column's value as JSON can hold it."""
    match value:
        case bytes():
            return {"base64": base64.b64encode(value).decode()}
        case datetime():
            return {"time": value.isoformat()}
        case _:
            return value


def _row(line: bytes) -> dict[str, Any]:
    return {column: from_plain(value) for column, value in json.loads(line).items()}


def from_plain(plain: object) -> object:
    """The value that `to_plain` gave; ValueError for what is none."""
    match plain:
        case {"base64": str(text)}:
            return base64.b64decode(text)
        case {"time": str(text)}:
            return datetime.fromisoformat(text)
        case _:
            return plain
