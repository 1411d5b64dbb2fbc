"""Fill the demo round, so that every page has something true to show."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from assessment.domain.decision import Award
from assessment.domain.event import Action, Event
from assessment.domain.review import Person
from assessment.domain.screening import Outcome
from assessment.errors import NotFoundError, RefusedActionError
from assessment.workflow import applications, core, formal, recommending, reviewing
from assessment.workflow.core import Workflow

ROUND = "demo"
LEAD = "Lone Vestergaard"


def load(workflow: Workflow, folder: Path) -> bool:
    """Register the samples with outcomes, reviews and recommendations; False where that was done.

    `folder` holds the Word files and the tables beside them. What a user has set is left alone.
    Raises NotFoundError where the samples are missing.
    """
    if any(
        event.action is Action.DEMO_LOADED
        for event in applications.history(workflow, round_id=ROUND)
    ):
        return False
    core.add_person(workflow, LEAD)
    ids = dict(_register(workflow, folder))
    _set_outcomes(workflow, folder, ids)
    _review(workflow, folder, ids)
    _recommend(workflow, folder, ids)
    with workflow.database.begin() as repository:
        repository.record(Event(workflow.clock(), LEAD, Action.DEMO_LOADED, ROUND))
    return True


def _rows(folder: Path, name: str) -> list[dict[str, str]]:
    try:
        with (folder / name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    except OSError:
        raise NotFoundError(f"Demoens filer mangler: {folder / name} kan ikke læses.") from None


def _register(workflow: Workflow, folder: Path) -> Iterator[tuple[str, int]]:
    uploads = [
        applications.Upload(
            row["file"],
            (folder / row["file"]).read_bytes(),
            datetime.fromisoformat(row["received"]),
        )
        for row in _rows(folder, "received.csv")
    ]
    for receipt in applications.register(workflow, ROUND, uploads, LEAD):
        if receipt.application is None:
            raise RefusedActionError(f"{receipt.filename}: {receipt.message}")
        yield Path(receipt.filename).stem, receipt.application


def _set_outcomes(workflow: Workflow, folder: Path, ids: dict[str, int]) -> None:
    with workflow.database.read() as reader:
        known = reader.outcomes(ROUND)
    for row in _rows(folder, "formal.csv"):
        application = ids[row["application"]]
        if row["requirement"] not in known.get(application, {}):
            outcome = Outcome(row["outcome"])
            formal.set_outcome(
                workflow, application, row["requirement"], outcome, reason=row["reason"], by=LEAD
            )


def _review(workflow: Workflow, folder: Path, ids: dict[str, int]) -> None:
    """Save each score; whoever scored everything submits."""
    with workflow.database.read() as reader:
        known = {(each.application, each.reviewer.name): each for each in reader.reviews(ROUND)}
    reviewers: dict[tuple[int, Person], int] = {}
    for row in _rows(folder, "reviews.csv"):
        reviewer = core.add_person(workflow, row["reviewer"])
        key = (ids[row["application"]], reviewer)
        review = known.get((key[0], reviewer.name))
        if review and (review.submitted or row["aspect"] in review.scores):
            continue
        reviewing.save_score(
            workflow, *key, row["aspect"], points=int(row["points"]), reason=row["reason"]
        )
        reviewers[key] = reviewers.get(key, 0) + 1
    complete = len(workflow.scheme_of(ROUND).aspects)
    for (application, reviewer), count in reviewers.items():
        if count == complete:
            reviewing.submit(workflow, application, reviewer)


def _recommend(workflow: Workflow, folder: Path, ids: dict[str, int]) -> None:
    with workflow.database.read() as reader:
        known = reader.recommendations(ROUND)
    for row in _rows(folder, "recommendations.csv"):
        if ids[row["application"]] not in known:
            recommending.recommend(
                workflow,
                ids[row["application"]],
                Award(row["outcome"]),
                reason=row["reason"],
                answer=row["answer"],
                by=LEAD,
            )
