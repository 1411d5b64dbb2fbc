"""A copy of a whole database: taken while others write, checked, and put into either product."""

import json
import shutil
import stat
import zipfile
from contextlib import closing
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import event, select

from assessment.domain.panel.people import Role
from assessment.domain.rounds.event import Action, Event
from assessment.errors import RefusedActionError, StorageError
from assessment.storage import Database
from assessment.storage.tables import Row
from tests import builders
from tests.conftest import PRODUCTS
from tests.privileges import without_privileges
from tests.sentences import refused
from tests.small_database import fill
from tests.tampering import faults, tamper

NOON = datetime(2026, 10, 1, 12, 0, tzinfo=UTC)
OTHER_KEY = "en anden nøgle end den, der forseglede loggen"
DAMAGED = r"er beskadiget eller lavet om; vælg en anden kopi\.$"


def opened(address, key=builders.KEY):
    return closing(Database(address, key=key))


@pytest.fixture
def database(address):
    """A database with a row in every table."""
    with opened(address) as made:
        made.migrate()
        fill(made)
        yield made


@pytest.fixture
def copy(tmp_path):
    """Where a copy of a small SQLite database lies."""
    with opened("sqlite://") as made:
        made.migrate()
        fill(made)
        made.back_up(tmp_path / "kopi.zip", NOON)
    return tmp_path / "kopi.zip"


@pytest.fixture
def empty(address):
    """A new database without tables' contents."""
    with opened(address) as made:
        yield made


def contents(database):
    """All rows of all tables."""
    with database.read() as reader:
        return {
            table.name: reader._session.execute(select(table).order_by(*table.primary_key)).all()
            for table in Row.metadata.sorted_tables
        }


def test_a_row_of_every_table_is_there_to_be_copied(database):
    assert [name for name, rows in contents(database).items() if not rows] == []


@pytest.mark.parametrize(("from_", "to"), list(product(PRODUCTS, PRODUCTS)))
def test_a_copy_of_either_product_fills_either(tmp_path, make_database, from_, to):
    with make_database(from_) as old, opened(old) as source:
        source.migrate()
        fill(source)
        source.back_up(tmp_path / "kopi.zip", NOON)
        before = contents(source)

    with make_database(to) as new, opened(new) as filled:
        copy = filled.restore(tmp_path / "kopi.zip")

        assert contents(filled) == before
        assert faults(filled) == []
        assert (copy.manifest.events, copy.manifest.taken_at) == (2, NOON.isoformat())
        with filled.begin() as repository:
            carl = repository.add_person("Carl", roles={Role.READER})
            repository.record(Event(NOON, "Carl", Action.RESTORED, ""))
        assert carl.id == max(row.id for row in before["person"]) + 1
        assert faults(filled) == []


def test_a_copy_holds_one_moment_while_others_write(tmp_path, make_database):
    for name in PRODUCTS:
        with make_database(name) as address:
            place = f"sqlite:///{tmp_path / 'runde.db'}" if name == "sqlite" else address
            with opened(place) as database:
                database.migrate()
                fill(database)
                write_during_the_copy(database)
                copy = database.back_up(tmp_path / f"{name}.zip", NOON)
                assert copy.faults == ()
                assert copy.manifest.events == 2
                with database.read() as reader:
                    assert reader.event_sha256(2) == copy.manifest.head
                    assert reader.last_event("demo") > 2


def write_during_the_copy(database):
    """Let somebody save each time a table is read for a copy."""

    def save(_connection, _cursor, statement, *_rest):
        if statement.startswith("SELECT application.id"):
            with database.begin() as repository:
                repository.record(Event(NOON, "Bo", Action.NOTE_WRITTEN, "demo"))

    event.listen(database._engine, "after_cursor_execute", save)


def test_a_copy_is_its_owners_alone_and_leaves_nothing_else(copy):
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert [each.name for each in copy.parent.iterdir()] == ["kopi.zip"]


def test_a_file_that_is_there_is_not_written_over(copy):
    before = copy.read_bytes()
    taken = pytest.raises(RefusedActionError, match=r"findes allerede; vælg et andet navn\.$")
    with opened("sqlite://") as database, taken:
        database.back_up(copy, NOON)
    assert copy.read_bytes() == before


def test_a_folder_that_is_not_there(tmp_path):
    unknown = pytest.raises(RefusedActionError, match="kan ikke skrives; vælg en mappe")
    with opened("sqlite://") as database, unknown:
        database.back_up(tmp_path / "ukendt" / "kopi.zip", NOON)


def test_a_log_that_does_not_hold_is_told_with_its_copy(tmp_path, database, make_database):
    tamper(database, "UPDATE event SET action = 'notat dannet' WHERE id = 1")
    copy = database.back_up(tmp_path / "kopi.zip", NOON)

    assert [each.event for each in copy.faults] == [1]
    with (
        make_database("sqlite") as address,
        opened(address) as new,
        pytest.raises(StorageError, match=r"log holder ikke.* Hændelse nr\. 1 er ændret"),
    ):
        new.restore(tmp_path / "kopi.zip")


# --- what is not restored -------------------------------------------------------------------------


def test_a_database_that_holds_anything_is_left_alone(copy, empty):
    empty.migrate()
    with empty.begin() as repository:
        repository.add_person("Anna", roles={Role.READER})
    before = contents(empty)

    with refused("er ikke tom", "ASSESSMENT_DATABASE_URL"):
        empty.restore(copy)
    assert contents(empty) == before


def test_a_database_that_only_has_a_log_is_left_alone(copy, empty):
    empty.migrate()
    with empty.begin() as repository:
        repository.record(Event(NOON, "Anna", Action.PERSON_ADDED, ""))
    with refused("er ikke tom"):
        empty.restore(copy)


def test_another_programs_database_is_left_alone(copy, postgresql):
    name = postgresql.make()
    postgresql.do("CREATE TABLE bogmærker (adresse text)", name)
    with opened(postgresql.url(name)) as other, refused("hører til et andet program"):
        other.restore(copy)
    postgresql.drop(name)


def test_another_key_has_its_own_sentence(copy, address):
    other = refused("med en anden nøgle", "ASSESSMENT_AUDIT_KEY")
    with opened(address, OTHER_KEY) as new, other:
        new.restore(copy)
    with opened("sqlite://") as new:
        assert new.restore(copy).faults == ()


def changed(copy, name, change):
    """Change one file in a copy, and nothing of what the manifest says of it."""
    with zipfile.ZipFile(copy) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    parts[name] = change(parts[name])
    with zipfile.ZipFile(copy, "w") as archive:
        for each, content in parts.items():
            if content is not None:
                archive.writestr(each, content)


@pytest.mark.parametrize(
    "change",
    [
        lambda rows: rows.replace(b"Godt.", b"Ondt."),
        lambda rows: rows + rows,
        lambda _rows: b"",
        lambda _rows: b"{",
        lambda _rows: None,
    ],
    ids=["changed", "twice", "emptied", "broken", "removed"],
)
def test_a_changed_copy_changes_nothing(copy, empty, change):
    changed(copy, "tables/score.jsonl", change)
    with pytest.raises(StorageError, match=DAMAGED):
        empty.restore(copy)
    empty.migrate()
    assert {name: rows for name, rows in contents(empty).items() if rows and name != "seal"} == {}


def test_a_copy_without_one_of_its_tables(copy):
    changed(copy, "manifest.json", lambda told: without(told, "score"))
    with opened("sqlite://") as new, pytest.raises(StorageError, match=DAMAGED):
        new.restore(copy)


def without(manifest, name):
    told = json.loads(manifest)
    del told["parts"][name]
    return json.dumps(told)


def test_a_copy_of_a_newer_version(copy):
    changed(copy, "manifest.json", lambda told: json.dumps(json.loads(told) | {"revision": "9999"}))
    with opened("sqlite://") as new, refused("nyere version", "opdatér programmet"):
        new.restore(copy)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"en ansoegning"])
def test_a_file_that_is_no_copy(tmp_path, content):
    (tmp_path / "andet.zip").write_bytes(content)
    with opened("sqlite://") as new, refused("andet.zip", "ikke en sikkerhedskopi"):
        new.restore(tmp_path / "andet.zip")


def test_a_cut_copy(copy):
    copy.write_bytes(copy.read_bytes()[:-200])
    with opened("sqlite://") as new, refused("ikke en sikkerhedskopi"):
        new.restore(copy)


def test_a_copy_is_opened_only_where_it_may_be_written_beside(copy):
    with TemporaryDirectory() as name:
        file = Path(shutil.copy(copy, name))
        file.chmod(0o444)
        Path(name).chmod(0o555)
        with opened("sqlite://") as database, without_privileges(), refused("kan ikke efterprøves"):
            database.checked(file)
