"""The command about the letters' templates."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assessment.cli.console import write
from assessment.errors import RefusedActionError
from assessment.workflow import templates


def template(
    kind: Annotated[str, typer.Option("--kind", help="Brevtypen, fx afslag.")],
    out: Annotated[
        Path | None, typer.Option("--out", help="Skriv standardskabelonen til denne fil.")
    ] = None,
    check: Annotated[Path | None, typer.Option("--check", help="Efterse denne skabelon.")] = None,
) -> None:
    """Skriv en brevtypes standardskabelon til en fil, eller efterse en skabelon, I selv har lavet."""
    wanted = templates.kind_named(kind)
    if (out is None) == (check is None):
        raise typer.BadParameter("Vælg enten --out eller --check.")
    if out:
        write(out, templates.default(wanted))
        typer.echo(f"Skabelonen er skrevet til {out}.")
    if check:
        problems = templates.problems(wanted, _read(check))
        if problems:
            raise RefusedActionError("\n".join(problems))
        typer.echo(f"{check.name} kan bruges til breve af typen {wanted}.")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise RefusedActionError(f"“{path}” kan ikke læses. Efterse filens navn.") from None
