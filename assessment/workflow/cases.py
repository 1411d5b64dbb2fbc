"""Everything about a round, read in one go."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from assessment.domain.application import Application
from assessment.domain.case import Case, RoundCases
from assessment.domain.duplicates import duplicates
from assessment.domain.formal_check import screen
from assessment.domain.review import Review
from assessment.domain.scheme import Scheme
from assessment.domain.screening import Flag, Screening
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
        for review in reader.reviews(round_id):
            reviews[review.application].append(review)
    criteria = opened.criteria if opened else workflow.criteria
    scheme = workflow.parsed(criteria)
    round_ = known_round(scheme, round_id)
    checked = _checked(applications, scheme, criteria)
    cases = tuple(
        Case(
            scheme,
            each,
            replace(checked[each.id], outcomes=outcomes.get(each.id, {})),
            tuple(reviews[each.id]),
            recommendations.get(each.id),
        )
        for each in applications
    )
    changed = criteria != workflow.criteria
    return RoundCases(round_, scheme, workflow.fingerprint(criteria), changed, cases)


@dataclass(frozen=True, slots=True)
class _Task:
    """Applications to check by some rules; equal tasks have equal results, whoever asks."""

    key: tuple[object, ...]
    applications: tuple[Application, ...] = field(compare=False)
    scheme: Scheme = field(compare=False)


def _checked(
    applications: Sequence[Application], scheme: Scheme, criteria: str
) -> dict[int, Screening]:
    """The machine checks, done once for as long as the applications stay the same.

    Every look at a page asks for them, and for a whole round they take longer than the page.
    """
    keys = tuple(_key(each) for each in applications)
    found = _duplicates(_Task((criteria, *keys), tuple(applications), scheme))
    result = {}
    for each, key in zip(applications, keys, strict=True):
        screening = _screening(_Task((criteria, key), (each,), scheme))
        extra = (found[each.id],) if each.id in found else ()
        result[each.id] = replace(screening, flags=screening.flags + extra)
    return result


def _key(application: Application) -> tuple[object, ...]:
    """All that the checks look at."""
    reading = application.reading
    answers = tuple(reading.answers.values())
    head = (application.id, application.round, application.filename, application.received)
    return (*head, reading.sha256, reading.unplaced, reading.issues, answers)


@lru_cache(maxsize=2048)
def _screening(task: _Task) -> Screening:
    return screen(task.applications[0], task.scheme)


@lru_cache(maxsize=16)
def _duplicates(task: _Task) -> dict[int, Flag]:
    return duplicates(task.applications, task.scheme)
