"""CPR-like numbers: found by their date alone and masked in all that is derived from a file.

Numbers without a valid check digit are in use since 1 October 2007 (CPR-kontoret), so modulus 11
is no help; a valid date and the way the number is written are what there is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from assessment.domain.applications.application import Answer, Reading
from assessment.domain.applications.envelope import Envelope
from assessment.domain.applications.issue import Issue
from assessment.domain.words.danish import UNSEEN

MASK = "••••••-••••"

_GAP = r"[ \t\u00a0\u2000-\u200a\u202f]?"
_DASH = r"[-_\u2010-\u2015\u2212]"
# A date whose parts stand apart ("01.01.90") is a number's only where a dash follows.
_CANDIDATE = re.compile(
    r"(?<![\d+])(?P<day>\d{2})(?P<apart>[./ -])?(?P<month>\d{2})"
    r"(?(apart)(?P=apart)(?P<century>19|20)?)(?P<year>\d{2})"
    rf"(?P<between>{_GAP}(?(apart){_DASH}{{1,2}}|{_DASH}{{0,2}}){_GAP})(?P<last>\d{{4}})(?!\d)"
)
_PERIOD = range(11)
"""Years from a whole date to a year, which are a period: 01.01.2027-2028."""
_YEAR_OF_A_CASE = re.compile(r"\d[-./]")
# Ten digits in one run are also how P-numbers, phones and case numbers are written.
_OTHER_NUMBER = re.compile(
    r"\b(?:(?:p|sags?|journal|j)[-.\s]*n(?:r|ummer)|produktionsenhed\w*|cvr|ean|tlf|telefon\w*|mobil\w*|konto\w*)"
    r"\W{0,12}$",
    re.IGNORECASE,
)


def _is_personal(match: re.Match[str]) -> bool:
    try:
        date(2000 + int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return False
    if match["century"]:
        return int(match["last"]) - int(match["century"] + match["year"]) not in _PERIOD
    if match["between"].strip():
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
    """The text with each CPR-like number replaced by bullets; once masked it stays the same.

    What is not seen hides no number, wherever in it it stands.
    """
    seen = UNSEEN.sub("", text)
    places: Sequence[int] = range(len(text))
    if seen != text:
        places = [at for at, sign in enumerate(text) if not UNSEEN.match(sign)]
    pieces: list[str] = []
    end = 0
    for match in _found(seen):
        pieces += (text[end : places[match.start()]], MASK)
        end = places[match.end() - 1] + 1
    return "".join((*pieces, text[end:]))


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
