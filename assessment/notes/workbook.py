"""Tables as an Excel workbook; openpyxl's only home."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from io import BytesIO
from typing import Any, TypeAlias

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter


@dataclass(frozen=True, slots=True)
class Formula:
    """What a cell calculates, in Excel's English and without the sign it begins with."""

    text: str


Cell: TypeAlias = str | int | Fraction | float | Formula | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of a workbook; `percent` are the columns whose numbers are shares."""

    title: str
    header: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]
    percent: frozenset[str] = field(default=frozenset())


_NARROWEST, _WIDEST = 8, 60
"""Characters that a column has room for."""
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_COMMANDS = ("=", "+", "-", "@")
"""What Excel takes for a formula when somebody edits the cell."""


def workbook(sheets: Iterable[Sheet]) -> bytes:
    """The sheets as one .xlsx file: the header stays in sight, and every column can be filtered.

    Only a `Formula` calculates; text that looks like one is text.
    """
    book = Workbook()
    book.remove(book.active)
    for sheet in sheets:
        _write(book.create_sheet(sheet.title), sheet)
    result = BytesIO()
    book.save(result)
    return result.getvalue()


def _write(page: Any, sheet: Sheet) -> None:  # noqa: ANN401 - openpyxl has no types
    for row, cells in enumerate((sheet.header, *sheet.rows), start=1):
        for column, cell in enumerate(cells, start=1):
            share = sheet.header[column - 1] in sheet.percent
            _fill(page.cell(row, column), cell, "0.0%" if share else "0.00")
    for cell in page[1]:
        cell.font = Font(bold=True)
    page.freeze_panes = "A2"
    page.auto_filter.ref = page.dimensions
    for column, cells in enumerate(zip(sheet.header, *sheet.rows, strict=True), start=1):
        widest = max(len(each) for each in cells if isinstance(each, str))
        page.column_dimensions[get_column_letter(column)].width = min(
            max(widest + 4, _NARROWEST), _WIDEST
        )


def _fill(place: Any, cell: Cell, shown: str) -> None:  # noqa: ANN401 - as above
    place.alignment = Alignment(vertical="top", wrap_text=isinstance(cell, str))
    if isinstance(cell, str):
        place.value = _UNWRITABLE.sub("", cell)
        place.data_type = "s"
        place.quotePrefix = cell.startswith(_COMMANDS)
        return
    place.value = _number(cell)
    if not isinstance(cell, int):
        place.number_format = shown


def _number(cell: Fraction | float | Formula | None) -> str | int | float | None:
    if isinstance(cell, Formula):
        return f"={cell.text}"
    return float(cell) if isinstance(cell, Fraction) else cell
