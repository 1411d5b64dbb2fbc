"""What passes between the authority and the applicants while a round runs, and what it demands.

The right to ask for elaboration is reserved in the guide; what comes from elsewhere and weighs
against an applicant must be put to it first (partshøring, forvaltningsloven § 19), and what it
answers must be weighed; what is said by telephone is written down (notatpligt, offentlighedsloven
§ 13); what one applicant is told, all are told (forvaltningsloven § 7 and equality). Nothing is
deleted: what was noted by mistake is retracted with a reason and stands beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from assessment.domain.applications.personal import mask
from assessment.domain.words.wording import date_time
from assessment.errors import RefusedActionError


class Kind(StrEnum):
    """What sort of exchange it is."""

    SUPPLEMENT = "anmodning om supplerende oplysninger"
    OUTSIDE = "oplysning fra andre kilder"
    HEARING = "partshøring"
    CALL = "telefonnotat"
    QUESTION = "spørgsmål og svar"

    @property
    def definite(self) -> str:
        """The kind as it is named in the middle of a sentence."""
        return _DEFINITE[self]


_DEFINITE = {
    Kind.SUPPLEMENT: "anmodningen",
    Kind.OUTSIDE: "oplysningen",
    Kind.HEARING: "partshøringen",
    Kind.CALL: "telefonnotatet",
    Kind.QUESTION: "spørgsmålet",
}

ASKS = frozenset({Kind.SUPPLEMENT, Kind.HEARING})
"""Those that wait for the applicant's answer until a deadline."""

ANSWERED = ASKS | {Kind.QUESTION}
"""Those that get an answer; a question gets ours."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer to an exchange: what it says, and who wrote it down when.

    `received` is when it came; None where that is when it was written down.
    """

    text: str
    at: datetime
    by: str
    received: datetime | None = None

    @property
    def came(self) -> datetime:
        """When it came."""
        return self.received or self.at


@dataclass(frozen=True, slots=True)
class Weighed:
    """What somebody decided of an answer, or of there being none: how far it counts, and why."""

    text: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Extended:
    """Why an applicant got more time than it was given first."""

    reason: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Shared:
    """How and when what one applicant was told reached all."""

    how: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Retracted:
    """Why an exchange does not stand; it is kept all the same."""

    reason: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """One exchange; `application` is None where it concerns the whole round.

    `fields` are those of the form that a request is tied to, `counterpart` who was spoken to or
    where information comes from, and `concerns` the outside information that a hearing is about.
    `happened` is when the letter went out, the call was taken or the information came; None where
    that is when it was noted.
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
    happened: datetime | None = None
    extended: Extended | None = None
    weighed: Weighed | None = None
    retracted: Retracted | None = None

    @property
    def when(self) -> datetime:
        """When it took place."""
        return self.happened or self.at

    @property
    def changed_by(self) -> str:
        """Who changed it last."""
        changes = (self.extended, self.answer, self.weighed, self.shared, self.retracted)
        made = sorted((each for each in changes if each), key=lambda each: each.at)
        return made[-1].by if made else self.by

    @property
    def stands(self) -> bool:
        """Whether it counts for anything."""
        return self.retracted is None

    @property
    def asks(self) -> bool:
        """Whether it asks an applicant for an answer."""
        return self.kind in ASKS and self.stands

    @property
    def late(self) -> bool:
        """Whether the answer came after the deadline (A11)."""
        return bool(self.answer and self.deadline and self.answer.came > self.deadline)

    def waits(self, now: datetime) -> bool:
        """Whether the applicant still has time to answer."""
        return self.asks and self.answer is None and not self._expired(now)

    def unanswered(self, now: datetime) -> bool:
        """Whether the applicant's time to answer went by without an answer."""
        return self.asks and self.answer is None and self._expired(now)

    def _expired(self, now: datetime) -> bool:
        return self.deadline is not None and now > self.deadline

    def to_weigh(self, now: datetime) -> bool:
        """Whether somebody must say how far the answer counts before the application is decided.

        A hearing must be weighed even where nothing was answered; of other answers only one that
        came too late, for whether it counts is a choice that needs a reason.
        """
        if not self.asks or self.weighed:
            return False
        if self.kind is Kind.HEARING:
            return bool(self.answer) or self.unanswered(now)
        return self.late


def numbered(text: str) -> str:
    """Questions, one a line, each with its number; what they were numbered by before is dropped."""
    lines = (re.sub(r"^\s*\d{1,2}[.)]\s+", "", line).strip() for line in text.splitlines())
    return "\n".join(f"{place}. {line}" for place, line in enumerate(filter(None, lines), start=1))


def validate_exchange(made: Exchange) -> None:
    """Raise RefusedActionError with the first thing that a new exchange lacks."""
    problem = next(_problems(made), None)
    if problem:
        raise RefusedActionError(problem)


def _problems(made: Exchange) -> Iterator[str]:
    if not made.text.strip():
        yield f"Skriv teksten til {made.kind.definite}."
    if made.application is None and made.kind is not Kind.QUESTION:
        yield "Vælg den ansøgning, det drejer sig om."
    if made.kind is Kind.SUPPLEMENT and not made.fields:
        yield "Vælg mindst ét felt, som anmodningen drejer sig om."
    if made.when > made.at:
        yield "Tidspunktet ligger ude i fremtiden. Ret dato eller klokkeslæt."
    if made.kind in ASKS and (made.deadline is None or made.deadline <= made.when):
        yield "Sæt en svarfrist med dato og klokkeslæt, som ligger ude i fremtiden."
    if made.kind is Kind.HEARING and made.concerns is None:
        yield "Vælg den oplysning, som ansøger høres om."
    if made.kind in {Kind.OUTSIDE, Kind.CALL, Kind.QUESTION} and not made.counterpart.strip():
        yield _counterpart_missing(made.kind)
    yield from _personal(made.text, made.counterpart)


def _counterpart_missing(kind: Kind) -> str:
    if kind is Kind.OUTSIDE:
        return "Skriv, hvor oplysningen kommer fra."
    return "Skriv, hvem I talte med." if kind is Kind.CALL else "Skriv, hvem der spurgte."


def _personal(*texts: str) -> Iterator[str]:
    if any(mask(text) != text for text in texts):
        yield "Teksten rummer et tal, der ligner et CPR-nummer. Slet det, før du gemmer."


def refuse_personal(*texts: str) -> None:
    """Raise RefusedActionError where a text that is to be kept holds a CPR-like number."""
    problem = next(_personal(*texts), None)
    if problem:
        raise RefusedActionError(problem)


def validate_answer(exchange: Exchange, answer: Answered) -> None:
    """Raise RefusedActionError unless this answers something that stands, at a time it could."""
    _refuse_retracted(exchange)
    if exchange.kind not in ANSWERED:
        raise RefusedActionError(f"Der hører ikke noget svar til {exchange.kind.definite}.")
    if not answer.text.strip():
        raise RefusedActionError("Skriv svaret, før det gemmes.")
    if answer.came > answer.at:
        raise RefusedActionError("Svaret kan ikke være kommet ude i fremtiden. Ret tidspunktet.")
    if answer.came < exchange.when:
        raise RefusedActionError(
            f"Svaret kan ikke være kommet før {exchange.kind.definite}, som er fra "
            f"{date_time(exchange.when)}. Ret tidspunktet."
        )
    refuse_personal(answer.text)


def validate_weighing(exchange: Exchange, weighed: Weighed) -> None:
    """Raise RefusedActionError unless there is an answer to weigh, or its time went by."""
    _refuse_retracted(exchange)
    if exchange.kind not in ASKS:
        raise RefusedActionError(f"Der er intet svar at tage stilling til for {exchange.kind}.")
    if exchange.waits(weighed.at):
        raise RefusedActionError("Vent, til ansøger har svaret, eller fristen er udløbet.")
    if not weighed.text.strip():
        raise RefusedActionError("Skriv, hvordan svaret indgår, og hvorfor.")
    refuse_personal(weighed.text)


def validate_retraction(exchange: Exchange, reason: str) -> None:
    """Raise RefusedActionError unless the exchange stands and there is a reason to retract it."""
    _refuse_retracted(exchange)
    if not reason.strip():
        raise RefusedActionError("Skriv, hvorfor noteringen tages tilbage.")
    refuse_personal(reason)


def validate_more_time(exchange: Exchange, deadline: datetime, reason: str, now: datetime) -> None:
    """Raise RefusedActionError unless a request that is unanswered gets longer, with a reason."""
    _refuse_retracted(exchange)
    if exchange.kind not in ASKS or exchange.answer:
        raise RefusedActionError(
            "Kun en ubesvaret anmodning eller partshøring har en frist at udsætte."
        )
    if deadline <= now or (exchange.deadline and deadline <= exchange.deadline):
        raise RefusedActionError("Den nye frist skal ligge ude i fremtiden og efter den gamle.")
    if not reason.strip():
        raise RefusedActionError("Skriv, hvorfor fristen udsættes.")
    refuse_personal(reason)


def _refuse_retracted(exchange: Exchange) -> None:
    if exchange.retracted:
        raise RefusedActionError(
            f"{exchange.retracted.by} har taget noteringen tilbage: {exchange.retracted.reason}"
        )


def unheard(exchanges: Iterable[Exchange]) -> tuple[Exchange, ...]:
    """Outside information that the applicant has not been heard about."""
    known = tuple(each for each in exchanges if each.stands)
    heard = {each.concerns for each in known if each.kind is Kind.HEARING}
    return tuple(each for each in known if each.kind is Kind.OUTSIDE and each.id not in heard)


def hindrances(exchanges: Iterable[Exchange], now: datetime) -> tuple[str, ...]:
    """What must happen before one application can be recommended or decided, in Danish.

    `exchanges` are those of the application.
    """
    known = tuple(exchanges)
    hearings = [f"partshøring over oplysningen fra {each.counterpart}" for each in unheard(known)]
    waiting = [
        f"svar på {each.kind.definite}, som har frist {date_time(each.deadline)}"
        for each in known
        if each.waits(now) and each.deadline
    ]
    weighing = [_weighing(each, now) for each in known if each.to_weigh(now)]
    return (*hearings, *waiting, *weighing)


def _weighing(exchange: Exchange, now: datetime) -> str:
    if exchange.kind is Kind.SUPPLEMENT:
        return "stillingtagen til, om et svar, der kom for sent, indgår"
    if exchange.unanswered(now):
        return "stillingtagen til partshøringen, som ikke blev besvaret"
    return "stillingtagen til svaret på partshøringen"


def unshared(exchanges: Iterable[Exchange]) -> tuple[Exchange, ...]:
    """Questions whose answer has not reached all applicants yet."""
    return tuple(
        each
        for each in exchanges
        if each.kind is Kind.QUESTION and each.stands and each.answer and each.shared is None
    )


def supplements(exchanges: Iterable[Exchange], fields: Iterable[str]) -> tuple[Exchange, ...]:
    """Answered requests about one of these fields, in the order they were noted."""
    wanted = set(fields)
    return tuple(
        each
        for each in exchanges
        if each.kind is Kind.SUPPLEMENT
        and each.stands
        and each.answer
        and wanted & set(each.fields)
    )
