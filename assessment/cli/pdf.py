"""Documents that a command wrote, as PDF/A beside them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from assessment.cli.console import progress, write
from assessment.errors import RefusedActionError
from assessment.workflow import printing

PdfOption = Annotated[bool, typer.Option("--pdf", help="Skriv også hvert dokument som PDF/A.")]


def office() -> str:
    """Where LibreOffice is; RefusedActionError where it is nowhere."""
    found = printing.office()
    if found is None:
        raise RefusedActionError(
            "PDF/A kan ikke skrives: dertil skal LibreOffice være installeret på maskinen. "
            "Kør kommandoen uden --pdf."
        )
    return found


def write_as_pdf(soffice: str, paths: Sequence[Path]) -> None:
    """Write each Word file as PDF/A beside it, a few at a time, and say which could not be."""
    for at in range(0, len(paths), printing.AT_ONCE):
        some = paths[at : at + printing.AT_ONCE]
        made = printing.printed(soffice, [each.read_bytes() for each in some])
        for path, content in zip(some, made, strict=True):
            target = path.with_suffix(".pdf")
            if content is None:
                typer.echo(f"“{target.name}” er ikke skrevet: LibreOffice gav intet.", err=True)
                continue
            write(target, content)
            typer.echo(str(target))
        progress("dokumenter skrevet som PDF/A", at + len(some), len(paths))
