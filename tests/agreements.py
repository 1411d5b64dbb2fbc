"""Builders for after the selection: who is granted, what is agreed with them, and reports."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

from openpyxl import load_workbook

from assessment.domain.following.report_check import Line, Sheet
from assessment.domain.following.report_values import Value
from assessment.domain.following.reporting import Terms, due_days
from assessment.domain.following.undertaking import Report, Undertaking
from assessment.domain.outcomes.award import Award
from assessment.domain.outcomes.decision import Decision
from assessment.domain.panel.access import Phase
from assessment.notes import ReportForm, report_template
from assessment.workflow.core import Workflow
from tests import builders
from tests.builders import NOON, cti_scheme

START, END = date(2027, 2, 1), date(2029, 1, 31)
SUMMER = datetime(2027, 8, 15, 10, 0, tzinfo=UTC)
"""A day on which two reports of the agreement should have come."""
GROUPS = ("Unge", "Kvinder på krisecenter")
KINDS = ("cpr", "start", "end", "sub_group", "completed")

CPR = "150390-1234"
"""Somebody whom no number like this belongs to by anything but chance."""


def undertaking(**changes: object) -> Undertaking:
    """What was agreed with the application with id 1."""
    values = {
        "application": 1,
        "target_group": "Unge på vej ud af ungestøtte.",
        "sub_groups": GROUPS,
        "citizens": 54,
        "caseload": "10",
        "start": START,
        "end": END,
        "by": "Lone Vestergaard",
        "at": NOON,
        "version": 1,
    }
    return Undertaking(**values | changes)


def terms(**changes: object) -> Terms:
    """The terms of that undertaking."""
    return Terms.of(undertaking(**changes))


def report(due: date = date(2027, 5, 1), received: date = date(2027, 5, 3), **rest) -> Report:
    """A report that came from the application with id 1."""
    values = {"note": "", "by": "Lone Vestergaard", "at": NOON, "version": 1}
    return Report(1, due, received, **values | rest)


def granted(work: Workflow, application_id: int = 1, phase: Phase = Phase.DECIDED) -> None:
    """Grant an application support, and put its round into a phase."""
    with work.database.read() as reader:
        round_id = reader.application(application_id).round
    builders.at_phase(work, phase, round_id)
    builders.impartial(work, builders.lead(work), round_id=round_id)
    with work.database.begin() as repository:
        repository.set_decision(Decision(application_id, Award.GRANT, "", "Karin Dahl", NOON, 1))


def course(**changes: Value) -> dict[str, Value]:
    """A course without a flaw, ended in time."""
    values = {
        "cpr": CPR,
        "start": date(2027, 2, 10),
        "end": date(2027, 6, 30),
        "sub_group": "Unge",
        "completed": "ja",
    }
    return values | changes


def sheet(*courses: Mapping[str, Value], **rest) -> Sheet:
    """A report of these courses as it was read, its first row below the header in row 1."""
    lines = tuple(Line(number, each) for number, each in enumerate(courses, start=2))
    return Sheet(dict(zip(KINDS, "ABCDE", strict=True)), 2, lines, **rest)


def form(agreement: Undertaking | None = None) -> ReportForm:
    """What the workbook of an agreement is made from."""
    scheme, made = cti_scheme(), agreement or undertaking()
    return ReportForm(
        scheme.authority,
        scheme.title,
        "Bakkedal Kommune",
        scheme.monitoring,
        made,
        due_days(made, scheme.monitoring.every_months),
    )


def empty_report(agreement: Undertaking | None = None) -> bytes:
    """The workbook as it is handed out."""
    return report_template(form(agreement), written=NOON)


def filled_report(*courses: Mapping[str, Value], of: bytes | None = None) -> bytes:
    """The workbook with these courses written in it, as somebody saves it."""
    book = load_workbook(BytesIO(of or empty_report()))
    page = book["Indberetning"]
    for row, each in enumerate(courses, start=2):
        for column, kind in enumerate(KINDS, start=1):
            held = each.get(kind)
            page.cell(row, column).value = float(held) if isinstance(held, Decimal) else held
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()
