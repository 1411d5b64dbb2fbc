"""A new database of each product, for the measurements that need one to ill-treat."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from assessment import bootstrap
from assessment.domain.panel.access import Phase
from assessment.domain.panel.people import Person
from assessment.domain.rounds.event import Action, Event
from assessment.storage import Database
from assessment.workflow import people, receiving
from assessment.workflow.core import Workflow
from assessment.workflow.receiving import Upload
from tests import builders, postgres_server

KEY = "en nøgle, som kun målingerne kender til"
APPLICATION = 1
DURABLE = "\nmax_connections = 60\n"
"""As a server stands by itself: what it confirmed is on the disk."""


@contextmanager
def sqlite() -> Iterator[str]:
    """The address of a file that is gone afterwards."""
    with TemporaryDirectory() as folder:
        yield f"sqlite:///{Path(folder) / 'runde.db'}"


@contextmanager
def postgresql() -> Iterator[str]:
    """The address of a database on a server of its own."""
    with postgres_server.server(settings=DURABLE) as server:
        yield server.url(server.make())


PRODUCTS = {"SQLite": sqlite, "PostgreSQL": postgresql}


def opened(address: str) -> Workflow:
    """The workflow on a database, with the time as it is."""
    database = Database(address, key=KEY)
    database.migrate()
    return Workflow(database, builders.CRITERIA, bootstrap.now)


def prepare(address: str) -> None:
    """Let Anne Holm review the only application of the demo round."""
    workflow = opened(address)
    with closing(workflow.database):
        lead, anne = builders.lead(workflow), builders.reviewer(workflow)
        builders.at_phase(workflow, Phase.RECEIVING)
        upload = Upload("ansøgning.docx", builders.sample("01"))
        list(receiving.receive(workflow, "demo", [upload], lead))
        builders.assigned(workflow, APPLICATION, anne)


def reviewer(workflow: Workflow) -> Person:
    """Anne Holm, who is there already."""
    return next(each for each in people.people(workflow) if each.name == "Anne Holm")


def saved(workflow: Workflow) -> list[Event]:
    """What the log tells of saved scores, oldest first."""
    with workflow.database.read() as reader:
        events = reader.events(application_id=APPLICATION)
    return [each for each in reversed(events) if each.action is Action.SCORE_SAVED]
