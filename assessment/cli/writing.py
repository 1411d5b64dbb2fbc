"""Commands that write a round's notes and fill the demo round."""

from __future__ import annotations

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
from assessment.cli.pdf import PdfOption, office, write_as_pdf
from assessment.workflow import demo, notes
from assessment.workflow.core import known_round

AssessmentsOption = Annotated[
    bool, typer.Option("--assessments", help="Skriv også hver bedømmers egen vurdering.")
]


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
    soffice = office() if pdf else ""
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
        write_as_pdf(soffice, made)


def write_workbook(round_id: RoundOption, out: OutOption) -> None:
    """Skriv hele vurderingen som regneark: point, konsensus, kriterier, rangering og sikkerhed."""
    # Here, for what it calculates with takes a second to load that no other command waits for.
    from assessment.workflow import sheets  # noqa: PLC0415

    workflow = open_workflow()
    _, content = sheets.round_workbook(workflow, round_id, acting(workflow))
    write(out, content)
    typer.echo(str(out))


def load_demo() -> None:
    """Fyld demorunden, så hver side har noget at vise; anden gang ændres intet."""
    workflow = open_workflow()
    by = acting(workflow) if asked_for.get() else None
    loaded = demo.load(workflow, bootstrap.SAMPLES, by)
    typer.echo(
        "Demorunden er indlæst." if loaded else "Demorunden er allerede indlæst; intet er ændret."
    )
