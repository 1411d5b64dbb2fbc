"""Pages opened by themselves, on a workflow that a test has prepared."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from assessment.workflow import core, demo
from assessment.workflow.core import Workflow
from tests import builders

Opener = Callable[..., AppTest]


def _draw(workflow, page):  # its source is run by itself: imports inside, no annotations
    from importlib import import_module

    import_module(f"assessment.ui.pages.{page}").show(workflow)


@pytest.fixture
def open_page(workflow: Workflow) -> Opener:
    """Open a page afresh as somebody in a round; on an empty database unless told another."""

    def opened(
        page: str,
        *,
        on: Workflow = workflow,
        person: str = "",
        round_id: str = "demo",
        **chosen: object,
    ) -> AppTest:
        app = AppTest.from_function(_draw, args=(on, page), default_timeout=30)
        app.session_state["runde"] = round_id
        if person:  # AppTest chooses among the options there are, so the name is on the list first
            app.session_state["jeg"] = core.add_person(on, person).name
        for key, value in chosen.items():
            app.session_state[key] = value
        return app.run()

    return opened


@pytest.fixture
def register(workflow: Workflow) -> Callable[..., int]:
    """Put an application with these answers beside complete ones into the empty database's round."""

    def registered(
        changes: dict[str, object] | None = None,
        *,
        filename: str = "ansøgning.docx",
        by: str = "Lone Vestergaard",
        **rest: object,
    ) -> int:
        read = builders.reading(builders.filled(**(changes or {})), **rest)
        with workflow.database.begin() as repository:
            number = 1 + len(repository.applications("demo"))
            core.open_round(workflow, "demo", by, repository)
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
