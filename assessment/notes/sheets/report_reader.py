"""A report in Excel as somebody filled it in: its rows, or a refusal in one sentence.

It comes from outside, so it is read row by row within bounds. No sentence repeats what stands in it.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from itertools import islice
from typing import Any, NoReturn, TypeAlias

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from assessment.domain.following.report_check import Line, Sheet
from assessment.domain.following.report_values import Value
from assessment.domain.rules.scheme import Monitoring
from assessment.domain.words.wording import listed
from assessment.errors import RefusedFileError
from assessment.notes.sheets.report_template import HOW, LISTS, SHEET
from assessment.notes.sheets.workbook import Bulk, bulk

_MOST_SHEETS, _MOST_ROWS, _MOST_COLUMNS = 20, 6000, 40
_HEADER_WITHIN, _MOST_STRAYS = 20, 20
"""Rows that the header is looked for in, and cells beside the fields that are told one by one."""
_FEWEST_TITLES = 2
"""Titles in one row that make it a header: one by itself may stand in any text."""

_Row: TypeAlias = tuple[Value, ...]


def read_report(content: bytes, monitoring: Monitoring) -> Sheet:
    """The rows of the sheet that has the fields' titles, wherever they stand in it.

    Raises RefusedFileError for what is no workbook, is too large, or lacks a field.
    """
    _refuse_heavy(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what a workbook may hold and is of no use here
            book = load_workbook(BytesIO(content), read_only=True, keep_links=False)
            return _found(book.worksheets[:_MOST_SHEETS], monitoring)
    except RefusedFileError:
        raise
    except Exception:  # noqa: BLE001 - a broken workbook breaks openpyxl in any way there is
        _refuse("report_broken", _UNREADABLE)


_UNREADABLE = (
    "Filen kan ikke læses som et Excel-regneark. Er den gemt med adgangskode eller i et andet format, så "
    "gem den som .xlsx uden adgangskode."
)
_TOO_LARGE = "Filen er for stor til at være en indberetning. Brug indberetningsskemaet, som det er."


def _refuse(code: str, sentence: str) -> NoReturn:
    raise RefusedFileError(code, sentence) from None


def _refuse_heavy(content: bytes) -> None:
    found = bulk(content)
    if found is Bulk.NO_WORKBOOK:
        _refuse("report_broken", _UNREADABLE)
    if found is not Bulk.FINE:
        _refuse("report_too_large", _TOO_LARGE)


def _rows(page: Any) -> Iterator[_Row]:  # noqa: ANN401 - openpyxl has no types
    """A sheet's rows from the first to the last that has something; what it says of its size is not believed."""
    page.reset_dimensions()
    blank: list[_Row] = []
    rows = page.iter_rows(max_row=_MOST_ROWS + 1, max_col=_MOST_COLUMNS, values_only=True)
    for number, row in enumerate(rows, start=1):
        values = tuple(map(_value, row))
        blank.append(values)
        if any(each is not None for each in values):
            if number > _MOST_ROWS:
                _refuse("report_too_large", _TOO_LARGE)
            yield from blank
            blank.clear()


def _value(held: object) -> Value:
    if isinstance(held, datetime):
        return held.date()
    if isinstance(held, str):
        return held.strip() or None
    if held is None or isinstance(held, date | bool):
        return held
    if isinstance(held, float) and held.is_integer():
        held = int(held)  # Excel writes large whole numbers with an exponent
    return Decimal(str(held)) if isinstance(held, int | float) else str(held)


def _found(pages: Sequence[Any], monitoring: Monitoring) -> Sheet:
    """The first sheet that has a row with all titles, else a refusal that names what is lacking."""
    wanted = {_plain(field.title): field.kind for field in monitoring.fields}
    best: Mapping[str, int] = {}
    for page in pages:
        rows = _rows(page)
        for number, row in enumerate(islice(rows, _HEADER_WITHIN), start=1):
            columns = _columns(row, wanted)
            if len(columns) == len(wanted):
                elsewhere = any(_holds(each) for each in pages if each is not page)
                below = _below(rows, number, columns)
                return replace(below, elsewhere=elsewhere, groups=_groups(pages))
            best = max(best, columns, key=len)
    lacking = [field.title for field in monitoring.fields if field.kind not in best]
    field = "feltet" if len(lacking) == 1 else "felterne"
    what = f"mangler {field} {listed([f'“{each}”' for each in lacking])}"
    if len(best) < _FEWEST_TITLES:
        what = "har ikke indberetningsskemaets overskrifter"
    _refuse("report_columns", f"Regnearket {what}. Brug indberetningsskemaet, som det er.")


def _groups(pages: Sequence[Any]) -> tuple[str, ...]:
    """The sub-groups that the workbook lists for whoever fills it in."""
    lists = (page for page in pages if page.title == LISTS)
    return tuple(row[0] for page in lists for row in _rows(page) if row and isinstance(row[0], str))


def _holds(page: Any) -> bool:  # noqa: ANN401 - as above
    """Whether something stands on a sheet that is not ours."""
    ours = page.title in {SHEET, HOW, LISTS}
    return not ours and any(each is not None for row in _rows(page) for each in row)


def _columns(row: _Row, wanted: Mapping[str, str]) -> dict[str, int]:
    """The fields that a row has the titles of, with the place of each."""
    found: dict[str, int] = {}
    for index, held in enumerate(row):
        kind = wanted.get(_plain(held))
        if kind:
            found.setdefault(kind, index)
    return found


def _plain(held: Value) -> str:
    return " ".join(str(held).split()).casefold()


def _below(rows: Iterator[_Row], header: int, columns: Mapping[str, int]) -> Sheet:
    lines, strays = [], []
    for number, row in enumerate(rows, start=header + 1):
        cells = {kind: row[index] if index < len(row) else None for kind, index in columns.items()}
        lines.append(Line(number, cells))
        strays += [
            f"{get_column_letter(index + 1)}{number}"
            for index, held in enumerate(row)
            if held is not None and index not in columns.values()
        ]
    letters = {
        kind: get_column_letter(index + 1)
        for kind, index in sorted(columns.items(), key=lambda item: item[1])
    }
    return Sheet(letters, header + 1, tuple(lines), tuple(strays[:_MOST_STRAYS]))
