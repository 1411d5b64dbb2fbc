"""Commands that write a round's notes and fill the demo round."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from assessment import bootstrap
from assessment.cli.console import (
    OutOption,
    RoundOption,
    acting,
    asked_for,
    folder,
    open_workflow,
    progress,
    write,
)
from assessment.errors import RefusedActionError
from assessment.workflow import demo, notes, printing
from assessment.workflow.core import known_round

AssessmentsOption = Annotated[
    bool, typer.Option("--assessments", help="Skriv også hver bedømmers egen vurdering.")
]
PdfOption = Annotated[bool, typer.Option("--pdf", help="Skriv også hvert dokument som PDF/A.")]


def write_notes(
    round_id: RoundOption,
    out: OutOption,
    *,
    assessments: AssessmentsOption = False,
    pdf: PdfOption = False,
) -> None:
    """Skriv rundens indstillingsnotat, konsensusreferatet og et notat for hver ansøgning."""
    workflow = open_workflow()
    known_round(workflow.scheme_of(round_id), round_id)
    soffice = _office() if pdf else ""
    documents = notes.all_notes(workflow, round_id, acting(workflow), assessments=assessments)
    folder(out)
    made = []
    for at, document in enumerate(documents, start=1):
        path = out / document.filename
        write(path, document.content)
        made.append(path)
        typer.echo(str(path))
        progress("dokumenter skrevet", at, documents.total)
    if soffice:
        _print(soffice, made)


def _office() -> str:
    """Where LibreOffice is; RefusedActionError where it is nowhere."""
    found = printing.office()
    if found is None:
        raise RefusedActionError(
            "PDF/A kan ikke skrives: dertil skal LibreOffice være installeret på maskinen. "
            "Kør kommandoen uden --pdf."
        )
    return found


def _print(soffice: str, paths: Sequence[Path]) -> None:
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


def load_demo() -> None:
    """Fyld demorunden, så hver side har noget at vise; anden gang ændres intet."""
    workflow = open_workflow()
    by = acting(workflow) if asked_for.get() else None
    loaded = demo.load(workflow, bootstrap.SAMPLES, by)
    typer.echo(
        "Demorunden er indlæst." if loaded else "Demorunden er allerede indlæst; intet er ændret."
    )
