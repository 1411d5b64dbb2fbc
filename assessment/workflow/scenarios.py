"""Named scenarios of a round: saved, listed and deleted by whoever sees the whole of it."""

from __future__ import annotations

from dataclasses import replace

from assessment.domain.panel.access import Act
from assessment.domain.panel.people import Person
from assessment.domain.ranking.scenario import Change, Scenario, beyond_scale, described, validate
from assessment.domain.rounds.case import RoundCases
from assessment.domain.rounds.event import Action
from assessment.errors import ConflictError, NotFoundError, NotPermittedError, RefusedActionError
from assessment.storage import Reader
from assessment.workflow.cases import both_sides
from assessment.workflow.core import Workflow, permit, record, refuse_stale


def scenarios(workflow: Workflow, round_id: str, by: Person) -> tuple[Scenario, ...]:
    """The scenarios of a round by name; none for whoever does not see the whole round.

    Raises NotFoundError for an unknown round, NotPermittedError for whoever may not see the ranking.
    """
    workflow.round(round_id)
    with workflow.database.read() as reader:
        person = permit(reader, by, Act.SEE_RANKING, round_id)
        seen = both_sides(workflow, reader, round_id, person).seen
        return reader.scenarios(round_id) if seen.whole else ()


def save(workflow: Workflow, scenario: Scenario, *, by: Person, expected: int) -> Scenario:
    """Save a scenario under its name; who, when and which version is set here, whatever it says.

    Raises RefusedActionError for one that does not fit the round, NotPermittedError for whoever does
    not see the whole round, ConflictError where somebody saved it since version `expected` (0 for a
    name that is not taken) or deleted it.
    """
    with workflow.database.begin() as repository:
        person, round_ = _opened(workflow, repository, scenario.round, by)
        made = replace(
            scenario,
            name=scenario.name.strip(),
            by=person.name,
            at=workflow.clock(),
            version=expected + 1,
        )
        validate(made, round_.scheme)
        _validate_people(made, round_)
        before = repository.scenario(made.round, made.name)
        _refuse_stale(made.name, expected, before)
        repository.set_scenario(made)
        record(
            workflow,
            repository,
            person,
            Action.SCENARIO_SAVED,
            (made.round, None),
            subject=made.name,
            old=described(before, round_.scheme) if before else "",
            new=described(made, round_.scheme),
        )
    return made


def forget(workflow: Workflow, round_id: str, name: str, *, by: Person, expected: int) -> None:
    """Delete a scenario; the log keeps what it set.

    Raises NotFoundError for an unknown name, and else as `save`.
    """
    with workflow.database.begin() as repository:
        person, round_ = _opened(workflow, repository, round_id, by)
        before = repository.scenario(round_id, name)
        if before is None:
            raise NotFoundError(f"Scenariet “{name}” findes ikke; genindlæs siden.")
        _refuse_stale(name, expected, before)
        repository.remove_scenario(round_id, name)
        record(
            workflow,
            repository,
            person,
            Action.SCENARIO_FORGOTTEN,
            (round_id, None),
            subject=name,
            old=described(before, round_.scheme),
        )


def _opened(
    workflow: Workflow, reader: Reader, round_id: str, by: Person
) -> tuple[Person, RoundCases]:
    """Who saves, and the round that they see whole; NotPermittedError where they do not."""
    person = permit(reader, by, Act.SAVE_SCENARIO, round_id)
    seen = both_sides(workflow, reader, round_id, person).seen
    if not seen.whole:
        raise NotPermittedError(
            "Du kan gemme og slette scenarier, når ingen ansøgning er lukket eller skjult for dig."
        )
    return person, seen


def _refuse_stale(name: str, expected: int, before: Scenario | None) -> None:
    if before is None and expected:
        raise ConflictError(
            f"Scenariet “{name}” er slettet i mellemtiden. Gem det som nyt, hvis det skal bruges.",
            None,
        )
    who, what = before.by if before else "", f"scenariet “{name}”"
    refuse_stale(expected, before, who=who, what=what)


def _validate_people(scenario: Scenario, round_: RoundCases) -> None:
    """Raise RefusedActionError where a reviewer or the points named are not in the round."""
    names = {each.reviewer.name for case in round_.cases for each in case.submitted}
    if scenario.without and scenario.without not in names:
        raise RefusedActionError(f"{scenario.without} har ingen indsendt vurdering i runden.")
    if scenario.change:
        _validate_change(scenario.change, round_)


def _validate_change(change: Change, round_: RoundCases) -> None:
    case = round_.case(change.application)
    given = {each.reviewer.name: each.score(change.aspect).points for each in case.submitted}
    points = given.get(change.reviewer)
    if points is None:
        raise RefusedActionError(
            f"{change.reviewer} har ikke givet point for {change.aspect} til {case.name}."
        )
    beyond = beyond_scale(change, points, case.name)
    if beyond:
        raise RefusedActionError(beyond)
