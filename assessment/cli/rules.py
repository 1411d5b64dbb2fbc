"""Commands about the rules: check the rule file, write the form."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assessment import bootstrap, criteria_file
from assessment.cli.console import OutOption, RoundOption, open_workflow, write
from assessment.domain.words.wording import counted
from assessment.workflow import notes


def check(
    criteria: Annotated[Path | None, typer.Argument(metavar="FIL", help="Regelfilen.")] = None,
) -> None:
    """Efterse regelfilen og vis alle fejl i den."""
    path = criteria or bootstrap.settings().criteria
    scheme = criteria_file.load(path)
    count = counted(len(scheme.rounds), "runde", "runder")
    typer.echo(f"{path.name} er i orden: {scheme.title}, {count}, {len(scheme.aspects)} aspekter.")


def form(round_id: RoundOption, out: OutOption) -> None:
    """Skriv det tomme ansøgningsskema til en runde som Word."""
    workflow = open_workflow()
    write(out, notes.form(workflow, round_id))
    typer.echo(f"Skemaet er skrevet til {out}.")
