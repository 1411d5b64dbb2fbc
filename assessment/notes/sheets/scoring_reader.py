"""A scoring sheet that came back, read with suspicion: it may be any file at all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from assessment.domain.rounds.scoring_sheet import (
    APPLICATION,
    ASPECT,
    POINTS,
    REASON,
    SHEET,
    Fault,
    Filled,
    Line,
    Origin,
)
from assessment.domain.rules.scheme import POINTS as SCALE_POINTS
from assessment.errors import RefusedFileError
from assessment.notes.sheets.scoring_sheet import ABOUT, FACTS, HEADER
from assessment.notes.sheets.workbook import ROOM, Bulk, bulk
from assessment.notes.word import clean

MAX_ROWS = 20_000
_SHOWN = 20
"""Characters of somebody's cell that a sentence quotes."""

# Text: `float` takes more for a number than people do.
_NUMBER = re.compile(r"([0-9]{1,9})(?:[.,]0+)?")

_AGAIN = "Hent et nyt pointark, og skriv dine point over i det."


def read_scoring_sheet(content: bytes) -> Filled:
    """Return what a filled-in sheet says, with a fault for each cell that cannot be used.

    Raises RefusedFileError, and nothing else, for whatever is no scoring sheet of ours.
    """
    _check_size(content)
    try:
        book = load_workbook(BytesIO(content), read_only=True, keep_links=False)
        about = [row[:2] for row in _rows(book[ABOUT], len(FACTS))]
        header, *rows = _rows(book[SHEET], MAX_ROWS + 1)
    except Exception:  # noqa: BLE001 - openpyxl raises whatever a broken part leads it to
        raise RefusedFileError("no_scoring_sheet", f"Filen er ikke et pointark. {_AGAIN}") from None
    origin = _origin(about)
    if tuple(each.value for each in header) != HEADER:
        raise RefusedFileError(
            "changed_columns", f"Arkets kolonner er ikke, som de var, da det blev dannet. {_AGAIN}"
        )
    if len(rows) == MAX_ROWS and _filled(rows[-1]):
        raise RefusedFileError("too_many_rows", f"Arket har for mange rækker. {_AGAIN}")
    read = [_line(row, cells) for row, cells in enumerate(rows, start=2) if _filled(cells)]
    faults = [each for found in read if not isinstance(found, Line) for each in found]
    return Filled(origin, tuple(each for each in read if isinstance(each, Line)), tuple(faults))


_HEAVY = {
    Bulk.TOO_LARGE: ("too_large", f"Filen er for stor til at være et pointark. {_AGAIN}"),
    Bulk.NO_WORKBOOK: (
        "no_workbook",
        (
            "Filen er ikke et Excel-ark (.xlsx), eller den er beskyttet med adgangskode. "
            "Gem pointarket som .xlsx uden adgangskode, og prøv igen."
        ),
    ),
    Bulk.UNPACKS_LARGE: (
        "unpacks_large",
        f"Filen fylder pakket ud langt mere end et pointark. {_AGAIN}",
    ),
}


def _check_size(content: bytes) -> None:
    if refusal := _HEAVY.get(bulk(content)):
        raise RefusedFileError(*refusal)


def _rows(page: Any, most: int) -> list[Sequence[Any]]:  # noqa: ANN401 - openpyxl has no types
    # Bounded both ways: a row or a column may say that it is any number.
    return list(page.iter_rows(max_row=most, max_col=len(HEADER)))


def _origin(about: Sequence[Sequence[Any]]) -> Origin:
    told = {label.value: value.value for label, value in about if isinstance(label.value, str)}
    round_, person, made = (told.get(each) for each in FACTS)
    number = _whole(person)
    if not isinstance(round_, str) or number is None:
        raise RefusedFileError(
            "no_origin", f"Arket siger ikke længere, hvem og hvilken runde det hører til. {_AGAIN}"
        )
    return Origin(round_, number, str(made))


def _filled(cells: Sequence[Any]) -> bool:
    return any(each.value is not None for each in cells)


def _line(row: int, cells: Sequence[Any]) -> Line | list[Fault]:
    """A row as it can be used, or what is wrong with it."""
    number, _, aspect, _, _, points, reason, version, known = cells
    faults = [Fault(row, *each) for each in _faults(number, aspect, points, reason)]
    application = _whole(number.value)
    if faults or application is None:
        return faults
    return Line(
        row,
        application,
        str(aspect.value),
        _whole(points.value),
        _text(reason.value),
        _whole(version.value) or 0,
        str(known.value or ""),
    )


def _faults(number: Any, aspect: Any, points: Any, reason: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - as above
    if _whole(number.value) is None:
        yield APPLICATION, f"{_quoted(number.value)} er ikke nummeret på en ansøgning"
    if not isinstance(aspect.value, str | int):
        yield ASPECT, f"{_quoted(aspect.value)} er ikke et aspekt"
    if _calculates(points):
        yield POINTS, "skriv pointene som et tal; der står en formel"
    elif not _on_scale(points.value):
        yield POINTS, f"{_quoted(points.value)} er ikke et point fra 0 til 5"
    if _calculates(reason):
        yield REASON, "skriv begrundelsen som tekst; der står en formel"
    elif len(_text(reason.value)) > ROOM:
        yield REASON, "begrundelsen er længere, end et felt i Excel kan være"


def _calculates(cell: Any) -> bool:  # noqa: ANN401 - as above
    """Whether a cell holds a formula, or what one that failed left behind (#NAVN?)."""
    return cell.data_type in {"f", "e"}


def _on_scale(value: object) -> bool:
    """Whether a cell holds a point of the scale as a number or as text; nothing is a missing score."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return True
    return _whole(value) in SCALE_POINTS


def _whole(value: object) -> int | None:
    """A whole number however a program wrote it (4, 4.0, "4", "4,0"), None for anything else."""
    if isinstance(value, str):
        found = _NUMBER.fullmatch(value.strip())
        return int(found[1]) if found else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return int(value) if value == int(value) else None
    except (ValueError, OverflowError):
        return None


def _text(value: object) -> str:
    return "" if value is None else clean(unescape(str(value))).strip()


def _quoted(value: object) -> str:
    text = " ".join(_text(value).split())
    return f"“{text[:_SHOWN]}{'…' if len(text) > _SHOWN else ''}”"
