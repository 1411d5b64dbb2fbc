"""Tables of a few applicants side by side: one column each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from pandas import DataFrame

from assessment.domain.checking.capacity import Capacity, Use
from assessment.domain.checking.screening import Screening
from assessment.domain.ranking.places import Group
from assessment.domain.rounds.comparing import Comparison, Row, Side
from assessment.domain.rules.form import FormField
from assessment.domain.words.wording import listed, number, percent
from assessment.tables.frame import Frame, points
from assessment.tables.ranking import group

FAR = "stor forskel"
"""What stands beside a difference that is worth a look."""

_HIDDEN = "skjult"


def comparison(compared: Comparison) -> Frame:
    """Where each applicant stands, its formal check, and the figures of its own plan."""
    rows = [
        {"Oplysning": title}
        | {side.name: text for side, text in zip(compared.sides, cells, strict=True)}
        for title, cells in _facts(compared)
    ]
    return DataFrame(rows, dtype=str)


def _facts(compared: Comparison) -> Iterator[tuple[str, list[str]]]:
    sides = compared.sides
    yield "Plads", [_place(each) for each in sides]
    yield "Gruppe", [group(each.standing, whole=each.placed) for each in sides]
    yield "Total", [_hidden_or(each, each.standing.total) for each in sides]
    for criterion in compared.scheme.criteria:
        yield criterion.title, [_criterion(each, criterion.id) for each in sides]
    yield "Formel prøvning", [_check(each.case.screening) for each in sides]
    for field in compared.figures:
        yield field.title, [_figure(each, field) for each in sides]
    yield "Kapacitet, der bruges", [_use(each.use) for each in sides]
    yield "Tallenes sammenhæng", [_holds(each.capacity) for each in sides]


def _place(side: Side) -> str:
    return str(side.standing.place) if side.standing.place and side.placed else "–"


def _hidden_or(side: Side, value: Fraction | None) -> str:
    return _HIDDEN if side.case.hidden else points(value)


def _criterion(side: Side, criterion_id: str) -> str:
    if side.standing.group is Group.NOT_QUALIFIED:
        return "–"
    return _hidden_or(side, side.case.marks.criteria[criterion_id])


def _check(screening: Screening) -> str:
    concerned = [each.requirement for each in screening.unmet] or screening.open
    return f"{screening.status} ({listed(concerned)})" if concerned else screening.status


def _figure(side: Side, field: FormField) -> str:
    """The number as it was understood, else what was written."""
    reading = side.case.application.reading
    value = reading.number(field.id)
    if value is not None and value.is_finite():
        return number(value)
    return reading.text_of(field.id) or "ikke besvaret"


def _use(used: Use | None) -> str:
    if used is None:
        return "kan ikke regnes ud"
    return f"{percent(used.share)} ({number(used.citizens)} af {number(used.ceiling)} forløb)"


def _holds(result: Capacity) -> str:
    if result.missing:
        return "mangler et brugbart tal"
    return "hænger sammen" if result.holds else "bør ses efter"


def compared_aspects(compared: Comparison, rows: Iterable[Row]) -> Frame:
    """What each applicant was given for some aspects, and how far apart they are in words."""
    made = [
        {"Aspekt": f"{row.aspect.id} {row.aspect.title}"}
        | {
            side.name: _given(side, row.aspect.id, value)
            for side, value in zip(compared.sides, row.points, strict=True)
        }
        | {"Forskel": f"{points(row.spread)}, {FAR}" if row.differs else points(row.spread)}
        for row in rows
    ]
    return DataFrame(made, dtype=str)


def _given(side: Side, aspect_id: str, value: Fraction | None) -> str:
    agreed = side.case.consensus.get(aspect_id)
    kept = " (konsensus)" if agreed and agreed.stands else ""
    return f"{_hidden_or(side, value)}{kept}"
