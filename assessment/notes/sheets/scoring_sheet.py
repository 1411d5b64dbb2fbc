"""A reviewer's points as a workbook to be filled in without the tool: points, the scale, and how."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.datavalidation import DataValidation

from assessment.domain.panel.people import Person
from assessment.domain.rounds.scoring_sheet import (
    POINTS,
    REASON,
    SHEET,
    Origin,
    Task,
    mark,
    written,
)
from assessment.domain.rules.scheme import POINTS as SCALE_POINTS
from assessment.domain.rules.scheme import Aspect, Round, Scheme
from assessment.domain.words.wording import date_time
from assessment.notes.sheets.workbook import BOLD, PLAIN, TEXT, column, lay_out, put_text, to_bytes
from assessment.notes.word import Properties

SCALE, HOW, ABOUT = "Skala", "Sådan gør du", "Om"
HEADER = (
    "Nr.",
    "Ansøger",
    "Aspekt",
    "Titel",
    "Spørgsmål",
    f"Point ({SCALE_POINTS[0]}–{SCALE_POINTS[-1]})",
    "Begrundelse",
    "Version",
    "Mærke",
)
"""The columns of the sheet that is filled in; the last two are hidden."""
FACTS = ("Runde", "Person", "Dannet")
"""What the hidden sheet says, in its rows."""

_WIDTHS = (6, 26, 9, 24, 38, 9, 70, 9, 18)
_OPEN = PatternFill("solid", fgColor="FFF9E5")
_EDGE = Border(*[Side(style="thin", color="B0B7BF")] * 4)
_CHOICES = ",".join(map(str, SCALE_POINTS))


@dataclass(frozen=True, slots=True)
class Contents:
    """What a sheet is made from: whose, of which round, by which rules, and when."""

    round: Round
    scheme: Scheme
    person: Person
    tasks: Sequence[Task]
    made: datetime


def scoring_sheet(what: Contents) -> bytes:
    """Return the .xlsx file: only points and reasons can be changed, and only to what they may be."""
    book = Workbook()
    book.remove(book.active)
    _points(book.create_sheet(SHEET), what)
    _scale(book.create_sheet(SCALE), what.scheme)
    _how(book.create_sheet(HOW), what)
    _about(book.create_sheet(ABOUT), what)
    title = f"Pointark, {what.round.title}"
    return to_bytes(book, Properties(title, what.person.name, what.made))


def _points(page: Any, what: Contents) -> None:  # noqa: ANN401 - openpyxl has no types
    _row(page, 1, HEADER)
    row = 1
    for row, (task, aspect) in enumerate(_open(what), start=2):
        _aspect(page, row, task, aspect)
    for at, width in enumerate(_WIDTHS, start=1):
        page.column_dimensions[column(at)].width = width
    for hidden in HEADER[-2:]:
        page.column_dimensions[column(HEADER.index(hidden) + 1)].hidden = True
    lay_out(page)
    page.freeze_panes = "C2"
    page.auto_filter.ref = f"A1:{REASON}{row}"
    page.add_data_validation(_only_points(row))
    _protect(page)
    page.protection.autoFilter = False  # False lets somebody do it


def _open(what: Contents) -> Iterator[tuple[Task, Aspect]]:
    for task in what.tasks:
        for aspect in what.scheme.aspects:
            if task.review.submitted is None:
                yield task, aspect


def _aspect(page: Any, row: int, task: Task, aspect: Aspect) -> None:  # noqa: ANN401 - as above
    score = task.review.score(aspect.id)
    known = mark(task.application, aspect.id, score.points, written(score.reason))
    told = (task.application, task.name, aspect.id, aspect.title, aspect.question)
    _row(page, row, (*told, score.points, written(score.reason), score.version, known))
    _let_fill_in(page, row)


def _let_fill_in(page: Any, row: int) -> None:  # noqa: ANN401 - as above
    points, reason = page[f"{POINTS}{row}"], page[f"{REASON}{row}"]
    for cell in (points, reason):
        cell.protection, cell.fill, cell.border = Protection(locked=False), _OPEN, _EDGE
    points.alignment = Alignment(horizontal="center", vertical="top")
    reason.alignment = TEXT
    # As text, so that what begins with a minus or an equals sign is taken for what it is.
    reason.number_format = "@"


def _only_points(last: int) -> DataValidation:
    rule = DataValidation(
        type="list",
        formula1=f'"{_CHOICES}"',
        allow_blank=True,
        showErrorMessage=True,
        showInputMessage=True,
        errorTitle="Point",
        error="Vælg 0, 1, 2, 3, 4 eller 5, eller lad feltet stå tomt.",
        promptTitle="Point",
        prompt=f"0 til 5; se ankrene på arket {SCALE}. Tomt betyder ikke vurderet endnu.",
    )
    rule.add(f"{POINTS}2:{POINTS}{max(last, 2)}")
    return rule


def _scale(page: Any, scheme: Scheme) -> None:  # noqa: ANN401 - as above
    """The six anchors of each aspect, and what is given weight."""
    steps = [f"{each.points} – {each.name}" for each in scheme.scoring.scale]
    _row(page, 1, ("Aspekt", "Titel", "Spørgsmål", "Husk", *steps))
    general = [each.text for each in scheme.scoring.scale]
    _row(page, 2, ("", "Hele skalaen", "", "", *general))
    for row, aspect in enumerate(scheme.aspects, start=3):
        told = (aspect.id, aspect.title, aspect.question, "\n".join(aspect.prompts))
        _row(page, row, (*told, *aspect.anchors))
    for at, width in enumerate((8, 22, 30, 40, *[28] * len(SCALE_POINTS)), start=1):
        page.column_dimensions[column(at)].width = width
    lay_out(page)
    page.freeze_panes = "C2"
    _protect(page)


def _how(page: Any, what: Contents) -> None:  # noqa: ANN401 - as above
    steps = (
        (
            f"Arket hører til {what.person.name} i runden {what.round.title}. Det er dannet "
            f"{date_time(what.made)} og kan kun hentes ind igen af den, det er dannet til."
        ),
        (
            f"Åbn ansøgningerne, du har fået tildelt, og giv point i de gule felter på arket {SHEET}. "
            f"Hvad hvert point betyder, står på arket {SCALE}."
        ),
        (
            "Point er hele tal fra 0 til 5. Lad feltet stå tomt, hvis du ikke har vurderet endnu; et tomt "
            "felt er aldrig 0."
        ),
        (
            "Skriv en begrundelse til hvert point, og peg på stedet i ansøgningen. Skriv, som om ansøger "
            "læser med. Skriv aldrig CPR-numre."
        ),
        (
            "Gem arket, og hent det ind på siden Vurdering under “Arbejd uden net”. Før noget bliver gemt, "
            "ser du, hvad der bliver ændret. Har du selv ændret det samme i programmet imens, vælger du, "
            "hvad der skal stå."
        ),
        (
            "Vurderingen er først indsendt, når du trykker Indsend vurdering i programmet. Det, der er "
            "indsendt, bliver aldrig ændret af et ark."
        ),
        (
            "Arket rummer dine egne kladder om navngivne ansøgere. Gem det, hvor kun du kan se det, og slet "
            "det, når det er hentet ind."
        ),
    )
    put_text(page.cell(1, 1), HOW)
    page.cell(1, 1).font, page.cell(1, 1).alignment = Font(bold=True, size=16), PLAIN
    for number, step in enumerate(steps, start=1):
        page.cell(number + 2, 1, number).alignment = PLAIN
        put_text(page.cell(number + 2, 2), step)
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 5, 95
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    _protect(page)


def _about(page: Any, what: Contents) -> None:  # noqa: ANN401 - as above
    """What the tool knows the sheet by when it comes back."""
    origin = Origin(what.round.id, what.person.id, what.made.isoformat())
    told: tuple[str | int, ...] = (origin.round, origin.person, origin.made)
    for row, (name, value) in enumerate(zip(FACTS, told, strict=True), start=1):
        _row(page, row, (name, value))
    page.sheet_state = "hidden"
    _protect(page)


def _row(page: Any, row: int, cells: Sequence[str | int | None]) -> None:  # noqa: ANN401 - as above
    for at, cell in enumerate(cells, start=1):
        place = page.cell(row, at)
        if isinstance(cell, str):
            put_text(place, cell)
        else:
            place.value, place.alignment = cell, PLAIN
        if row == 1:
            place.font = BOLD


def _protect(page: Any) -> None:  # noqa: ANN401 - as above
    """Against slips, and with no password: what comes back is checked whatever it says."""
    page.protection.sheet = True
    page.protection.formatColumns = page.protection.formatRows = False  # both may be widened
