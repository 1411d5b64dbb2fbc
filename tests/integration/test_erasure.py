"""The documented deletion of a round: nothing of its people is left, and the log still holds."""

import sqlite3
from contextlib import closing

import psycopg
import pytest
from sqlalchemy import Column, ForeignKey, Integer, MetaData, Table, select

from assessment.domain.rounds.event import Action, Event
from assessment.storage import Database, erasure
from assessment.storage.tables import Row
from tests.builders import KEY, NOON
from tests.small_database import fill
from tests.tampering import attempt, faults, tamper

MARK = "Hemmelige Huset Æøå"
ERASED = Event(NOON, "Administrator", Action.ROUND_ERASED, "gammel", new="Fristen er gået.")


@pytest.fixture(params=["file", "memory", "postgresql"])
def database(request, tmp_path, make_database):
    """Two rounds with a row in every table, of which one is to be erased."""
    product = "sqlite" if request.param == "memory" else request.param
    if request.param == "file":
        yield from filled(f"sqlite:///{tmp_path / 'runde.db'}")
        return
    with make_database(product) as address:
        yield from filled(address)


def filled(address):
    with closing(Database(address, key=KEY)) as made:
        made.migrate()
        fill(made, "gammel", MARK)
        fill(made, "demo")
        yield made


def erase(database):
    with database.begin() as repository:
        repository.record(ERASED)
        repository.erase_round("gammel")
    database.sweep()


def rows(database):
    with database.read() as reader:
        return {
            table.name: reader._session.execute(select(table)).all()
            for table in Row.metadata.sorted_tables
        }


def test_nothing_of_the_round_is_left_but_itself_and_its_hashes(database):
    before = rows(database)
    assert {name for name, found in before.items() if MARK in str(found)} >= {
        *("application", "delivery", "attachment", "correction", "event_content", "score"),
        *("declaration", "assignment", "consensus", "exchange", "recommendation", "decision"),
        *("scenario", "letter_text", "letter", "case_number", "undertaking", "report"),
    }

    erase(database)

    after = rows(database)
    assert {name for name, found in after.items() if MARK in str(found)} == set()
    assert [each.id for each in after["round"]] == ["gammel", "demo"]
    assert after["person"] == before["person"]
    assert len(after["event"]) == len(before["event"]) + 1
    of_the_other = {
        name: [row for row in found if MARK not in str(row)]
        for name, found in before.items()
        if name not in {"event", "event_content", "seal", "original", "delivery_original"}
    }
    for name in of_the_other.keys() - {"review", "reading", "attachment_original", "letter_file"}:
        assert after[name] == of_the_other[name]


def test_the_log_holds_and_tells_what_was_erased(database):
    erase(database)

    assert faults(database) == []
    with database.read() as reader:
        assert reader.events(round_id="gammel") == (
            ERASED,
            Event(NOON, "", Action.REGISTERED, "gammel", 2, "slettet"),
            Event(NOON, "", Action.REGISTERED, "gammel", 1, "slettet"),
        )
        assert {each.subject for each in reader.events(round_id="demo")} == {"Godt."}


def test_an_erased_round_can_be_erased_again(database):
    erase(database)
    erase(database)
    assert faults(database) == []
    with database.read() as reader:
        newest, older, *others = reader.events(round_id="gammel")
    assert (newest, older, {each.subject for each in others}) == (ERASED, ERASED, {"slettet"})


def test_without_an_entry_that_tells_of_it_nothing_is_erased(database):
    before = rows(database)
    with pytest.raises(Exception, match="goes with its round"), database.begin() as repository:
        repository.erase_round("gammel")
    assert rows(database) == before


def test_an_erasure_of_one_round_is_no_excuse_for_another(database):
    erase(database)
    with pytest.raises((sqlite3.IntegrityError, psycopg.errors.RaiseException)):
        attempt(database, "DELETE FROM event_content WHERE event_id = 3")
    tamper(database, "DELETE FROM event_content WHERE event_id = 3")
    assert [number for number, _ in faults(database)] == [3]


def test_an_erasure_covers_nothing_that_came_after_it(database):
    erase(database)
    with database.begin() as repository:
        repository.record(Event(NOON, "Anna", Action.NOTE_WRITTEN, "gammel"))
    tamper(database, "DELETE FROM event_content WHERE event_id = 6")
    assert [number for number, _ in faults(database)] == [6]


def test_the_erasure_itself_cannot_lose_its_content(database):
    erase(database)
    tamper(database, "DELETE FROM event_content WHERE event_id = 5")
    assert [number for number, _ in faults(database)] == [5]


def test_nothing_of_it_is_left_in_sqlites_files(tmp_path):
    for database in filled(f"sqlite:///{tmp_path / 'runde.db'}"):
        assert any(MARK.encode() in each.read_bytes() for each in tmp_path.iterdir())
        erase(database)
        assert not any(MARK.encode() in each.read_bytes() for each in tmp_path.iterdir())
        assert any(b"Godt." in each.read_bytes() for each in tmp_path.iterdir())


# --- no table is forgotten ------------------------------------------------------------------------


def test_every_table_goes_with_its_round_or_is_kept_on_purpose():
    assert erasure.unreached() == []


def test_a_table_that_leads_to_no_round_is_noticed(monkeypatch):
    there = MetaData()
    for table in Row.metadata.sorted_tables:
        table.to_metadata(there)
    Table("of_person", there, Column("person_id", Integer, ForeignKey("person.id")))
    Table(
        "of_score", there, Column("application_id", Integer, ForeignKey("original.application_id"))
    )
    Table("alone", there, Column("id", Integer))
    monkeypatch.setattr(Row, "metadata", there)

    assert erasure.unreached() == ["alone", "of_person"]
