"""Processes that make a new database and write to it at the same time."""

import subprocess
import sys
from contextlib import closing

from assessment.storage import Database
from tests import builders

WRITER = """
import sys
from datetime import UTC, datetime
from assessment.domain.rounds.event import Action, Event
from assessment.storage import Database
database = Database(sys.argv[1], key=sys.argv[3])
database.migrate()
for number in range(20):
    with database.begin() as repository:
        subject = f"{sys.argv[2]}.{len(repository.events())}"
        at = datetime.now(UTC)
        repository.record(Event(at, "x", Action.SCORE_SAVED, "demo", subject=subject))
database.close()
"""


def test_processes_migrate_and_write_at_once_and_lose_nothing(untouched):
    started = [
        subprocess.Popen(
            [sys.executable, "-W", "error", "-c", WRITER, untouched, str(number), builders.KEY],
            cwd=builders.ROOT,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(4)
    ]
    troubles = [process.communicate(timeout=300)[1] for process in started]

    assert troubles == [""] * 4
    with closing(Database(untouched, key=builders.KEY)) as database, database.read() as reader:
        seen = sorted(int(each.subject.split(".")[1]) for each in reader.events())
        assert seen == list(range(80))
        assert list(reader.audit_faults()) == []
