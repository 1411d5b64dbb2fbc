"""The command about a round's letters."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Annotated

import typer

from assessment.cli.console import RoundOption, acting, folder, open_workflow, write
from assessment.cli.pdf import PdfOption, office, write_as_pdf
from assessment.domain.outcomes.letter import LetterKind
from assessment.domain.panel.people import Person
from assessment.domain.words.wording import listed
from assessment.errors import RefusedActionError
from assessment.workflow import finishing, lettering, templates
from assessment.workflow.core import Workflow, known_round
from assessment.workflow.lettering import LetterState


def write_letters(
    round_id: RoundOption,
    out: Annotated[
        Path | None,
        typer.Option("--out", help="Hvor brevene skrives; uden den vises, hvem der får hvad."),
    ] = None,
    kind: Annotated[str, typer.Option("--kind", help="Kun denne brevtype, fx afslag.")] = "",
    *,
    finish: Annotated[
        bool, typer.Option("--finish", help="Færdiggør først alle breve om afgørelser.")
    ] = False,
    pdf: PdfOption = False,
) -> None:
    """Vis, hvem der får hvilket brev, eller skriv de færdige breve til en mappe; programmet sender intet."""
    workflow = open_workflow()
    known_round(workflow.scheme_of(round_id), round_id)
    by = acting(workflow)
    kinds = [templates.kind_named(kind)] if kind else list(LetterKind)
    if out is None:
        if finish or pdf:
            raise typer.BadParameter("Angiv med --out, hvor brevene skal skrives.")
        _show(workflow, round_id, by, kinds)
        return
    soffice = office() if pdf else ""
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
    if soffice:
        write_as_pdf(soffice, paths)


def _show(workflow: Workflow, round_id: str, by: Person, kinds: Collection[LetterKind]) -> None:
    """Say who gets which letter, and how far it is."""
    for listing in (lettering.desk, lettering.asked, lettering.receipts):
        for each in listing(workflow, round_id, by):
            if each.kind in kinds:
                typer.echo(f"{each.case.id:3d}  {each.case.name}: {each.kind}, {_progress(each)}")


def _progress(state: LetterState) -> str:
    """How far a letter is, and the parts that it lacks."""
    if state.letters and not state.overtaken:
        return "sendt" if state.letters[-1].sent else "færdigt"
    lacking = dict.fromkeys(str(each.part) for each in state.missing)
    return f"mangler {listed(list(lacking))}" if lacking else "klar"


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
