"""What passes between the authority and the applicants: requests, hearings, notes, questions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from assessment.domain.checking.screening import Outcome
from assessment.domain.correspondence.dialogue import (
    ASKS,
    Answered,
    Exchange,
    Extended,
    Kind,
    Retracted,
    Shared,
    Weighed,
    numbered,
    refuse_personal,
    validate_answer,
    validate_exchange,
    validate_more_time,
    validate_retraction,
    validate_weighing,
)
from assessment.domain.panel.access import Act
from assessment.domain.panel.people import Person
from assessment.domain.rounds.case import Case, RoundCases
from assessment.domain.rounds.event import Action
from assessment.domain.words.wording import date_time
from assessment.errors import NotFoundError, RefusedActionError
from assessment.storage import Repository
from assessment.workflow.core import Workflow, acting, permit, record, refuse_stale

_FROM_THE_LEAD = ASKS | {Kind.OUTSIDE}
"""What only whoever writes to applicants retracts: taking it back ends a duty to hear or to wait."""


def note(workflow: Workflow, wanted: Exchange, by: Person) -> Exchange:
    """Keep a new exchange; its id, author, time and version are given here.

    Raises RefusedActionError with the first thing it lacks.
    """
    with workflow.database.begin() as repository:
        act = Act.ASK if wanted.kind in ASKS else Act.NOTE
        person = permit(repository, by, act, wanted.round, wanted.application)
        text = wanted.text.strip()
        made = replace(
            wanted,
            text=numbered(text) if wanted.kind is Kind.SUPPLEMENT else text,
            counterpart=wanted.counterpart.strip(),
            by=person.name,
            at=workflow.clock(),
            answer=None,
            extended=None,
            weighed=None,
            shared=None,
            retracted=None,
            version=1,
        )
        validate_exchange(made)
        _refuse_foreign(repository, made)
        made = replace(made, fields=_in_order(workflow, repository, made))
        made = replace(made, id=repository.add_exchange(made))
        _record(workflow, repository, person, Action.EXCHANGED, made, new=_told(made))
    return made


def answer(
    workflow: Workflow,
    exchange_id: int,
    text: str,
    *,
    by: Person,
    expected: int,
    received: datetime | None = None,
) -> Exchange:
    """Write down the answer to an exchange, beside the question and never over what was applied for.

    `received` is when it came, now where it is not told. A changed answer must be weighed and shared
    afresh. Raises RefusedActionError for an empty answer or an impossible time, ConflictError where
    the exchange changed since `expected`.
    """
    with workflow.database.begin() as repository:
        change = _change(repository, exchange_id, by, Act.NOTE, expected)
        before, now = change.before, workflow.clock()
        answered = Answered(text.strip(), now, change.person.name, received)
        validate_answer(before, answered)
        made = replace(before, answer=answered, weighed=None, shared=None, version=expected + 1)
        repository.set_exchange(made)
        old = before.answer.text if before.answer else ""
        late = " (efter fristen)" if made.late else ""
        new = f"modtaget {date_time(answered.came)}{late}: {answered.text}"
        _record(workflow, repository, change.person, Action.ANSWERED, made, old=old, new=new)
    return made


def weigh(
    workflow: Workflow, exchange_id: int, text: str, *, by: Person, expected: int
) -> Exchange:
    """Record how far an answer counts, or what follows from there being none.

    Raises RefusedActionError while the applicant still has time or without a reason, ConflictError
    as `answer`.
    """
    with workflow.database.begin() as repository:
        change = _change(repository, exchange_id, by, Act.ASK, expected)
        before = change.before
        weighed = Weighed(text.strip(), workflow.clock(), change.person.name)
        validate_weighing(before, weighed)
        made = replace(before, weighed=weighed, version=expected + 1)
        repository.set_exchange(made)
        old = before.weighed.text if before.weighed else ""
        _record(
            workflow, repository, change.person, Action.WEIGHED, made, old=old, new=weighed.text
        )
    return made


def give_more_time(
    workflow: Workflow,
    exchange_id: int,
    deadline: datetime,
    *,
    reason: str,
    by: Person,
    expected: int,
) -> Exchange:
    """Give an applicant that has not answered a later deadline, as a reminder does.

    Raises RefusedActionError for an earlier deadline, for what is answered, or without a reason,
    ConflictError as `answer`.
    """
    with workflow.database.begin() as repository:
        change = _change(repository, exchange_id, by, Act.ASK, expected)
        before, now = change.before, workflow.clock()
        validate_more_time(before, deadline, reason, now)
        extended = Extended(reason.strip(), now, change.person.name)
        made = replace(
            before, deadline=deadline, extended=extended, weighed=None, version=expected + 1
        )
        repository.set_exchange(made)
        old = date_time(before.deadline) if before.deadline else ""
        new = f"{date_time(deadline)}: {extended.reason}"
        _record(workflow, repository, change.person, Action.MORE_TIME, made, old=old, new=new)
    return made


def share(workflow: Workflow, exchange_id: int, how: str, *, by: Person, expected: int) -> Exchange:
    """Record how an answer to one applicant reached all of them.

    Raises RefusedActionError for what is no answered question, or without how it was shared.
    """
    with workflow.database.begin() as repository:
        change = _change(repository, exchange_id, by, Act.NOTE, expected)
        before = change.before
        if before.kind is not Kind.QUESTION or before.answer is None or not before.stands:
            raise RefusedActionError("Kun et besvaret spørgsmål kan deles med alle.")
        if not how.strip():
            raise RefusedActionError("Skriv, hvordan alle fik svaret, fx på hjemmesiden.")
        refuse_personal(how)
        shared = Shared(how.strip(), workflow.clock(), change.person.name)
        made = replace(before, shared=shared, version=expected + 1)
        repository.set_exchange(made)
        _record(workflow, repository, change.person, Action.SHARED, made, new=shared.how)
    return made


def retract(
    workflow: Workflow, exchange_id: int, reason: str, *, by: Person, expected: int
) -> Exchange:
    """Take back what was noted by mistake: it stays to be read, with why, and counts no more.

    Raises RefusedActionError without a reason, ConflictError as `answer`.
    """
    with workflow.database.begin() as repository:
        acting(repository, by, Act.NOTE)
        act = retracting(repository.exchange(exchange_id))
        change = _change(repository, exchange_id, by, act, expected)
        before = change.before
        validate_retraction(before, reason)
        retracted = Retracted(reason.strip(), workflow.clock(), change.person.name)
        made = replace(before, retracted=retracted, version=expected + 1)
        repository.set_exchange(made)
        _record(
            workflow,
            repository,
            change.person,
            Action.RETRACTED,
            made,
            old=_told(before),
            new=retracted.reason,
        )
    return made


def retracting(exchange: Exchange) -> Act:
    """What somebody must be allowed in order to retract an exchange."""
    return Act.ASK if exchange.kind in _FROM_THE_LEAD else Act.NOTE


@dataclass(frozen=True, slots=True)
class _Change:
    """An exchange that somebody may change, as it stands."""

    before: Exchange
    person: Person


def _change(
    repository: Repository, exchange_id: int, by: Person, act: Act, expected: int
) -> _Change:
    acting(repository, by, act)
    before = repository.exchange(exchange_id)
    person = permit(repository, by, act, before.round, before.application)
    what = f"{before.kind.definite} nr. {before.id}"
    refuse_stale(expected, before, who=before.changed_by, what=what)
    return _Change(before, person)


def same_gap(round_: RoundCases, fields: Iterable[str], asked: int | None) -> tuple[Case, ...]:
    """Other applicants with a gap in one of these fields that were not asked about it.

    Like cases are to be treated alike: what one is offered to elaborate, all with the gap are.
    """
    wanted = tuple(fields)
    return tuple(case for case in round_.cases if case.id != asked and gaps(case, wanted))


def gaps(case: Case, fields: Iterable[str]) -> tuple[str, ...]:
    """Those of these fields that an applicant left empty or unclear and was not asked about.

    Unclear is what feeds a requirement that somebody found must be clarified.
    """
    kind = case.application.applicant_type(case.scheme)
    wanted = set(fields) - _asked(case.exchanges)
    unclear = {
        each.requirement
        for each in case.screening.outcomes.values()
        if each.outcome is Outcome.UNCLEAR
    }
    return tuple(
        field.id
        for field in case.scheme.form.fields
        if field.id in wanted
        and field.applies(kind)
        and (field.id not in case.application.reading.answers or unclear & set(field.feeds))
    )


def _asked(exchanges: Sequence[Exchange]) -> set[str]:
    return {
        field
        for each in exchanges
        if each.kind is Kind.SUPPLEMENT and each.stands
        for field in each.fields
    }


def _in_order(workflow: Workflow, repository: Repository, made: Exchange) -> tuple[str, ...]:
    """The fields of an exchange in the order of the form; NotFoundError for an unknown one."""
    form = workflow.parsed(workflow.criteria_of(made.round, repository)).form
    unknown = set(made.fields) - {field.id for field in form.fields}
    if unknown:
        raise NotFoundError(f"Feltet {min(unknown)} findes ikke i skemaet; genindlæs siden.")
    return tuple(field.id for field in form.fields if field.id in made.fields)


def _refuse_foreign(repository: Repository, made: Exchange) -> None:
    """Refuse what names an application or an information that is not there to name."""
    if made.application and repository.application(made.application).round != made.round:
        raise RefusedActionError("Ansøgningen hører til en anden runde; genindlæs siden.")
    if made.concerns is not None:
        about = repository.exchange(made.concerns)
        if about.kind is not Kind.OUTSIDE or about.application != made.application:
            raise RefusedActionError("Vælg en oplysning fra andre kilder om den samme ansøger.")
        if not about.stands:
            raise RefusedActionError("Oplysningen er taget tilbage, så der er intet at høre om.")


def _record(
    workflow: Workflow,
    repository: Repository,
    person: Person,
    action: Action,
    made: Exchange,
    *,
    old: str = "",
    new: str = "",
) -> None:
    record(
        workflow,
        repository,
        person,
        action,
        (made.round, made.application),
        subject=f"{made.kind} nr. {made.id}",
        old=old,
        new=new,
    )


def _told(made: Exchange) -> str:
    """An exchange as the log keeps it, a line for each thing."""
    parts = [made.text]
    if made.fields:
        parts.append(f"Felter: {', '.join(made.fields)}")
    if made.counterpart:
        parts.append(f"{'Kilde' if made.kind is Kind.OUTSIDE else 'Hvem'}: {made.counterpart}")
    if made.concerns:
        parts.append(f"Om oplysning nr. {made.concerns}")
    if made.happened:
        parts.append(f"Fandt sted {date_time(made.happened)}")
    if made.deadline:
        parts.append(f"Frist {date_time(made.deadline)}")
    return "\n".join(parts)
