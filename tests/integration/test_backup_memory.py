"""A copy of a large database takes no more memory than one of a small."""

import os
import tracemalloc
from contextlib import closing

import pytest

from assessment.domain.rounds.event import Action, Event
from assessment.storage import Database
from tests.builders import KEY, NOON
from tests.conftest import PRODUCTS
from tests.small_database import fill
from tests.tampering import faults

MEGABYTE = 2**20
FILES, EVENTS = 12, 600


def peak_of(work):
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.fixture(scope="module", params=PRODUCTS)
def large(request, make_database, tmp_path_factory):
    """A database with twelve files of a megabyte, and as much in the log."""
    with make_database(request.param) as address:
        file = tmp_path_factory.mktemp("stor") / "runde.db"
        place = f"sqlite:///{file}" if request.param == "sqlite" else address
        with closing(Database(place, key=KEY)) as database:
            database.migrate()
            fill(database)
            with database.begin() as repository:
                (beside, *_) = repository.attachments("demo")
                for _ in range(FILES):
                    repository.add_attachment(beside, os.urandom(MEGABYTE))
                for number in range(EVENTS):
                    said = f"{number} {'x' * 20_000}"
                    repository.record(Event(NOON, "Anna", Action.NOTE_WRITTEN, "demo", new=said))
            yield database


def test_a_copy_is_made_and_checked_a_few_rows_at_a_time(large, tmp_path):
    file = tmp_path / "kopi.zip"

    peak = peak_of(lambda: large.back_up(file, NOON))

    assert file.stat().st_size > FILES * MEGABYTE
    assert peak < 12 * MEGABYTE


def test_a_log_is_verified_a_few_entries_at_a_time(large):
    faults(large)  # what is loaded once is loaded now

    assert peak_of(lambda: faults(large)) < 5 * MEGABYTE
