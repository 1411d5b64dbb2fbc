"""Everything about a round, read in one go."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from assessment.domain.application import Application
from assessment.domain.case import Case, RoundCases
from assessment.domain.duplicates import duplicate_flag, same_applicant
from assessment.domain.formal_check import screen
from assessment.domain.review import Review
from assessment.domain.scheme import Scheme
from assessment.domain.screening import Screening
from assessment.workflow.core import Workflow, known_round


def round_cases(workflow: Workflow, round_id: str) -> RoundCases:
    """A round with its applications, formal checks, reviews and recommendations.

    Raises NotFoundError for an unknown round.
    """
    reviews: defaultdict[int, list[Review]] = defaultdict(list)
    with workflow.database.read() as reader:
        opened = reader.opened_round(round_id)
        applications = reader.applications(round_id)
        outcomes = reader.outcomes(round_id)
        recommendations = reader.recommendations(round_id)
        set_aside = reader.set_asides(round_id)
        for review in reader.reviews(round_id):
            reviews[review.application].append(review)
    criteria = opened.criteria if opened else workflow.criteria
    scheme = workflow.parsed(criteria)
    round_ = known_round(scheme, round_id)
    alike = _same_applicant(_Task.of(applications, scheme, criteria))
    cases = [
        Case(
            scheme,
            each,
            replace(_checked(each, scheme, criteria), outcomes=outcomes.get(each.id, {})),
            tuple(reviews[each.id]),
            recommendations.get(each.id),
            set_aside.get(each.id),
            alike.get(each.id, ()),
        )
        for each in applications
    ]
    standing = {case.id: case for case in cases if case.set_aside is None}
    return RoundCases(
        round_,
        scheme,
        workflow.fingerprint(criteria),
        criteria_changed=criteria != workflow.criteria,
        cases=tuple(_with_duplicates(case, standing) for case in standing.values()),
        set_aside=tuple(case for case in cases if case.set_aside),
    )


def _with_duplicates(case: Case, standing: Mapping[int, Case]) -> Case:
    """Flag a case beside which others of the same applicant stand (F14)."""
    others = [standing[each].application for each in case.alike if each in standing]
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
