"""A whole team server on loopback: login provider, PostgreSQL, replicas, and nginx as it is deployed."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Collection, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from assessment.domain.panel.people import Role
from assessment.workflow import people
from assessment.workflow.core import Workflow
from deploy import render
from tests import builders, postgres_server
from tests.browser import screen
from tests.browser.servers import ROOT, free_port, process, wait_until_answered
from tests.waiting import wait_until

PEOPLE = {
    "Lone Vestergaard": (Role.LEAD, Role.ADMINISTRATOR),
    "Anne Holm": (Role.REVIEWER,),
    "Jens Krogh": (Role.REVIEWER,),
    "Mette Sand": (Role.REVIEWER,),
    "Karin Dahl": (Role.DECIDER,),
    "Peter Lind": (Role.READER,),
}
"""Who is let in, and known at the provider by their first name in small letters."""
STRANGERS = (
    {"sub": "fremmed", "name": "Frede Fremmed", "email": "fremmed@sbst.example"},
    {"sub": "uvis", "name": "Anne Holm", "email": "lone@sbst.example", "email_verified": False},
)
"""Who is known at the provider and not let in here."""
DOMAIN = "sbst.example"
SECRET = "en hemmelighed, som kun prøverne kender"
NGINX = """daemon off;
user root;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 512; }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/assessment.conf;
}}
"""
CERTIFICATE = (
    "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost "
    "-addext subjectAltName=DNS:localhost"
)


@dataclass
class TeamServer:
    """A running team server: where browsers find it with and without TLS, and what all replicas share."""

    base: str
    plain: str
    database: str
    provider: str
    folder: Path
    environment: Mapping[str, str]
    replicas: dict[int, subprocess.Popen] = field(default_factory=dict)
    stack: ExitStack = field(default_factory=ExitStack)

    @contextmanager
    def workflow(self) -> Iterator[Workflow]:
        """The database as the tests look at it, past the server."""
        made = builders.workflow(self.database)
        with closing(made.database):
            yield made

    def start(self, port: int) -> None:
        """Start a replica on a port, or start it again."""
        settings = {"STREAMLIT_SERVER_PORT": str(port), "STREAMLIT_SERVER_ADDRESS": "127.0.0.1"}
        command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py")]
        log = self.folder / f"replica-{port}.log"
        self.replicas[port] = self.stack.enter_context(
            process(command, log, environment=self.environment | settings)
        )
        wait_until_answered(f"http://127.0.0.1:{port}/_stcore/health", self.replicas[port], log)

    def kill(self, port: int) -> None:
        """End a replica as a power cut would."""
        self.replicas[port].kill()
        self.replicas[port].wait(timeout=30)

    def freeze(self, port: int) -> None:
        """Let a replica answer nothing more, though its connections stay; `kill` ends it after that."""
        self.replicas[port].send_signal(signal.SIGSTOP)

    def replica_of(self, context: BrowserContext) -> int:
        """The port of the replica that a browser is kept at, as nginx tells it in its log."""
        mark = f"/design/{uuid4()}"
        context.request.get(f"{self.base}{mark}")
        log = self.folder / "access.log"
        wait_until(lambda: mark in log.read_text(), 5)  # nginx writes it after the answer
        line = next(each for each in log.read_text().splitlines() if mark in each)
        return int(line.rpartition(":")[2])


def needed(program: str, package: str) -> str:
    """Where a program is; without it the test is skipped, or fails where all is required."""
    found = shutil.which(program) or shutil.which(program, path="/usr/sbin:/sbin")
    if found is None:
        reason = f"There is no {program} on this machine (Debian: apt-get install {package})."
        pytest.fail(reason) if os.environ.get("REQUIRE_ALL") == "1" else pytest.skip(reason)
    return found


def claims(name: str, **more: object) -> dict[str, object]:
    """What the provider says of somebody; their subject is their first name in small letters."""
    subject = name.split(maxsplit=1)[0].casefold()
    said = {"sub": subject, "name": name, "email": f"{subject}@{DOMAIN}", "email_verified": True}
    return said | more


@contextmanager
def provider(
    folder: Path, people: Collection[Mapping[str, object]], *, good_for: int = 3600
) -> Iterator[str]:
    """A login provider that knows some people; its tokens are good for so many seconds."""
    port = free_port()
    known = [word for each in people for word in ("--user-claims", json.dumps(each))]
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port)]
    log = folder / "provider.log"
    with process([*command, "--token-max-age", str(good_for), *known], log) as started:
        base = f"http://localhost:{port}"
        wait_until_answered(f"{base}/.well-known/openid-configuration", started, log)
        yield base


@contextmanager
def nginx(folder: Path, settings: Mapping[str, str]) -> Iterator[None]:
    """nginx with the site as deploy/render.py makes it, under a certificate of our own."""
    program = needed("nginx", "nginx-light")
    certificate = [*CERTIFICATE.split(), "-keyout", folder / "key.pem", "-out", folder / "cert.pem"]
    subprocess.run(
        [needed("openssl", "openssl"), *certificate], check=True, capture_output=True, timeout=60
    )
    own = {
        "TLS_CERTIFICATE": f"{folder}/cert.pem",
        "TLS_KEY": f"{folder}/key.pem",
        "ACCESS_LOG": f"{folder}/access.log",
    }
    (folder / "assessment.conf").write_text(render.rendered({**settings, **own}))
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder))
    command = [program, "-p", str(folder), "-c", str(folder / "nginx.conf")]
    log = folder / "nginx.log"
    with process(command, log) as started:
        wait_until_answered(
            f"https://localhost:{settings['LISTEN_HTTPS'].rpartition(':')[2]}/", started, log
        )
        yield


@contextmanager
def team_server(
    folder: Path,
    postgresql: postgres_server.Server,
    *,
    strangers: Collection[Mapping[str, object]] = (),
    replicas: int = 2,
    good_for: int = 3600,
) -> Iterator[TeamServer]:
    """Replicas behind nginx on one PostgreSQL, and a provider that knows PEOPLE and the strangers.

    PEOPLE are let in, with their roles; otherwise the database is empty.
    """
    ports, front, plain = [free_port() for _ in range(replicas)], free_port(), free_port()
    base, database = f"https://localhost:{front}", postgresql.url(postgresql.make())
    everybody = [claims(name) for name in PEOPLE]
    with ExitStack() as stack:
        issuer = stack.enter_context(provider(folder, [*everybody, *strangers], good_for=good_for))
        settings = {
            "ASSESSMENT_DATABASE_URL": database,
            "ASSESSMENT_AUDIT_KEY": builders.KEY,
            "ASSESSMENT_OIDC_METADATA_URL": f"{issuer}/.well-known/openid-configuration",
            "ASSESSMENT_OIDC_CLIENT_ID": "ansoegninger",
            "ASSESSMENT_OIDC_CLIENT_SECRET": "hemmelig",
            "ASSESSMENT_COOKIE_SECRET": SECRET,
            "ASSESSMENT_PUBLIC_URL": base,
        }
        made = TeamServer(
            base,
            f"http://127.0.0.1:{plain}",
            database,
            issuer,
            folder,
            os.environ | settings,
            stack=stack,
        )
        for port in ports:
            made.start(port)
        listening = {
            "REPLICA_PORTS": " ".join(map(str, ports)),
            "LISTEN_HTTP": f"127.0.0.1:{plain}",
            "LISTEN_HTTPS": f"127.0.0.1:{front}",
        }
        stack.enter_context(nginx(folder, settings | listening))
        for name, roles in PEOPLE.items():
            let_in(made, name, *roles)
        yield made


def let_in(server: TeamServer, name: str, *roles: Role) -> None:
    """Put somebody on the list of who may log in."""
    with server.workflow() as work, work.database.begin() as repository:
        repository.add_person(name, email=str(claims(name)["email"]), roles=roles)


def begin_assessment(server: TeamServer, *reviewers: str) -> None:
    """Bring a round as far as it takes for these to review its two applications."""
    with server.workflow() as work:
        builders.received(work, "01", "02")
        everybody = [each for each in people.people(work) if each.takes_part]
        builders.impartial(work, *everybody)
        for application in builders.applications(work):
            named = [each for each in everybody if each.name in reviewers]
            builders.assigned(work, application.id, *named)


def log_in(page: Page, server: TeamServer, subject: str) -> None:
    """Log in at the provider from the server's front page."""
    page.goto(server.base)
    page.get_by_role("button", name="Log ind").click()
    page.get_by_role("button", name=subject, exact=True).click()
    page.wait_for_url(f"{server.base}/**")
    expect(page.get_by_role("button", name="Log ud")).to_be_visible()
    page.locator(screen.READY).wait_for()
