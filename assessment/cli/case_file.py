"""Commands of the case file for the journal: export, import, and verifying one without a database."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assessment.cli.console import OutOption, acting, open_workflow
from assessment.domain.words.wording import counted
from assessment.workflow import case_file

FileArgument = Annotated[Path, typer.Argument(metavar="FIL", help="Sagsmappens fil, fx sag.zip.")]


def export(
    out: OutOption,
    round_id: Annotated[str, typer.Option("--round", help="Rundens id, fx demo.")] = "",
    application: Annotated[
        int | None, typer.Option("--application", help="Kun ansøgningen med dette nummer.")
    ] = None,
) -> None:
    """Skriv sagsmappen for en runde eller en ansøgning som en zip-fil til journalen."""
    if bool(round_id) == (application is not None):
        raise typer.BadParameter("Skriv enten --round eller --application.")
    workflow = open_workflow()
    by = acting(workflow)
    if application is None:
        made = case_file.export_round(workflow, round_id, by, out)
    else:
        made = case_file.export_application(workflow, application, by, out)
    typer.echo(f"Sagsmappen er skrevet til {out}. Zip-filens SHA-256: {made.sha256}")


def take_in(file: FileArgument) -> None:
    """Indlæs en rundes sagsmappe i en ny, tom database."""
    manifest = case_file.take_in(open_workflow(), file)
    events = counted(manifest.events, "hændelse", "hændelser")
    typer.echo(
        f"Sagsmappen for runden {manifest.round} er indlæst og efterprøvet: {events} i loggen."
    )
    typer.echo("Alle deltageres adgang er lukket. Åbn den med user enable for dem, der skal ind.")


def verify(file: Path) -> None:
    """Tell what a case file proves by itself; exit 1 with every fault where it does not hold."""
    verified = case_file.verify(file)
    for fault in verified.faults:
        typer.echo(fault)
    if verified.faults:
        raise typer.Exit(1)
    manifest = verified.manifest
    files = counted(len(manifest.files), "fil", "filer")
    events = counted(verified.entries, "hændelse", "hændelser")
    typer.echo(f"Sagsmappen holder: {files} og {events}, {verified.told} af dem med indhold.")
    typer.echo(f"Zip-filens SHA-256: {verified.sha256}")
    typer.echo(
        "Uden databasen og dens nøgle kan det ikke ses, om hele mappen er lavet om: hold zip-filens "
        "SHA-256 op mod hændelsen “sagsmappe hentet” i loggen."
    )
