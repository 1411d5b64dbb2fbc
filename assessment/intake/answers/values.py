"""From an answer's words to its value: a number, a date, a choice, a tick."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from rapidfuzz import fuzz, process

from assessment.domain.rules.form import FieldKind, FormField, Option
from assessment.intake.answers.boxes import boxes, has_boxes
from assessment.intake.answers.wording import normalised

_LONGEST_NUMBER = 12
_NUMBER = re.compile(
    r"^(?:(?:ca|cirka|omkring|omtrent|i alt|knap|godt|højst|maks|max|mindst|op til|forventet|"
    r"i gennemsnit|gennemsnitligt)\b[.:]?\s*)*"
    r"(\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?)\s?([½¼¾])?(?![\d.,]*\d)\s*(.*)$",
    re.IGNORECASE | re.DOTALL,
)
_FRACTIONS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
_ANOTHER_NUMBER = re.compile(r"[\d½¼¾]")
# hours and shares are measures of something else than what is counted
_OTHER_MEASURE = re.compile(r"^(?:%|pct\b|procent|timer\b|t\b|t/)", re.IGNORECASE)
_MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni",
    "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip
_DATES = (
    re.compile(r"(?<!\d)(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<day>\d{1,2})\s?[./-]\s?(?P<month>\d{1,2})(?:\s?[./-]\s?|\s)(?P<year>\d{4}|\d{2})(?!\d)"),
    re.compile(rf"(?<!\d)(?P<day>\d{{1,2}})\.?\s*(?P<month>{'|'.join(m[:3] for m in _MONTHS)})[a-zæøå]*\.?\s*(?P<year>\d{{4}})(?!\d)", re.IGNORECASE),
)  # fmt: skip
_CENTURY = 2000
_TWO_DIGITS = 99
_CLOSE_OPTION = 86
_LONGEST_CHOICE = 40


def number(text: str) -> Decimal | None:
    """Return the one number a text states, as "2,5" or "10 borgere"; None for none or several."""
    found = _NUMBER.match(text.strip())
    if not found or _ANOTHER_NUMBER.search(found[3]) or _OTHER_MEASURE.match(found[3]):
        return None
    digits = found[1]
    thousands = re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", digits)
    plain = (digits.replace(".", "") if thousands else digits).replace(",", ".")
    if len(plain) > _LONGEST_NUMBER:
        return None
    return Decimal(plain) + _FRACTIONS.get(found[2], Decimal(0))


def day(text: str) -> date | None:
    """Return the one date a text states in a Danish or ISO way; None for none or several."""
    found = {
        each for pattern in _DATES for match in pattern.finditer(text) if (each := _date(match))
    }
    return found.pop() if len(found) == 1 else None


def choice(text: str, field: FormField) -> str | None:
    """Return the id of the option a text means, or the text itself where any municipality will do."""
    if field.municipalities:
        return " ".join(text.split()) or None
    chosen = [box.label for box in boxes(text) if box.ticked] if has_boxes(text) else [text]
    meant = {option.id for label in chosen if (option := _option(label, field.options))}
    return meant.pop() if len(meant) == 1 else None


def value_of(text: str, field: FormField) -> Decimal | date | str | None:
    """Return an answer's value as its field's kind wants it; None where it cannot be taken so."""
    match field.kind:
        case FieldKind.NUMBER:
            return number(text)
        case FieldKind.DATE:
            return day(text)
        case FieldKind.CHOICE:
            return choice(text, field)
        case _:
            return None


def _date(match: re.Match[str]) -> date | None:
    year, month = int(match["year"]), match["month"].lower()
    try:
        number_of_month = int(month) if month.isdecimal() else _month(month)
        return date(
            year if year > _TWO_DIGITS else year + _CENTURY, number_of_month, int(match["day"])
        )
    except ValueError:
        return None


def _month(start: str) -> int:
    return next(number for number, name in enumerate(_MONTHS, start=1) if name.startswith(start))


def _option(text: str, options: tuple[Option, ...]) -> Option | None:
    by_wording = {
        normalised(w): option for option in options for w in (option.label, *option.aliases)
    }
    wanted = normalised(text)
    if wanted in by_wording:
        return by_wording[wanted]
    near = process.extractOne(
        wanted, by_wording.keys(), scorer=fuzz.token_sort_ratio, score_cutoff=_CLOSE_OPTION
    )
    return by_wording[near[0]] if near else _named(wanted, by_wording)


def _named(wanted: str, by_wording: dict[str, Option]) -> Option | None:
    """Return the one option that a short sentence names: "Vi er en kommune"."""
    if len(wanted) > _LONGEST_CHOICE:
        return None
    named = {o.id: o for wording, o in by_wording.items() if f" {wording} " in f" {wanted} "}
    return next(iter(named.values())) if len(named) == 1 else None
