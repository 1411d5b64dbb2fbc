"""Commands that write a round's notes and fill the demo round."""

from __future__ import annotations

import typer

from assessment import bootstrap
from assessment.cli.console import (
    OutOption,
    RoundOption,
    acting,
    asked_for,
    folder,
    open_workflow,
    write,
)
from assessment.workflow import demo, notes
from assessment.workflow.core import known_round


def write_notes(round_id: RoundOption, out: OutOption) -> None:
    """Skriv rundens indstillingsnotat og et notat for hver ansøgning."""
    workflow = open_workflow()
    known_round(workflow.scheme_of(round_id), round_id)
    documents = notes.all_notes(workflow, round_id, acting(workflow))
    folder(out)
    for document in documents:
        write(out / document.filename, document.content)
        typer.echo(str(out / document.filename))


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
