"""A new database of each product, for the measurements that need one to ill-treat."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests import postgres_server

KEY = "en nøgle, som kun målingerne kender til"
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
