"""The workbook that a selected applicant reports in: one sheet to fill in, one that says how.

What can be checked while somebody types is checked by the workbook itself; `domain/following/report_check`
finds the rest.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.datavalidation import DataValidation

from assessment.domain.applications.personal import mask
from assessment.domain.following.report_check import NO, YES
from assessment.domain.following.undertaking import Undertaking
from assessment.domain.rules.scheme import Monitoring, ReportField
from assessment.domain.words.wording import day, listed, local
from assessment.notes.sheets.workbook import put_text

SHEET, HOW, LISTS = "Indberetning", "Vejledning", "Lister"

_FEWEST, _MOST = 200, 5000
"""Rows there are to fill in: three for each citizen within these bounds."""

_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")

_BOLD = Font(name="Calibri", size=11, bold=True)
_HEAD = PatternFill("solid", fgColor="DCE6F1")
_INPUT = PatternFill("solid", fgColor="FFFDF0")
_LINE = Side(style="thin", color="B8B8B8")
_WIDTHS = {"cpr": 17, "start": 17, "end": 19, "sub_group": 38, "completed": 26}
_FORMATS = {"cpr": "@", "start": "dd-mm-yyyy", "end": "dd-mm-yyyy"}


@dataclass(frozen=True, slots=True)
class ReportForm:
    """What a report's workbook is made from.

    `due` are the days on which reports are due, `authority` is who gets them.
    """

    authority: str
    scheme_title: str
    applicant: str
    monitoring: Monitoring
    agreement: Undertaking
    due: Sequence[date]


def report_template(form: ReportForm, *, written: datetime) -> bytes:
    """The empty workbook as .xlsx; only the cells to fill in can be changed.

    The same form at the same moment gives the same bytes.
    """
    book = Workbook()
    how, page = book.active, book.create_sheet(SHEET)
    how.title = HOW
    _instruct(how, form, written)
    rows = min(max(3 * form.agreement.citizens, _FEWEST), _MOST)
    _lay_out(page, form, rows)
    if form.agreement.sub_groups:
        _list(book.create_sheet(LISTS), form.agreement.sub_groups)
    about = book.properties
    about.title = f"Indberetning: {form.scheme_title}"
    about.creator = about.lastModifiedBy = form.authority
    about.created = written.astimezone(UTC).replace(tzinfo=None)
    about.language = "da-DK"
    saved = BytesIO()
    book.save(saved)
    return _settled(saved, written)


def _settled(saved: BytesIO, written: datetime) -> bytes:
    """The workbook as of when it was written, where openpyxl puts the time of the machine."""
    result = BytesIO()
    moment = f"{written.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}".encode()
    with zipfile.ZipFile(saved) as made, zipfile.ZipFile(result, "w") as settled:
        for name in made.namelist():
            part = zipfile.ZipInfo(name, local(written).timetuple()[:6])
            content = _MODIFIED.sub(rb"\g<1>" + moment, made.read(name))
            settled.writestr(part, content, zipfile.ZIP_DEFLATED)
    return result.getvalue()


def _lay_out(page: Any, form: ReportForm, rows: int) -> None:  # noqa: ANN401 - openpyxl has no types
    fields = form.monitoring.fields
    letters: dict[str, str] = {
        field.kind: chr(ord("A") + index) for index, field in enumerate(fields)
    }
    for field in fields:
        letter = letters[field.kind]
        page.column_dimensions[letter].width = _WIDTHS[field.kind]
        head = _write(page[f"{letter}1"], field.title)
        head.font, head.fill = _BOLD, _HEAD
        head.border = Border(bottom=_LINE)
        for row in range(2, rows + 2):
            cell = page[f"{letter}{row}"]
            cell.number_format = _FORMATS.get(field.kind, "General")
            cell.protection = Protection(locked=False)
            cell.fill, cell.border = _INPUT, Border(bottom=_LINE, right=_LINE)
        rule = _validation(field, letters, form.agreement)
        if rule:
            rule.add(f"{letter}2:{letter}{rows + 1}")
            page.add_data_validation(rule)
    page.freeze_panes = "A2"
    _protect(page)
    page.protection.sort = page.protection.autoFilter = False  # False lets people do it
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", page.PAPERSIZE_A4
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = "1:1"


def _protect(page: Any) -> None:  # noqa: ANN401 - as above
    page.protection.sheet = True
    page.protection.formatColumns = page.protection.formatRows = False


def _validation(
    field: ReportField, letters: Mapping[str, str], agreement: Undertaking
) -> DataValidation | None:
    """The rule of a column's cells as they are typed; None where anything goes."""
    start, end = _as_formula(agreement.start), f"MIN(TODAY(),{_as_formula(agreement.end)})"
    period = f"{day(agreement.start)} til {day(agreement.end)}"
    cell = f"{letters[field.kind]}2"
    made = {
        "cpr": {"type": "custom", "formula1": _is_cpr(cell)},
        "start": {"type": "date", "operator": "between", "formula1": start, "formula2": end},
        "end": {
            "type": "date",
            "operator": "between",
            "formula1": f"MAX({letters['start']}2,{start})" if "start" in letters else start,
            "formula2": end,
        },
        "sub_group": {
            "type": "list",
            "formula1": f"{LISTS}!$A$1:$A${len(agreement.sub_groups)}",
        },
        "completed": {"type": "list", "formula1": f'"{YES},{NO}"'},
    }[field.kind]
    if field.kind == "sub_group" and not agreement.sub_groups:
        return None
    wrong = {
        "cpr": "Skriv ti cifre, gerne med en bindestreg efter de første seks.",
        "start": f"Skriv en dato i støttens periode, {period}, som ikke ligger ude i fremtiden.",
        "end": f"Skriv en dato, der ikke ligger før opstartsdatoen eller uden for {period}, og ikke "
        "ude i fremtiden.",
        "sub_group": "Vælg en delmålgruppe på listen.",
        "completed": "Vælg ja eller nej, eller lad feltet stå tomt.",
    }[field.kind]
    return DataValidation(
        **made,
        allow_blank=True,
        showErrorMessage=True,
        errorTitle=field.title[:32],
        error=wrong,
    )


def _as_formula(value: date) -> str:
    return f"DATE({value.year},{value.month},{value.day})"


def _is_cpr(cell: str) -> str:
    """Whether a cell holds ten digits, with or without a hyphen, as Excel asks it."""
    hyphen = f'AND(LEN({cell})=11,MID({cell},7,1)="-")'
    digits = f'SUBSTITUTE({cell},"-","")'
    return f"AND(OR(LEN({cell})=10,{hyphen}),LEN({digits})=10,ISNUMBER(VALUE({digits})))"


def _list(page: Any, names: Sequence[str]) -> None:  # noqa: ANN401 - as above
    for row, name in enumerate(names, start=1):
        _write(page.cell(row, 1), name)
    _protect(page)
    page.sheet_state = "hidden"


def _write(cell: Any, text: str) -> Any:  # noqa: ANN401 - as above
    """Put text into a cell, where it stays text whatever it begins with."""
    put_text(cell, mask(text))
    return cell


def _instruct(page: Any, form: ReportForm, written: datetime) -> None:  # noqa: ANN401 - as above
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 26, 78
    page.sheet_view.showGridLines = False
    row = 1
    _write(page.cell(row, 1), f"Indberetning: {form.scheme_title}").font = Font(
        name="Calibri", bold=True, size=15
    )
    page.cell(row, 1).alignment = Alignment(vertical="top")
    for head, lines in _chapters(form, written):
        row += 2
        _write(page.cell(row, 1), head).font = Font(name="Calibri", bold=True, size=12)
        page.cell(row, 1).alignment = Alignment(vertical="top")
        for name, text in lines:
            row += 1
            if name:
                _write(page.cell(row, 1), name).font = _BOLD
            _write(page.cell(row, 2 if name else 1), text)
            if not name:
                page.merge_cells(start_row=row, end_row=row, start_column=1, end_column=2)
            page.row_dimensions[row].height = 15.5 * _lines(text, 84 if name else 112)
    _protect(page)
    page.page_setup.paperSize, page.page_setup.fitToHeight = page.PAPERSIZE_A4, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a cell of so many characters: Excel does not see to it itself."""
    return sum(-(-max(len(each), 1) // width) for each in text.split("\n"))


_Chapter = tuple[str, tuple[tuple[str, str], ...]]


def _chapters(form: ReportForm, written: datetime) -> tuple[_Chapter, ...]:
    made, months = form.agreement, form.monitoring.every_months
    every = "måned" if months == 1 else f"{months}. måned"
    return (
        (
            "Aftalen",
            (
                ("Ansøger", form.applicant),
                ("Periode", f"{day(made.start)} til {day(made.end)}"),
                ("Borgere", str(made.citizens)),
                (
                    "Indberetninger",
                    f"Hver {every}, senest {listed([day(each) for each in form.due])}.",
                ),
            ),
        ),
        (
            "Sådan udfylder I skemaet",
            (
                ("", f"Skriv en række for hvert forløb på arket “{SHEET}”. {_ALL}"),
                *((field.title, _explained(field, made)) for field in form.monitoring.fields),
            ),
        ),
        (
            "Sådan sender I det",
            (
                ("", _SENDING.format(authority=form.authority)),
                ("", _ROLES.format(authority=form.authority)),
            ),
        ),
        (
            "Hvad oplysningerne bruges til",
            (
                ("", form.monitoring.purpose),
                ("", f"Skemaet er dannet {day(local(written))}."),
            ),
        ),
    )


_ALL = (
    "Tag alle borgere med, der er begyndt, også dem I har indberettet før, så forløb bliver afsluttet. "
    "Skriv intet andet end det, felterne spørger om: ingen navne, adresser eller bemærkninger."
)
_SENDING = (
    "Skemaet rummer CPR-numre og er fortroligt. Send det kun krypteret, ad den kanal som {authority} "
    "har anvist; aldrig i en almindelig e-mail. Gem det ikke længere, end I har brug for det."
)
_ROLES = (
    "Hvem der er dataansvarlig, og hvordan borgerne skal oplyses om indberetningen, står i den særskilte "
    "information, I får fra {authority}. Har I ikke fået den, så spørg, før I indberetter."
)


def _explained(field: ReportField, made: Undertaking) -> str:
    groups = (
        f"Vælg en på listen: {listed(made.sub_groups, 'eller')}."
        if made.sub_groups
        else "Delmålgrupperne bliver fastlagt senere. Lad feltet stå tomt, til I har fået besked."
    )
    return {
        "cpr": "Ti cifre, gerne med bindestreg. Feltet er tekst, så et nul foran bliver stående.",
        "start": "Den dag, borgeren begynder i indsatsen.",
        "end": "Den dag, borgeren slutter i indsatsen. Lad feltet stå tomt, mens forløbet er i gang.",
        "sub_group": groups,
        "completed": (
            f"“{YES}” eller “{NO}”, når forløbet er afsluttet. Lad feltet stå tomt, mens det er i gang."
        ),
    }[field.kind]
