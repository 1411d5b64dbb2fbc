"""Servers for the browser to visit, on loopback; each ends with the block it was started in."""

from __future__ import annotations

import os
import random
import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPException
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SECONDS_TO_START = 300
TRUSTING = ssl._create_unverified_context()  # the certificates here are our own


def free_port() -> int:
    """A port that nobody listens at, below those that connections going out take meanwhile."""
    for port in random.sample(range(20_000, 32_000), 100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port
    pytest.fail("There is no free port.")


def database_in(folder: Path) -> str:
    return f"sqlite:///{folder / 'assessment.sqlite3'}"


@contextmanager
def process(
    command: Collection[str], log: Path, environment: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen]:
    """Run a program until the block ends, its words in a file."""
    with log.open("ab") as output:
        started = subprocess.Popen(
            list(command),
            cwd=ROOT,
            env=environment or os.environ,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            yield started
        finally:
            started.terminate()
            try:
                started.wait(timeout=30)
            except subprocess.TimeoutExpired:  # one that is frozen or too busy to hear it
                started.kill()
                started.wait()


@contextmanager
def serving(script: Path, folder: Path) -> Iterator[str]:
    """Run a Streamlit app on loopback with a database of its own, and end it afterwards."""
    base = f"http://127.0.0.1:{(port := free_port())}"
    environment = os.environ | {
        "ASSESSMENT_DATABASE_URL": database_in(folder),
        "STREAMLIT_SERVER_PORT": str(port),
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-m", "streamlit", "run", str(script)]
    log = folder / "server.log"
    with process(command, log, environment) as server:
        wait_until_answered(f"{base}/_stcore/health", server, log)
        yield base


def wait_until_answered(address: str, server: subprocess.Popen, log: Path) -> None:
    """Wait until something answers at an address; AssertionError with what was said where nothing does."""
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5, context=TRUSTING).close()
        except urllib.error.HTTPError as told:
            told.close()
        except (OSError, HTTPException):  # nobody listens yet, or hangs up again at once
            time.sleep(0.2)
            continue
        return
    raise AssertionError(f"The server did not start:\n{log.read_text()}")
