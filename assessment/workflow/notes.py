"""Documents out: decision notes, the round's note and the blank form."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from assessment import notes
from assessment.domain.event import Action, Event
from assessment.workflow.cases import round_cases
from assessment.workflow.core import Workflow, known_round


@dataclass(frozen=True, slots=True)
class Written:
    """A finished Word document."""

    filename: str
    content: bytes


def form(workflow: Workflow, round_id: str) -> bytes:
    """The blank application form of a round as Word."""
    scheme = workflow.scheme_of(round_id)
    return notes.blank_form(scheme, known_round(scheme, round_id))


def note(workflow: Workflow, round_id: str, application_id: int, by: str) -> Written:
    """The decision note of one application; writing it is logged."""
    round_ = round_cases(workflow, round_id)
    case = round_.case(application_id)
    made = notes.application_note(round_, case, author=by, written=workflow.clock())
    return _written(workflow, made, round_id, by, application_id)


def round_note(workflow: Workflow, round_id: str, by: str) -> Written:
    """The recommendation note of a round; writing it is logged."""
    made = notes.round_note(round_cases(workflow, round_id), author=by, written=workflow.clock())
    return _written(workflow, made, round_id, by, None)


def all_notes(workflow: Workflow, round_id: str, by: str) -> Iterator[Written]:
    """The round's note and the note of each application, one at a time."""
    round_ = round_cases(workflow, round_id)
    written = workflow.clock()
    made = notes.round_note(round_, author=by, written=written)
    yield _written(workflow, made, round_id, by, None)
    for case in round_.cases:
        made = notes.application_note(round_, case, author=by, written=written)
        yield _written(workflow, made, round_id, by, case.id)


def zipped(documents: Iterator[Written]) -> bytes:
    """The documents in one zip file."""
    result = BytesIO()
    with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as archive:
        for document in documents:
            archive.writestr(document.filename, document.content)
    return result.getvalue()


def _written(
    workflow: Workflow, made: notes.Note, round_id: str, by: str, application_id: int | None
) -> Written:
    content = notes.render(made)
    state = "udkast" if made.missing else "færdigt"
    event = Event(
        workflow.clock(),
        by,
        Action.NOTE_WRITTEN,
        round_id,
        application_id,
        made.filename,
        new=state,
    )
    with workflow.database.begin() as repository:
        repository.record(event)
    return Written(made.filename, content)
