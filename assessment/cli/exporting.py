"""Files of a ranking: its figures and its workbook."""

from __future__ import annotations

from pathlib import Path

import typer

from assessment.cli.console import folder, write
from assessment.domain.ranking.robustness import MANY, Robustness
from assessment.domain.rules.scheme import Scheme
from assessment.workflow import gallery, picturing, sheets


def write_figures(found: Robustness, scheme: Scheme, out: Path, *, quiet: bool) -> None:
    """Write every figure as HTML and, where there is a Chromium, as PNG; say what was not written.

    Names of files go to stderr where stdout is for machines (`quiet`).
    """
    drawn = gallery.drawings(found, scheme)
    if not drawn:
        typer.echo(
            f"Der tegnes ingen figurer: kun 1 til {MANY} ansøgere med plads vises.", err=True
        )
        return
    folder(out)
    chromium = picturing.browser()
    for each in drawn:
        page = each.html
        _write(out / f"{each.name}.html", page, quiet=quiet)
        if chromium:
            taken = picturing.picture(chromium, page, each.height)
            if taken:
                _write(out / f"{each.name}.png", taken, quiet=quiet)
            else:
                typer.echo(
                    f"“{each.name}.png” er ikke skrevet: Chromium gav intet billede.", err=True
                )
    if not chromium:
        typer.echo(
            "Figurerne er skrevet som HTML, men ikke som billeder (PNG): dertil skal Chromium være "
            "installeret på maskinen.",
            err=True,
        )


def write_workbook(found: Robustness, scheme: Scheme, out: Path, *, quiet: bool) -> None:
    """Write the ranking as an Excel workbook."""
    _write(out, sheets.ranking_workbook(found, scheme), quiet=quiet)


def _write(path: Path, content: bytes, *, quiet: bool) -> None:
    write(path, content)
    typer.echo(str(path), err=quiet)
