"""A letter to an applicant: which there are, its texts as people write them, and what became of it.

The tool sends nothing. A letter that is finished is fixed as a file with its hash; a human sends it
and notes how and when. What is changed after that makes a new letter beside the old one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from assessment.domain.outcomes.award import Award


class LetterKind(StrEnum):
    """What sort of letter it is."""

    RECEIPT = "kvittering"
    SUPPLEMENT = "anmodning om supplerende oplysninger"
    HEARING = "partshøring"
    GRANT = "tilsagn"
    RESERVE = "reserve"
    REFUSAL = "afslag"
    DISMISSAL = "afvisning"


DECIDING = {
    Award.GRANT: LetterKind.GRANT,
    Award.RESERVE: LetterKind.RESERVE,
    Award.REFUSAL: LetterKind.REFUSAL,
    Award.DISMISSAL: LetterKind.DISMISSAL,
}
"""The letter that tells an applicant what was decided."""


@dataclass(frozen=True, slots=True)
class LetterText:
    """One text of an application's decision letter as somebody wrote or left it.

    `key` says which: "strengths:readiness", "facts" and so on (see `drafts`). It stands in a letter
    only once a human has `accepted` it.
    """

    application: int
    key: str
    text: str
    accepted: bool
    by: str
    at: datetime
    version: int = 0


class Channel(StrEnum):
    """How a letter left the house."""

    DIGITAL_POST = "Digital Post"
    SECURE_MAIL = "sikker e-mail"
    MAIL = "e-mail"
    POST = "brev med posten"


@dataclass(frozen=True, slots=True)
class Sent:
    """How and on which day a letter was sent, and who noted it when."""

    channel: Channel
    on: date
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Letter:
    """A finished letter: its file never changes.

    `number` counts the letters of its kind to the application, from 1. `exchange` is the request or
    hearing it puts to the applicant. `basis` is the fingerprint of all that it says: another one now
    means that it was overtaken. `sent` is None until somebody notes that it left.
    """

    id: int
    application: int
    kind: LetterKind
    number: int
    filename: str
    sha256: str
    basis: str
    by: str
    at: datetime
    exchange: int | None = None
    sent: Sent | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class CaseNumber:
    """The number under which the authority's journal keeps an application, or the whole round (None)."""

    round: str
    application: int | None
    number: str
    by: str
    at: datetime
    version: int = 0
