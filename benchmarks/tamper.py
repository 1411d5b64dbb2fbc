"""Whether every change of the log is found and named: `python -m benchmarks.tamper`.

Each byte of each value in a log's three tables is changed by itself, each row removed, each two rows
swapped and each tail cut off, by SQL past all guards; after each the whole log is verified.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import combinations
from time import perf_counter

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from assessment.domain.rounds.event import Action, Event
from assessment.storage import Database, Reader
from benchmarks.databases import KEY, PRODUCTS
from tests.tampering import without_guards

EVENTS = 6
NOON = datetime(2026, 10, 1, 12, 0, tzinfo=UTC)
TEXTS = {
    "event": ("at", "action", "round_id", "content_sha256", "previous_sha256", "sha256"),
    "event_content": ("salt", "actor", "subject", "old", "new"),
    "seal": ("head", "mac"),
}
NUMBERS = {
    "event": ("id", "application_id"),
    "event_content": ("event_id",),
    "seal": ("id", "count"),
}
KEYS = {"event": "id", "event_content": "event_id", "seal": "id"}


@dataclass(frozen=True, slots=True)
class Change:
    """Statements that change a log, what kind of change they are, and the entries one may blame."""

    kind: str
    statements: tuple[str, ...]
    entries: frozenset[int]


def main() -> None:
    """Print what was found on each product; exit 1 where anything was missed."""
    missed = False
    print("| database | change | tried | found | named | seconds |\n|---|---|--:|--:|--:|--:|")
    for product, made in PRODUCTS.items():
        with made() as address, closing(Database(address, key=KEY)) as database:
            _fill(database)
            missed |= _measure(product, database)
    sys.exit(missed)


def _fill(database: Database) -> None:
    database.migrate()
    with database.begin() as repository:
        for number in range(1, EVENTS + 1):
            at = NOON + timedelta(microseconds=number)
            said = (f"aspekt 1a {number}", "3 point: Godt.", "4 point: Åh 🏡.")
            repository.record(Event(at, "Anna Ærø", Action.SCORE_SAVED, "demo", 10 + number, *said))


def _measure(product: str, database: Database) -> bool:
    tried, found, named = Counter[str](), Counter[str](), Counter[str]()
    seconds = Counter[str]()
    with without_guards(database) as connection:
        if _faults(connection):
            raise RuntimeError("A log that nobody changed is suspected.")
        for change in _changes(connection, product):
            start = perf_counter()
            blamed = _after(connection, change)
            seconds[change.kind] += perf_counter() - start
            tried[change.kind] += 1
            found[change.kind] += bool(blamed)
            named[change.kind] += bool(blamed & change.entries)
    for kind in tried:
        numbers = f"{tried[kind]} | {found[kind]} | {named[kind]} | {seconds[kind]:.1f}"
        print(f"| {product} | {kind} | {numbers} |", flush=True)
    return found != tried or named != tried


def _after(connection: Connection, change: Change) -> frozenset[int]:
    with connection.begin_nested() as point:
        for statement in change.statements:
            connection.exec_driver_sql(statement)
        blamed = _faults(connection)
        point.rollback()
    return blamed


def _faults(connection: Connection) -> frozenset[int]:
    with Session(connection, join_transaction_mode="create_savepoint") as session:
        return frozenset(each.event for each in Reader(session, KEY.encode()).audit_faults())


def _changes(connection: Connection, product: str) -> Iterator[Change]:
    for table, key in KEYS.items():
        for number in range(1, EVENTS + 1) if table != "seal" else (1,):
            where = f"WHERE {key} = {number}"
            entries = frozenset({0} if table == "seal" else {number})
            for column in TEXTS[table]:
                yield from _bytes(connection, product, table, column, where, entries)
            for column in NUMBERS[table]:
                yield from _digits(connection, table, column, where, entries)
            yield Change(f"{table}: a row removed", _removal(table, f"= {number}"), entries)
    for table in ("event", "event_content"):
        for one, two in combinations(range(1, EVENTS + 1), 2):
            yield Change(
                f"{table}: two rows swapped", _swap(table, one, two), frozenset({one, two})
            )
    for last in range(EVENTS):
        cut = (*_removal("event_content", f"> {last}"), *_removal("event", f"> {last}"))
        yield Change("the tail cut off", cut, frozenset({last + 1}))


def _bytes(  # noqa: PLR0917 - where a value stands
    connection: Connection,
    product: str,
    table: str,
    column: str,
    where: str,
    entries: frozenset[int],
) -> Iterator[Change]:
    """Change each byte by itself; where only valid text can be stored, each character."""
    text = connection.exec_driver_sql(f"SELECT {column} FROM {table} {where}").scalar_one()
    for changed in _other_texts(text) if product == "PostgreSQL" else _other_bytes(text):
        update = f"UPDATE {table} SET {column} = {changed} {where}"
        yield Change(f"{table}: a byte changed", (update,), entries)


def _other_bytes(text: str) -> Iterator[str]:
    plain = text.encode()
    for place in range(len(plain)):
        changed = plain[:place] + bytes([plain[place] ^ 1]) + plain[place + 1 :]
        yield f"CAST(x'{changed.hex()}' AS TEXT)"


def _other_texts(text: str) -> Iterator[str]:
    for place, character in enumerate(text):
        other = chr(ord(character) ^ 1)
        yield f"convert_from('\\x{(text[:place] + other + text[place + 1 :]).encode().hex()}', 'UTF8')"


def _digits(
    connection: Connection, table: str, column: str, where: str, entries: frozenset[int]
) -> Iterator[Change]:
    number = connection.exec_driver_sql(f"SELECT {column} FROM {table} {where}").scalar_one()
    for place in range(len(str(number))):
        other = number + 10**place * (30 if column in KEYS.values() else 1)
        yield Change(
            f"{table}: a byte changed", (f"UPDATE {table} SET {column} = {other} {where}",), entries
        )


def _removal(table: str, which: str) -> tuple[str, ...]:
    return (f"DELETE FROM {table} WHERE {KEYS[table]} {which}",)


def _swap(table: str, one: int, two: int) -> tuple[str, ...]:
    key = KEYS[table]
    steps = ((one, -1), (two, one), (-1, two))
    return tuple(f"UPDATE {table} SET {key} = {to} WHERE {key} = {from_}" for from_, to in steps)


if __name__ == "__main__":
    main()
