"""Scoring without the tool at hand: a sheet to take along, and what came of it taken in."""

from __future__ import annotations

from collections.abc import Iterable

from assessment.domain.panel.access import Act
from assessment.domain.panel.people import Person
from assessment.domain.rounds.event import Action
from assessment.domain.rounds.scoring_sheet import Change, Filled, Upload, compared, tasks
from assessment.errors import RefusedActionError, RefusedFileError
from assessment.notes.sheets.scoring_reader import read_scoring_sheet
from assessment.notes.sheets.scoring_sheet import Contents, scoring_sheet
from assessment.workflow import reviewing
from assessment.workflow.cases import round_cases
from assessment.workflow.core import Workflow, permit, record
from assessment.workflow.reviewing import Given

_GIVEN_UP = {"took_too_long", "too_heavy", "reader_failed"}
"""What a worker says of a file that it gave up, in sentences about an applicant's."""


def sheet(workflow: Workflow, round_id: str, by: Person) -> tuple[str, bytes]:
    """The sheet of what `by` has not submitted: a file's name and its bytes; that it was made is logged.

    Raises NotPermittedError for whoever may not score now, RefusedActionError where nothing is left.
    """
    with workflow.database.read() as reader:
        person = permit(reader, by, Act.SCORE, round_id)
    round_ = round_cases(workflow, round_id, person)
    waiting = tuple(each for each in tasks(round_, person) if each.review.submitted is None)
    if not waiting:
        raise RefusedActionError(
            "Du har ingen vurderinger, der venter, så der er intet pointark at hente."
        )
    what = Contents(round_.round, round_.scheme, person, waiting, workflow.clock())
    name, content = f"pointark-{round_id}.xlsx", scoring_sheet(what)
    with workflow.database.begin() as repository:
        record(
            workflow, repository, person, Action.WORKBOOK_WRITTEN, (round_id, None), subject=name
        )
    return name, content


def check(workflow: Workflow, round_id: str, content: bytes, by: Person) -> Upload:
    """What a filled-in sheet would change of one's own scores, and which cells cannot be used.

    Saves nothing. Raises RefusedFileError for what is no scoring sheet, or one that was made for
    somebody else or for another round.
    """
    with workflow.database.read() as reader:
        person = permit(reader, by, Act.SCORE, round_id)
    filled = _read(workflow, content)
    if (filled.origin.round, filled.origin.person) != (round_id, person.id):
        raise RefusedFileError(
            "not_yours",
            "Pointarket er dannet til en anden person eller en anden runde. Hent dit eget ark her.",
        )
    round_ = round_cases(workflow, round_id, person)
    own = {each.application: each for each in tasks(round_, person)}
    return compared(filled, own, round_.scheme)


def _read(workflow: Workflow, content: bytes) -> Filled:
    try:
        return workflow.run(read_scoring_sheet, content)
    except RefusedFileError as refusal:
        if refusal.code in _GIVEN_UP:
            raise RefusedFileError(
                refusal.code,
                "Arket kunne ikke læses. Hent et nyt pointark, og skriv dine point over i det.",
            ) from None
        raise


def take(workflow: Workflow, round_id: str, changes: Iterable[Change], by: Person) -> int:
    """Save the changes that somebody chose, all of them or none; gives how many were saved.

    Raises as `reviewing.save_scores` does; ConflictError where one was saved again since it was shown.
    """
    wanted = [
        Given(each.application, each.aspect, each.points, each.reason, each.saved.version)
        for each in changes
    ]
    return reviewing.save_scores(workflow, round_id, wanted, by)
