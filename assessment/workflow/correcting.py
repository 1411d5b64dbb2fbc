"""A human's corrections of which field a passage answers, and reading files anew."""

from __future__ import annotations

from dataclasses import replace

from assessment import intake
from assessment.domain.application import Application, Reading
from assessment.domain.corrections import Correction, corrected, validate_correction
from assessment.domain.event import Action, Event
from assessment.domain.form import Form
from assessment.domain.personal import masked
from assessment.errors import NotFoundError, RefusedActionError
from assessment.workflow.core import Workflow


def corrections(workflow: Workflow, application_id: int) -> tuple[Correction, ...]:
    """What has been moved in an application, in the order it was done."""
    with workflow.database.read() as reader:
        return reader.corrections(application_id)


def move(
    workflow: Workflow,
    application_id: int,
    *,
    block: str,
    text: str,
    field: str,
    reason: str,
    by: str,
) -> None:
    """Let a passage answer another field ("" for none); the file itself is never changed.

    Raises RefusedActionError without a reason, or for a text that is not in the file.
    """
    with workflow.database.read() as reader:
        application = reader.application(application_id)
        made = reader.corrections(application_id)
    form = workflow.scheme_of(application.round).form
    wanted = Correction(0, block, text.strip(), field, reason.strip(), by, workflow.clock())
    validate_correction(application.reading, wanted, form)
    reading = _read(workflow, application_id, (*made, wanted), form)
    if (
        reading.answers == application.reading.answers
        and reading.unplaced == application.reading.unplaced
    ):
        raise RefusedActionError("Teksten står der allerede. Vælg et andet felt.")
    event = _event(workflow, Action.PASSAGE_MOVED, application, by)
    told = replace(
        event, subject=f"felt {field or 'intet'}", old=_told(application, wanted), new=wanted.text
    )
    _store(workflow, application, made, reading, told, add=wanted)


def move_back(workflow: Workflow, application_id: int, correction_id: int, by: str) -> None:
    """Take a correction back; the others stay. NotFoundError where it is not there."""
    with workflow.database.read() as reader:
        application = reader.application(application_id)
        made = reader.corrections(application_id)
    left = tuple(each for each in made if each.id != correction_id)
    if left == made:
        raise NotFoundError("Flytningen findes ikke længere; genindlæs siden.")
    (taken,) = (each for each in made if each.id == correction_id)
    form = workflow.scheme_of(application.round).form
    reading = _read(workflow, application_id, left, form)
    event = _event(workflow, Action.PASSAGE_MOVED_BACK, application, by)
    told = replace(event, subject=f"felt {taken.field or 'intet'}", old=taken.text)
    _store(workflow, application, made, reading, told, remove=correction_id)


def reread(workflow: Workflow, application_id: int, by: str) -> bool:
    """Read an application's file anew, as after an update of the reader; corrections stay.

    Returns whether anything came out differently.
    """
    with workflow.database.read() as reader:
        application = reader.application(application_id)
        made = reader.corrections(application_id)
    form = workflow.scheme_of(application.round).form
    reading = _read(workflow, application_id, made, form)
    if reading == application.reading:
        return False
    event = _event(workflow, Action.REREAD, application, by)
    _store(workflow, application, made, reading, event)
    return True


def _read(
    workflow: Workflow, application_id: int, made: tuple[Correction, ...], form: Form
) -> Reading:
    with workflow.database.read() as reader:
        _, content = reader.original(application_id)
    reading = masked(workflow.run(intake.read, content, form))
    return corrected(reading, made, form, intake.value_of)


def _store(
    workflow: Workflow,
    application: Application,
    expected: tuple[Correction, ...],
    reading: Reading,
    event: Event,
    *,
    add: Correction | None = None,
    remove: int | None = None,
) -> None:
    with workflow.database.begin() as repository:
        if repository.corrections(application.id) != expected:
            raise RefusedActionError(
                "En anden har netop flyttet tekst her. Genindlæs, og prøv igen."
            )
        if add:
            repository.add_correction(application.id, add)
        if remove is not None:
            repository.remove_correction(remove)
        repository.set_reading(application.id, reading)
        repository.record(event)


def _event(workflow: Workflow, action: Action, application: Application, by: str) -> Event:
    return Event(workflow.clock(), by, action, application.round, application.id)


def _told(application: Application, made: Correction) -> str:
    """The fields that a passage answered before it was moved."""
    answers = application.reading.answers.values()
    fields = [each.field for each in answers if made.block in each.blocks]
    return f"felt {', '.join(fields)}" if fields else "Øvrig tekst"
