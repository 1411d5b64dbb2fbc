"""Storage on SQLite, in a file and in memory, and on PostgreSQL: whole values and transactions."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import event

from assessment.domain.applications.application import (
    Answer,
    Application,
    Block,
    BlockKind,
    How,
    Reading,
)
from assessment.domain.applications.issue import Issue
from assessment.domain.checking.screening import FormalOutcome, Outcome
from assessment.domain.outcomes.award import Award
from assessment.domain.outcomes.decision import Recommendation
from assessment.domain.outcomes.selection import Ground
from assessment.domain.ranking.scenario import Change
from assessment.domain.reviewing.review import Person, Review, Score
from assessment.domain.rounds.event import Action, Event
from assessment.errors import NotFoundError, RefusedActionError
from assessment.storage import Database, OpenedRound
from tests import builders

NOON = datetime(2026, 10, 1, 12, 0, tzinfo=ZoneInfo("Europe/Copenhagen"))
LATER = NOON + timedelta(minutes=2)
ROUND = OpenedRound("demo", "titel: Blåbærgrød 🫐\n", "c" * 64, NOON, "Anna Ækvator")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "data" / "runde.db"


@pytest.fixture(params=["file", "memory", "postgresql"])
def database(request, path, make_database):
    with address_of(request.param, path, make_database) as address:
        opened = opened_database(address)
        yield opened
        opened.close()


@pytest.fixture(params=["file", "postgresql"])
def of_several(request, path, make_database):
    """A database that several can have open at once."""
    with address_of(request.param, path, make_database) as address:
        opened = opened_database(address)
        yield opened
        opened.close()


def address_of(place, path, make_database):
    if place == "file":
        return nullcontext(f"sqlite:///{path}")
    return make_database("sqlite" if place == "memory" else place)


def opened_database(url):
    database = Database(url, key=builders.KEY, wait_seconds=5)
    database.migrate()
    with database.begin() as repository:
        repository.open_round(ROUND)
    return database


def reading(sha256="a" * 64, **changes):
    whole = Reading(
        sha256=sha256,
        text="Ansøger: Åmose Kommune 🏡\nAntal borgere: 12,50",
        blocks=(
            Block("b1", BlockKind.HEADING, "Ansøger", "Overskrift 1", label="1.", level=1),
            Block("b2", BlockKind.CELL, "Åmose Kommune 🏡", "Tabel 2, række 3", alt="Byvåben"),
        ),
        answers={
            "1.1": Answer("1.1", "Åmose Kommune 🏡", How.TAG, ("b2",)),
            "1.2": Answer("1.2", "Kommune", How.LABEL, ("b1", "b2"), value="municipality"),
            "2.3": Answer("2.3", "☒", How.NUMBERING, ticked=True, confidence=0.85),
            "4.9.antal": Answer("4.9.antal", "12,50", How.ALIAS, value=Decimal("12.50")),
            "8.dato": Answer("8.dato", "30. september", How.HEADING, value=date(2026, 9, 30)),
        },
        unplaced=("b1",),
        issues=(Issue("comments", "Filen har kommentarer."),),
        deleted="slettet",
        hidden="skjult",
        comments="Husk bilag",
    )
    return replace(whole, **changes)


def register(repository, sha256="a" * 64, **changes):
    registration = {
        "round_id": "demo",
        "filename": "ansøgning 🏡.docx",
        "content": b"PK\x03\x04\x00\xff",
        "reading": reading(sha256),
        "received": NOON,
        "received_note": "",
        "registered_at": NOON,
        "registered_by": "Anna",
    }
    return repository.add_application(**registration | changes)


def happened(subject="", **changes):
    entry = Event(NOON, "Anna", Action.SCORE_SAVED, "demo", 1, subject, "gammelt", "nyt 🏡")
    return replace(entry, **changes)


# --- whole values ---------------------------------------------------------------------------------


def test_an_opened_round_is_given_back_whole(database):
    with database.read() as reader:
        assert reader.opened_round("demo") == ROUND
        assert reader.opened_round("2024-1") is None


def test_a_round_is_opened_only_once(database):
    with (
        database.begin() as repository,
        pytest.raises(RefusedActionError, match="demo er allerede åbnet"),
    ):
        repository.open_round(replace(ROUND, criteria="andre vægte"))

    with database.read() as reader:
        assert reader.opened_round("demo") == ROUND


def test_people_come_in_the_order_they_were_added(database):
    with database.begin() as repository:
        added = (repository.add_person("Østen Æble 🍏"), repository.add_person("Anna"))

    with database.read() as reader:
        assert reader.people() == added == (Person(1, "Østen Æble 🍏"), Person(2, "Anna"))
        assert reader.person(2) == Person(2, "Anna")


def test_a_name_is_on_the_list_only_once(database):
    with database.begin() as repository:
        repository.add_person("Anna")

    with (
        database.begin() as repository,
        pytest.raises(RefusedActionError, match="“Anna” er allerede på listen"),
    ):
        repository.add_person("Anna")


def test_applications_are_given_back_whole_and_in_order(database):
    with database.begin() as repository:
        first = register(repository, "f" * 64)
        second = register(repository, "a" * 64, filename="b.docx", received=None)

    expected = (
        Application(first, "demo", "ansøgning 🏡.docx", NOON, reading("f" * 64)),
        Application(second, "demo", "b.docx", None, reading("a" * 64)),
    )
    with database.read() as reader:
        assert reader.applications("demo") == expected
        assert reader.application(second) == expected[1]
        assert reader.original(first) == ("ansøgning 🏡.docx", b"PK\x03\x04\x00\xff")
        assert reader.application_with_hash("demo", "a" * 64) == second
        assert reader.application_with_hash("2024-1", "a" * 64) is None
        assert reader.applications("2024-1") == ()


def test_the_same_file_is_registered_only_once_in_a_round(database):
    with database.begin() as repository:
        register(repository)

    with (
        database.begin() as repository,
        pytest.raises(RefusedActionError, match="allerede registreret i runden"),
    ):
        register(repository)

    with database.read() as reader:
        assert len(reader.applications("demo")) == 1


def test_a_time_of_receipt_can_be_corrected(database):
    with database.begin() as repository:
        known = register(repository, received=None)
        repository.set_received(known, LATER, "oplyst af Anna")

    with database.read() as reader:
        assert reader.application(known).received == LATER


def test_a_later_outcome_takes_the_place_of_an_earlier(database):
    met = FormalOutcome("M1", Outcome.MET, "Felt 2.1.", "Anna", NOON)
    unclear = FormalOutcome("M2", Outcome.UNCLEAR, "Direktør?", "Bo", NOON)
    unmet = FormalOutcome("M2", Outcome.NOT_MET, "Ingen deltager.", "Anna", LATER)
    with database.begin() as repository:
        known, untouched = register(repository), register(repository, "b" * 64)
        for outcome in (unclear, met, unmet):
            repository.set_outcome(known, outcome)

    with database.read() as reader:
        assert reader.outcomes("demo") == {known: {"M1": met, "M2": unmet}}
        assert untouched not in reader.outcomes("demo")
        assert reader.outcomes("2024-1") == {}


def test_reviews_are_kept_apart_by_person_and_given_back_whole(database):
    with database.begin() as repository:
        anna, bo = repository.add_person("Anna"), repository.add_person("Bo")
        first, second = register(repository), register(repository, "b" * 64)
        repository.save_score(first, anna.id, Score("1b", 0, "Mangler.", NOON))
        repository.save_score(first, anna.id, Score("1a", 3, "God.", NOON))
        repository.save_score(first, anna.id, Score("1b", None, "Igen.", LATER))
        repository.save_score(first, bo.id, Score("1a", 5, "Bedst 🏡.", NOON))
        repository.set_submitted(first, bo.id, LATER)
        repository.set_submitted(second, anna.id, None)

    annas = Review(
        first, anna, {"1a": Score("1a", 3, "God.", NOON), "1b": Score("1b", None, "Igen.", LATER)}
    )
    bos = Review(first, bo, {"1a": Score("1a", 5, "Bedst 🏡.", NOON)}, LATER)
    with database.read() as reader:
        assert reader.reviews("demo") == (annas, bos, Review(second, anna))
        assert reader.reviews("2024-1") == ()
        assert reader.review(first, anna) == annas
        assert reader.review(second, bo) == Review(second, bo)


def test_a_score_saved_after_submission_leaves_the_submission(database):
    with database.begin() as repository:
        anna, known = repository.add_person("Anna"), register(repository)
        repository.set_submitted(known, anna.id, NOON)
        repository.save_score(known, anna.id, Score("1a", 4, "Ret.", LATER))
        assert repository.review(known, anna).submitted == NOON
        repository.set_submitted(known, anna.id, None)
        assert repository.review(known, anna).submitted is None


def test_a_later_recommendation_takes_the_place_of_an_earlier(database):
    with database.begin() as repository:
        known = register(repository)
        first = Recommendation(known, Award.RESERVE, "Tæt på.", "", "Anna", NOON)
        grounds = (Ground.PRIORITY, Ground.GEOGRAPHY)
        second = Recommendation(
            known, Award.GRANT, "Stærk.", "0'et opvejes.", "Bo", LATER, 2, "Tæt løb.", grounds
        )
        repository.set_recommendation(first)
        repository.set_recommendation(second)

    with database.read() as reader:
        assert reader.recommendations("demo") == {known: second}
        assert reader.recommendations("2024-1") == {}


def test_scenarios_come_by_name_and_give_way_to_later_ones(database):
    plain = builders.scenario("B")
    full = builders.scenario(
        "Å 🏡",
        "1/3",
        "1/3",
        "1/3",
        without="Bo",
        change=Change(1, "Anna", "1a", -1),
        floor=Fraction(8, 3),
        places=2,
        at=LATER,
        version=2,
    )
    with database.begin() as repository:
        for made in (builders.scenario("Å 🏡"), plain, builders.scenario("C"), full):
            repository.set_scenario(made)
        repository.remove_scenario("demo", "C")
        repository.remove_scenario("demo", "findes ikke")

    with database.read() as reader:
        assert reader.scenarios("demo") == (plain, full)
        assert reader.scenarios("2024-1") == ()
        assert reader.scenario("demo", "Å 🏡") == full
        assert reader.scenario("demo", "C") is None


def test_events_come_newest_first_and_can_be_narrowed(database):
    one, two = happened("aspekt 1a"), happened("aspekt 1b", application=2)
    added = happened(action=Action.PERSON_ADDED, round="", application=None)
    with database.begin() as repository:
        for entry in (one, two, added):
            repository.record(entry)

    with database.read() as reader:
        assert reader.events() == (added, two, one)
        assert reader.events(round_id="demo") == (two, one)
        assert reader.events(application_id=2) == (two,)
        assert reader.events(round_id="2024-1", application_id=2) == ()


@pytest.mark.parametrize("unknown", [0, -1, 7, 2**31, 10**30])
@pytest.mark.parametrize(
    "ask", ["person", "application", "original", "attachment", "delivery_original"]
)
def test_what_is_not_there_is_named(database, ask, unknown):
    with (
        database.read() as reader,
        pytest.raises(NotFoundError, match=f"nr. {unknown} (findes|har)"),
    ):
        getattr(reader, ask)(unknown)


def test_times_come_back_in_utc(database):
    with database.read() as reader:
        opened_at = reader.opened_round("demo").opened_at

    assert (opened_at, opened_at.tzinfo) == (NOON, UTC)


def test_a_time_without_a_zone_is_refused(database):
    with pytest.raises(ValueError, match="has no time zone"), database.begin() as repository:
        repository.record(happened(at=datetime(2026, 10, 1, 12, 0)))  # noqa: DTZ001 - the point

    with database.read() as reader:
        assert reader.events() == ()


# --- transactions ---------------------------------------------------------------------------------


def test_an_error_takes_back_all_of_its_transaction(database):
    with pytest.raises(RefusedActionError), database.begin() as repository:  # noqa: PT012 - the whole block is the transaction
        repository.add_person("Anna")
        register(repository)
        repository.record(happened())
        repository.add_person("Anna")

    with database.read() as reader:
        assert (reader.people(), reader.applications("demo"), reader.events()) == ((), (), ())


def test_an_application_of_an_unopened_round_is_a_mistake_and_leaves_nothing(database):
    with pytest.raises(Exception, match=r"(?i)foreign key"), database.begin() as repository:
        register(repository, round_id="2024-1")

    with database.read() as reader:
        assert reader.application_with_hash("2024-1", "a" * 64) is None


def test_a_repository_is_of_no_use_after_its_transaction(database):
    with database.begin() as repository:
        kept = repository

    with pytest.raises(Exception, match="closed"):
        kept.people()


def test_a_reader_sees_one_moment_while_another_writes(of_several):
    with of_several.read() as reader:
        assert reader.people() == ()
        with of_several.begin() as repository:
            repository.add_person("Anna")
        assert reader.people() == ()

    with of_several.read() as reader:
        assert reader.people() == (Person(1, "Anna"),)


def test_threads_wait_for_each_other(database):
    def add(number):
        with database.begin() as repository:
            known = len(repository.people())
            repository.add_person(f"Person {number}")
            return known

    with ThreadPoolExecutor(8) as threads:
        seen = list(threads.map(add, range(40)))

    assert sorted(seen) == list(range(40))


def test_a_round_of_any_size_is_two_queries(of_several):
    with of_several.begin() as repository:
        register(repository)
    assert len(queries_for_applications(of_several)) == 2

    with of_several.begin() as repository:
        register(repository, "b" * 64)
        register(repository, "c" * 64)
    assert len(queries_for_applications(of_several)) == 2


def queries_for_applications(database):
    said = []

    def listen(_connection, _cursor, statement, *_rest):
        said.append(statement)

    with database.read() as reader:
        reader.people()
        event.listen(database._engine, "before_cursor_execute", listen)
        reader.applications("demo")
        event.remove(database._engine, "before_cursor_execute", listen)
    return said
