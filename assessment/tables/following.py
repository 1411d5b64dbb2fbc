"""Tables for after the selection: what is due and missing, one applicant's calendar, a report's flaws."""

from __future__ import annotations

from collections.abc import Iterable

from pandas import DataFrame

from assessment.domain.following.report_check import Flaw
from assessment.domain.following.reporting import DueDay, Following, Status
from assessment.domain.words.wording import day, listed
from assessment.tables.frame import Frame


def following(found: Iterable[Following]) -> Frame:
    """Each selected applicant with the reports that are due, came and are missing."""
    return DataFrame([_applicant(each) for each in found], dtype=str)


def _applicant(each: Following) -> dict[str, str]:
    made, missing, coming = each.undertaking, each.of(Status.MISSING), each.of(Status.COMING)
    return {
        "Nr.": str(each.application),
        "Ansøger": each.name,
        "Periode": f"{day(made.start)} til {day(made.end)}" if made else "ingen aftale endnu",
        "Borgere": str(made.citizens) if made else "–",
        "Skal indberette": f"{len(each.days)} gange" if each.days else "–",
        "Modtaget": str(len(each.of(Status.RECEIVED))) if made else "–",
        "Mangler": listed([day(one.due) for one in missing]) or "–",
        "Næste frist": day(coming[0].due) if coming else "–",
    }


def calendar(days: Iterable[DueDay]) -> Frame:
    """The due days of one applicant with what became of each."""
    rows = [
        {
            "Frist": day(each.due),
            "Status": str(each.status),
            "Modtaget": day(each.report.received) if each.report else "–",
            "Noteret af": each.report.by if each.report else "–",
            "Bemærkning": (each.report and each.report.note) or "–",
        }
        for each in days
    ]
    return DataFrame(rows, dtype=str)


def flaws(found: Iterable[Flaw]) -> Frame:
    """What is wrong in a report or to be looked at, cell by cell."""
    rows = [
        {"Felt": each.cell, "Hvad": str(each.weight), "Forklaring": each.sentence} for each in found
    ]
    return DataFrame(rows, dtype=str)
