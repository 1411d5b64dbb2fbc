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

from assessment.domain.applications.application import Answer, Reading
from assessment.domain.applications.envelope import Envelope
from assessment.domain.applications.issue import Issue

MASK = "••••••-••••"

_GAP = r"[ \t\u00a0\u00ad\u2000-\u200f\u202f\u2060\ufeff]?"
_DASH = r"[-_\u2010-\u2015\u2212]"
# A date whose parts stand apart ("01.01.90") is a number's only where a dash follows.
_CANDIDATE = re.compile(
    r"(?<![\d+])(\d{2})([. -])?(\d{2})(?(2)\2)(\d{2})"
    rf"({_GAP}(?(2){_DASH}|{_DASH}?){_GAP})(\d{{4}})(?!\d)"
)
_YEAR_OF_A_CASE = re.compile(r"\d[-./]")
# Ten digits in one run are also how P-numbers, phones and case numbers are written.
_OTHER_NUMBER = re.compile(
    r"\b(?:(?:p|sags?|journal|j)[-.\s]*n(?:r|ummer)|produktionsenhed\w*|cvr|ean|tlf|telefon\w*|mobil\w*|konto\w*)"
    r"\W{0,12}$",
    re.IGNORECASE,
)


def _is_personal(match: re.Match[str]) -> bool:
    day, month, year = (int(match[group]) for group in (1, 3, 4))
    try:
        date(2000 + year, month, day)
    except ValueError:
        return False
    if match[5].strip():
        return True
    before = match.string[max(0, match.start() - 40) : match.start()]
    return not _OTHER_NUMBER.search(before)


def _found(text: str) -> Iterator[re.Match[str]]:
    """DDMMYY and four digits, with or without a separator, unless they end a case number."""
    end = None
    for match in _CANDIDATE.finditer(text):
        behind_another = match.start() - 1 == end
        of_a_case = _YEAR_OF_A_CASE.fullmatch(text[max(0, match.start() - 2) : match.start()])
        if _is_personal(match) and (behind_another or not of_a_case):
            end = match.end()
            yield match


def mask(text: str) -> str:
    """The text with each CPR-like number replaced by bullets; once masked it stays the same."""
    spans = {match.span() for match in _found(text)}
    if not spans:
        return text
    return _CANDIDATE.sub(lambda match: MASK if match.span() in spans else match[0], text)


def masked(reading: Reading) -> Reading:
    """A reading without CPR-like numbers, and with an issue that says so where there were any."""
    hidden = replace(
        reading,
        text=mask(reading.text),
        blocks=tuple(
            replace(block, text=mask(block.text), alt=mask(block.alt)) for block in reading.blocks
        ),
        answers={key: _masked_answer(answer) for key, answer in reading.answers.items()},
        deleted=mask(reading.deleted),
        hidden=mask(reading.hidden),
        comments=mask(reading.comments),
        pictures=tuple(replace(each, alt=mask(each.alt)) for each in reading.pictures),
        issues=tuple(replace(each, message=mask(each.message)) for each in reading.issues),
    )
    if hidden == reading:
        return reading
    message = (
        "Filen indeholder tal, der ligner CPR-numre. De er skjult her; bed ansøger om ikke at sende "
        "personoplysninger om borgere."
    )
    return replace(hidden, issues=(*hidden.issues, Issue("personal_number", message)))


def masked_envelope(envelope: Envelope) -> Envelope:
    """A message's head and body without CPR-like numbers."""
    return replace(
        envelope,
        sender=mask(envelope.sender),
        subject=mask(envelope.subject),
        recipients=tuple(map(mask, envelope.recipients)),
        body=mask(envelope.body),
    )


def _masked_answer(answer: Answer) -> Answer:
    """An answer without CPR-like numbers; one that was read as a number is no number."""
    text, value = mask(answer.text), answer.value
    if isinstance(value, str):
        value = mask(value)
    elif isinstance(value, Decimal) and text != answer.text:
        value = None
    return replace(answer, text=text, value=value)
