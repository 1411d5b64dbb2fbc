"""What is agreed with a selected applicant, when its reports are due, and which of them came.

The rules follow the guides' chapter on monitoring; how many months lie between two reports is the
scheme's. Nothing of a report is kept but the day that it came.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from itertools import chain, count, takewhile

from assessment.domain.applications.application import Application
from assessment.domain.checking.capacity import use
from assessment.domain.correspondence.dialogue import refuse_personal
from assessment.domain.following.undertaking import Report, Undertaking
from assessment.domain.rounds.case import Case
from assessment.domain.rules.scheme import Framed, Period, Scheme
from assessment.domain.words.wording import counted, day, listed, number
from assessment.errors import RefusedActionError

MOST_CITIZENS = 10_000
"""More than any applicant has: a larger number is a slip of the hand."""
LONGEST = 120
"""Months that support runs at most, as `Period` has it."""
YEARS = range(2000, 2101)
"""The years that a date of the support can be in."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What is to be agreed with an applicant, as far as it is known: see `Undertaking`."""

    target_group: str = ""
    sub_groups: tuple[str, ...] = ()
    citizens: int | None = None
    caseload: str = ""
    start: date | None = None
    end: date | None = None

    @classmethod
    def of(cls, made: Undertaking) -> Terms:
        """What was agreed."""
        return cls(
            made.target_group, made.sub_groups, made.citizens, made.caseload, made.start, made.end
        )


def proposed(case: Case, period: Period) -> Terms:
    """What the application and the round give for an undertaking, for people to agree on.

    The target group is quoted from what the applicant answers to the scheme's own question about it:
    a letter of the authority speaks in no other voice as if it were its own. The figures are those that
    the scheme's plausibility is held against. Dates that the round leaves open stay open.
    """
    reading, rule = case.application.reading, case.scheme.plausibility
    field = _described_in(case.scheme)
    described = reading.text_of(field).strip()
    citizens = reading.number(rule.citizens)
    return Terms(
        target_group=described and f"Som beskrevet i ansøgningen (felt {field}): “{described}”",
        citizens=int(citizens) if citizens is not None and _is_number(citizens) else None,
        caseload=reading.text_of(rule.caseload).strip(),
        start=period.start,
        end=period.end or (period.start and _last_day(period.start, period.months)),
    )


def _is_number(citizens: Decimal) -> bool:
    return citizens.is_finite() and 0 < citizens <= MOST_CITIZENS and citizens % 1 == 0


def _described_in(scheme: Scheme) -> str:
    """The field that describes the target group; "" where the scheme frames none."""
    checks = chain.from_iterable(each.checks for each in scheme.requirements)
    return next((each.description for each in checks if isinstance(each, Framed)), "")


def agreed(terms: Terms, application: int, *, by: str, at: datetime, version: int) -> Undertaking:
    """The undertaking that these terms make.

    Raises RefusedActionError, in one sentence, while something is missing or does not fit together.
    """
    groups = tuple(filter(None, (" ".join(each.split()) for each in terms.sub_groups)))
    target_group, caseload = terms.target_group.strip(), terms.caseload.strip()
    if not (target_group and terms.citizens is not None and caseload and terms.start and terms.end):
        raise RefusedActionError(
            f"Aftalen kan ikke gemmes endnu. Der mangler {listed(list(missing(terms)))}."
        )
    made = Undertaking(
        application,
        target_group,
        groups,
        terms.citizens,
        caseload,
        terms.start,
        terms.end,
        by,
        at,
        version,
    )
    problem = next(_problems(made), None)
    if problem:
        raise RefusedActionError(problem)
    refuse_personal(target_group, caseload, *groups)
    return made


def missing(terms: Terms) -> Iterator[str]:
    """What must be there before it can be an undertaking, in Danish."""
    wanted = {
        "en beskrivelse af målgruppen": terms.target_group.strip(),
        "antallet af borgere": terms.citizens is not None,
        "caseload pr. medarbejder": terms.caseload.strip(),
        "den dag, støtten begynder": terms.start,
        "den dag, støtten slutter": terms.end,
    }
    return (what for what, there in wanted.items() if not there)


def _problems(made: Undertaking) -> Iterator[str]:
    if not 0 < made.citizens <= MOST_CITIZENS:
        yield "Skriv et antal borgere mellem 1 og 10.000."
    if made.end <= made.start:
        yield "Støtten skal slutte efter den dag, den begynder. Ret en af de to datoer."
    elif not {made.start.year, made.end.year} <= set(YEARS):
        yield "Støttens datoer skal ligge mellem 2000 og 2100. Ret en af dem."
    elif made.end > _last_day(made.start, LONGEST):
        yield "Støtten kan vare højst 10 år. Ret en af de to datoer."
    seen: set[str] = set()
    for each in made.sub_groups:
        if each.casefold() in seen:
            yield f"Delmålgruppen “{each}” står to gange. Skriv hver delmålgruppe én gang."
        seen.add(each.casefold())


def remarks(made: Undertaking, application: Application, scheme: Scheme) -> tuple[str, ...]:
    """What to look at in an undertaking, in Danish; nothing of it keeps it from being agreed."""
    months = _months(made)
    used = use(application.reading, scheme.plausibility, months)
    over = used is not None and made.citizens > used.ceiling
    places = (
        f"Aftalen er på {counted(made.citizens, 'borger', 'borgere')}. Med de medarbejdere, ansøger "
        f"oplyser, er der plads til omkring {number(int(used.ceiling))} forløb på {months} måneder."
        if used and over
        else ""
    )
    groups = (
        ""
        if made.sub_groups
        else "Der er ikke aftalt delmålgrupper endnu, så indberetningernes delmålgrupper kan ikke efterses."
    )
    return tuple(filter(None, (places, groups)))


def _months(made: Undertaking) -> int:
    """The months that the support runs; one that is begun counts."""
    return next(months for months in count(1) if _last_day(made.start, months) >= made.end)


def _later(first: date, months: int) -> date:
    """The same day some months later, or that month's last where it has no such day."""
    years, month = divmod(first.month - 1 + months, 12)
    year = first.year + years
    return date(year, month + 1, min(first.day, monthrange(year, month + 1)[1]))


def _last_day(first: date, months: int) -> date:
    return _later(first, months) - timedelta(days=1)


def due_days(made: Undertaking, every_months: int) -> tuple[date, ...]:
    """The days on which an applicant's reports are due, in order.

    The first is `every_months` after the start, and so on for as long as the support runs: always
    the day of the month that the start has, or the month's last where it has no such day. The last
    report is due on the day that the support ends, be it a whole interval after the one before or
    less.
    """
    regular = (_later(made.start, every_months * step) for step in count(1))
    return (*takewhile(lambda due: due < made.end, regular), made.end)


class Status(StrEnum):
    """What became of a report that is due on a day; it is missing from the day after."""

    RECEIVED = "modtaget"
    MISSING = "mangler"
    COMING = "kommer"


@dataclass(frozen=True, slots=True)
class DueDay:
    """A day on which a report is due; `report` is None until it came."""

    due: date
    status: Status
    report: Report | None = None


def calendar(
    made: Undertaking, every_months: int, reports: Iterable[Report], today: date
) -> tuple[DueDay, ...]:
    """Each due day with what became of it, in order.

    A report that was noted for a day that is no longer due, since another period was agreed, stands
    there still.
    """
    came = {each.due: each for each in reports}
    days = sorted({*due_days(made, every_months), *came})
    return tuple(DueDay(due, _status(due, came, today), came.get(due)) for due in days)


def _status(due: date, came: Mapping[date, Report], today: date) -> Status:
    if due in came:
        return Status.RECEIVED
    return Status.MISSING if due < today else Status.COMING


@dataclass(frozen=True, slots=True)
class Following:
    """How it goes with one selected applicant.

    No report is due without an undertaking, or where the rules ask for none.
    """

    application: int
    name: str
    undertaking: Undertaking | None
    days: tuple[DueDay, ...] = ()

    def of(self, status: Status) -> tuple[DueDay, ...]:
        """The due days of one status."""
        return tuple(each for each in self.days if each.status is status)

    @property
    def words(self) -> str:
        """How it goes in a few words, as it stands beside the applicant's name."""
        if self.undertaking is None:
            return "ingen aftale endnu"
        late = len(self.of(Status.MISSING))
        if late:
            return counted(late, "indberetning mangler", "indberetninger mangler")
        return "intet mangler"


def validate_report(made: Report, following: Following, today: date) -> None:
    """Raise RefusedActionError unless this can have come, for a day that is due and without a report."""
    problem = next(_misfits(made, following, today), None)
    if problem:
        raise RefusedActionError(problem)
    refuse_personal(made.note)


def _misfits(made: Report, following: Following, today: date) -> Iterator[str]:
    agreement = following.undertaking
    if agreement is None:
        yield (
            f"Der er ingen aftale om støtten med {following.name} endnu. Skriv den, før I noterer "
            "indberetninger."
        )
    elif made.due not in {each.due for each in following.days}:
        yield f"Der skal ikke indberettes den {day(made.due)}. Vælg en dag i kalenderen."
    elif made.received < agreement.start:
        yield "Indberetningen kan ikke være modtaget, før støtten begyndte. Ret datoen."
    if made.received > today:
        yield "Indberetningen kan ikke være modtaget ude i fremtiden. Ret datoen."


def validate_reason(reason: str) -> None:
    """Raise RefusedActionError unless this says why a report is taken back."""
    if not reason.strip():
        raise RefusedActionError("Skriv, hvorfor indberetningen tages tilbage.")
    refuse_personal(reason)
