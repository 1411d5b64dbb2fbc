"""Commands about the assessment: the formal check and the ranking."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assessment.cli.console import (
    JsonOption,
    RoundOption,
    acting,
    load_scheme,
    open_workflow,
    print_json,
)
from assessment.domain.ranking.region import Scope
from assessment.domain.ranking.robustness import Robustness
from assessment.domain.ranking.verdicts import sentence
from assessment.domain.rules.scheme import Round, Scheme
from assessment.domain.words.wording import decimal
from assessment.errors import RefusedActionError
from assessment.workflow import folders, formal, ranking


def screen(round_id: RoundOption, *, as_json: JsonOption = False) -> None:
    """Vis den formelle prøvning: hver ansøgning og hvert krav."""
    workflow = open_workflow()
    round_ = formal.screened(workflow, round_id, acting(workflow))
    if as_json:
        print_json([formal.as_json(case) for case in round_.cases])
        return
    for case in round_.cases:
        typer.echo(f"{case.id} {case.name}: {case.screening.status}")
        for proposal in case.screening.proposals:
            decided = "" if proposal.requirement in case.screening.outcomes else " (forslag)"
            typer.echo(
                f"  {proposal.requirement}: {case.screening.outcome(proposal.requirement)}{decided}"
            )


def rank(
    round_id: Annotated[str | None, typer.Option("--round", help="Rundens id.")] = None,
    scores: Annotated[
        Path | None, typer.Option(help="CSV: application,reviewer,aspect,points.")
    ] = None,
    weights: Annotated[
        str | None, typer.Option(help="Vægte i kriteriernes orden, fx 0.4,0.4,0.2.")
    ] = None,
    select: Annotated[str | None, typer.Option(help="Hvor mange der udvælges, fx 2-4.")] = None,
    region: Annotated[
        Scope,
        typer.Option(
            help="Vægte, som andelene gælder: pm10 (10 procentpoint fra de officielle), all (alle), "
            "ordered (samme rækkefølge som de officielle)."
        ),
    ] = Scope.ALL,
    *,
    figures: Annotated[
        Path | None, typer.Option(help="Mappe, hvor figurerne skrives som HTML og PNG.")
    ] = None,
    xlsx: Annotated[Path | None, typer.Option(help="Excel-fil, hvor rangeringen skrives.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Rangér en runde eller en fil med point, og sig, hvor sikkert det er."""
    if (round_id is None) == (scores is None):
        raise typer.BadParameter("Angiv enten --round eller --scores.")
    scheme, found = (
        _of_file(scores, weights, select, region)
        if scores
        else _of_round(round_id or "", weights, select, region)
    )
    if as_json:
        print_json(ranking.as_json(found, scheme, round_id))
    else:
        _print_ranking(found, scheme)
    if figures or xlsx:
        _export(found, scheme, figures, xlsx, quiet=as_json)


def _export(
    found: Robustness, scheme: Scheme, figures: Path | None, xlsx: Path | None, *, quiet: bool
) -> None:
    # Here, for what draws takes a second to load that no other command waits for.
    from assessment.cli import exporting  # noqa: PLC0415

    if figures:
        exporting.write_figures(found, scheme, figures, quiet=quiet)
    if xlsx:
        exporting.write_workbook(found, scheme, xlsx, quiet=quiet)


def _of_round(
    round_id: str, weights: str | None, select: str | None, scope: Scope
) -> tuple[Scheme, Robustness]:
    workflow = open_workflow()
    by = acting(workflow)
    found = ranking.round_robustness(
        workflow, round_id, by, weights=weights or "", select=select or "", scope=scope
    )
    return workflow.scheme_of(round_id), found


def _of_file(
    scores: Path, weights: str | None, select: str | None, scope: Scope
) -> tuple[Scheme, Robustness]:
    scheme = load_scheme()
    chosen = ranking.weights_from(weights, scheme) if weights else scheme.weights
    places = ranking.select_from(select) if select else _latest(scheme).select
    try:
        content = folders.content(scores).decode()
    except UnicodeDecodeError:
        raise RefusedActionError(
            f"“{scores.name}” er ikke gemt som UTF-8. Gem den som CSV UTF-8."
        ) from None
    return scheme, ranking.scores_robustness(content, scheme, places, chosen, scope)


def _latest(scheme: Scheme) -> Round:
    """The round whose frame counts where a file of scores names none: the last published one."""
    published = [each for each in scheme.rounds if not each.demo] or scheme.rounds
    return max(published, key=lambda each: each.deadline)


def _print_ranking(found: Robustness, scheme: Scheme) -> None:
    for each in found.ranking.standings:
        place = f"{each.place}." if each.place else "–"
        total = "–" if each.total is None else decimal(each.total)
        verdict = found.verdicts.get(each.candidate.id)
        told = sentence(verdict, found, scheme) if verdict else f"{', '.join(each.reasons)}."
        typer.echo(f"{place:>4} {total:>5}  {each.candidate.name}: {told}")
    for line in ranking.remarks(found):
        typer.echo(line)
