"""The command line, for leads who script and for tests; `python -m assessment --help` lists it.

Exit code 0: done. 1: the input was refused, in one Danish sentence on stderr. 2: wrong usage.
"""

from __future__ import annotations

import io
import json
import logging
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from assessment import bootstrap, criteria_file
from assessment.domain.delivery import Fate, Receipt
from assessment.domain.ranking import Ranking
from assessment.domain.scheme import Round, Scheme
from assessment.domain.wording import COPENHAGEN, counted, date_time, decimal
from assessment.errors import AssessmentError, RefusedActionError
from assessment.workflow import demo, folders, formal, notes, ranking
from assessment.workflow.cases import round_cases
from assessment.workflow.core import Workflow, known_round
from assessment.workflow.reading import read_file
from assessment.workflow.receiving import receive, told

BY = "kommandolinjen"

app = typer.Typer(
    help="Vurdering af ansøgninger: fra Word-filer til rangering og notater.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

RoundOption = Annotated[str, typer.Option("--round", help="Rundens id, fx demo.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Skriv JSON.")]
OutOption = Annotated[Path, typer.Option("--out", help="Hvor resultatet skrives.")]


def main() -> None:
    """Run one command; a user's mistake ends as one Danish sentence and exit code 1."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        # File names can hold bytes that are no text; escapes carry them, in JSON too.
        sys.stdout.reconfigure(errors="backslashreplace")
    # What the workers log is for whoever sets up logging; on stderr stand sentences for users.
    logging.getLogger("assessment").addHandler(logging.NullHandler())
    try:
        app()
    except AssessmentError as refusal:
        typer.echo(str(refusal), err=True)
        sys.exit(1)


def _workflow() -> Workflow:
    return bootstrap.workflow(bootstrap.settings())


def _scheme() -> Scheme:
    return criteria_file.load(bootstrap.settings().criteria)


def _print_json(value: object, *, indent: int | None = 2) -> None:
    typer.echo(json.dumps(value, ensure_ascii=not _speaks_utf8(), indent=indent))


def _speaks_utf8() -> bool:
    return (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError:
        raise RefusedActionError(
            f"“{path}” kan ikke skrives. Vælg en mappe, der findes, og som du må skrive i."
        ) from None


@app.command()
def check(
    criteria: Annotated[Path | None, typer.Argument(help="Regelfilen.")] = None,
) -> None:
    """Efterse regelfilen og vis alle fejl i den."""
    path = criteria or bootstrap.settings().criteria
    scheme = criteria_file.load(path)
    count = counted(len(scheme.rounds), "runde", "runder")
    typer.echo(f"{path.name} er i orden: {scheme.title}, {count}, {len(scheme.aspects)} aspekter.")


@app.command()
def form(round_id: RoundOption, out: OutOption) -> None:
    """Skriv det tomme ansøgningsskema til en runde som Word."""
    workflow = _workflow()
    _write(out, notes.form(workflow, round_id))
    typer.echo(f"Skemaet er skrevet til {out}.")


@app.command()
def read(
    files: Annotated[list[Path], typer.Argument(help="Word-filer.")],
    *,
    as_json: JsonOption = False,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Et JSON-objekt pr. linje.")] = False,
) -> None:
    """Vis, hvad programmet læser i en fil, uden database."""
    scheme = _scheme()
    refused = False
    for path in files:
        told = _read(path, scheme)
        refused |= not told["ok"]
        if as_json or jsonl:
            _print_json(told, indent=None if jsonl else 2)
        else:
            typer.echo(f"{path}: {_read_summary(told)}")
    if refused:
        raise typer.Exit(1)


def _read(path: Path, scheme: Scheme) -> dict[str, Any]:
    try:
        return read_file(str(path), folders.content(path), scheme.form, bootstrap.workers().run)
    except RefusedActionError as refusal:
        error = {"code": "unreadable", "message": str(refusal)}
        return {"path": str(path), "ok": False, "error": error}


def _read_summary(told: dict[str, Any]) -> str:
    if not told["ok"]:
        return str(told["error"]["message"])
    return f"{len(told['answers'])} felter, {len(told['blocks'])} tekststykker, {len(told['unplaced'])} uden felt"


@app.command()
def intake(
    paths: Annotated[
        list[Path], typer.Argument(help="Word-filer, mails (.eml, .msg), zip-filer eller mapper.")
    ],
    round_id: RoundOption,
    received: Annotated[
        datetime | None,
        typer.Option(
            help="Modtaget, fx 2026-09-30T09:14 (dansk tid); en mails egen tid går forud.",
            formats=[
                "%Y-%m-%dT%H:%M:%S%z",
                "%Y-%m-%dT%H:%M%z",
                "%Y-%m-%dT%H:%M:%S",
                "%Y-%m-%dT%H:%M",
            ],
        ),
    ] = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Registrér ansøgninger i en runde, og vis, hvad der blev af hver fil."""
    workflow = _workflow()
    if received and received.tzinfo is None:
        received = received.replace(tzinfo=COPENHAGEN)
    workflow.round(round_id)
    refused = False
    for path in folders.found(paths):
        for receipt in _receive(workflow, round_id, path, received):
            if as_json:
                _print_json(told(receipt), indent=None)
            else:
                typer.echo(_receipt_line(receipt))
            refused |= receipt.fate is Fate.REFUSED
    if refused:
        raise typer.Exit(1)


def _receipt_line(receipt: Receipt) -> str:
    source, envelope = receipt.source, receipt.envelope
    if envelope:
        received = date_time(envelope.received) if envelope.received else "ukendt tid"
        source += f" (fra {envelope.sender}, modtaget {received})"
    came = f"{source}: " if source and source != receipt.filename else ""
    return f"{came}{receipt.filename}: {receipt.fate}. {receipt.message}"


def _receive(
    workflow: Workflow, round_id: str, path: Path, received: datetime | None
) -> Iterator[Receipt]:
    try:
        upload = folders.upload(path, received)
    except RefusedActionError as refusal:
        yield Receipt(path.name, Fate.REFUSED, str(refusal))
        return
    yield from receive(workflow, round_id, [upload], BY)


@app.command()
def screen(round_id: RoundOption, *, as_json: JsonOption = False) -> None:
    """Vis den formelle prøvning: hver ansøgning og hvert krav."""
    round_ = round_cases(_workflow(), round_id)
    if as_json:
        _print_json([formal.as_json(case) for case in round_.cases])
        return
    for case in round_.cases:
        typer.echo(f"{case.id} {case.name}: {case.screening.status}")
        for proposal in case.screening.proposals:
            decided = "" if proposal.requirement in case.screening.outcomes else " (forslag)"
            typer.echo(
                f"  {proposal.requirement}: {case.screening.outcome(proposal.requirement)}{decided}"
            )


@app.command()
def rank(
    round_id: Annotated[str | None, typer.Option("--round", help="Rundens id.")] = None,
    scores: Annotated[
        Path | None, typer.Option(help="CSV: application,reviewer,aspect,points.")
    ] = None,
    weights: Annotated[
        str | None, typer.Option(help="Vægte i kriteriernes orden, fx 0.4,0.4,0.2.")
    ] = None,
    select: Annotated[str | None, typer.Option(help="Hvor mange der udvælges, fx 2-4.")] = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Rangér en runde eller en fil med point."""
    if (round_id is None) == (scores is None):
        raise typer.BadParameter("angiv enten --round eller --scores")
    ranked = (
        _rank_file(scores, weights, select)
        if scores
        else _rank_round(round_id or "", weights, select)
    )
    if as_json:
        _print_json(ranking.as_json(ranked, round_id))
    else:
        _print_ranking(ranked)


def _rank_round(round_id: str, weights: str | None, select: str | None) -> Ranking:
    round_ = round_cases(_workflow(), round_id)
    chosen = ranking.weights_from(weights, round_.scheme) if weights else round_.scheme.weights
    return round_.ranked_by(chosen, ranking.select_from(select) if select else None)


def _rank_file(scores: Path, weights: str | None, select: str | None) -> Ranking:
    scheme = _scheme()
    chosen = ranking.weights_from(weights, scheme) if weights else scheme.weights
    places = ranking.select_from(select) if select else _latest(scheme).select
    try:
        content = folders.content(scores).decode()
    except UnicodeDecodeError:
        raise RefusedActionError(
            f"“{scores.name}” er ikke gemt som UTF-8. Gem den som CSV UTF-8."
        ) from None
    return ranking.rank_scores(content, scheme, places, chosen)


def _latest(scheme: Scheme) -> Round:
    """The round whose frame counts where a file of scores names none: the last published one."""
    published = [each for each in scheme.rounds if not each.demo] or scheme.rounds
    return max(published, key=lambda each: each.deadline)


def _print_ranking(ranked: Ranking) -> None:
    for each in ranked.standings:
        place = f"{each.place}." if each.place else "–"
        total = "–" if each.total is None else decimal(each.total)
        reasons = f" ({', '.join(each.reasons)})" if each.reasons else ""
        typer.echo(f"{place:>4} {total:>5}  {each.candidate.name}{reasons}")


@app.command("notes")
def write_notes(round_id: RoundOption, out: OutOption) -> None:
    """Skriv rundens indstillingsnotat og et notat for hver ansøgning."""
    workflow = _workflow()
    known_round(workflow.scheme_of(round_id), round_id)
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise RefusedActionError(f"Mappen “{out}” kan ikke oprettes.") from None
    for document in notes.all_notes(workflow, round_id, BY):
        _write(out / document.filename, document.content)
        typer.echo(str(out / document.filename))


@app.command("demo")
def load_demo() -> None:
    """Fyld demorunden, så hver side har noget at vise; anden gang ændres intet."""
    workflow = _workflow()
    loaded = demo.load(workflow, bootstrap.SAMPLES)
    typer.echo(
        "Demorunden er indlæst." if loaded else "Demorunden er allerede indlæst; intet er ændret."
    )
