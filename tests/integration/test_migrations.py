"""A database that an earlier version made is brought up to date with all that is in it."""

from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import column, create_engine, inspect, make_url, select, text
from sqlalchemy import table as sql_table

from assessment.domain.panel.access import Phase
from assessment.domain.panel.people import Role
from assessment.domain.reviewing.review import Review, Score
from assessment.domain.rounds.event import Action, Event
from assessment.storage import Database, OpenedRound
from assessment.storage.deliveries import envelope_to_json
from assessment.storage.readings import to_json
from assessment.storage.schema import MIGRATIONS, _revisions
from assessment.storage.tables import Row
from tests import builders, small_database
from tests.tampering import faults

SENT = builders.reading({"4.1": "Unge."})
VALUES = {
    "sha": SENT.sha256,
    "reading": to_json(SENT),
    "envelope": envelope_to_json(builders.envelope()),
    "at": builders.NOON.replace(tzinfo=None),
}
FIRST = (
    "INSERT INTO round VALUES ('demo', 'id: cti', :sha, :at, 'Lone')",
    "INSERT INTO person (name) VALUES ('Anna Ærø')",
    "INSERT INTO person (name) VALUES ('Bo')",
    """INSERT INTO application (round_id, filename, sha256, received, received_note, registered_at,
    registered_by) VALUES ('demo', 'a.docx', :sha, :at, '', :at, 'Lone')""",
    "INSERT INTO original VALUES (1, 'PK')",
    "INSERT INTO reading VALUES (1, :reading)",
    "INSERT INTO formal_outcome VALUES (1, 'M1', 'opfyldt', 'Set.', 'Lone', :at)",
    "INSERT INTO review VALUES (1, 1, NULL)",
    "INSERT INTO score VALUES (1, 1, '1a', 3, 'Godt.', :at)",
)
SECOND = (
    "INSERT INTO delivery VALUES (1, 'demo', 'mail.eml', 'd', :envelope, '[]', :at, 'Lone')",
    "UPDATE application SET delivery_id = 1",
)
LOGGED = (
    "INSERT INTO event (id, at, actor, action, round_id, application_id, subject, old, new) "
    "VALUES (:id, :moment, :actor, 'point eller begrundelse gemt', 'demo', 1, :subject, '', 'nyt 🏡')"
)
EVENTS = 501
"""More than are put into the chain at a time."""


def make_old(address, revision, rows):
    """Make a database of an earlier version with these rows and a log in it."""
    with at_version(address, revision) as connection:
        for row in rows:
            connection.execute(text(row), VALUES)
        zone = "+00:00" if connection.dialect.name == "postgresql" else ""
        connection.execute(
            text(LOGGED), [old_entry(number, zone) for number in range(1, EVENTS + 1)]
        )


@contextmanager
def at_version(address, revision):
    """Make the tables of an earlier version; yields a connection to put something into them."""
    url = make_url(address)
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    engine = create_engine(url)
    config = Config()
    config.set_main_option("script_location", MIGRATIONS)
    with engine.begin() as connection:
        config.attributes |= {"connection": connection, "key": builders.KEY.encode}
        command.upgrade(config, revision)
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql("SET LOCAL TIME ZONE 'UTC'")
        yield connection
    engine.dispose()


def old_entry(number, zone):
    at = (builders.NOON + timedelta(seconds=number)).replace(tzinfo=None)
    moment = at.isoformat(" ", "microseconds") + zone
    return {"id": number, "moment": moment, "actor": "Anna", "subject": str(number)}


def logged(number):
    at = builders.NOON + timedelta(seconds=number)
    return Event(at, "Anna", Action.SCORE_SAVED, "demo", 1, str(number), "", "nyt 🏡")


@pytest.mark.parametrize("revision", ["0001", "0002"])
def test_every_version_keeps_what_is_in_it(untouched, revision):
    make_old(untouched, revision, FIRST + (SECOND if revision == "0002" else ()))

    with closing(Database(untouched, key=builders.KEY)) as database:
        database.migrate()

        with database.read() as reader:
            (kept,) = reader.applications("demo")
            opened = reader.opened_round("demo")
            anna, bo = reader.people()
            (review,) = reader.reviews("demo")
            outcomes = reader.outcomes("demo")
            events = reader.events()
        broken = faults(database)
    assert (kept.filename, kept.received, kept.reading) == ("a.docx", builders.NOON, SENT)
    sent = builders.envelope() if revision == "0002" else None
    assert (kept.envelope, kept.attachments, kept.received_note) == (sent, (), "")
    assert opened == OpenedRound(
        "demo", "id: cti", SENT.sha256, builders.NOON, "Lone", "", Phase.ASSESSMENT, 1
    )
    assert (anna.name, bo.name) == ("Anna Ærø", "Bo")
    assert anna.roles == frozenset(Role) - {Role.READER}
    assert review == Review(1, anna, {"1a": Score("1a", 3, "Godt.", builders.NOON, 1)})
    assert outcomes[1]["M1"].reason == "Set."
    assert events == tuple(logged(number) for number in range(EVENTS, 0, -1))
    assert broken == []


@pytest.mark.parametrize("revision", ["0001", "0002"])
def test_what_came_after_follows_what_was_there(untouched, revision):
    make_old(untouched, revision, FIRST)
    later = Event(datetime(2026, 11, 1, tzinfo=UTC), "Bo", Action.NOTE_WRITTEN, "demo")

    with closing(Database(untouched, key=builders.KEY)) as database:
        database.migrate()
        with database.begin() as repository:
            assert repository.add_person("Carl", roles={Role.READER}).name == "Carl"
            repository.record(later)
        with database.read() as reader:
            assert reader.events()[:2] == (later, logged(EVENTS))
        assert faults(database) == []


# --- every version, with a row in each of its tables -----------------------------------------------

LOG = {"event", "event_content", "seal"}
CHAINED, ASSIGNED, REASONED = "0003", "0004", "0006"
"""The versions that chained the log, took who reviews to be assigned, and gave choices a reason."""
VERSIONS = sorted(_revisions())


def rows_of(database):
    """All rows of all tables, each value by its column."""
    with database.read() as reader:
        found = {}
        for table in Row.metadata.sorted_tables:
            rows = reader._session.execute(select(table).order_by(*table.primary_key))
            found[table.name] = [dict(row._mapping) for row in rows]
        return found


@pytest.fixture(scope="module")
def rows():
    """A row and more for every table there is."""
    with closing(Database("sqlite://", key=builders.KEY)) as made:
        made.migrate()
        small_database.fill(made)
        return rows_of(made)


def put(connection, rows, revision):
    """Put in what of these rows an earlier version knew; gives that."""
    known = {}
    there = inspect(connection)
    for table in Row.metadata.sorted_tables:
        if not there.has_table(table.name) or (table.name in LOG and revision < CHAINED):
            continue
        names = {each["name"] for each in there.get_columns(table.name)}
        columns = [column(each.name, each.type) for each in table.columns if each.name in names]
        known[table.name] = [
            {each.name: row[each.name] for each in columns} for row in rows[table.name]
        ]
        if table.name == "seal":  # a new database has one on its empty log
            connection.execute(text("DELETE FROM seal"))
        connection.execute(sql_table(table.name, *columns).insert(), known[table.name])
    return known


@pytest.mark.parametrize("revision", VERSIONS)
def test_every_row_of_every_version_is_there_when_it_was_brought_up(untouched, rows, revision):
    with at_version(untouched, revision) as connection:
        known = put(connection, rows, revision)

    with closing(Database(untouched, key=builders.KEY)) as database:
        database.migrate()
        after, broken = rows_of(database), faults(database)
        with database.read() as reader:
            (recommended,) = reader.recommendations("demo").values()
            (assigned,) = reader.assignments("demo")
            people = reader.people()

    assert {
        name: [
            {key: row[key] for key in before} for row, before in zip(after[name], was, strict=True)
        ]
        for name, was in known.items()
    } == known
    new = {name for name, found in after.items() if found and name not in known}
    assert new == {
        *(LOG & {"seal"} if revision < CHAINED else ()),
        *({"assignment"} if revision < ASSIGNED else ()),
    }
    assert broken == []
    # What came later says of what was there that nobody has said it yet.
    assert recommended.choice == ("Godt." if revision >= REASONED else "")
    assert len(recommended.grounds) == (2 if revision >= REASONED else 0)
    assert (assigned.reviewer, assigned.abstained) == (people[0], "")
