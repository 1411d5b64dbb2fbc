"""What the commands share: their options, the workflow they ask, and how they print and write."""

from __future__ import annotations

import json
import sys
from contextvars import ContextVar
from pathlib import Path
from typing import Annotated

import typer

from assessment import bootstrap, criteria_file
from assessment.domain.panel.people import Person
from assessment.domain.rules.scheme import Scheme
from assessment.errors import RefusedActionError
from assessment.workflow import people
from assessment.workflow.core import Workflow

RoundOption = Annotated[str, typer.Option("--round", help="Rundens id, fx demo.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Skriv JSON.")]
OutOption = Annotated[Path, typer.Option("--out", help="Hvor resultatet skrives.")]

asked_for = ContextVar("asked_for", default="")
"""The name or e-mail given with --as, "" where none was given."""


def open_workflow() -> Workflow:
    """The workflow that the environment sets up."""
    return bootstrap.workflow(bootstrap.settings())


def acting(workflow: Workflow) -> Person:
    """Who acts: the person named with --as, else whoever runs the installation.

    Raises NotFoundError where nobody of that name or e-mail was let in.
    """
    named = asked_for.get()
    return people.named(workflow, named) if named else people.operator(workflow)


def load_scheme() -> Scheme:
    """The scheme of the rule file that the environment names."""
    return criteria_file.load(bootstrap.settings().criteria)


def print_json(value: object, *, indent: int | None = 2) -> None:
    """Print a value as JSON that the terminal can show."""
    typer.echo(json.dumps(value, ensure_ascii=not _speaks_utf8(), indent=indent))


def progress(what: str, done: int, total: int) -> None:
    """Show on a terminal how far a long command is, on one line; nothing where stderr is a file."""
    if sys.stderr.isatty():
        typer.echo(f"\r{done} af {total} {what}", err=True, nl=done == total)


def folder(path: Path) -> None:
    """Make a folder where there is none; RefusedActionError where that cannot be."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise RefusedActionError(f"Mappen “{path}” kan ikke oprettes.") from None


def write(path: Path, content: bytes) -> None:
    """Write a file; RefusedActionError where that cannot be."""
    try:
        path.write_bytes(content)
    except OSError:
        raise RefusedActionError(
            f"“{path}” kan ikke skrives. Vælg en mappe, der findes, og som du må skrive i."
        ) from None


def _speaks_utf8() -> bool:
    return (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
