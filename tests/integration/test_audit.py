"""The log under its seal, on each database: what was written holds, and what was changed is named."""

import re
import sqlite3
import stat
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import psycopg
import pytest

from assessment.domain.rounds.event import Action, Event
from assessment.errors import StorageError
from assessment.storage import Database
from tests import builders
from tests.sentences import refused
from tests.tampering import attempt, faults, tamper

NOON = datetime(2026, 10, 1, 12, 0, tzinfo=UTC)
OTHER_KEY = "en anden nøgle end den, der forseglede loggen"


def happened(number):
    return Event(
        NOON + timedelta(microseconds=number),
        "Anna Ærø",
        Action.SCORE_SAVED,
        "demo",
        number,
        f"aspekt {number}",
        "gammelt",
        f"nyt 🏡 {number}",
    )


@pytest.fixture
def database(address):
    """A log of six entries."""
    with closing(Database(address, key=builders.KEY)) as made:
        made.migrate()
        with made.begin() as repository:
            for number in range(1, 7):
                repository.record(happened(number))
        yield made


def test_a_log_that_nobody_touched_holds(database):
    assert faults(database) == []
    with database.read() as reader:
        assert reader.events() == tuple(happened(number) for number in range(6, 0, -1))


def test_an_empty_log_holds(address):
    with closing(Database(address, key=builders.KEY)) as database:
        database.migrate()
        assert faults(database) == []


def test_an_entry_that_was_taken_back_leaves_no_gap(database):
    with pytest.raises(ValueError, match="zone"), database.begin() as repository:  # noqa: PT012 - the whole block is the transaction
        repository.record(happened(7))
        repository.record(replace(happened(8), at=datetime(2026, 10, 1)))  # noqa: DTZ001 - the point
    with database.begin() as repository:
        repository.record(happened(7))
    assert faults(database) == []


# --- what the database itself refuses -------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE event SET action = 'notat dannet'",
        "DELETE FROM event",
        "UPDATE event_content SET old = 'noget andet' WHERE event_id = 3",
        "DELETE FROM event_content WHERE event_id = 3",
    ],
)
def test_the_log_cannot_be_changed_behind_the_program(database, change):
    with pytest.raises(
        (sqlite3.IntegrityError, psycopg.errors.RaiseException),
        match=r"append-only|never changed|goes with its round",
    ):
        attempt(database, change)
    assert faults(database) == []


@pytest.mark.parametrize("table", ["event", "event_content"])
def test_the_log_cannot_be_replaced_in_sqlite(table):
    with closing(Database("sqlite://")) as database:
        database.migrate()
        with database.begin() as repository:
            repository.record(happened(1))
        with pytest.raises(sqlite3.IntegrityError, match=r"append-only|never changed"):
            attempt(database, f"REPLACE INTO {table} SELECT * FROM {table}")


@pytest.mark.parametrize("table", ["event", "event_content"])
def test_the_log_cannot_be_emptied_in_postgresql(make_database, table):
    with (
        make_database("postgresql") as address,
        closing(Database(address, key=builders.KEY)) as database,
        pytest.raises(psycopg.errors.RaiseException, match="append-only"),
    ):
        attempt(database, f"TRUNCATE {table} CASCADE")


# --- what the audit finds -------------------------------------------------------------------------

CHANGED = "Hændelse nr. 3 er ændret, efter at den blev skrevet."
CONTENT = "Indholdet af hændelse nr. 3 er ændret."
SEAL = "Loggens segl passer ikke til nøglen: seglet er ændret, eller nøglen er en anden."


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("UPDATE event SET at = '2026-10-01T12:00:00.000004+00:00' WHERE id = 3", [(3, CHANGED)]),
        ("UPDATE event SET action = 'notat dannet' WHERE id = 3", [(3, CHANGED)]),
        ("UPDATE event SET round_id = '2024-1' WHERE id = 3", [(3, CHANGED)]),
        ("UPDATE event SET application_id = NULL WHERE id = 3", [(3, CHANGED)]),
        ("UPDATE event SET sha256 = content_sha256 WHERE id = 3", [(3, CHANGED)]),
        ("UPDATE event SET previous_sha256 = sha256 WHERE id = 3", [(3, CHANGED)]),
        ("UPDATE event_content SET actor = 'Anna Aerø' WHERE event_id = 3", [(3, CONTENT)]),
        ("UPDATE event_content SET salt = 'salt' WHERE event_id = 3", [(3, CONTENT)]),
        (
            "UPDATE event_content SET subject = '', old = subject WHERE event_id = 3",
            [(3, CONTENT)],
        ),
        (
            "DELETE FROM event_content WHERE event_id = 3",
            [(3, "Indholdet af hændelse nr. 3 mangler, og ingen sletning forklarer det.")],
        ),
        (
            "UPDATE event_content SET event_id = 9 WHERE event_id = 3",
            [
                (3, "Indholdet af hændelse nr. 3 mangler, og ingen sletning forklarer det."),
                (9, "Der er indhold til hændelse nr. 9, som ikke findes."),
            ],
        ),
        ("UPDATE seal SET mac = head", [(0, SEAL)]),
        ("UPDATE seal SET head = mac", [(0, SEAL), (6, "Hændelse nr. 6 er ikke den, som seglet dækker.")]),
        ("UPDATE seal SET count = 5", [(0, SEAL), (6, "Loggen har 6 hændelser, men seglet dækker kun 5.")]),
        ("UPDATE seal SET id = 2", [(0, "Loggens segl mangler, så ingen kan se, om de seneste hændelser er væk.")]),
        ("DELETE FROM seal", [(0, "Loggens segl mangler, så ingen kan se, om de seneste hændelser er væk.")]),
    ],
)  # fmt: skip
def test_what_was_changed_is_named(database, change, found):
    tamper(database, change)
    assert faults(database) == found


@pytest.mark.parametrize(
    ("gone", "sentence"),
    [
        ("= 1", (1, "Hændelse nr. 1 mangler i loggen.")),
        ("IN (3, 4)", (3, "Hændelse nr. 3 til 4 mangler i loggen.")),
        ("> 4", (5, "Hændelse nr. 5 til 6 mangler i loggen.")),
        ("> 0", (1, "Hændelse nr. 1 til 6 mangler i loggen.")),
    ],
)
def test_what_is_missing_is_named(database, gone, sentence):
    tamper(
        database,
        f"DELETE FROM event_content WHERE event_id {gone}",
        f"DELETE FROM event WHERE id {gone}",
    )
    assert faults(database) == [sentence]


def test_two_entries_that_changed_places_are_named(database):
    tamper(
        database,
        "UPDATE event SET id = 0 WHERE id = 2",
        "UPDATE event SET id = 2 WHERE id = 5",
        "UPDATE event SET id = 5 WHERE id = 0",
    )
    assert {number for number, _ in faults(database)} == {2, 5}


def test_a_cut_tail_stays_visible_when_more_is_written(database):
    tamper(
        database, "DELETE FROM event_content WHERE event_id = 6", "DELETE FROM event WHERE id = 6"
    )
    with database.begin() as repository:
        repository.record(happened(7))
    assert faults(database) == [(6, "Hændelse nr. 6 mangler i loggen.")]


def test_an_entry_written_past_the_program_is_named(database):
    tamper(
        database,
        "INSERT INTO event SELECT 7, at, action, round_id, application_id, content_sha256, sha256, "
        "previous_sha256 FROM event WHERE id = 6",
    )
    assert {number for number, _ in faults(database)} == {7}


@pytest.mark.parametrize("value", ["x'FF'", "CAST(x'C3' AS TEXT)", "CAST(action AS BLOB)"])
def test_bytes_that_are_no_text_are_named(value):
    with closing(Database("sqlite://")) as database:
        database.migrate()
        with database.begin() as repository:
            repository.record(happened(1))
        tamper(
            database,
            f"UPDATE event SET action = {value}",
            f"UPDATE seal SET mac = {value.replace('action', 'mac')}",
        )
        assert [number for number, _ in faults(database)] == [1, 0]


# --- the key --------------------------------------------------------------------------------------


def test_nothing_is_saved_where_the_seal_does_not_hold(database):
    tamper(database, "UPDATE seal SET mac = head")
    wrong = pytest.raises(StorageError, match="segl passer ikke til nøglen")
    with wrong as caught, database.begin() as repository:
        repository.add_person("Anna")
        repository.record(happened(7))
    assert re.search(r"ASSESSMENT_AUDIT_KEY.* verify\.$", str(caught.value))
    with database.read() as reader:
        assert reader.people() == ()


def test_another_key_is_told_apart_from_a_change(tmp_path):
    address = f"sqlite:///{tmp_path / 'runde.db'}"
    for key in (builders.KEY, OTHER_KEY):
        with closing(Database(address, key=key)) as database:
            database.migrate()
            assert faults(database) == ([] if key == builders.KEY else [(0, SEAL)])


def test_a_file_has_its_own_key_beside_it_for_its_owner_alone(tmp_path):
    address = f"sqlite:///{tmp_path / 'runde.db'}"
    for number in (1, 2):
        with closing(Database(address)) as database:
            database.migrate()
            with database.begin() as repository:
                repository.record(happened(number))
            assert faults(database) == []
    key = tmp_path / "runde.db.key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert re.fullmatch(r"[0-9a-f]{64}\n", key.read_text())
    with closing(Database(address, key=key.read_text())) as database:
        assert faults(database) == []


@pytest.mark.parametrize("taken", ["runde.db.key", "runde.db.key.ny"])
def test_a_key_file_that_cannot_be_read_or_written(tmp_path, taken):
    (tmp_path / taken).mkdir()
    with (
        closing(Database(f"sqlite:///{tmp_path / 'runde.db'}")) as database,
        refused("runde.db.key", "ASSESSMENT_AUDIT_KEY"),
    ):
        database.migrate()


def test_a_short_key_is_refused():
    with (
        closing(Database("sqlite://", key="kort")) as database,
        refused("ASSESSMENT_AUDIT_KEY", "mindst 32"),
    ):
        database.migrate()


def test_postgresql_needs_a_key_that_all_machines_know(postgresql):
    name = postgresql.make()
    with (
        closing(Database(postgresql.url(name))) as database,
        refused("ASSESSMENT_AUDIT_KEY", "på alle maskiner"),
    ):
        database.migrate()
    postgresql.drop(name)
