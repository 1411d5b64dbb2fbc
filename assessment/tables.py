"""Domain values as pandas frames, for screens and spreadsheets; pandas' only home.

Cells are finished Danish text: Streamlit's tables do not format, and a place must look the same
on the screen as in the note.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import TypeAlias

from pandas import DataFrame

from assessment.domain.case import Case, RoundCases
from assessment.domain.delivery import Receipt
from assessment.domain.event import Event
from assessment.domain.ranking import Group, Move, Ranking, Standing
from assessment.domain.scheme import Scheme
from assessment.domain.wording import date_time, decimal

Frame: TypeAlias = DataFrame
"""What a page hands on without knowing pandas."""

GROUPS = {
    Group.IN: "indenfor",
    Group.OUT: "udenfor",
    Group.DECIDE_TOGETHER: "afgøres i sammenhæng",
    Group.NOT_QUALIFIED: "krav ikke opfyldt",
    Group.INCOMPLETE: "mangler vurdering",
}
"""The groups at the cut as people read them."""


def points(value: Fraction | None) -> str:
    """A score with two decimals, or a dash where it is missing."""
    return "–" if value is None else decimal(value)


def overview(round_: RoundCases) -> Frame:
    """A round's applications, one row each, in the order of registration."""
    rows = [
        {
            "Nr.": str(case.id),
            "Ansøger": case.name,
            "Type": case.scheme.type_label(case.application.applicant_type(case.scheme)),
            "Modtaget": date_time(case.application.received)
            if case.application.received
            else "ukendt",
            "Frist": str(case.application.timing(case.scheme)),
            "Formel prøvning": case.screening.status,
            "Vurderinger": _review_count(case),
            "Bemærkninger": str(sum(flag.raised for flag in case.screening.flags)),
            "Indstilling": _award(case),
        }
        for case in round_.cases
    ]
    return DataFrame(rows, dtype=str)


HIDDEN = "skjult"
"""Stands for what is kept from whoever looks, until their own review is submitted."""


def _award(case: Case) -> str:
    if case.hidden:
        return HIDDEN
    return str(case.recommendation.award) if case.recommendation else "–"


def _review_count(case: Case) -> str:
    if case.hidden:
        return HIDDEN
    started = len(case.reviews) - len(case.submitted)
    return f"{len(case.submitted)} indsendt" + (f", {started} i gang" if started else "")


def ranking(ranked: Ranking, scheme: Scheme) -> Frame:
    """The ranking, best first, with two decimals, shared places and the group at the cut."""
    return DataFrame([_standing(each, scheme) for each in ranked.standings], dtype=str)


def _standing(each: Standing, scheme: Scheme) -> dict[str, str]:
    qualified = each.group is not Group.NOT_QUALIFIED
    scores = {
        criterion.title: points(each.candidate.marks.criteria[criterion.id]) if qualified else "–"
        for criterion in scheme.criteria
    }
    return {
        "Plads": str(each.place) if each.place else "–",
        "Ansøger": each.candidate.name,
        **scores,
        "Total": points(each.total),
        "Gruppe": _group(each),
    }


def _group(each: Standing) -> str:
    provisional = " (foreløbig)" if each.candidate.provisional else ""
    hidden = each.candidate.hidden and each.group is Group.INCOMPLETE
    return (HIDDEN if hidden else GROUPS[each.group]) + provisional


def contributions(ranked: Ranking, scheme: Scheme) -> Frame:
    """What each criterion adds to each total: its weight times its score."""
    rows = [
        {"Ansøger": each.candidate.name}
        | {
            criterion.title: decimal(
                ranked.weights[criterion.id] * (each.candidate.marks.criteria[criterion.id] or 0)
            )
            for criterion in scheme.criteria
        }
        | {"Total": points(each.total)}
        for each in ranked.ranked
    ]
    return DataFrame(rows, dtype=str)


def aspects(cases: Sequence[Case], scheme: Scheme) -> Frame:
    """Each applicant's mean or agreed points for each aspect; a dash where they are missing."""
    rows = [
        {"Ansøger": case.name}
        | {aspect.id: points(case.marks.aspects[aspect.id]) for aspect in scheme.aspects}
        for case in cases
    ]
    return DataFrame(rows, dtype=str)


def reviewers(cases: Sequence[Case], scheme: Scheme) -> Frame:
    """Each submitted review's own total, one row an applicant and one column a reviewer."""
    names = sorted({review.reviewer.name for case in cases for review in case.submitted})
    rows = []
    for case in cases:
        totals = case.reviewer_totals
        rows.append(
            {"Ansøger": case.name}
            | {name: points(totals.get(name)) for name in names}
            | {"Alle": points(case.marks.total(scheme.weights))}
        )
    return DataFrame(rows, dtype=str)


def moves(changes: Iterable[Move]) -> Frame:
    """Whose place changes, and how."""
    rows = [
        {"Ansøger": each.name, "Officiel plads": str(each.before), "Plads her": str(each.after)}
        for each in changes
    ]
    return DataFrame(rows, dtype=str)


def events(log: Iterable[Event], names: dict[int, str]) -> Frame:
    """The log as it is read: when, who, what, and the values before and after."""
    rows = [
        {
            "Tidspunkt": date_time(event.at),
            "Hvem": event.actor,
            "Hændelse": str(event.action),
            "Ansøger": names.get(event.application or 0, ""),
            "Vedrører": event.subject,
            "Før": event.old,
            "Efter": event.new,
        }
        for event in log
    ]
    columns = ["Tidspunkt", "Hvem", "Hændelse", "Ansøger", "Vedrører", "Før", "Efter"]
    return DataFrame(rows, columns=columns, dtype=str)


def receipts(found: Iterable[Receipt]) -> Frame:
    """What became of each file that came in."""
    rows = [
        {
            "Fil": each.filename,
            "Kom i": each.source or "–",
            "Hvad blev der af den": str(each.fate),
            "Ansøgning": str(each.application or "–"),
            "Besked": each.message,
        }
        for each in found
    ]
    return DataFrame(rows, dtype=str)


def as_csv(frame: Frame) -> bytes:
    """A table as CSV that a Danish Excel opens; what looks like a formula is shown as text."""
    safe = frame.map(lambda cell: f"'{cell}" if cell[:1] in tuple("=+-@\t\r") else cell)
    text: str = safe.to_csv(index=False, sep=";", lineterminator="\r\n")
    return f"\ufeff{text}".encode()
