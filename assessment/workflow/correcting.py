"""A human's corrections of which field a passage answers, and reading files anew."""

from __future__ import annotations

from dataclasses import replace

from assessment import intake
from assessment.domain.applications.application import Application, Reading
from assessment.domain.applications.corrections import Correction, corrected, validate_correction
from assessment.domain.applications.personal import masked
from assessment.domain.panel.access import Act
from assessment.domain.panel.people import Person
from assessment.domain.rounds.event import Action, Event
from assessment.domain.rules.form import Form
from assessment.errors import NotFoundError, RefusedActionError
from assessment.workflow.core import Setting, Workflow, permit, setting


def corrections(workflow: Workflow, application_id: int, by: Person) -> tuple[Correction, ...]:
    """What has been moved in an application, in the order it was done."""
    with workflow.database.read() as reader:
        setting(workflow, reader, by, Act.READ_APPLICATIONS, application_id)
        return reader.corrections(application_id)


def move(
    workflow: Workflow,
    application_id: int,
    *,
    block: str,
    text: str,
    field: str,
    reason: str,
    by: Person,
) -> None:
    """Let a passage answer another field ("" for none); the file itself is never changed.

    Raises RefusedActionError without a reason, or for a text that is not in the file.
    """
    work, made = _at_hand(workflow, application_id, by)
    application, form = work.application, work.scheme.form
    wanted = Correction(
        0, block, text.strip(), field, reason.strip(), work.person.name, workflow.clock()
    )
    validate_correction(application.reading, wanted, form)
    reading = _read(workflow, application_id, (*made, wanted), form)
    if (
        reading.answers == application.reading.answers
        and reading.unplaced == application.reading.unplaced
    ):
        raise RefusedActionError("Teksten står der allerede. Vælg et andet felt.")
    event = _event(workflow, Action.PASSAGE_MOVED, work)
    told = replace(
        event, subject=f"felt {field or 'intet'}", old=_told(application, wanted), new=wanted.text
    )
    _store(workflow, work, made, reading, told, add=wanted)


def move_back(workflow: Workflow, application_id: int, correction_id: int, by: Person) -> None:
    """Take a correction back; the others stay. NotFoundError where it is not there."""
    work, made = _at_hand(workflow, application_id, by)
    left = tuple(each for each in made if each.id != correction_id)
    if left == made:
        raise NotFoundError("Flytningen findes ikke længere; genindlæs siden.")
    (taken,) = (each for each in made if each.id == correction_id)
    reading = _read(workflow, application_id, left, work.scheme.form)
    event = _event(workflow, Action.PASSAGE_MOVED_BACK, work)
    told = replace(event, subject=f"felt {taken.field or 'intet'}", old=taken.text)
    _store(workflow, work, made, reading, told, remove=correction_id)


def reread(workflow: Workflow, application_id: int, by: Person) -> bool:
    """Read an application's file anew, as after an update of the reader; corrections stay.

    Returns whether anything came out differently.
    """
    work, made = _at_hand(workflow, application_id, by)
    reading = _read(workflow, application_id, made, work.scheme.form)
    if reading == work.application.reading:
        return False
    _store(workflow, work, made, reading, _event(workflow, Action.REREAD, work))
    return True


def _at_hand(
    workflow: Workflow, application_id: int, by: Person
) -> tuple[Setting, tuple[Correction, ...]]:
    """The application that somebody may correct, and what was corrected in it so far."""
    with workflow.database.read() as reader:
        work = setting(workflow, reader, by, Act.CORRECT, application_id)
        return work, reader.corrections(application_id)


def _read(
    workflow: Workflow, application_id: int, made: tuple[Correction, ...], form: Form
) -> Reading:
    with workflow.database.read() as reader:
        _, content = reader.original(application_id)
    reading = masked(workflow.run(intake.read, content, form))
    return corrected(reading, made, form, intake.value_of)


def _store(
    workflow: Workflow,
    work: Setting,
    expected: tuple[Correction, ...],
    reading: Reading,
    event: Event,
    *,
    add: Correction | None = None,
    remove: int | None = None,
) -> None:
    application = work.application
    with workflow.database.begin() as repository:
        # Reading the file took its time; the round may have moved meanwhile.
        permit(repository, work.person, Act.CORRECT, application.round, application.id)
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


def _event(workflow: Workflow, action: Action, work: Setting) -> Event:
    return Event(
        workflow.clock(), work.person.name, action, work.application.round, work.application.id
    )


def _told(application: Application, made: Correction) -> str:
    """The fields that a passage answered before it was moved."""
    answers = application.reading.answers.values()
    fields = [each.field for each in answers if made.block in each.blocks]
    return f"felt {', '.join(fields)}" if fields else "Øvrig tekst"
