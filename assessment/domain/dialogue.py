"""What passes between the authority and the applicants while a round runs, and what it demands.

The right to ask for elaboration is reserved in the guide; what comes from elsewhere and weighs
against an applicant must be put to it first (partshøring, forvaltningsloven § 19); what is said by
telephone is written down (notatpligt, offentlighedsloven § 13); what one applicant is told, all
are told (forvaltningsloven § 7 and equality).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from assessment.domain.wording import date_time
from assessment.errors import RefusedActionError


class Kind(StrEnum):
    """What sort of exchange it is."""

    SUPPLEMENT = "anmodning om supplerende oplysninger"
    OUTSIDE = "oplysning fra andre kilder"
    HEARING = "partshøring"
    CALL = "telefonnotat"
    QUESTION = "spørgsmål og svar"


ASKS = frozenset({Kind.SUPPLEMENT, Kind.HEARING})
"""Those that wait for the applicant's answer until a deadline."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer to an exchange: what was answered, when, and who wrote it down."""

    text: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Shared:
    """How and when what one applicant was told reached all."""

    how: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """One exchange; `application` is None where it concerns the whole round.

    `fields` are those of the form that a request is tied to, `counterpart` who was spoken to or
    where information comes from, and `concerns` the outside information that a hearing is about.
    """

    id: int
    round: str
    application: int | None
    kind: Kind
    text: str
    by: str
    at: datetime
    counterpart: str = ""
    fields: tuple[str, ...] = ()
    deadline: datetime | None = None
    concerns: int | None = None
    answer: Answered | None = None
    shared: Shared | None = None
    version: int = 0

    def waits(self, now: datetime) -> bool:
        """Whether the applicant still has time to answer."""
        return (
            self.kind in ASKS
            and self.answer is None
            and (self.deadline is None or now <= self.deadline)
        )


def validate_exchange(made: Exchange) -> None:
    """Raise RefusedActionError with the first thing that a new exchange lacks."""
    problem = next(_problems(made), None)
    if problem:
        raise RefusedActionError(problem)


def _problems(made: Exchange) -> Iterator[str]:
    if not made.text.strip():
        yield f"Skriv teksten til {_the(made.kind)}."
    if made.application is None and made.kind is not Kind.QUESTION:
        yield "Vælg den ansøgning, det drejer sig om."
    if made.kind is Kind.SUPPLEMENT and not made.fields:
        yield "Vælg mindst ét felt, som anmodningen drejer sig om."
    if made.kind in ASKS and (made.deadline is None or made.deadline <= made.at):
        yield "Sæt en svarfrist med dato og klokkeslæt, som ligger ude i fremtiden."
    if made.kind is Kind.HEARING and made.concerns is None:
        yield "Vælg den oplysning, som ansøger høres om."
    if made.kind in {Kind.OUTSIDE, Kind.CALL, Kind.QUESTION} and not made.counterpart.strip():
        yield _counterpart_missing(made.kind)


def _the(kind: Kind) -> str:
    return {
        Kind.SUPPLEMENT: "anmodningen",
        Kind.OUTSIDE: "oplysningen",
        Kind.HEARING: "partshøringen",
        Kind.CALL: "telefonnotatet",
        Kind.QUESTION: "spørgsmålet",
    }[kind]


def _counterpart_missing(kind: Kind) -> str:
    if kind is Kind.OUTSIDE:
        return "Skriv, hvor oplysningen kommer fra."
    return "Skriv, hvem der ringede." if kind is Kind.CALL else "Skriv, hvem der spurgte."


def hindrances(exchanges: Iterable[Exchange], now: datetime) -> tuple[str, ...]:
    """What must happen before one application can be recommended or decided, in Danish.

    `exchanges` are those of the application.
    """
    known = tuple(exchanges)
    heard = {each.concerns for each in known if each.kind is Kind.HEARING}
    unheard = [
        f"partshøring over oplysningen fra {each.counterpart}"
        for each in known
        if each.kind is Kind.OUTSIDE and each.id not in heard
    ]
    waiting = [
        f"svar på {_the(each.kind)}, som har frist {date_time(each.deadline)}"
        for each in known
        if each.waits(now) and each.deadline
    ]
    return (*unheard, *waiting)


def unshared(exchanges: Iterable[Exchange]) -> tuple[Exchange, ...]:
    """Questions whose answer has not reached all applicants yet."""
    return tuple(
        each
        for each in exchanges
        if each.kind is Kind.QUESTION and each.answer and each.shared is None
    )
