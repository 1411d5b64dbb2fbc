"""Impartiality: what everybody who takes part declares, and what somebody else decides of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from assessment.domain.panel.access import Act, may
from assessment.domain.panel.impartiality import (
    Applicant,
    Declaration,
    Ground,
    Judgement,
    Scope,
    Stance,
    shut_out,
    to_judge,
    validate_declaration,
    validate_judgement,
)
from assessment.domain.panel.people import Person
from assessment.domain.rounds.event import Action
from assessment.domain.rounds.sight import WHY
from assessment.errors import NotFoundError
from assessment.storage import Reader, Repository
from assessment.workflow.core import Workflow, permit, record, refuse_stale, round_of


def applicants(workflow: Workflow, round_id: str, by: Person) -> tuple[Applicant, ...]:
    """The round's applicants by name, each with what `by` has declared of it."""
    with workflow.database.read() as reader:
        person = permit(reader, by, Act.DECLARE, round_id)
        scheme = workflow.parsed(workflow.criteria_of(round_id, reader))
        own = _own(reader, round_id, person)
        return tuple(
            Applicant(each.id, each.name(scheme), own.get(each.id))
            for each in reader.applications(round_id)
        )


def declare(
    workflow: Workflow,
    application_id: int,
    stance: Stance,
    *,
    grounds: Sequence[Ground] = (),
    text: str = "",
    by: Person,
    expected: int,
) -> Declaration:
    """Declare one's tie to an applicant; an earlier declaration and its decision stay in the log.

    Raises RefusedActionError where a conflict or a doubt does not say what it rests on, or is taken
    back by whoever declared it; ConflictError where it was declared or decided since version `expected`.
    """
    with workflow.database.begin() as repository:
        round_id = round_of(repository, by, Act.DECLARE, application_id)
        person = permit(repository, by, Act.DECLARE, round_id)
        before = _own(repository, round_id, person).get(application_id)
        refuse_stale(expected, before, who=_judge(before), what="en afgørelse af din habilitet")
        made = Declaration(
            application_id,
            person,
            stance,
            () if stance is Stance.IMPARTIAL else tuple(grounds),
            text.strip(),
            workflow.clock(),
            version=expected + 1,
        )
        validate_declaration(made, before)
        _keep(workflow, repository, made, before, round_id)
    return made


def declare_impartial(workflow: Workflow, round_id: str, by: Person) -> int:
    """Declare oneself impartial towards all applicants that one has declared nothing of; how many."""
    with workflow.database.begin() as repository:
        person = permit(repository, by, Act.DECLARE, round_id)
        own = _own(repository, round_id, person)
        left = [each.id for each in repository.applications(round_id) if each.id not in own]
        for each in left:
            made = Declaration(each, person, Stance.IMPARTIAL, (), "", workflow.clock(), version=1)
            _keep(workflow, repository, made, None, round_id)
    return len(left)


def judges(workflow: Workflow, round_id: str, by: Person) -> tuple[str, ...]:
    """Who can decide of one's own impartiality: the names of all others who may judge."""
    with workflow.database.read() as reader:
        permit(reader, by, Act.DECLARE, round_id)
        declarations, phase = reader.declarations(round_id), reader.phase(round_id)
        return tuple(
            each.name
            for each in reader.people()
            if each.id != by.id
            and may(each, Act.JUDGE_IMPARTIALITY, phase)
            and not shut_out(each, declarations)
        )


def undecided(workflow: Workflow, round_id: str, by: Person) -> tuple[Declaration, ...]:
    """The conflicts and doubts that `by` may decide of, those that wait for a decision first."""
    with workflow.database.read() as reader:
        person = permit(reader, by, Act.JUDGE_IMPARTIALITY, round_id)
        found = to_judge(reader.declarations(round_id), person)
    return tuple(sorted(found, key=lambda each: not each.pending))


def judge(
    workflow: Workflow,
    application_id: int,
    person_id: int,
    scope: Scope | None,
    *,
    reason: str,
    by: Person,
    expected: int,
) -> Declaration:
    """Decide whether somebody else is conflicted, and how far it reaches (None: not at all).

    Raises RefusedActionError for one's own declaration or without a reason, ConflictError where it
    was changed since version `expected`.
    """
    with workflow.database.begin() as repository:
        round_id = round_of(repository, by, Act.JUDGE_IMPARTIALITY, application_id)
        person = permit(repository, by, Act.JUDGE_IMPARTIALITY, round_id, application_id)
        before = _declared(repository.declarations(round_id), application_id, person_id)
        who, what = _last(before)
        refuse_stale(expected, before, who=who, what=what)
        judgement = Judgement(scope, reason.strip(), person.name, workflow.clock())
        validate_judgement(before, judgement, person)
        made = replace(before, judgement=judgement, version=expected + 1)
        repository.set_declaration(made)
        record(
            workflow,
            repository,
            person,
            Action.IMPARTIALITY_JUDGED,
            (round_id, application_id),
            subject=before.person.name,
            old=before.words,
            new=f"{made.words}{WHY}{judgement.reason}",
        )
    return made


def _last(before: Declaration) -> tuple[str, str]:
    """Who last changed a declaration, and what they changed."""
    if before.judgement:
        return before.judgement.by, "en afgørelse af habiliteten"
    return before.person.name, "sin erklæring"


def _judge(before: Declaration | None) -> str:
    return before.judgement.by if before and before.judgement else "Du"


def _keep(
    workflow: Workflow,
    repository: Repository,
    made: Declaration,
    before: Declaration | None,
    round_id: str,
) -> None:
    repository.set_declaration(made)
    why = " ".join(filter(None, ("; ".join(made.grounds), made.text)))
    record(
        workflow,
        repository,
        made.person,
        Action.DECLARED,
        (round_id, made.application),
        subject=made.person.name,
        old=before.words if before else "",
        new=WHY.join(filter(None, (made.stance, why))),
    )


def _own(reader: Reader, round_id: str, person: Person) -> dict[int, Declaration]:
    return {each.application: each for each in reader.declarations(round_id, person.id)}


def _declared(
    declarations: Iterable[Declaration], application_id: int, person_id: int
) -> Declaration:
    for each in declarations:
        if (each.application, each.person.id) == (application_id, person_id):
            return each
    raise NotFoundError("Personen har ikke erklæret noget om ansøgningen; genindlæs siden.")
