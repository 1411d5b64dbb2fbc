"""What passes between the authority and the applicants: requests, hearings, notes, questions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from assessment.domain.access import Act
from assessment.domain.case import Case, RoundCases
from assessment.domain.dialogue import (
    ASKS,
    Answered,
    Exchange,
    Kind,
    Shared,
    validate_exchange,
)
from assessment.domain.event import Action
from assessment.domain.people import Person
from assessment.domain.wording import date_time
from assessment.errors import RefusedActionError
from assessment.workflow.core import Workflow, permit, record, refuse_stale


def note(workflow: Workflow, wanted: Exchange, by: Person) -> Exchange:
    """Keep a new exchange; its id, author, time and version are given here.

    Raises RefusedActionError with the first thing it lacks.
    """
    with workflow.database.begin() as repository:
        act = Act.ASK if wanted.kind in ASKS else Act.NOTE
        person = permit(repository, by, act, wanted.round, wanted.application)
        made = replace(
            wanted,
            text=wanted.text.strip(),
            counterpart=wanted.counterpart.strip(),
            by=person.name,
            at=workflow.clock(),
            answer=None,
            shared=None,
            version=1,
        )
        validate_exchange(made)
        if made.application is not None:
            _refuse_foreign(repository.application(made.application).round, made.round)
        made = replace(made, id=repository.add_exchange(made))
        record(
            workflow,
            repository,
            person,
            Action.EXCHANGED,
            (made.round, made.application),
            subject=_subject(made),
            new=_told(made),
        )
    return made


def answer(
    workflow: Workflow, exchange_id: int, text: str, *, by: Person, expected: int
) -> Exchange:
    """Write down the answer to an exchange, beside the question and never over what was applied for.

    Raises RefusedActionError for an empty answer, ConflictError where it changed since `expected`.
    """
    with workflow.database.begin() as repository:
        before = repository.exchange(exchange_id)
        person = permit(repository, by, Act.NOTE, before.round, before.application)
        refuse_stale(expected, before, who=_last(before), what="et svar")
        if not text.strip():
            raise RefusedActionError("Skriv svaret, før det gemmes.")
        answered = Answered(text.strip(), workflow.clock(), person.name)
        made = replace(before, answer=answered, version=expected + 1)
        repository.set_exchange(made)
        old = before.answer.text if before.answer else ""
        record(
            workflow,
            repository,
            person,
            Action.ANSWERED,
            (made.round, made.application),
            subject=_subject(made),
            old=old,
            new=answered.text,
        )
    return made


def share(workflow: Workflow, exchange_id: int, how: str, *, by: Person, expected: int) -> Exchange:
    """Record how an answer to one applicant reached all of them.

    Raises RefusedActionError for what is no answered question, or without how it was shared.
    """
    with workflow.database.begin() as repository:
        before = repository.exchange(exchange_id)
        person = permit(repository, by, Act.NOTE, before.round, before.application)
        refuse_stale(expected, before, who=_last(before), what="spørgsmålet")
        if before.kind is not Kind.QUESTION or before.answer is None:
            raise RefusedActionError("Kun et besvaret spørgsmål kan deles med alle.")
        if not how.strip():
            raise RefusedActionError("Skriv, hvordan alle fik svaret, fx på hjemmesiden.")
        shared = Shared(how.strip(), workflow.clock(), person.name)
        made = replace(before, shared=shared, version=expected + 1)
        repository.set_exchange(made)
        record(
            workflow,
            repository,
            person,
            Action.SHARED,
            (made.round, made.application),
            subject=_subject(made),
            new=shared.how,
        )
    return made


def same_gap(round_: RoundCases, fields: Iterable[str], asked: int | None) -> tuple[Case, ...]:
    """Other applicants that left one of these fields empty too and were not asked about it.

    Like cases are to be treated alike: what one is offered to elaborate, all with the gap are.
    """
    wanted = set(fields)
    return tuple(
        case
        for case in round_.cases
        if case.id != asked and (_gaps(case) & wanted) - _asked(case.exchanges)
    )


def _gaps(case: Case) -> set[str]:
    """The fields that concern an applicant and that it left empty."""
    kind = case.application.applicant_type(case.scheme)
    return {
        field.id
        for field in case.scheme.form.fields
        if field.applies(kind) and field.id not in case.application.reading.answers
    }


def _asked(exchanges: Sequence[Exchange]) -> set[str]:
    return {field for each in exchanges if each.kind is Kind.SUPPLEMENT for field in each.fields}


def _refuse_foreign(own: str, named: str) -> None:
    if own != named:
        raise RefusedActionError("Ansøgningen hører til en anden runde; genindlæs siden.")


def _last(exchange: Exchange) -> str:
    """Who last changed an exchange."""
    if exchange.shared:
        return exchange.shared.by
    return exchange.answer.by if exchange.answer else exchange.by


def _subject(exchange: Exchange) -> str:
    return f"{exchange.kind} nr. {exchange.id}"


def _told(made: Exchange) -> str:
    parts = [made.text]
    if made.fields:
        parts.append(f"felter: {', '.join(made.fields)}")
    if made.counterpart:
        parts.append(made.counterpart)
    if made.deadline:
        parts.append(f"frist {date_time(made.deadline)}")
    return "; ".join(parts)
