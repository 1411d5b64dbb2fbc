"""What waits for whom and until when, in the dialogue with the applicants."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from assessment.domain.correspondence.deadlines import left
from assessment.domain.correspondence.dialogue import Exchange, Kind, unheard, unshared


class Side(StrEnum):
    """Who must do something."""

    US = "os"
    APPLICANT = "ansøger"


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that is not finished: whose turn it is, for what, and until when.

    `hinders` says that the application cannot be decided before.
    """

    exchange: Exchange
    side: Side
    what: str
    until: datetime | None = None
    hinders: bool = False


def waiting(exchanges: Iterable[Exchange], now: datetime) -> tuple[Waiting, ...]:
    """All that waits: what is our turn first, then what the applicants have least time for."""
    known = tuple(exchanges)
    found = (*_ours(known, now), *_theirs(known, now))
    return tuple(sorted(found, key=_urgency))


def _urgency(each: Waiting) -> tuple[bool, bool, float]:
    until = each.until.timestamp() if each.until else 0.0
    return each.side is Side.APPLICANT, not each.hinders, until


def _ours(known: tuple[Exchange, ...], now: datetime) -> Iterator[Waiting]:
    for each in unshared(known):
        yield Waiting(each, Side.US, "del svaret på spørgsmålet med alle ansøgere")
    for each in unheard(known):
        yield Waiting(each, Side.US, "hør ansøger om oplysningen", hinders=True)
    for each in known:
        if each.to_weigh(now):
            yield Waiting(each, Side.US, _weigh(each, now), each.deadline, hinders=True)
        elif each.unanswered(now) and not each.weighed and each.deadline:
            yield Waiting(each, Side.US, left(each.deadline, now), each.deadline)
        elif each.kind is Kind.QUESTION and each.stands and each.answer is None:
            yield Waiting(each, Side.US, "svar på spørgsmålet")


def _weigh(each: Exchange, now: datetime) -> str:
    if each.unanswered(now):
        return "partshøringen er ikke besvaret; tag stilling"
    if each.kind is Kind.HEARING:
        return "tag stilling til svaret på partshøringen"
    return "svaret kom efter fristen; tag stilling til, om det indgår"


def _theirs(known: tuple[Exchange, ...], now: datetime) -> Iterator[Waiting]:
    for each in known:
        if each.waits(now) and each.deadline:
            yield Waiting(
                each, Side.APPLICANT, left(each.deadline, now), each.deadline, hinders=True
            )


def state(exchange: Exchange, known: Iterable[Exchange], now: datetime) -> str:
    """Where one exchange stands, in a few Danish words; "" where nothing waits and nothing came."""
    if exchange.retracted:
        return "taget tilbage"
    for each in waiting(known, now):
        if each.exchange.id == exchange.id:
            return each.what
    if exchange.shared:
        return "delt med alle"
    if exchange.late:
        return "besvaret efter fristen"
    return "besvaret" if exchange.answer else ""
