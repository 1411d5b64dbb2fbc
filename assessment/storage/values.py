"""Rows and the domain's values: each value's way out of its row, and its way in."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.domain.applications.application import Application, Attachment
from assessment.domain.applications.corrections import Correction
from assessment.domain.applications.versions import SetAside
from assessment.domain.checking.screening import FormalOutcome, Outcome
from assessment.domain.outcomes.award import Award
from assessment.domain.outcomes.decision import Recommendation
from assessment.domain.outcomes.selection import Ground
from assessment.domain.panel.access import Phase
from assessment.domain.reviewing.review import Review, Score
from assessment.storage.deliveries import envelope_from_json
from assessment.storage.panel import person
from assessment.storage.readings import from_json
from assessment.storage.tables import (
    ApplicationRow,
    CorrectionRow,
    FormalOutcomeRow,
    PersonRow,
    RecommendationRow,
    ReviewRow,
    RoundRow,
    ScoreRow,
    SetAsideRow,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class OpenedRound:
    """A round with the rule file frozen into it, why these rules, and the phase it is in."""

    id: str
    criteria: str
    sha256: str
    opened_at: datetime
    opened_by: str
    reason: str = ""
    phase: Phase = Phase.RECEIVING
    version: int = 1


def opened_round(row: RoundRow) -> OpenedRound:
    """The round of a row."""
    return OpenedRound(
        id=row.id,
        criteria=row.criteria,
        sha256=row.sha256,
        opened_at=row.opened_at,
        opened_by=row.opened_by,
        reason=row.reason,
        phase=Phase(row.phase),
        version=row.version,
    )


def round_row(opened: OpenedRound) -> RoundRow:
    """The row of a round."""
    return RoundRow(
        id=opened.id,
        criteria=opened.criteria,
        sha256=opened.sha256,
        opened_at=opened.opened_at,
        opened_by=opened.opened_by,
        reason=opened.reason,
        phase=opened.phase.value,
        version=opened.version,
    )


def application(
    row: ApplicationRow, reading: str, envelope: str | None, attachments: Iterable[Attachment]
) -> Application:
    """The application of a row, with its reading's and its message's JSON and what came with it."""
    return Application(
        id=row.id,
        round=row.round_id,
        filename=row.filename,
        received=row.received,
        reading=from_json(reading),
        received_note=row.received_note,
        envelope=envelope_from_json(envelope),
        attachments=tuple(attachments),
    )


def correction(row: CorrectionRow) -> Correction:
    """The correction of a row."""
    return Correction(
        id=row.id,
        block=row.block,
        text=row.text,
        field=row.field,
        reason=row.reason,
        by=row.decided_by,
        at=row.decided_at,
    )


def set_aside(row: SetAsideRow) -> SetAside:
    """The decision of a row."""
    return SetAside(
        row.application_id, row.in_favour_of, row.reason, row.decided_by, row.decided_at
    )


def set_aside_row(decided: SetAside) -> SetAsideRow:
    """The row of a decision to set an application aside."""
    return SetAsideRow(
        application_id=decided.application,
        in_favour_of=decided.in_favour_of,
        reason=decided.reason,
        decided_by=decided.by,
        decided_at=decided.at,
    )


def formal_outcome(row: FormalOutcomeRow) -> FormalOutcome:
    """The outcome of a row."""
    return FormalOutcome(
        requirement=row.requirement,
        outcome=Outcome(row.outcome),
        reason=row.reason,
        by=row.decided_by,
        at=row.decided_at,
        confirmed_by=row.confirmed_by,
        confirmed_at=row.confirmed_at,
        version=row.version,
    )


def formal_outcome_row(application_id: int, outcome: FormalOutcome) -> FormalOutcomeRow:
    """The row of an application's outcome."""
    return FormalOutcomeRow(
        application_id=application_id,
        requirement=outcome.requirement,
        outcome=outcome.outcome.value,
        reason=outcome.reason,
        decided_by=outcome.by,
        decided_at=outcome.at,
        confirmed_by=outcome.confirmed_by,
        confirmed_at=outcome.confirmed_at,
        version=outcome.version,
    )


def review(row: ReviewRow, reviewer: PersonRow, scores: Iterable[ScoreRow]) -> Review:
    """The review of a row, its person's row and its scores' rows."""
    by_aspect = {each.aspect: score(each) for each in scores}
    return Review(row.application_id, person(reviewer), by_aspect, row.submitted_at)


def score(row: ScoreRow) -> Score:
    """The score of a row."""
    return Score(row.aspect, row.points, row.reason, row.saved_at, row.version)


def score_row(application_id: int, person_id: int, given: Score) -> ScoreRow:
    """The row of a score in one person's review of one application."""
    return ScoreRow(
        application_id=application_id,
        person_id=person_id,
        aspect=given.aspect,
        points=given.points,
        reason=given.reason,
        saved_at=given.saved,
        version=given.version,
    )


def recommendation(row: RecommendationRow) -> Recommendation:
    """The recommendation of a row."""
    return Recommendation(
        application=row.application_id,
        award=Award(row.award),
        reason=row.reason,
        answer=row.answer,
        by=row.decided_by,
        at=row.decided_at,
        version=row.version,
        choice=row.choice,
        grounds=tuple(map(Ground, json.loads(row.grounds))),
    )


def recommendation_row(made: Recommendation) -> RecommendationRow:
    """The row of a recommendation."""
    return RecommendationRow(
        application_id=made.application,
        award=made.award.value,
        reason=made.reason,
        answer=made.answer,
        decided_by=made.by,
        decided_at=made.at,
        version=made.version,
        choice=made.choice,
        grounds=json.dumps([each.value for each in made.grounds]),
    )
