"""F10: do the number of citizens, caseload, staff and period hold together? A flag, never a rejection.

The figures come from the scheme's plausibility part (for CTI: an estimate of 33 courses a year for
three workers with ten citizens each). Every step is written out so that a reader can follow it.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from assessment.domain.applications.application import Reading
from assessment.domain.rules.form import Form
from assessment.domain.rules.scheme import Plausibility
from assessment.domain.words.wording import counted, listed, number

_ROLES = ("employees", "full_time", "caseload", "citizens")


@dataclass(frozen=True, slots=True)
class Step:
    """One comparison, written as a sum, and whether the applicant's figures hold against it."""

    text: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Capacity:
    """The steps that could be calculated, and the fields whose number could not be used."""

    steps: tuple[Step, ...]
    missing: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether everything could be calculated and nothing is exceeded."""
        return not self.missing and all(step.holds for step in self.steps)


@dataclass(frozen=True, slots=True)
class Use:
    """The citizens an applicant expects beside the courses that its places can hold."""

    citizens: Fraction
    ceiling: Fraction

    @property
    def share(self) -> Fraction:
        """How much of the ceiling is used; above 1 it is exceeded."""
        return self.citizens / self.ceiling


def use(reading: Reading, rule: Plausibility, months: int) -> Use | None:
    """How much of its capacity an applicant uses in `months`; None where a number is missing."""
    return _use(_figures(reading, rule), rule, months)


def capacity(reading: Reading, form: Form, rule: Plausibility, months: int) -> Capacity:
    """Hold an applicant's figures against the plausibility figures for a period of `months`."""
    figures = _figures(reading, rule)
    missing = tuple(
        form.field(getattr(rule, role)).full_label for role in _ROLES if role not in figures
    )
    steps = (
        _ceiling(figures, rule, months),
        _load(figures, rule),
        _full_time(figures, rule, months),
    )
    return Capacity(tuple(step for step in steps if step), missing)


def explain(result: Capacity) -> str:
    """The whole calculation in Danish, one step a line."""
    lines = [step.text for step in result.steps]
    if result.missing:
        lines.append(f"Der mangler et brugbart tal i: {listed(result.missing)}.")
    return "\n".join(lines)


def _figures(reading: Reading, rule: Plausibility) -> dict[str, Fraction]:
    """The numbers that can be used, by what they are."""
    known = {role: _positive(reading, getattr(rule, role)) for role in _ROLES}
    return {role: value for role, value in known.items() if value is not None}


def _positive(reading: Reading, field_id: str) -> Fraction | None:
    value = reading.number(field_id)
    if value is None or not value.is_finite() or value <= 0:
        return None
    return Fraction(value)


def _places(figures: dict[str, Fraction]) -> str:
    employees = counted(figures["employees"], "medarbejder", "medarbejdere")
    return f"{employees} × {counted(figures['caseload'], 'borger', 'borgere')}"


def _use(figures: dict[str, Fraction], rule: Plausibility, months: int) -> Use | None:
    if not {"employees", "caseload", "citizens"} <= figures.keys():
        return None
    places = figures["employees"] * figures["caseload"]
    return Use(figures["citizens"], places * rule.yearly_turnover * months / 12)


def _ceiling(figures: dict[str, Fraction], rule: Plausibility, months: int) -> Step | None:
    used = _use(figures, rule, months)
    if used is None:
        return None
    holds = used.citizens <= used.ceiling
    return Step(
        f"{_places(figures)} × {number(rule.yearly_turnover)} × {months}/12 år "
        f"= {number(used.ceiling)} forløb. Ansøger forventer {number(used.citizens)}: "
        f"{'inden for' if holds else 'over'} loftet.",
        holds,
    )


def _load(figures: dict[str, Fraction], rule: Plausibility) -> Step | None:
    if not {"employees", "caseload", "full_time"} <= figures.keys():
        return None
    employees, caseload, full_time = figures["employees"], figures["caseload"], figures["full_time"]
    load = employees * caseload / full_time
    holds = load <= rule.caseload_per_full_time
    return Step(
        f"{_places(figures)} ÷ {number(full_time)} årsværk "
        f"= {counted(load, 'borger', 'borgere')} pr. årsværk: {'højst' if holds else 'over'} "
        f"{number(rule.caseload_per_full_time)}.",
        holds,
    )


def _full_time(figures: dict[str, Fraction], rule: Plausibility, months: int) -> Step | None:
    if not {"full_time", "citizens"} <= figures.keys():
        return None
    full_time, citizens = figures["full_time"], figures["citizens"]
    ceiling = full_time * rule.courses_per_full_time * months / 12
    holds = citizens <= ceiling
    return Step(
        f"{number(full_time)} årsværk × {number(rule.courses_per_full_time)} forløb om året × {months}/12 år "
        f"= {number(ceiling)} forløb. Ansøger forventer {number(citizens)}: "
        f"{'inden for' if holds else 'over'} det, fuldtidsårsværk erfaringsmæssigt når.",
        holds,
    )
