"""Pages opened by themselves, on a workflow that a test has prepared."""

from __future__ import annotations

import shutil
import stat
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from assessment.domain.panel.impartiality import Declaration, Stance
from assessment.domain.panel.people import Person, Role
from assessment.workflow import core, demo, people
from assessment.workflow.core import Workflow
from tests import builders
from tests.ui import lettered, screen

Opener = Callable[..., AppTest]

LEAD = "Lone Vestergaard"


def _draw(workflow, page):  # its source is run by itself: imports inside, no annotations
    from importlib import import_module

    import_module(f"assessment.ui.pages.{page}").show(workflow)


@pytest.fixture
def workflow() -> Iterator[Workflow]:
    """A workflow on an empty database in memory: pages know nothing of which database there is."""
    made = builders.workflow()
    yield made
    made.database.close()


@pytest.fixture
def open_page(workflow: Workflow) -> Opener:
    """Open a page afresh as somebody in a round; on an empty database unless told another.

    Whoever is new has these roles: all that local mode gives unless told others. Unless told that
    they have not, they have declared themselves impartial to what is in the round by then.
    """

    def opened(
        page: str,
        *,
        on: Workflow = workflow,
        person: str = LEAD,
        roles: Collection[Role] = people.LOCAL_ROLES,
        impartial: bool = True,
        round_id: str = "demo",
        address: Mapping[str, str] | None = None,
        **chosen: object,
    ) -> AppTest:
        app = screen.page(_draw, on, page)
        app.session_state["runde"] = round_id
        if person:  # AppTest chooses among the options there are, so the name is on the list first
            who = people.join(on, person, roles)
            app.session_state["jeg"] = who.name
            if impartial:
                _declare_impartial(on, who, round_id)
        for key, value in chosen.items():
            app.session_state[key] = value
        for key, value in (address or {}).items():
            app.query_params[key] = value
        return app.run()

    return opened


def _declare_impartial(work: Workflow, who: Person, round_id: str) -> None:
    """Declare somebody impartial to all they have declared nothing of."""
    with work.database.begin() as repository:
        own = [each for each in repository.declarations(round_id) if each.person.id == who.id]
        known = {each.application for each in own}
        for each in repository.applications(round_id):
            if who.takes_part and each.id not in known:
                made = Declaration(each.id, who, Stance.IMPARTIAL, (), "", builders.NOON, version=1)
                repository.set_declaration(made)


@pytest.fixture
def register(workflow: Workflow) -> Callable[..., int]:
    """Put an application with these answers beside complete ones into the empty database's round."""

    def registered(
        changes: dict[str, object] | None = None,
        *,
        filename: str = "ansøgning.docx",
        by: str = LEAD,
        **rest: object,
    ) -> int:
        read = builders.reading(builders.filled(**(changes or {})), **rest)
        lead = builders.lead(workflow)
        with workflow.database.begin() as repository:
            number = 1 + len(repository.applications("demo"))
            core.open_round(workflow, "demo", lead, repository, reason="Prøve.")
            return repository.add_application(
                round_id="demo",
                filename=filename,
                content=b"PK",
                reading=replace(read, sha256=f"{number:064}"),
                received=builders.NOON,
                received_note="",
                registered_at=workflow.clock(),
                registered_by=by,
            )

    return registered


@pytest.fixture
def given(register, workflow):
    """Register an application and give it to people to review."""

    def give(*names, **answers):
        number = register(answers)
        builders.assigned(workflow, number, *(people.join(workflow, name) for name in names))
        return number

    return give


@pytest.fixture
def scoring(open_page, given):
    """The scoring of one fresh application, by Anne, who was given it."""
    given("Anne Holm")
    return open_page("review", person="Anne Holm")


@pytest.fixture(scope="session")
def _demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo round in a file, loaded once for all tests."""
    path = tmp_path_factory.mktemp("demo") / "demo.sqlite3"
    made = builders.workflow(f"sqlite:///{path}")
    demo.load(made, builders.SAMPLES)
    made.database.close()
    return path


@pytest.fixture
def demo_workflow(_demo_file: Path, tmp_path: Path) -> Iterator[Workflow]:
    """A workflow on a copy of the loaded demo round."""
    copy = shutil.copy(_demo_file, tmp_path / "demo.sqlite3")
    made = builders.workflow(f"sqlite:///{copy}")
    yield made
    made.database.close()


@pytest.fixture
def decided(register: Callable[..., int], workflow: Workflow) -> Workflow:
    """Three applications that were decided: a grant, a reserve and a refusal."""
    for name in lettered.NAMES:
        register({"1.2": name})
    lettered.decide(workflow)
    return workflow


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A program in LibreOffice's place that makes a PDF of each file."""
    path = tmp_path / "soffice"
    each = 'case $word in *.docx) echo PDF > "${word%.docx}.pdf";; esac'
    path.write_text(f"#!/bin/sh\nfor word; do {each}; done\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")


@pytest.fixture
def no_office(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine without LibreOffice."""
    monkeypatch.setenv("PATH", str(tmp_path))
