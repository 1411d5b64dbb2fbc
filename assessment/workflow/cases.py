"""Everything about a round, read in one go."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Protocol, TypeVar

from assessment.domain.applications.application import Application
from assessment.domain.checking.duplicates import duplicate_flag, same_applicant
from assessment.domain.checking.formal_check import screen
from assessment.domain.checking.screening import Screening
from assessment.domain.correspondence.dialogue import Exchange
from assessment.domain.panel.access import Act, Phase, refusal
from assessment.domain.panel.impartiality import (
    Closure,
    Declaration,
    closures,
    conflicted,
    shut_out,
)
from assessment.domain.panel.people import Person
from assessment.domain.rounds.case import Case, Closed, Frozen, RoundCases
from assessment.domain.rounds.progress import Sides
from assessment.domain.rounds.sight import seen
from assessment.domain.rules.scheme import Round, Scheme
from assessment.storage import Reader
from assessment.workflow.core import Workflow, known_round, permit


def round_cases(workflow: Workflow, round_id: str, by: Person) -> RoundCases:
    """A round with its applications, formal checks, reviews and recommendations, as `by` may see it.

    What is closed to them is told by name only, and others' judgement that is hidden from them is
    not in it. Raises NotFoundError for an unknown round, NotPermittedError for whoever may see none.
    """
    with workflow.database.read() as reader:
        person = permit(reader, by, Act.SEE_ROUND, round_id)
        return _seen(_found(workflow, reader, round_id), person)


def both_sides(workflow: Workflow, reader: Reader, round_id: str, person: Person) -> Sides:
    """A round with everything in it beside what somebody may see of it."""
    found = _found(workflow, reader, round_id)
    return Sides(_joined(found, ()), _seen(found, person))


def whole_round(workflow: Workflow, reader: Reader, round_id: str) -> RoundCases:
    """A round with everything in it, for rules that decide on it; never to be shown."""
    return _joined(_found(workflow, reader, round_id), ())


@dataclass(frozen=True, slots=True)
class _Found:
    """Everything about a round, before anybody looks at it."""

    round_: Round
    scheme: Scheme
    criteria_sha256: str
    criteria_changed: bool
    phase: Phase
    every: tuple[Case, ...]
    exchanges: tuple[Exchange, ...]
    declarations: tuple[Declaration, ...]
    people: tuple[Person, ...]
    frozen: Frozen | None


def _found(workflow: Workflow, reader: Reader, round_id: str) -> _Found:
    criteria = workflow.criteria_of(round_id, reader)
    scheme = workflow.parsed(criteria)
    applications, exchanges = reader.applications(round_id), reader.exchanges(round_id)
    reviews = grouped(reader.reviews(round_id))
    assignments = grouped(reader.assignments(round_id))
    outcomes, consensus = reader.outcomes(round_id), reader.consensus(round_id)
    recommendations, decisions = reader.recommendations(round_id), reader.decisions(round_id)
    set_aside = reader.set_asides(round_id)
    alike = _same_applicant(_Task.of(applications, scheme, criteria))
    declarations, people = reader.declarations(round_id), reader.people()
    barred = conflicted(declarations, (each.id for each in applications))
    cases = tuple(
        Case(
            scheme,
            each,
            replace(_checked(each, scheme, criteria), outcomes=outcomes.get(each.id, {})),
            reviews[each.id],
            recommendations.get(each.id),
            set_aside.get(each.id),
            alike.get(each.id, ()),
            assignments[each.id],
            consensus.get(each.id, {}),
            tuple(one for one in exchanges if one.application == each.id),
            decisions.get(each.id),
            barred=frozenset(one for one in people if one.id in barred[each.id]),
        )
        for each in applications
    )
    return _Found(
        known_round(scheme, round_id),
        scheme,
        workflow.fingerprint(criteria),
        criteria != workflow.criteria,
        reader.phase(round_id),
        cases,
        exchanges,
        declarations,
        people,
        _frozen(reader, round_id),
    )


def _frozen(reader: Reader, round_id: str) -> Frozen | None:
    opened = reader.opened_round(round_id)
    if opened is None or opened.phase is Phase.PREPARATION:
        return None
    return Frozen(opened.opened_by, opened.opened_at, opened.reason)


class _OfApplication(Protocol):
    @property
    def application(self) -> int: ...


_Part = TypeVar("_Part", bound=_OfApplication)


def grouped(parts: Iterable[_Part]) -> defaultdict[int, tuple[_Part, ...]]:
    """The parts of a round by the application that each belongs to."""
    found: defaultdict[int, tuple[_Part, ...]] = defaultdict(tuple)
    for each in parts:
        found[each.application] += (each,)
    return found


def _seen(found: _Found, person: Person) -> RoundCases:
    shut = _shut(found, person)
    closed = tuple(
        Closed(case.id, case.name, shut[case.id]) for case in found.every if case.id in shut
    )
    every = tuple(seen(case, person, found.phase) for case in found.every if case.id not in shut)
    outside = refusal(person, Act.READ_APPLICATIONS) or shut_out(person, found.declarations)
    exchanges = () if outside else found.exchanges
    exchanges = tuple(each for each in exchanges if each.application not in shut)
    return _joined(replace(found, every=every, exchanges=exchanges), closed)


def _shut(found: _Found, person: Person) -> Mapping[int, Closure]:
    every = [case.id for case in found.every]
    if refusal(person, Act.READ_APPLICATIONS):
        return dict.fromkeys(every, Closure.NO_ROLE)
    return closures(person, found.declarations, every)


def _joined(found: _Found, closed: tuple[Closed, ...]) -> RoundCases:
    known = frozenset(case.id for case in found.every)
    standing = {case.id: case for case in found.every if case.set_aside is None}
    return RoundCases(
        found.round_,
        found.scheme,
        found.criteria_sha256,
        criteria_changed=found.criteria_changed,
        cases=tuple(_with_duplicates(case, standing, known) for case in standing.values()),
        set_aside=tuple(case for case in found.every if case.set_aside),
        phase=found.phase,
        closed=closed,
        exchanges=found.exchanges,
        pending=sum(each.pending for each in found.declarations),
        undeclared=_undeclared(found),
        frozen=found.frozen,
    )


def _undeclared(found: _Found) -> tuple[str, ...]:
    """Who takes part and has not declared their impartiality to all that are assessed."""
    declared = {(each.person.id, each.application) for each in found.declarations}
    wanted = [case.id for case in found.every if case.set_aside is None]
    names = (
        each.name
        for each in found.people
        if each.active
        and each.takes_part
        and any((each.id, one) not in declared for one in wanted)
        and not shut_out(each, found.declarations)
    )
    return tuple(sorted(names))


def _with_duplicates(case: Case, standing: Mapping[int, Case], known: frozenset[int]) -> Case:
    """Flag a case beside which others of the same applicant stand (F14)."""
    others = [standing[each].application for each in case.alike if each in standing]
    case = replace(case, alike=tuple(each for each in case.alike if each in known))
    if not others:
        return case
    flags = (*case.screening.flags, duplicate_flag(others, case.scheme))
    return replace(case, screening=replace(case.screening, flags=flags))


@dataclass(frozen=True, slots=True)
class _Task:
    """Applications to check by some rules; equal tasks have equal results, whoever asks."""

    key: tuple[object, ...]
    applications: tuple[Application, ...] = field(compare=False)
    scheme: Scheme = field(compare=False)

    @classmethod
    def of(cls, applications: Sequence[Application], scheme: Scheme, criteria: str) -> _Task:
        """The task of checking these by rules that were read from this text."""
        key = (criteria, *(_key(each) for each in applications))
        return cls(key, tuple(applications), scheme)


# Every look at a page asks for the checks, and for a whole round they take longer than the page:
# they are done once for as long as the applications stay the same.


def _checked(application: Application, scheme: Scheme, criteria: str) -> Screening:
    return _screening(_Task.of((application,), scheme, criteria))


def _key(application: Application) -> tuple[object, ...]:
    """All that the checks look at."""
    reading = application.reading
    answers = tuple(reading.answers.values())
    head = (application.id, application.round, application.filename, application.received)
    sent = (application.received_note, application.envelope, application.attachments)
    return (*head, *sent, reading.sha256, reading.unplaced, reading.issues, answers)


@lru_cache(maxsize=2048)
def _screening(task: _Task) -> Screening:
    return screen(task.applications[0], task.scheme)


@lru_cache(maxsize=16)
def _same_applicant(task: _Task) -> dict[int, tuple[int, ...]]:
    return same_applicant(task.applications, task.scheme)
