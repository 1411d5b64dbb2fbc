"""Tables of how alike the reviewers' points are, and of how lenient each reviewer is."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from pandas import DataFrame

from assessment.domain.ranking.noise import ExpectedPlace
from assessment.domain.reviewing.agreement import CONCLUSIVE, Agreement
from assessment.domain.rounds.ratings import Leniency
from assessment.domain.rules.scheme import Aspect
from assessment.domain.words.wording import decimal, percent
from assessment.tables.frame import Frame


def agreement(found: Iterable[tuple[Aspect | None, Agreement]]) -> Frame:
    """The agreement on each aspect and on all (None); a dash where undefined, and why."""
    rows = [
        {
            "Aspekt": f"{aspect.id} {aspect.title}" if aspect else "Alle aspekter",
            "Alfa": _rounded(each.alpha),
            "Interval (95 %)": _interval(each),
            "AC2": _rounded(each.ac2),
            "Højst ét point fra hinanden": _share(each.within_one),
            "Ansøgninger": str(each.blocks),
            "Point givet": str(each.ratings),
            "Bemærkning": remark(each),
        }
        for aspect, each in found
    ]
    return DataFrame(rows, dtype=str)


def _rounded(value: float | None) -> str:
    return "–" if value is None else decimal(Fraction(value))


def _share(value: float | None) -> str:
    return "–" if value is None else percent(Fraction(value), 0)


def _interval(each: Agreement) -> str:
    if each.low is None or each.high is None:
        return "–"
    return f"{_rounded(each.low)} til {_rounded(each.high)}"


def remark(each: Agreement) -> str:
    """Why there is no figure, or that too few were rated to conclude from it; a dash where neither."""
    few = "" if each.conclusive else f"under {CONCLUSIVE} ansøgninger"
    return "; ".join(part for part in (each.why, few) if part) or "–"


def leniency(found: Iterable[Leniency]) -> Frame:
    """How many points each reviewer gives more than the others, or why that is not said."""
    rows = [
        {
            "Bedømmer": each.reviewer,
            "Forskel fra de andre": _signed(each.difference),
            "Ansøgninger delt med andre": str(each.applications),
            "Bemærkning": each.why or "–",
        }
        for each in found
    ]
    return DataFrame(rows, dtype=str)


def _signed(value: Fraction | None) -> str:
    if value is None:
        return "–"
    return f"{'+' if value > 0 else ''}{decimal(value)}"


def expected_places(found: Iterable[ExpectedPlace]) -> Frame:
    """The place that each applicant is to expect, the best first."""
    rows = [
        {
            "Ansøger": each.applicant,
            "Total, når usikkerheden tages med": decimal(each.total),
            "Forventet plads": decimal(Fraction(each.place), 1),
        }
        for each in sorted(found, key=lambda one: one.place)
    ]
    return DataFrame(rows, dtype=str)
