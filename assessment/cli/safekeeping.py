"""Commands that keep the work safe: verify the log, back up, restore, erase a round."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assessment.cli import case_file
from assessment.cli.console import RoundOption, acting, asked_for, open_workflow
from assessment.domain.words.wording import counted
from assessment.workflow import safekeeping

FileArgument = Annotated[
    Path, typer.Argument(metavar="FIL", help="Sikkerhedskopiens fil, fx kopi.zip.")
]


def verify(
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="FIL", help="En sagsmappes zip-fil; uden den efterprøves databasen."
        ),
    ] = None,
) -> None:
    """Efterprøv, at intet i loggen eller i en sagsmappe er ændret, fjernet eller byttet om."""
    if file:
        case_file.verify(file)
        return
    workflow = open_workflow()
    verified = safekeeping.verify(workflow, acting(workflow) if asked_for.get() else None)
    for fault in verified.faults:
        typer.echo(str(fault))
    if verified.faults:
        raise typer.Exit(1)
    events = counted(verified.events, "hændelse", "hændelser")
    typer.echo(f"Loggen holder: {events}, den seneste med hash {verified.head}.")


def back_up(file: FileArgument) -> None:
    """Tag en sikkerhedskopi af alt, mens andre arbejder, og efterprøv den."""
    workflow = open_workflow()
    copy = safekeeping.back_up(workflow, acting(workflow), file)
    events = counted(copy.manifest.events, "hændelse", "hændelser")
    typer.echo(f"Sikkerhedskopien er skrevet til {file} med {events} i loggen.")
    if copy.faults:
        typer.echo(f"Men loggen holder ikke; efterprøv den med verify. {copy.faults[0]}", err=True)
        raise typer.Exit(1)


def restore(file: FileArgument) -> None:
    """Indlæs en sikkerhedskopi i en ny, tom database."""
    copy = safekeeping.restore(open_workflow(), file)
    events = counted(copy.manifest.events, "hændelse", "hændelser")
    typer.echo(f"Sikkerhedskopien er indlæst og efterprøvet: {events} i loggen.")


def erase(
    round_id: RoundOption,
    backup: Annotated[Path, typer.Option("--backup", help="En ny sikkerhedskopi med runden i.")],
    reason: Annotated[str, typer.Option("--reason", help="Hvorfor runden slettes.")],
) -> None:
    """Slet en arkiveret runde med alt, hvad ansøgerne har sendt; loggen bliver."""
    workflow = open_workflow()
    safekeeping.erase_round(workflow, round_id, acting(workflow), backup_file=backup, reason=reason)
    typer.echo(f"Runden {round_id} er slettet. Loggen er bevaret uden personernes oplysninger.")
