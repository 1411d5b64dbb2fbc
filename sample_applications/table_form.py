"""An older form without content controls: one table a section, other labels, boxes as characters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from docx.document import Document
from docx.shared import Cm, Pt
from docx.table import Table, _Cell

from assessment.domain.rules.form import Form
from assessment.notes import word
from assessment.notes.controls import TICKED, UNTICKED
from sample_applications.sample import Sample, paragraphs


@dataclass(frozen=True, slots=True)
class Beside:
    """A label with the answer in the cell beside it."""

    label: str
    field: str


@dataclass(frozen=True, slots=True)
class Below:
    """A label over the whole width with the answer in the row below it."""

    label: str
    field: str


@dataclass(frozen=True, slots=True)
class Group:
    """A label over the whole width that the rows after it share."""

    label: str


@dataclass(frozen=True, slots=True)
class Boxes:
    """A label with boxes to tick in the cell beside it, all in one cell."""

    label: str
    options: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Choice:
    """A label with one box for each of a choice field's options."""

    label: str
    field: str


Row = Beside | Below | Group | Boxes | Choice

_COLUMNS = (5.5, 10.5)
_SECTIONS: Mapping[str, tuple[Row, ...]] = {
    "A. Generelle oplysninger": (
        Beside("A1. Ansøgende organisation", "1.2"),
        Choice("A2. Hvem søger? (sæt kryds)", "1.1"),
        Beside("A3. Beliggenhedskommune", "1.3"),
        Beside("A4. CVR-nr.", "1.4"),
        Beside("A5. Postadresse", "1.5"),
        Beside("A6. Forvaltning/center/afdeling", "1.6"),
        Group("A7. Kontaktperson"),
        Beside("Navn", "1.7.navn"),
        Beside("Titel", "1.7.titel"),
        Beside("E-mail", "1.7.email"),
        Beside("Telefon", "1.7.telefon"),
        Group("A8. Ansvarlig leder"),
        Beside("Navn", "1.8.navn"),
        Beside("Titel", "1.8.titel"),
        Beside("E-mail", "1.8.email"),
        Beside("A9. Erfaring med CTI", "1.9"),
        Beside("A10. Driftsherre/ejer og tilbudstype", "1.10"),
    ),
    "B. Minimumskrav": (
        Boxes("B1. Implementeringsgruppe", {"2.1.ja": "Vi nedsætter en implementeringsgruppe"}),
        Below("B2. Medlemmer af implementeringsgruppen", "2.1.medlemmer"),
        Below("B3. Lederinvolvering i ansøgningsprocessen", "2.2"),
        Boxes("B4. Lederinvolvering i forløbet", {"2.3": "Ledelsen deltager i selve forløbet"}),
        Group("B5. Samarbejdsaftale (udfyldes kun af sociale tilbud)"),
        Beside("Samarbejdskommune", "2.4.kommune"),
        Beside("Aftalens dato", "2.4.dato"),
        Beside("Samarbejdsaftalens parter", "2.4.parter"),
        Beside("Bilag nr.", "2.4.bilag"),
        Boxes(
            "B6. Dokumentation",
            {"2.5": "Vi indgår i dokumentation af initiativet sammen med SBST"},
        ),
    ),
    "C. Krav i forbindelse med deltagelse": (
        Boxes(
            "C1. Vi siger ja til (sæt kryds)",
            {
                "3.1": "Deltagelse i implementeringsstøtte",
                "3.2": "Deltagelse i netværksmøder",
                "3.3": "Dokumentation og indberetning",
                "3.4": "Processtøtte og kompetenceudvikling",
            },
        ),
    ),
    "D. Ansøgers målgruppe": (
        Below("D1. Beskrivelse af målgruppe", "4.1"),
        Boxes(
            "D2. Målgruppen er (sæt gerne flere kryds)",
            {
                "4.2.udsathed": "Social udsathed i kritisk overgangsfase",
                "4.2.groenlandsk": "Grønlandsk baggrund",
                "4.2.kultur": "Anden kulturel baggrund end dansk",
            },
        ),
        Below("D3. Afgrænsning over for borgere i hjemløshed", "4.3"),
        Below("D4. Rekruttering/visitation", "4.4"),
        Below("D5. Beskrivelse af den kritiske overgang", "4.5"),
        Below("D6. Medarbejdernes viden og kompetencer", "4.6"),
        Below("D7. Evt. tilpasning", "4.7"),
        Below("D8. Organisering og bemanding", "4.8"),
        Beside("D9. Antal CTI-medarbejdere", "4.9.antal"),
        Beside("D10. Årsværk i alt", "4.9.aarsvaerk"),
        Beside("D11. Sagsbelastning (borgere pr. medarbejder)", "4.10"),
        Beside("D12. Antal borgere i perioden", "4.11"),
    ),
    "E. Ansøgers parathed": (
        Below("E1. Barrierer for implementering", "5.1"),
        Below("E2. Drivkræfter for implementering", "5.2"),
        Below("E3. Hvad skal vi gøre mindre af?", "5.3"),
        Below("E4. Langsigtet forankring", "5.4"),
        Group("E5. Ledelsens involvering"),
        Beside("Før forløbet", "5.5.foer"),
        Beside("Under forløbet", "5.5.under"),
        Beside("Efter forløbet", "5.5.efter"),
        Below("E6. Ledelsens samlede vurdering", "5.6"),
    ),
    "F. Borgeren": (
        Below("F1. Inddragelse af borgerne", "6.1"),
        Below("F2. Brug af erfaringseksperter", "6.2"),
        Below("F3. Borgerens sociale netværk", "6.3"),
        Below("F4. Frivillige og foreninger", "6.4"),
    ),
    "G. Vedlagte bilag": (Below("G1. Liste over bilag", "7"),),
    "H. Underskrift": (
        Beside("Dato for underskrift", "8.dato"),
        Beside("Underskrivers navn", "8.navn"),
        Beside("Underskrivers titel", "8.titel"),
    ),
}


def table_form(sample: Sample, form: Form) -> Document:
    """Fill in the older form; what belongs to no field stands above the first table."""
    document = word.new_document(sample.properties)
    document.styles["Normal"].font.name = "Arial"
    document.styles["Normal"].font.size = Pt(10)
    word.title(document, "Ansøgningsskema", "Implementeringsstøtte til CTI – udfyldes elektronisk")
    for text in paragraphs(sample.unplaced):
        word.paragraph(document, text)
    for heading, rows in _SECTIONS.items():
        word.heading(document, heading, level=2)
        made = document.add_table(rows=0, cols=2, style="Table Grid")
        made.autofit = False
        for column, width in zip(made.columns, _COLUMNS, strict=True):
            column.width = Cm(width)
        for row in rows:
            _add(made, row, sample, form)
    word.footer(document, "Ansøgningsskema CTI, version 2024")
    return document


def _add(made: Table, row: Row, sample: Sample, form: Form) -> None:
    left, right = made.add_row().cells
    _label(left, row.label)
    match row:
        case Beside(field=field):
            _answer(right, sample.shown(form.field(field)))
        case Boxes(options=options):
            _answer(
                right,
                "\n\n".join(_box(sample.ticked(each), text) for each, text in options.items()),
            )
        case Choice(field=field):
            options = form.field(field).options
            _answer(
                right,
                "   ".join(_box(each.id == sample.text(field), each.label) for each in options),
            )
        case Group():
            left.merge(right)
        case Below(field=field):
            left.merge(right)
            below = made.add_row().cells
            _answer(below[0].merge(below[1]), sample.shown(form.field(field)))


def _label(cell: _Cell, text: str) -> None:
    cell.paragraphs[0].add_run(text).bold = True


def _answer(cell: _Cell, text: str) -> None:
    """Write into an empty cell, whose one paragraph takes the first piece."""
    first, *others = paragraphs(text) or [""]
    cell.paragraphs[0].add_run(first)
    for piece in others:
        cell.add_paragraph(piece)


def _box(ticked: bool, text: str) -> str:  # noqa: FBT001 - the box is the whole point
    return f"{TICKED if ticked else UNTICKED} {text}"
