"""SQLite where something is wrong: one Danish sentence, and nothing half-saved."""

import sqlite3
import stat
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import event

from assessment.domain.rounds.event import Action, Event
from assessment.storage import Database
from assessment.storage.tables import Row
from tests.privileges import without_privileges
from tests.sentences import refused

NOON = datetime(2026, 10, 1, 12, 0, tzinfo=UTC)
HAPPENED = Event(NOON, "Anna", Action.PERSON_ADDED, "demo", new="Anna")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "runde.db"


@contextmanager
def opened(path, wait_seconds=5):
    with closing(Database(f"sqlite:///{path}", wait_seconds=wait_seconds)) as database:
        database.migrate()
        yield database


# --- the schema -----------------------------------------------------------------------------------


def test_the_migrations_make_the_tables_the_program_knows(path):
    with opened(path) as database, database._engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Row.metadata) == []


def test_migrating_again_changes_nothing(path):
    with opened(path) as database:
        with database.begin() as repository:
            repository.add_person("Anna")
        database.migrate()
        with database.read() as reader:
            assert [each.name for each in reader.people()] == ["Anna"]


def test_a_missing_folder_is_made_for_its_owner_alone(tmp_path):
    with opened(tmp_path / "data 100 %" / "runde æøå.db"):
        folder = tmp_path / "data 100 %"
        assert (folder / "runde æøå.db").exists()
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_the_file_is_set_up_for_several_people(path):
    with opened(path) as database, database._engine.connect() as connection:
        pragmas = ("journal_mode", "foreign_keys", "synchronous", "busy_timeout")
        said = [connection.exec_driver_sql(f"PRAGMA {each}").scalar() for each in pragmas]
        assert said == ["wal", 1, 2, 5000]


# --- what a user can cause ------------------------------------------------------------------------


def test_a_database_from_a_newer_version_is_left_alone(path):
    with opened(path):
        pass
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
        raw.commit()
    before = path.read_bytes()

    with refused(str(path), "nyere version", "opdatér programmet"), opened(path):
        pass
    assert path.read_bytes() == before


def test_another_programs_database_is_left_alone(path):
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("CREATE TABLE bogmærker (adresse TEXT)")

    with refused(str(path), "et andet program"), opened(path):
        pass
    with closing(sqlite3.connect(path)) as raw:
        names = [name for (name,) in raw.execute("SELECT name FROM sqlite_master")]
        assert names == ["bogmærker"]


def test_a_file_that_is_no_database_is_left_alone(path):
    path.write_bytes(b"PK\x03\x04 en ansoegning" * 500)

    with refused(str(path), "er ikke en database"), opened(path):
        pass
    assert path.read_bytes() == b"PK\x03\x04 en ansoegning" * 500


def test_a_folder_in_the_files_place(tmp_path):
    with refused(str(tmp_path), "kan ikke åbnes"), opened(tmp_path):
        pass


def test_a_folder_that_cannot_be_made(path):
    path.write_text("en fil, hvor mappen skulle være")

    with refused(str(path), "kan ikke oprettes"), opened(path / "runde.db"):
        pass


@pytest.mark.parametrize("address", ["", "runde.db", "mysql://db/runde", "sqlite+x:///a.db"])
def test_an_address_that_cannot_be_used(address):
    with refused("ASSESSMENT_DATABASE_URL"):
        Database(address)


def test_a_database_that_may_only_be_read(path):
    with opened(path):
        pass

    with refused("giv skriveadgang"), opened(f"file:{path}?mode=ro&uri=true"):
        pass


@pytest.mark.parametrize("mode", [0o555, 0o777], ids=["folder and file", "file only"])
def test_a_file_without_permission_to_write(mode):
    with TemporaryDirectory() as name:
        folder = Path(name)
        with opened(folder / "runde.db"):
            pass
        (folder / "runde.db").chmod(0o444)
        folder.chmod(mode)
        with without_privileges(), refused("giv skriveadgang"), opened(folder / "runde.db"):
            pass


def test_a_folder_without_permission_to_write():
    with TemporaryDirectory() as name:
        Path(name).chmod(0o555)
        inside, deeper = Path(name) / "runde.db", Path(name) / "data" / "runde.db"
        with without_privileges(), refused("kan ikke åbnes"), opened(inside):
            pass
        with without_privileges(), refused("kan ikke oprettes"), opened(deeper):
            pass


def test_a_disk_that_is_full(path):
    with opened(path) as database:
        # A limit on the file's pages fails as a full disk does.
        event.listen(database._engine, "begin", limit_pages)
        with refused(str(path), "er fuld"), database.begin() as repository:
            repository.add_person("Anna")
            repository.record(Event(NOON, "Anna", Action.SCORE_SAVED, "demo", new="x" * 500_000))
        with database.read() as reader:
            assert (reader.people(), reader.events()) == ((), ())


def limit_pages(connection):
    connection.exec_driver_sql("PRAGMA max_page_count = 60")


def test_a_database_locked_for_too_long(path):
    with opened(path, wait_seconds=0.1) as database:
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with refused(str(path), "optaget", "prøv igen"), database.begin() as repository:
                repository.add_person("Anna")
            with database.read() as reader:
                assert reader.people() == ()

        with database.begin() as repository:
            assert repository.add_person("Anna").id == 1


def test_a_database_in_memory_that_somebody_holds_for_too_long():
    with closing(Database("sqlite://", wait_seconds=0.1)) as database:
        database.migrate()
        with database.begin() as holder:
            holder.add_person("Anna")
            with refused("optaget"), database.read() as reader:
                reader.people()


def test_a_damaged_database(path):
    with opened(path) as database, database.begin() as repository:
        for number in range(500):
            repository.add_person(f"Person {number} {'x' * 100}")
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(size // 2)
        file.write(b"\xff" * (size // 2))

    damaged = refused(str(path), "beskadiget", "sikkerhedskopi")
    with closing(Database(f"sqlite:///{path}")) as database, damaged, database.read() as reader:
        reader.people()
