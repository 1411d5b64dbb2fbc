"""The command about a round's letters."""

from __future__ import annotations

from typing import Annotated

import typer

from assessment.cli.console import OutOption, RoundOption, acting, folder, open_workflow, write
from assessment.domain.outcomes.letter import LetterKind
from assessment.domain.panel.people import Person
from assessment.domain.words.wording import listed
from assessment.errors import RefusedActionError
from assessment.workflow import finishing, lettering, templates
from assessment.workflow.core import Workflow, known_round


def write_letters(
    round_id: RoundOption,
    out: OutOption,
    kind: Annotated[str, typer.Option("--kind", help="Kun denne brevtype, fx afslag.")] = "",
    *,
    finish: Annotated[
        bool, typer.Option("--finish", help="Færdiggør først alle breve om afgørelser.")
    ] = False,
) -> None:
    """Skriv rundens færdige breve til en mappe; programmet sender intet."""
    workflow = open_workflow()
    known_round(workflow.scheme_of(round_id), round_id)
    by = acting(workflow)
    kinds = [templates.kind_named(kind)] if kind else list(LetterKind)
    if finish:
        _finish(workflow, round_id, by)
    letters = finishing.finished(workflow, round_id, by, kinds)
    folder(out)
    paths = []
    for name, content in letters:
        paths.append(out / name)
        write(paths[-1], content)
        typer.echo(str(paths[-1]))
    _tell_what_is_left_out(workflow, round_id, by)
    if not paths:
        raise RefusedActionError("Der er ingen færdige breve at skrive; færdiggør dem først.")


def _finish(workflow: Workflow, round_id: str, by: Person) -> None:
    wanted = [(each.case.id, each.kind) for each in lettering.desk(workflow, round_id, by)]
    finishing.finish(workflow, round_id, wanted, by=by)


def _tell_what_is_left_out(workflow: Workflow, round_id: str, by: Person) -> None:
    old = [
        f"{each.case.name} ({each.letters[-1].kind})"
        for each in lettering.desk(workflow, round_id, by)
        if each.overtaken and each.letters[-1].sent is None
    ]
    if old:
        typer.echo(
            f"Ikke skrevet, for sagen er ændret, siden brevet blev færdigt: {listed(old)}.",
            err=True,
        )
