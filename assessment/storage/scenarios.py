"""Named scenarios: their table, and the way between its rows and the domain's value."""

from __future__ import annotations

import json
from datetime import datetime
from fractions import Fraction

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from assessment.domain.ranking.scenario import Change, Scenario
from assessment.domain.words.wording import exact_text
from assessment.storage.tables import Row


class ScenarioRow(Row):
    """A what-if that somebody saved; `weights` is a JSON object, `floor` an exact number or "".

    `change` is JSON too: application, reviewer, aspect and step, or None.
    """

    __tablename__ = "scenario"

    round_id: Mapped[str] = mapped_column(ForeignKey("round.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    weights: Mapped[str]
    without: Mapped[str]
    change: Mapped[str | None]
    floor: Mapped[str]
    places: Mapped[int | None]
    saved_by: Mapped[str]
    saved_at: Mapped[datetime]
    version: Mapped[int]


def scenario(row: ScenarioRow) -> Scenario:
    """The scenario of a row."""
    weights = json.loads(row.weights)
    return Scenario(
        row.round_id,
        row.name,
        {criterion: Fraction(weight) for criterion, weight in weights.items()},
        without=row.without,
        change=Change(*json.loads(row.change)) if row.change else None,
        floor=Fraction(row.floor) if row.floor else None,
        places=row.places,
        by=row.saved_by,
        at=row.saved_at,
        version=row.version,
    )


def scenario_row(made: Scenario) -> ScenarioRow:
    """The row of a scenario."""
    change = made.change
    return ScenarioRow(
        round_id=made.round,
        name=made.name,
        weights=json.dumps({key: exact_text(weight) for key, weight in made.weights.items()}),
        without=made.without,
        change=_to_json(change) if change else None,
        floor="" if made.floor is None else exact_text(made.floor),
        places=made.places,
        saved_by=made.by,
        saved_at=made.at,
        version=made.version,
    )


def _to_json(change: Change) -> str:
    return json.dumps([change.application, change.reviewer, change.aspect, change.step])
