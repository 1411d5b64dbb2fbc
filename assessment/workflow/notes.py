"""Documents out: decision notes, the round's note and the blank form."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from assessment import notes
from assessment.domain.access import Act
from assessment.domain.case import RoundCases
from assessment.domain.event import Action
from assessment.domain.people import Person
from assessment.errors import NotPermittedError
from assessment.workflow.cases import round_cases
from assessment.workflow.core import Workflow, known_round, permit, record, setting


@dataclass(frozen=True, slots=True)
class Written:
    """A finished Word document."""

    filename: str
    content: bytes


def form(workflow: Workflow, round_id: str) -> bytes:
    """The blank application form of a round as Word; it is public."""
    scheme = workflow.scheme_of(round_id)
    return notes.blank_form(scheme, known_round(scheme, round_id))


def note(workflow: Workflow, application_id: int, by: Person) -> Written:
    """The decision note of one application; writing it is logged.

    Raises NotPermittedError where the judgement in it is hidden from `by`.
    """
    with workflow.database.read() as reader:
        work = setting(workflow, reader, by, Act.WRITE_NOTES, application_id)
    round_ = round_cases(workflow, work.application.round, by)
    case = round_.case(application_id)
    if case.hidden:
        raise NotPermittedError("Notatet kan hentes, når din egen vurdering er indsendt.")
    made = notes.application_note(round_, case, author=work.person.name, written=workflow.clock())
    return _written(workflow, made, round_.round.id, work.person, application_id)


def round_note(workflow: Workflow, round_id: str, by: Person) -> Written:
    """The recommendation note of a round; writing it is logged.

    Raises NotPermittedError where a part of the round is closed to or hidden from `by`.
    """
    round_, person = _whole(workflow, round_id, by)
    return _round_note(workflow, round_, person, workflow.clock())


def all_notes(workflow: Workflow, round_id: str, by: Person) -> Iterator[Written]:
    """The round's note and the note of each application, one at a time.

    Raises NotPermittedError, before the first, as `round_note` does.
    """
    round_, person = _whole(workflow, round_id, by)
    return _all(workflow, round_, person)


def _all(workflow: Workflow, round_: RoundCases, person: Person) -> Iterator[Written]:
    written = workflow.clock()
    yield _round_note(workflow, round_, person, written)
    for case in round_.cases:
        made = notes.application_note(round_, case, author=person.name, written=written)
        yield _written(workflow, made, round_.round.id, person, case.id)


def _round_note(
    workflow: Workflow, round_: RoundCases, person: Person, written: datetime
) -> Written:
    with workflow.database.read() as reader:
        declarations = reader.declarations(round_.round.id)
    made = notes.round_note(round_, declarations, author=person.name, written=written)
    return _written(workflow, made, round_.round.id, person, None)


def _whole(workflow: Workflow, round_id: str, by: Person) -> tuple[RoundCases, Person]:
    with workflow.database.read() as reader:
        person = permit(reader, by, Act.WRITE_NOTES, round_id)
    round_ = round_cases(workflow, round_id, by)
    if not round_.whole:
        raise NotPermittedError(
            "Notatet for hele runden kan hentes, når ingen ansøgning er lukket eller skjult for dig."
        )
    return round_, person


def zipped(documents: Iterator[Written]) -> bytes:
    """The documents in one zip file."""
    result = BytesIO()
    with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as archive:
        for document in documents:
            archive.writestr(document.filename, document.content)
    return result.getvalue()


def _written(
    workflow: Workflow, made: notes.Note, round_id: str, by: Person, application_id: int | None
) -> Written:
    content = notes.render(made)
    state = "udkast" if made.missing else "færdigt"
    with workflow.database.begin() as repository:
        record(
            workflow,
            repository,
            by,
            Action.NOTE_WRITTEN,
            (round_id, application_id),
            subject=made.filename,
            new=state,
        )
    return Written(made.filename, content)
