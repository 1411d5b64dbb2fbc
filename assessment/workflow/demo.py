"""Fill the demo round, so that every page has something true to show."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from assessment.domain.decision import Award
from assessment.domain.delivery import Fate
from assessment.domain.event import Action, Event
from assessment.domain.review import Review
from assessment.domain.screening import Outcome
from assessment.errors import NotFoundError, RefusedActionError
from assessment.workflow import applications, core, formal, receiving, recommending, reviewing
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


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise NotFoundError(f"Demoens filer mangler: {path} kan ikke læses.") from None


def _rows(folder: Path, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(_content(folder / name).decode(), newline="")))


def _register(workflow: Workflow, folder: Path) -> Iterator[tuple[str, int]]:
    uploads = [
        receiving.Upload(
            Path(row["file"]).name,
            _content(folder / row["file"]),
            datetime.fromisoformat(row["received"]) if row["received"] else None,
        )
        for row in _rows(folder, "received.csv")
    ]
    for receipt in receiving.receive(workflow, ROUND, uploads, LEAD):
        if receipt.fate is Fate.REFUSED:
            raise RefusedActionError(f"{receipt.filename}: {receipt.message}")
        if receipt.application is not None and receipt.fate is not Fate.ATTACHED:
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
    given: defaultdict[tuple[int, str], list[dict[str, str]]] = defaultdict(list)
    for row in _rows(folder, "reviews.csv"):
        given[ids[row["application"]], row["reviewer"]].append(row)
    for (application, name), rows in given.items():
        reviewer = core.add_person(workflow, name)
        review = known.get((application, name), Review(application, reviewer))
        if not review.submitted:
            _score(workflow, review, rows)


def _score(workflow: Workflow, review: Review, rows: list[dict[str, str]]) -> None:
    who = (review.application, review.reviewer)
    for row in rows:
        if row["aspect"] not in review.scores:
            reviewing.save_score(
                workflow, *who, row["aspect"], points=int(row["points"]), reason=row["reason"]
            )
    if len(rows) == len(workflow.scheme_of(ROUND).aspects):
        reviewing.submit(workflow, *who)


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
