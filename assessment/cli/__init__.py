"""The command line, for leads who script and for tests; `python -m assessment --help` lists it.

Exit code 0: done. 1: the input was refused, in one Danish sentence on stderr. 2: wrong usage.
"""

from __future__ import annotations

import io
import logging
import sys
from collections.abc import Callable
from typing import Annotated

import typer

from assessment.cli import (
    assessing,
    case_file,
    console,
    following,
    letters,
    people,
    receiving,
    rules,
    safekeeping,
    templates,
    usage,
    writing,
)
from assessment.errors import AssessmentError

COMMANDS: dict[str, Callable[..., None]] = {
    "check": rules.check,
    "form": rules.form,
    "read": receiving.read,
    "intake": receiving.intake,
    "screen": assessing.screen,
    "rank": assessing.rank,
    "notes": writing.write_notes,
    "letters": letters.write_letters,
    "template": templates.template,
    "check-report": following.check_report,
    "workbook": writing.write_workbook,
    "demo": writing.load_demo,
    "verify": safekeeping.verify,
    "backup": safekeeping.back_up,
    "restore": safekeeping.restore,
    "erase": safekeeping.erase,
    "export": case_file.export,
    "import": case_file.take_in,
}

app = usage.application(
    "Vurdering af ansøgninger: fra Word-filer til rangering og notater.", COMMANDS
)
app.add_typer(people.app, name="user")


@app.callback()
def as_person(
    named: Annotated[
        str,
        typer.Option("--as", envvar="ASSESSMENT_AS", help="Hvem der handler: navn eller e-mail."),
    ] = "",
) -> None:
    """Vurdering af ansøgninger: fra Word-filer til rangering og notater."""
    console.asked_for.set(named)


def main() -> None:
    """Run one command; a user's mistake ends as one Danish sentence, with exit code 1 or 2."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        # File names can hold bytes that are no text; escapes carry them, in JSON too.
        sys.stdout.reconfigure(errors="backslashreplace")
    # What the workers log is for whoever sets up logging; on stderr stand sentences for users.
    logging.getLogger("assessment").addHandler(logging.NullHandler())
    try:
        ended = app(prog_name="python -m assessment", standalone_mode=False)
    except typer.TyperException as wrong:
        typer.echo(usage.sentence(wrong), err=True)
        sys.exit(wrong.exit_code)
    except AssessmentError as refusal:
        typer.echo(str(refusal), err=True)
        sys.exit(1)
    sys.exit(ended)
