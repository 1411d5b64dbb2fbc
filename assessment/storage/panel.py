"""People and what they do together, on their way between rows and the domain's values."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import TYPE_CHECKING

from assessment.domain.correspondence.dialogue import (
    Answered,
    Exchange,
    Extended,
    Kind,
    Retracted,
    Shared,
    Weighed,
)
from assessment.domain.outcomes.award import Award
from assessment.domain.outcomes.decision import Decision
from assessment.domain.panel.assignment import Assignment
from assessment.domain.panel.impartiality import Declaration, Ground, Judgement, Scope, Stance
from assessment.domain.panel.people import Person, Role
from assessment.domain.reviewing.consensus import Consensus
from assessment.domain.words.wording import exact_text
from assessment.storage.tables import (
    AssignmentRow,
    ConsensusRow,
    DecisionRow,
    DeclarationRow,
    ExchangeRow,
    PersonRow,
)

if TYPE_CHECKING:
    from collections.abc import Iterable


def person(row: PersonRow) -> Person:
    """The person of a row."""
    return Person(
        id=row.id,
        name=row.name,
        email=row.email or "",
        subject=row.subject or "",
        roles=frozenset(map(Role, json.loads(row.roles))),
        active=row.active,
        version=row.version,
    )


def roles_to_json(roles: Iterable[Role]) -> str:
    """Roles as JSON text, in their order."""
    return json.dumps([role.value for role in Role if role in set(roles)])


def declaration(row: DeclarationRow, by: PersonRow) -> Declaration:
    """The declaration of a row and its person's row."""
    judgement = None
    if row.judged_by is not None and row.judged_at is not None:
        scope = Scope(row.scope) if row.scope else None
        judgement = Judgement(scope, row.judgement, row.judged_by, row.judged_at)
    return Declaration(
        application=row.application_id,
        person=person(by),
        stance=Stance(row.stance),
        grounds=tuple(map(Ground, json.loads(row.grounds))),
        text=row.text,
        at=row.declared_at,
        judgement=judgement,
        version=row.version,
    )


def declaration_row(made: Declaration) -> DeclarationRow:
    """The row of a declaration."""
    judged = made.judgement
    return DeclarationRow(
        application_id=made.application,
        person_id=made.person.id,
        stance=made.stance.value,
        grounds=json.dumps([each.value for each in made.grounds]),
        text=made.text,
        declared_at=made.at,
        scope=judged.scope.value if judged and judged.scope else None,
        judgement=judged.reason if judged else "",
        judged_by=judged.by if judged else None,
        judged_at=judged.at if judged else None,
        version=made.version,
    )


def assignment(row: AssignmentRow, reviewer: PersonRow) -> Assignment:
    """The assignment of a row and its reviewer's row."""
    return Assignment(
        row.application_id,
        person(reviewer),
        row.assigned_by,
        row.assigned_at,
        row.abstained,
        row.version,
    )


def assignment_row(made: Assignment) -> AssignmentRow:
    """The row of an assignment."""
    return AssignmentRow(
        application_id=made.application,
        person_id=made.reviewer.id,
        assigned_by=made.by,
        assigned_at=made.at,
        abstained=made.abstained,
        version=made.version,
    )


def consensus(row: ConsensusRow) -> Consensus:
    """The consensus of a row."""
    return Consensus(
        application=row.application_id,
        aspect=row.aspect,
        points=Fraction(row.points) if row.points else None,
        reason=row.reason,
        participants=tuple(json.loads(row.participants)),
        by=row.decided_by,
        at=row.decided_at,
        version=row.version,
    )


def consensus_row(made: Consensus) -> ConsensusRow:
    """The row of a consensus."""
    return ConsensusRow(
        application_id=made.application,
        aspect=made.aspect,
        points="" if made.points is None else exact_text(made.points),
        reason=made.reason,
        participants=json.dumps(made.participants),
        decided_by=made.by,
        decided_at=made.at,
        version=made.version,
    )


def exchange(row: ExchangeRow) -> Exchange:
    """The exchange of a row."""
    return Exchange(
        id=row.id,
        round=row.round_id,
        application=row.application_id,
        kind=Kind(row.kind),
        text=row.text,
        by=row.noted_by,
        at=row.noted_at,
        counterpart=row.counterpart,
        fields=tuple(json.loads(row.fields)),
        deadline=row.deadline,
        concerns=row.concerns,
        answer=_answered(row),
        shared=Shared(row.shared, row.shared_at, row.shared_by)
        if row.shared_at and row.shared_by
        else None,
        version=row.version,
        happened=row.happened,
        extended=Extended(row.extended, row.extended_at, row.extended_by)
        if row.extended_at and row.extended_by
        else None,
        weighed=Weighed(row.weighed, row.weighed_at, row.weighed_by)
        if row.weighed_at and row.weighed_by
        else None,
        retracted=Retracted(row.retracted, row.retracted_at, row.retracted_by)
        if row.retracted_at and row.retracted_by
        else None,
    )


def _answered(row: ExchangeRow) -> Answered | None:
    if row.answered_by is None or row.answered_at is None:
        return None
    return Answered(row.answer, row.answered_at, row.answered_by, row.answer_received)


def exchange_row(made: Exchange) -> ExchangeRow:
    """The row of an exchange; a new one's id is given by the database."""
    answered, extended, weighed = made.answer, made.extended, made.weighed
    shared, retracted = made.shared, made.retracted
    return ExchangeRow(
        round_id=made.round,
        application_id=made.application,
        kind=made.kind.value,
        text=made.text,
        noted_by=made.by,
        noted_at=made.at,
        counterpart=made.counterpart,
        fields=json.dumps(made.fields),
        deadline=made.deadline,
        happened=made.happened,
        concerns=made.concerns,
        answer=answered.text if answered else "",
        answer_received=answered.received if answered else None,
        answered_by=answered.by if answered else None,
        answered_at=answered.at if answered else None,
        extended=extended.reason if extended else "",
        extended_by=extended.by if extended else None,
        extended_at=extended.at if extended else None,
        weighed=weighed.text if weighed else "",
        weighed_by=weighed.by if weighed else None,
        weighed_at=weighed.at if weighed else None,
        shared=shared.how if shared else "",
        shared_by=shared.by if shared else None,
        shared_at=shared.at if shared else None,
        retracted=retracted.reason if retracted else "",
        retracted_by=retracted.by if retracted else None,
        retracted_at=retracted.at if retracted else None,
        version=made.version,
    )


def decision(row: DecisionRow) -> Decision:
    """The decision of a row."""
    return Decision(
        row.application_id,
        Award(row.award),
        row.reason,
        row.decided_by,
        row.decided_at,
        row.version,
        row.remark,
    )


def decision_row(made: Decision) -> DecisionRow:
    """The row of a decision."""
    return DecisionRow(
        application_id=made.application,
        award=made.award.value,
        reason=made.reason,
        remark=made.remark,
        decided_by=made.by,
        decided_at=made.at,
        version=made.version,
    )
