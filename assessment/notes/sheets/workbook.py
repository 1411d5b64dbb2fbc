"""Tables as an Excel workbook; openpyxl's home with the scoring sheet."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import Enum, auto
from fractions import Fraction
from io import BytesIO
from typing import Any, TypeAlias

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.writer.excel import ExcelWriter

from assessment.domain.applications.personal import mask
from assessment.domain.words.cells import LARGEST, calculates
from assessment.domain.words.danish import forward
from assessment.domain.words.wording import local
from assessment.notes.word import LANGUAGE, Properties, clean

MAX_FILE, MAX_UNPACKED, MAX_PARTS = LARGEST * 2**20, 25 * 2**20, 200
"""Bytes of a workbook that comes from somebody, packed and unpacked, and its parts, at most."""


class Bulk(Enum):
    """Whether a file can be opened as a workbook, told before any of it is unpacked."""

    FINE = auto()
    NO_WORKBOOK = auto()
    TOO_LARGE = auto()
    UNPACKS_LARGE = auto()


def bulk(content: bytes) -> Bulk:
    """How heavy a file is as a workbook; a part never unpacks to more than what is told of it."""
    if len(content) > MAX_FILE:
        return Bulk.TOO_LARGE
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            parts = package.infolist()
    except Exception:  # noqa: BLE001 - a broken directory breaks zipfile in any way there is
        return Bulk.NO_WORKBOOK
    heavy = len(parts) > MAX_PARTS or sum(each.file_size for each in parts) > MAX_UNPACKED
    return Bulk.UNPACKS_LARGE if heavy else Bulk.FINE


@dataclass(frozen=True, slots=True)
class Formula:
    """What a cell calculates, in Excel's English and without the sign it begins with.

    `value` is what comes of it, shown by programs that do not calculate; None where that is nothing.
    """

    text: str
    value: Fraction | None = None


Results: TypeAlias = Mapping[str, Fraction | None]
"""What formulas come to, by their cells: "C2"."""
Cell: TypeAlias = str | int | Fraction | float | datetime | Formula | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of a workbook; `percent` are the columns whose numbers are shares."""

    title: str
    header: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]
    percent: frozenset[str] = field(default=frozenset())


HEADER_FILL = PatternFill("solid", fgColor="DCE6F1")
TEXT, PLAIN = Alignment(vertical="top", wrap_text=True), Alignment(vertical="top")
BOLD = Font(bold=True)
ROOM = 32_767
"""Characters that a cell holds at most."""
_CUT = " […]"
_NARROWEST, _WRAPPED, _WIDEST, _MOMENT = 8, 12, 60, 16
"""Characters that a column has room for; the header of one without text is wrapped."""
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""What Excel takes for a character told by its number."""
_CALCULATED = re.compile(rb'(<c r="([A-Z]+[0-9]+)"[^>]*)>(<f>[^<]*</f>)<v ?(?:/>|></v>)')


def workbook(sheets: Iterable[Sheet], about: Properties | None = None) -> bytes:
    """The sheets as one .xlsx file: the header stays in sight, and every column can be filtered.

    Only a `Formula` calculates; text that looks like one is text. With `about` equal sheets give equal
    bytes.
    """
    book = Workbook()
    book.remove(book.active)
    results = [_write(book.create_sheet(sheet.title), sheet) for sheet in sheets]
    return to_bytes(book, about or Properties("", ""), results)


def column(number: int) -> str:
    """The letters of a column, counted from 1."""
    return str(get_column_letter(number))


def to_bytes(
    book: Any,  # noqa: ANN401 - openpyxl has no types
    about: Properties,
    results: Sequence[Results] = (),
) -> bytes:
    """The workbook as a file that says what it is, and calculates when it is opened.

    `results` are what comes of the formulas of each sheet, in the order of the sheets.
    """
    made = (about.created or datetime.now(UTC)).astimezone(UTC).replace(tzinfo=None)
    of_file = book.properties
    of_file.title, of_file.creator = (mask(clean(each)) for each in (about.title, about.author))
    of_file.language = LANGUAGE
    of_file.created = of_file.modified = made
    book.calculation.fullCalcOnLoad = True
    written, result = BytesIO(), BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        ExcelWriter(book, archive).save()
    known = {f"xl/worksheets/sheet{at}.xml": each for at, each in enumerate(results, start=1)}
    # Once more, without the time that a zip notes of each part, and with what openpyxl leaves out.
    with zipfile.ZipFile(written) as parts, zipfile.ZipFile(result, "w") as archive:
        for name in parts.namelist():
            part = _with_results(parts.read(name), known.get(name, {}))
            archive.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return result.getvalue()


def _with_results(part: bytes, results: Results) -> bytes:
    """A sheet's markup with what its formulas come to, for whoever opens it without calculating.

    Excel does not calculate what was downloaded before editing is allowed, and shows 0 instead.
    """

    def filled(match: re.Match[bytes]) -> bytes:
        cell, place, formula = match.groups()
        value = results.get(place.decode())
        if value is None:
            return b'%b t="str">%b<v></v>' % (cell, formula)
        return b"%b>%b<v>%b</v>" % (cell, formula, repr(float(value)).encode())

    return _CALCULATED.sub(filled, part) if results else part


def lay_out(page: Any) -> None:  # noqa: ANN401 - as above
    """Make the first row a header that stays in sight on the screen and on each printed page."""
    for cell in page[1]:
        cell.font, cell.fill = BOLD, HEADER_FILL
    page.freeze_panes = "A2"
    page.print_title_rows = "1:1"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.oddFooter.center.text = "&A, side &P af &N"


def put_text(place: Any, text: str) -> None:  # noqa: ANN401 - as above
    """Write text into a cell, so that no program takes it for anything else."""
    readable = _ESCAPE.sub("_x005F_", _UNWRITABLE.sub("", forward(text)))
    if len(readable) > ROOM:
        readable = readable[: ROOM - len(_CUT)] + _CUT
    place.value, place.data_type, place.alignment = readable, "s", TEXT
    place.quotePrefix = calculates(readable)


def _write(page: Any, sheet: Sheet) -> Results:  # noqa: ANN401 - as above
    results = {}
    for row, cells in enumerate((sheet.header, *sheet.rows), start=1):
        for at, cell in enumerate(cells):
            share = sheet.header[at] in sheet.percent
            _fill(page.cell(row, at + 1), cell, "0.0%" if share else "0.00")
            if isinstance(cell, Formula):
                results[f"{column(at + 1)}{row}"] = cell.value
    lay_out(page)
    page.auto_filter.ref = page.dimensions
    for at, head in enumerate(sheet.header):
        width = _width(head, [row[at] for row in sheet.rows])
        page.column_dimensions[column(at + 1)].width = width
    return results


def _width(head: str, cells: Sequence[Cell]) -> int:
    texts = [len(each) for each in cells if isinstance(each, str)]
    texts += [_MOMENT for each in cells if isinstance(each, datetime)]
    longest_word = max(map(len, head.split()))
    least = len(head) if texts else min(len(head), max(longest_word, _WRAPPED))
    return min(max(least + 4, _NARROWEST, *(each + 4 for each in texts)), _WIDEST)


def _fill(place: Any, cell: Cell, shown: str) -> None:  # noqa: ANN401 - as above
    if isinstance(cell, str):
        put_text(place, cell)
        return
    place.alignment = PLAIN
    place.value = _number(cell)
    if isinstance(cell, datetime):
        place.number_format = "dd.mm.yyyy hh:mm"
    elif not isinstance(cell, int):
        place.number_format = shown


def _number(
    cell: Fraction | float | datetime | Formula | None,
) -> str | int | float | datetime | None:
    """A cell's value as Excel has it, which knows no time zones: times are Danish."""
    if isinstance(cell, Formula):
        return f"={cell.text}"
    if isinstance(cell, datetime):
        return local(cell).replace(tzinfo=None)
    return float(cell) if isinstance(cell, Fraction) else cell
