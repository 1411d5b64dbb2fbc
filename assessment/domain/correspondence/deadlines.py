"""Deadlines for answers: which days offices are open, what is proposed, and what is left.

Danish time throughout. What is no law but ours, such as the week that is proposed, is named as such.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache

from assessment.domain.words.wording import COPENHAGEN, counted, date_time, local

PROPOSED_DAYS = 5
"""Working days that are proposed for an answer; ours, as no rule sets a number."""
PROPOSED_CLOCK = time(12)
_DAY = timedelta(days=1)
_WEEKEND = 5

# Days after Easter Sunday: Maundy Thursday, Good Friday, Easter, Ascension and Whitsun.
_MOVABLE = (-3, -2, 0, 1, 39, 49, 50)
# New Year, Constitution Day, the three days of Christmas and New Year's Eve: offices are closed.
_FIXED = ((1, 1), (6, 5), (12, 24), (12, 25), (12, 26), (12, 31))


def is_working_day(day: date) -> bool:
    """Whether state offices are open on a day."""
    return day.weekday() < _WEEKEND and day not in _closed_days(day.year)


@lru_cache(maxsize=16)
def _closed_days(year: int) -> frozenset[date]:
    easter = _easter(year)
    movable = (easter + days * _DAY for days in _MOVABLE)
    return frozenset((*movable, *(date(year, month, day) for month, day in _FIXED)))


def _easter(year: int) -> date:
    """Easter Sunday by the Gregorian computus (Meeus, Jones and Butcher)."""
    golden, century, rest = year % 19, year // 100, year % 100
    leaps, sun = century // 4, century % 4
    moon = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leaps - moon + 15) % 30
    weekday = (32 + 2 * sun + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def working_days_after(day: date, count: int) -> date:
    """The day that is so many working days later."""
    for _ in range(count):
        day += _DAY
        while not is_working_day(day):
            day += _DAY
    return day


def proposed(now: datetime) -> datetime:
    """The deadline that is proposed for an answer: at noon, a working week from now."""
    day = working_days_after(local(now).date(), PROPOSED_DAYS)
    return datetime.combine(day, PROPOSED_CLOCK, COPENHAGEN)


def remarks(deadline: datetime, now: datetime) -> tuple[str, ...]:
    """What is worth a thought before a deadline is set; none of it hinders."""
    day, today = local(deadline).date(), local(now).date()
    said = []
    if not is_working_day(day):
        said.append("Fristen ligger på en dag, hvor kontorer har lukket.")
    if day < working_days_after(today, 1):
        said.append("Fristen giver ikke ansøger en hel arbejdsdag til at svare.")
    elif day < working_days_after(today, PROPOSED_DAYS):
        said.append(
            f"Fristen er kortere end {PROPOSED_DAYS} arbejdsdage; den skal være rimelig, og alle med "
            "samme hul skal have lige lang tid."
        )
    return tuple(said)


def left(deadline: datetime, now: datetime) -> str:
    """A deadline and what is left of it: "frist 05.12.2026 kl. 12.00, 2 dage tilbage"."""
    if now > deadline:
        return f"fristen {date_time(deadline)} er overskredet"
    days = (local(deadline).date() - local(now).date()).days
    rest = f"{counted(days, 'dag', 'dage')} tilbage" if days else "i dag"
    return f"frist {date_time(deadline)}, {rest}"
