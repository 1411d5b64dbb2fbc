"""CPR-like numbers: found by their date alone and masked in all that is derived from a file.

Numbers without a valid check digit are in use since 1 October 2007 (CPR-kontoret), so modulus 11
is no help; a valid date and the way the number is written are what there is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from assessment.domain.application import Issue, Reading

MASK = "••••••-••••"

_CANDIDATE = re.compile(
    r"(?<![\d+])(?<!\d[-./])(\d{2})(\d{2})(\d{2})([-\u2010-\u2013 ]?)(\d{4})(?![\d])"
)
# Ten digits in one run are also how P-numbers, phones and case numbers are written.
_OTHER_NUMBER = re.compile(
    r"(?:p-?n(?:r|ummer)|produktionsenhed\w*|cvr|ean|tlf|telefon\w*|mobil\w*|konto\w*|sags?-?n(?:r|ummer)"
    r"|sag|journal\w*|j\.?\s?nr)\W{0,12}$",
    re.IGNORECASE,
)


def _is_personal(match: re.Match[str]) -> bool:
    day, month, year = (int(match[group]) for group in (1, 2, 3))
    try:
        date(2000 + year, month, day)
    except ValueError:
        return False
    if match[4].strip():
        return True
    before = match.string[max(0, match.start() - 40) : match.start()]
    return not _OTHER_NUMBER.search(before)


def personal_numbers(text: str) -> Iterator[str]:
    """Each CPR-like number in a text: DDMMYY and four digits, with or without a separator."""
    return (match[0] for match in _CANDIDATE.finditer(text) if _is_personal(match))


def mask(text: str) -> str:
    """The text with each CPR-like number replaced by bullets."""
    return _CANDIDATE.sub(lambda match: MASK if _is_personal(match) else match[0], text)


def masked(reading: Reading) -> Reading:
    """A reading without CPR-like numbers, and with an issue that says how many there were."""
    parts = (reading.text, reading.deleted, reading.hidden, reading.comments)
    found = sum(1 for part in parts for _ in personal_numbers(part))
    if not found and not any(
        True for block in reading.blocks for _ in personal_numbers(block.text + " " + block.alt)
    ):
        return reading
    answers = {
        key: replace(answer, text=mask(answer.text), value=_masked_value(answer.value))
        for key, answer in reading.answers.items()
    }
    message = (
        "Filen indeholder tal, der ligner CPR-numre. De er skjult her; bed ansøger om ikke at sende "
        "personoplysninger om borgere."
    )
    return replace(
        reading,
        text=mask(reading.text),
        blocks=tuple(
            replace(block, text=mask(block.text), alt=mask(block.alt)) for block in reading.blocks
        ),
        answers=answers,
        issues=(*reading.issues, Issue("personal_number", message)),
        deleted=mask(reading.deleted),
        hidden=mask(reading.hidden),
        comments=mask(reading.comments),
    )


def _masked_value(value: Decimal | date | str | None) -> Decimal | date | str | None:
    return mask(value) if isinstance(value, str) else value
