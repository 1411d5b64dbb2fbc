"""PostgreSQL where something is wrong: one Danish sentence, and nothing half-saved."""

from contextlib import closing, contextmanager
from datetime import UTC, datetime

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from assessment.domain.rounds.event import Action, Event
from assessment.storage import Database
from assessment.storage.tables import Row
from tests import builders
from tests.sentences import refused

NOON = datetime(2026, 10, 1, 12, 0, tzinfo=UTC)
HAPPENED = Event(NOON, "Anna", Action.PERSON_ADDED, "demo", new="Anna")
ROLE = "CREATE ROLE lukket LOGIN PASSWORD 'hemmelig'"


@pytest.fixture
def name(postgresql, postgresql_template):
    """The name of an empty database that is up to date."""
    made = postgresql.make(postgresql_template)
    yield made
    postgresql.drop(made)


@pytest.fixture
def unmade(postgresql):
    """The name of a database in which nothing was made yet."""
    made = postgresql.make()
    yield made
    postgresql.drop(made)


@pytest.fixture
def role(postgresql):
    """The name and the password of a user who may do nothing yet."""
    postgresql.do(ROLE)
    yield "lukket:hemmelig"
    postgresql.do("DROP ROLE lukket")


@contextmanager
def opened(address, wait_seconds=5):
    with closing(Database(address, key=builders.KEY, wait_seconds=wait_seconds)) as database:
        database.migrate()
        yield database


def names_in(database):
    with database.read() as reader:
        return [each.name for each in reader.people()]


# --- the schema -----------------------------------------------------------------------------------


def test_the_migrations_make_the_tables_the_program_knows(postgresql, name):
    with opened(postgresql.url(name)) as database, database._engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Row.metadata) == []


def test_migrating_again_changes_nothing(postgresql, name):
    with opened(postgresql.url(name)) as database:
        with database.begin() as repository:
            repository.add_person("Anna")
        database.migrate()
        assert names_in(database) == ["Anna"]


# --- what is wrong from the start -----------------------------------------------------------------


def test_a_server_that_is_not_there():
    address = "postgresql://anna:hemmelig@127.0.0.1:1/runde"
    with refused("“runde” på 127.0.0.1", "kan ikke nås") as caught, opened(address):
        pass
    assert "hemmelig" not in str(caught)


def test_a_host_that_nobody_knows():
    with refused("kan ikke nås"), opened("postgresql://anna@ukendt.invalid/runde"):
        pass


@pytest.mark.parametrize("user", ["lukket:forkert", "lukket", "ukendt"])
@pytest.mark.usefixtures("role")
def test_somebody_who_is_not_let_in(postgresql, name, user):
    with refused("lukker ikke programmet ind"), opened(postgresql.url(name, user)):
        pass


def test_a_database_that_was_never_made(postgresql):
    with refused("“findes_ikke”", "databasens navn"), opened(postgresql.url("findes_ikke")):
        pass


def test_a_user_who_may_make_nothing(postgresql, unmade, role):
    with refused("rettighederne"), opened(postgresql.url(unmade, role)):
        pass


def test_a_user_who_may_only_look(postgresql, name, role):
    postgresql.do("GRANT SELECT ON ALL TABLES IN SCHEMA public TO lukket", name)

    with refused("rettighederne"), opened(postgresql.url(name, role)):
        pass
    postgresql.do("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM lukket", name)


def test_a_server_that_can_only_be_read(postgresql, name):
    postgresql.do(f"ALTER DATABASE {name} SET default_transaction_read_only = on")

    with refused("kan kun læses"), opened(postgresql.url(name)):
        pass


def test_a_server_with_no_room_for_more(postgresql, name, role):
    postgresql.do("ALTER ROLE lukket CONNECTION LIMIT 1")

    with (
        psycopg.connect(postgresql.url(name, role)),
        refused("flere forbindelser", "prøv igen"),
        opened(postgresql.url(name, role)),
    ):
        pass


def test_a_database_that_cannot_hold_all_characters(postgresql):
    postgresql.do("CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'")

    with refused("LATIN1", "ENCODING 'UTF8'"), opened(postgresql.url("latin")):
        pass
    postgresql.drop("latin")


def test_a_database_from_a_newer_version_is_left_alone(postgresql, name):
    postgresql.do("UPDATE alembic_version SET version_num = '9999'", name)

    with refused(name, "nyere version", "opdatér programmet"), opened(postgresql.url(name)):
        pass
    assert postgresql.do("SELECT version_num FROM alembic_version", name) == [("9999",)]


def test_another_programs_database_is_left_alone(postgresql, unmade):
    postgresql.do("CREATE TABLE bogmærker (adresse text)", unmade)

    with refused(unmade, "et andet program"), opened(postgresql.url(unmade)):
        pass
    tables = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    assert postgresql.do(tables, unmade) == [("bogmærker",)]


def test_an_option_that_the_driver_does_not_know(postgresql, name):
    with refused("ASSESSMENT_DATABASE_URL"), opened(postgresql.url(name) + "&vrøvl=1"):
        pass


# --- what goes wrong later ------------------------------------------------------------------------


def test_a_disk_that_is_full(postgresql, name):
    # An error with the server's own code for it fails as a full disk does.
    postgresql.do(
        """CREATE FUNCTION fuld() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE 'No space left on device' USING ERRCODE = 'disk_full'; END $$""",
        name,
    )
    postgresql.do("CREATE TRIGGER fuld BEFORE INSERT ON event EXECUTE FUNCTION fuld()", name)

    with opened(postgresql.url(name)) as database:
        with refused(name, "er fuld"), database.begin() as repository:
            repository.add_person("Anna")
            repository.record(HAPPENED)
        assert names_in(database) == []


def test_a_database_locked_for_too_long(postgresql, name):
    with opened(postgresql.url(name), wait_seconds=0.1) as database:
        with opened(postgresql.url(name)) as other, other.begin() as holder:
            holder.add_person("Bo")
            with refused(name, "optaget", "prøv igen"), database.begin() as repository:
                repository.add_person("Anna")
            assert names_in(database) == []

        with database.begin() as repository:
            repository.add_person("Anna")
        assert names_in(database) == ["Bo", "Anna"]


def test_all_connections_in_use_for_too_long(postgresql, name):
    with opened(postgresql.url(name), wait_seconds=0.1) as database:
        taken = [database._engine.connect() for _ in range(15)]
        with refused("optaget"):
            names_in(database)
        for each in taken:
            each.close()


def test_a_server_started_anew_is_met_with_new_connections(postgresql, name):
    with opened(postgresql.url(name)) as database:
        with database.begin() as repository:
            repository.add_person("Anna")
        postgresql.stop()
        with refused("kan ikke nås"):
            names_in(database)
        postgresql.start()
        assert names_in(database) == ["Anna"]


def test_a_connection_that_breaks_in_the_middle(postgresql, name):
    with opened(postgresql.url(name)) as database:
        with refused(name, "afbrudt", "genindlæs"), database.begin() as repository:
            repository.add_person("Anna")
            postgresql.do(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                f"WHERE datname = '{name}' AND pid <> pg_backend_pid()"
            )
            repository.add_person("Bo")
        assert names_in(database) == []
