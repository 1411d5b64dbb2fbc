"""Commands for after the selection: check a report before it is passed on."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assessment import bootstrap
from assessment.cli.console import acting, load_scheme, open_workflow
from assessment.domain.following.report_check import Checked
from assessment.domain.words.wording import COPENHAGEN
from assessment.errors import NotFoundError
from assessment.workflow import folders, following


def check_report(
    file: Annotated[Path, typer.Argument(metavar="FIL", help="Indberetningen som Excel (.xlsx).")],
    *,
    round_id: Annotated[str, typer.Option("--round", help="Ansøgerens runde.")] = "",
    application: Annotated[
        int | None, typer.Option("--application", help="Ansøgningens nummer.")
    ] = None,
) -> None:
    """Efterse en indberetning fra en udvalgt ansøger, uden at gemme noget af den.

    Med runde og ansøgning holdes den også op mod aftalen. Uden dem behøves ingen database.
    """
    if bool(round_id) != (application is not None):
        raise typer.BadParameter("Angiv både --round og --application, eller ingen af dem.")
    content = folders.content(file)
    checked = _alone(content) if application is None else _against(content, round_id, application)
    for flaw in checked.flaws:
        typer.echo(f"{flaw.cell} {flaw.weight}: {flaw.sentence}")
    typer.echo(checked.words)
    if checked.errors:
        raise typer.Exit(1)


def _alone(content: bytes) -> Checked:
    today = bootstrap.now().astimezone(COPENHAGEN).date()
    run = bootstrap.workers().run
    return following.check_report(content, load_scheme(), None, today=today, run=run)


def _against(content: bytes, round_id: str, application: int) -> Checked:
    workflow = open_workflow()
    by = acting(workflow)
    if application not in {each.application for each in following.overview(workflow, round_id, by)}:
        raise NotFoundError(
            f"Ansøgning nr. {application} er ikke blandt dem, der har fået tilsagn i runden {round_id}."
        )
    return following.check(workflow, application, content, by)
