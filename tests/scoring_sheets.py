"""Scoring sheets as a reviewer's program leaves them: made, filled in, and tampered with."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO

from openpyxl import load_workbook

from assessment.domain.rounds.scoring_sheet import Task
from assessment.notes.sheets.scoring_sheet import Contents, scoring_sheet
from tests import builders
from tests.builders import NOON

ANNE = builders.person()
ASPECTS = [each.id for each in builders.cti_scheme().aspects]


def task(points=None, reason="", *, number=1, name="Bakkedal Kommune", **rest) -> Task:
    """An application that Anne is to review, with the same points and reason for each aspect."""
    given = {} if points is None and not reason else dict.fromkeys(ASPECTS, points)
    review = builders.review(given, application_id=number, reason=reason, submitted=None, **rest)
    return Task(number, name, review)


def sheet(*tasks: Task, round_id: str = "demo", by=ANNE) -> bytes:
    """Anne's sheet of these applications."""
    scheme = builders.cti_scheme()
    return scoring_sheet(Contents(scheme.round(round_id), scheme, by, tasks or (task(),), NOON))


def book(content: bytes):
    """A sheet as openpyxl reads it."""
    return load_workbook(BytesIO(content))


def filled(content: bytes, cells: Mapping[str, object], *, page: str = "Point") -> bytes:
    """The sheet with these cells filled in, by a program that writes everything anew."""
    opened = book(content)
    for place, value in cells.items():
        opened[page][place] = value
    result = BytesIO()
    opened.save(result)
    return result.getvalue()
