"""A server as `make run` starts it, and a browser to visit it with."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).parents[2]
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 30_000
"""Milliseconds for a page to show something; a busy machine needs them, an idle one does not."""
SECONDS_TO_START = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def database_in(folder: Path) -> str:
    return f"sqlite:///{folder / 'assessment.sqlite3'}"


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
    with log.open("wb") as output:
        server = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            wait_until_healthy(base, server, log)
            yield base
        finally:
            server.terminate()
            server.wait(timeout=30)


def wait_until_healthy(base: str, server: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{base}/_stcore/health", timeout=5) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, TimeoutError):
            time.sleep(0.2)
    pytest.fail(f"The server did not start:\n{log.read_text()}")


@pytest.fixture(scope="session")
def base_url(tmp_path_factory) -> Iterator[str]:
    """The address of the app itself."""
    with serving(ROOT / "app.py", tmp_path_factory.mktemp("app")) as base:
        yield base


@dataclass(frozen=True)
class Installation:
    """A running app and the database behind it."""

    base: str
    database: str


@pytest.fixture(scope="session")
def demo(tmp_path_factory) -> Iterator[Installation]:
    """The app with the demo round loaded, as `make run` has it."""
    folder = tmp_path_factory.mktemp("demo")
    environment = os.environ | {"ASSESSMENT_DATABASE_URL": database_in(folder)}
    load = [sys.executable, "-m", "assessment", "demo"]
    subprocess.run(load, cwd=ROOT, env=environment, check=True, timeout=120)
    with serving(ROOT / "app.py", folder) as base:
        yield Installation(base, database_in(folder))


@pytest.fixture(scope="session")
def widgets_url(tmp_path_factory) -> Iterator[str]:
    """The address of a page with one of each widget, in the same shell."""
    script = Path(__file__).with_name("every_widget_app.py")
    with serving(script, tmp_path_factory.mktemp("widgets")) as base:
        yield base


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium; without one the test is skipped, or fails where all is required."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        reason = "There is no Chromium on this machine (Debian: apt-get install chromium)."
        pytest.fail(reason) if os.environ.get("REQUIRE_ALL") == "1" else pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium) -> Iterator[Page]:
    """A fresh Danish browser window."""
    context = chromium.new_context(locale="da-DK", viewport={"width": 1400, "height": 900})
    context.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    yield context.new_page()
    context.close()
