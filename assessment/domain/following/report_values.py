"""What a cell of a report holds: read as a CPR number or a date, or shown by its shape alone."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from assessment.domain.words.wording import MONTHS

Value: TypeAlias = str | date | Decimal | bool | None
"""What a cell holds: text, a date, a number or a truth; None and blank text are nothing."""

_SHAPE = 20
"""Characters of what is no CPR number whose shape is shown."""
_CPR = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{2})-?([0-9]{4})")
_DAY_FIRST = re.compile(
    r"([0-9]{1,2})[.\-/ ] ?([0-9]{1,2}|[a-z]{3,9}\.?)[.\-/ ] ?([0-9]{4}|[0-9]{2})", re.IGNORECASE
)


def as_cpr(value: Value) -> str | None:
    """The ten digits of a CPR number; None for what is none.

    A day of a month and four digits make one: numbers without a check digit have been in use since
    1 October 2007.
    """
    text = str(value) if isinstance(value, Decimal) else value
    found = _CPR.fullmatch(text) if isinstance(text, str) else None
    if found is None:
        return None
    first, month, year = (int(found[group]) for group in (1, 2, 3))
    try:
        date(2000 + year, month, first)
    except ValueError:
        return None
    return "".join(found.groups())


def as_day(value: Value) -> date | None:
    """A date, also where it is written as text in a Danish way or as 2027-03-01.

    Danish ways are 1.3.2027, 01-03-27, 1/3-2027, 1. marts 2027 and the like; years are of this century.
    """
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        return None
    found = _DAY_FIRST.fullmatch(value)
    try:
        if found:
            year = f"20{found[3]}"[-4:]
            return date(int(year), _month(found[2]), int(found[1]))
        return date.fromisoformat(value) if value[4:5] == "-" else None
    except ValueError:
        return None


def _month(text: str) -> int:
    """A month by its number or by how its name begins; ValueError for what is none."""
    if text.isdigit():
        return int(text)
    (number,) = (
        at for at, name in enumerate(MONTHS, start=1) if name.startswith(text.lower().rstrip("."))
    )
    return number


def shape(value: Value) -> str:
    """A cell with a bullet for each letter and digit, so that one sees what is wrong and not who it is."""
    return re.sub(r"\w", "•", " ".join(str(value).split()))[:_SHAPE]
