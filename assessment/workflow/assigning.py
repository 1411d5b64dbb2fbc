"""Who reviews what: seen, assigned by hand or in balance, and abstained from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from assessment.domain.panel.access import Act, Phase
from assessment.domain.panel.assignment import (
    REVIEWERS_EACH,
    Allotment,
    Assignment,
    Distribution,
    Plan,
    active,
    balanced,
)
from assessment.domain.panel.impartiality import conflicted
from assessment.domain.panel.people import Person, Role
from assessment.domain.rounds.case import Case, RoundCases
from assessment.domain.rounds.event import Action
from assessment.domain.rounds.sight import hidden
from assessment.errors import NotPermittedError, RefusedActionError
from assessment.storage import Reader, Repository
from assessment.workflow.cases import whole_round
from assessment.workflow.core import Workflow, permit, record, refuse_stale, round_of


def distribution(
    workflow: Workflow, round_id: str, by: Person, *, each: int = REVIEWERS_EACH
) -> Distribution:
    """The round's assignments, and a plan that gives each application `each` reviewers.

    An application towards whose applicant `by` is conflicted is for another lead to assign.
    """
    with workflow.database.read() as reader:
        person = permit(reader, by, Act.ASSIGN, round_id)
        return _distribution(workflow, reader, person, round_id, each)


def given(round_: RoundCases) -> tuple[Allotment, ...]:
    """Who was asked to review what, as far as a round shows it; for when nothing is assigned any more."""
    return tuple(
        Allotment(
            case.id,
            case.name,
            case.assignments,
            counting=len(active(case.assignments, {})),
            asked=not case.screening.unmet,
            submitted=None if case.hidden else frozenset(one.reviewer.id for one in case.submitted),
        )
        for case in round_.cases
    )


def own(workflow: Workflow, round_id: str, by: Person) -> tuple[Assignment, ...]:
    """What somebody was given to review in a round."""
    with workflow.database.read() as reader:
        person = permit(reader, by, Act.SEE_ROUND, round_id)
        return tuple(each for each in reader.assignments(round_id) if each.reviewer.id == person.id)


def assign(workflow: Workflow, application_id: int, reviewer_id: int, by: Person) -> None:
    """Give somebody an application to review; twice changes nothing.

    Raises RefusedActionError for whoever is no reviewer, or is or may be conflicted.
    """
    with workflow.database.begin() as repository:
        round_id = round_of(repository, by, Act.ASSIGN, application_id)
        person = permit(repository, by, Act.ASSIGN, round_id)
        barred = conflicted(repository.declarations(round_id), (application_id,))
        _refuse_conflicted(person, barred[application_id])
        reviewer = repository.person(reviewer_id)
        if not (reviewer.active and reviewer.has(Role.REVIEWER)):
            raise RefusedActionError(f"{reviewer.name} er ikke bedømmer. Giv først rollen.")
        if reviewer.id in barred[application_id]:
            raise RefusedActionError(
                f"{reviewer.name} er eller kan være inhabil og kan ikke vurdere ansøgningen."
            )
        if repository.assignment(application_id, reviewer.id) is None:
            _add(workflow, repository, application_id, reviewer, person)


def apply_plan(
    workflow: Workflow, round_id: str, plan: Plan, by: Person, *, each: int = REVIEWERS_EACH
) -> None:
    """Assign what a plan adds.

    Raises RefusedActionError where the plan would be another now, since something changed meanwhile.
    """
    with workflow.database.begin() as repository:
        person = permit(repository, by, Act.ASSIGN, round_id)
        if _distribution(workflow, repository, person, round_id, each).plan != plan:
            raise RefusedActionError(
                "Fordelingen er ændret imens. Se forslaget igen, og anvend det så."
            )
        for application_id, reviewer in plan.additions:
            _add(workflow, repository, application_id, reviewer, person)


def unassign(workflow: Workflow, application_id: int, reviewer_id: int, by: Person) -> None:
    """Take an assignment back; a review that was submitted cannot be taken from anybody.

    Raises RefusedActionError for that, and where the application was not assigned to them.
    """
    with workflow.database.begin() as repository:
        round_id = round_of(repository, by, Act.ASSIGN, application_id)
        person = permit(repository, by, Act.ASSIGN, round_id)
        barred = conflicted(repository.declarations(round_id), (application_id,))
        _refuse_conflicted(person, barred[application_id])
        reviewer = repository.person(reviewer_id)
        if repository.assignment(application_id, reviewer_id) is None:
            raise RefusedActionError(f"{reviewer.name} er ikke tildelt ansøgningen.")
        if repository.review(application_id, reviewer).submitted:
            raise RefusedActionError(
                f"{reviewer.name} har indsendt sin vurdering, så den bliver stående."
            )
        repository.remove_assignment(application_id, reviewer_id)
        record(
            workflow,
            repository,
            person,
            Action.UNASSIGNED_REVIEWER,
            (round_id, application_id),
            subject=reviewer.name,
        )


def abstain(
    workflow: Workflow,
    application_id: int,
    reviewer_id: int,
    *,
    reason: str,
    by: Person,
    expected: int,
) -> Assignment:
    """Let a reviewer who cannot review an application be counted out: never as a score.

    A reviewer may do so for themselves, the lead for anybody. An empty reason takes it up again.
    Raises RefusedActionError for a submitted review, ConflictError where it changed since `expected`.
    """
    with workflow.database.begin() as repository:
        round_id = round_of(repository, by, Act.ABSTAIN, application_id)
        person = permit(repository, by, Act.ABSTAIN, round_id)
        if reviewer_id != person.id:
            _refuse_for_others(repository, round_id, person, application_id)
        before = repository.assignment(application_id, reviewer_id)
        if before is None:
            raise RefusedActionError("Bedømmeren er ikke tildelt ansøgningen.")
        refuse_stale(expected, before, who="En anden", what="tildelingen")
        if repository.review(application_id, before.reviewer).submitted:
            raise RefusedActionError("Vurderingen er indsendt og kan ikke meldes fra.")
        changed = replace(before, abstained=reason.strip(), version=expected + 1)
        if not (before.abstained or changed.abstained):
            raise RefusedActionError("Skriv, hvorfor ansøgningen ikke kan vurderes.")
        repository.set_assignment(changed)
        action = Action.ABSTAINED if changed.abstained else Action.RESUMED
        record(
            workflow,
            repository,
            person,
            action,
            (round_id, application_id),
            subject=before.reviewer.name,
            old=before.abstained,
            new=changed.abstained,
        )
    return changed


def _refuse_for_others(
    repository: Repository, round_id: str, person: Person, application_id: int
) -> None:
    if not person.has(Role.LEAD):
        raise NotPermittedError("Du kan kun melde fra for dig selv; projektlederen kan for andre.")
    barred = conflicted(repository.declarations(round_id), (application_id,))
    _refuse_conflicted(person, barred[application_id])


def _refuse_conflicted(person: Person, barred: frozenset[int]) -> None:
    if person.id in barred:
        raise NotPermittedError(
            "Du er inhabil over for ansøgeren. En anden projektleder skal fordele ansøgningen."
        )


def _distribution(
    workflow: Workflow, reader: Reader, person: Person, round_id: str, each: int
) -> Distribution:
    round_ = whole_round(workflow, reader, round_id)
    assignments, declarations = reader.assignments(round_id), reader.declarations(round_id)
    everybody = {one.id: one for one in reader.people()}
    reviewers = tuple(one for one in everybody.values() if one.active and one.has(Role.REVIEWER))
    barred = conflicted(declarations, (case.id for case in round_.cases))
    open_ = [case for case in round_.cases if person.id not in barred[case.id]]
    asked = [case.id for case in open_ if not case.screening.unmet]
    declared = {(one.person.id, one.application) for one in declarations}
    return Distribution(
        tuple(_allotment(case, person, barred, everybody, round_.phase) for case in open_),
        reviewers,
        Counter(one.reviewer.id for one in active(assignments, barred)),
        balanced(asked, reviewers, assignments, barred, each=each),
        tuple(one for one in reviewers if any((one.id, case.id) not in declared for case in open_)),
    )


def _allotment(
    case: Case,
    person: Person,
    barred: Mapping[int, frozenset[int]],
    everybody: Mapping[int, Person],
    phase: Phase,
) -> Allotment:
    blind = hidden(person, case.reviews, case.assignments, phase)
    return Allotment(
        case.id,
        case.name,
        case.assignments,
        tuple(everybody[one] for one in sorted(barred[case.id])),
        len(active(case.assignments, barred)),
        asked=not case.screening.unmet,
        submitted=None if blind else frozenset(one.reviewer.id for one in case.submitted),
    )


def _add(
    workflow: Workflow, repository: Repository, application_id: int, reviewer: Person, by: Person
) -> None:
    made = Assignment(application_id, reviewer, by.name, workflow.clock(), version=1)
    repository.set_assignment(made)
    round_id = repository.application(application_id).round
    record(
        workflow,
        repository,
        by,
        Action.ASSIGNED_REVIEWER,
        (round_id, application_id),
        subject=reviewer.name,
    )
