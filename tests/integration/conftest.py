"""The command line in this process, and as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assessment import cli
from tests import builders
from tests.conftest import PRODUCTS


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Count what a use case runs on one database; the other runs the same code but for `storage`."""
    for item in items:
        chosen = getattr(item, "callspec", None)
        on_the_other = chosen is not None and "postgresql" in chosen.params.values()
        if on_the_other and item.path.name.startswith("test_workflow_"):
            item.add_marker(pytest.mark.again)


@pytest.fixture
def database_file(tmp_path: Path) -> Path:
    """Where the commands that `run` runs keep their database."""
    return tmp_path / "data" / "runde.db"


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], database_file: Path
) -> Callable[..., tuple[int, str, str]]:
    """Run a command in this process; gives its exit code, stdout and stderr."""
    monkeypatch.setenv("ASSESSMENT_DATABASE_URL", f"sqlite:///{database_file}")
    for name in ("ASSESSMENT_CRITERIA", "ASSESSMENT_AUDIT_KEY"):
        monkeypatch.delenv(name, raising=False)

    def run(*words: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["assessment", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        told = capsys.readouterr()
        assert "Traceback" not in told.out + told.err
        return int(ended.value.code or 0), told.out, told.err

    return run


@pytest.fixture(scope="session")
def process() -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Run a command as a user's shell does, with further settings by name."""

    def process(*words: object, **settings: str) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "assessment", *map(str, words)]
        environ = {**os.environ, "PYTHONUTF8": "1", **settings}
        return subprocess.run(
            command, capture_output=True, cwd=builders.ROOT, env=environ, check=False
        )

    return process


@pytest.fixture(params=PRODUCTS)
def untouched(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database of each product in which nothing was made yet."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'ny.db'}"
        return
    server = request.getfixturevalue("postgresql")
    name = server.make()
    yield server.url(name)
    server.drop(name)
