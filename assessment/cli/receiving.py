"""Commands about what comes in: look into files, register them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from assessment import bootstrap
from assessment.cli.console import (
    JsonOption,
    RoundOption,
    acting,
    load_scheme,
    open_workflow,
    print_json,
)
from assessment.domain.applications.delivery import Fate, Receipt
from assessment.domain.panel.access import Act, Phase, may
from assessment.domain.panel.people import Person
from assessment.domain.rules.scheme import Scheme
from assessment.domain.words.wording import COPENHAGEN, date_time
from assessment.errors import RefusedActionError
from assessment.workflow import folders
from assessment.workflow.core import Workflow
from assessment.workflow.reading import read_file
from assessment.workflow.receiving import receive, told


def read(
    files: Annotated[list[Path], typer.Argument(metavar="FIL", help="Word-filer.")],
    *,
    as_json: JsonOption = False,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Et JSON-objekt pr. linje.")] = False,
) -> None:
    """Vis, hvad programmet læser i en fil, uden database."""
    scheme = load_scheme()
    refused = False
    for path in files:
        told = _read(path, scheme)
        refused |= not told["ok"]
        if as_json or jsonl:
            print_json(told, indent=None if jsonl else 2)
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


def intake(
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="STI", help="Word-filer, mails (.eml, .msg), zip-filer eller mapper."
        ),
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
    reason: Annotated[
        str,
        typer.Option(
            help="Hvorfor netop disse kriterier og vægte gælder; de fryses, når den første ansøgning "
            "åbner runden."
        ),
    ] = "",
    *,
    as_json: JsonOption = False,
) -> None:
    """Registrér ansøgninger i en runde, og vis, hvad der blev af hver fil."""
    workflow = open_workflow()
    if received and received.tzinfo is None:
        received = received.replace(tzinfo=COPENHAGEN)
    by = acting(workflow)
    workflow.round(round_id)
    found = folders.found(paths)
    if not reason.strip():
        _tell_opening(workflow, round_id, by)
    refused = False
    for path in found:
        sent = _Sent(path, received, reason)
        for receipt in _receive(workflow, round_id, sent, by):
            if as_json:
                print_json(told(receipt), indent=None)
            else:
                typer.echo(_receipt_line(receipt))
            refused |= receipt.fate is Fate.REFUSED
    if refused:
        raise typer.Exit(1)


def _tell_opening(workflow: Workflow, round_id: str, by: Person) -> None:
    """Say that a round is opened without a reason; a demo round gives away no places."""
    phase, demo = workflow.phase(round_id), workflow.round(round_id).demo
    if phase is Phase.PREPARATION and may(by, Act.OPEN_ROUND, phase) and not demo:
        typer.echo(
            f"Runden {round_id} bliver åbnet med det, der kommer nu, og kriterier og vægte bliver "
            "frosset uden en begrundelse. Den skrives med --reason.",
            err=True,
        )


def _receipt_line(receipt: Receipt) -> str:
    source, envelope = receipt.source, receipt.envelope
    if envelope:
        received = date_time(envelope.received) if envelope.received else "ukendt tid"
        source += f" (fra {envelope.sender}, modtaget {received})"
    came = f"{source}: " if source and source != receipt.filename else ""
    return f"{came}{receipt.filename}: {receipt.fate}. {receipt.message}"


@dataclass(frozen=True, slots=True)
class _Sent:
    """A file or folder, when it came where nothing in it says so, and why the rules of its round hold."""

    path: Path
    received: datetime | None
    reason: str


def _receive(workflow: Workflow, round_id: str, sent: _Sent, by: Person) -> Iterator[Receipt]:
    try:
        upload = folders.upload(sent.path, sent.received)
    except RefusedActionError as refusal:
        yield Receipt(sent.path.name, Fate.REFUSED, str(refusal))
        return
    yield from receive(workflow, round_id, [upload], by, reason=sent.reason)
