"""The list of what came into a round, as it is kept for the case."""

from __future__ import annotations

from assessment.domain.panel.access import Act, may
from assessment.domain.panel.impartiality import closures
from assessment.domain.panel.people import Person
from assessment.domain.rounds.event import Action, Event
from assessment.workflow.core import Workflow, permit, record

_CAME = frozenset({Action.REGISTERED, Action.ATTACHED, Action.MESSAGE_KEPT, Action.REFUSED})


def register(workflow: Workflow, round_id: str, by: Person) -> tuple[Event, ...]:
    """Every file, and every message without one, that was taken in or refused, the first first.

    That the list was made is logged.

    What is closed to `by`, as all applications are to somebody who may read none, is left out, except
    what they took in themselves.
    """
    with workflow.database.begin() as repository:
        person = permit(repository, by, Act.RECEIVE, round_id)
        came = [each for each in repository.events(round_id=round_id) if each.action in _CAME]
        about = {each.application for each in came if each.application is not None}
        closed = set(closures(person, repository.declarations(round_id), sorted(about)))
        where, subject = (round_id, None), "liste over modtagne filer"
        record(workflow, repository, person, Action.EXTRACT_FETCHED, where, subject=subject)
    if not may(person, Act.READ_APPLICATIONS):
        closed = about
    seen = (each for each in came if each.application not in closed or each.actor == person.name)
    return tuple(seen)[::-1]
