"""How numbers, dates and lists are written in Danish, the same on screens and in documents."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

COPENHAGEN = ZoneInfo("Europe/Copenhagen")

MONTHS = [
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
]


def decimal(value: Fraction | Decimal | int, places: int = 2) -> str:
    """Write a number with a decimal comma, rounded half up once, here: 11/3 -> "3,67"."""
    scaled = abs(Fraction(value)) * 10**places
    rounded = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return _with_point(rounded if value > 0 else -rounded, places, ",")


def number(value: Fraction | Decimal | int) -> str:
    """Write a number with as few decimals as it needs, three at most: 2.50 -> "2,5"."""
    text = decimal(value, 3).rstrip("0")
    return text.removesuffix(",")


def percent(value: Fraction, places: int = 1) -> str:
    """Write a share as a percentage: 1/3 -> "33,3 %"."""
    return f"{decimal(value * 100, places)} %"


def exact_text(value: Fraction) -> str:
    """Write a fraction exactly for machines: a decimal where it ends, else "p/q"."""
    for places in range(value.denominator.bit_length()):
        scaled = value * 10**places
        if scaled.denominator == 1:
            return _with_point(scaled.numerator, places, ".")
    return str(value)


def _with_point(digits: int, places: int, point: str) -> str:
    """Digits with a point before the last few; by hand, for `Decimal` keeps 28 of them only."""
    whole, rest = divmod(abs(digits), 10**places)
    decimals = f"{point}{rest:0{places}}" if places else ""
    return f"{'-' if digits < 0 else ''}{whole}{decimals}"


def local(moment: datetime) -> datetime:
    """The moment in Danish time."""
    return moment.astimezone(COPENHAGEN)


def date_time(moment: datetime) -> str:
    """Write a moment in Danish time: "21.08.2024 kl. 12.00"."""
    return f"{local(moment):%d.%m.%Y kl. %H.%M}"


def clock(moment: datetime) -> str:
    """Write the time of day in Danish time: "14.02"."""
    return f"{local(moment):%H.%M}"


def day(value: date) -> str:
    """Write a date: "21.08.2024"."""
    return f"{value:%d.%m.%Y}"


def long_day(value: date) -> str:
    """Write a date for letters: "21. august 2024"."""
    return f"{value.day}. {MONTHS[value.month - 1]} {value.year}"


def listed(items: Sequence[str], joiner: str = "og") -> str:
    """Join names as a sentence does: "a, b og c"."""
    *most, last = items or ("",)
    return f"{', '.join(most)} {joiner} {last}" if most else last


def counted(count: Fraction | int, one: str, many: str) -> str:
    """Write a count with the right form of its noun: "1 ansøgning", "2 ansøgninger"."""
    return f"{number(count)} {one if count == 1 else many}"


def genitive(name: str) -> str:
    """Write whose something is: "Annes", "Jens’", "Fonden Max’"."""
    return f"{name}’" if name[-1:].casefold() in {"s", "x", "z"} else f"{name}s"
