"""A server as `make run` starts it, and a browser to visit it with."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from assessment import bootstrap
from assessment.storage import Database
from assessment.workflow import assigning, declaring, people
from assessment.workflow.core import Workflow
from tests import builders
from tests.browser import screen, team
from tests.browser.servers import ROOT, database_in, serving

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


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

    @contextmanager
    def workflow(self) -> Iterator[Workflow]:
        """The database as the program itself opens it."""
        with closing(Database(self.database)) as database:
            yield Workflow(database, builders.CRITERIA, bootstrap.now)

    def let_review(self, name: str, *applications: int) -> None:
        """Let somebody new, impartial to all, review these."""
        with self.workflow() as work:
            person = people.join(work, name)
            declaring.declare_impartial(work, "demo", person)
            for each in applications:
                assigning.assign(work, each, person.id, builders.lead(work))


@pytest.fixture(scope="session")
def loaded(tmp_path_factory) -> Path:
    """A folder with the demo round as the command loads it, for installations to be copies of."""
    folder = tmp_path_factory.mktemp("loaded")
    environment = os.environ | {"ASSESSMENT_DATABASE_URL": database_in(folder)}
    load = [sys.executable, "-m", "assessment", "demo"]
    subprocess.run(load, cwd=ROOT, env=environment, check=True, timeout=300)
    return folder


@contextmanager
def installed(loaded: Path, folder: Path) -> Iterator[Installation]:
    """The app with the demo round loaded, as `make run` has it."""
    shutil.copytree(loaded, folder, dirs_exist_ok=True)
    with serving(ROOT / "app.py", folder) as base:
        yield Installation(base, database_in(folder))


@pytest.fixture(scope="session")
def demo(loaded, tmp_path_factory) -> Iterator[Installation]:
    """One that tests share: nobody takes the round itself further in it."""
    with installed(loaded, tmp_path_factory.mktemp("demo")) as made:
        yield made


@pytest.fixture(scope="module")
def own_demo(loaded, tmp_path_factory) -> Iterator[Installation]:
    """One for a module that takes the round further."""
    with installed(loaded, tmp_path_factory.mktemp("own")) as made:
        yield made


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
        expect.set_options(timeout=screen.PATIENCE)
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium) -> Iterator[Page]:
    """A fresh Danish browser window."""
    context = chromium.new_context(locale="da-DK", viewport={"width": 1400, "height": 900})
    context.set_default_timeout(screen.PATIENCE)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def team_server(tmp_path_factory, postgresql) -> Iterator[team.TeamServer]:
    """Two replicas behind nginx on one PostgreSQL, real login, and a round that is being assessed."""
    folder = tmp_path_factory.mktemp("team")
    with team.team_server(folder, postgresql, strangers=team.STRANGERS) as server:
        team.begin_assessment(server, "Anne Holm", "Jens Krogh")
        yield server


@pytest.fixture
def window(chromium) -> Iterator[Callable[[], Page]]:
    """Open a browser of its own each time, as each user has one."""
    with ExitStack() as stack:

        def opened() -> Page:
            context = chromium.new_context(
                locale="da-DK",
                viewport={"width": 1400, "height": 900},
                ignore_https_errors=True,  # the certificate is our own
            )
            stack.callback(context.close)
            context.set_default_timeout(screen.PATIENCE)
            return context.new_page()

        yield opened
