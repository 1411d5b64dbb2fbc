"""Documents out: decision notes, the round's note, minutes, own assessments and the blank form."""

from __future__ import annotations

import zipfile
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import TypeAlias

from assessment import notes
from assessment.domain.panel.access import Act
from assessment.domain.panel.people import Person
from assessment.domain.rounds import discussion
from assessment.domain.rounds.case import Case, RoundCases
from assessment.domain.rounds.event import Action
from assessment.errors import NotFoundError, NotPermittedError, RefusedFileError
from assessment.workflow.cases import round_cases
from assessment.workflow.core import Where, Workflow, known_round, permit, record, setting


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
    round_, case, person = _one(workflow, application_id, by)
    if case.hidden:
        raise NotPermittedError("Notatet kan hentes, når din egen vurdering er indsendt.")
    made = notes.application_note(round_, case, _imprint(workflow, round_.round.id, person))
    return _written(workflow, made, round_.round.id, person, application_id)


def own_assessment(
    workflow: Workflow, application_id: int, reviewer_id: int, by: Person
) -> Written:
    """One reviewer's own assessment of an application; writing it is logged.

    Its author gets it at any time, marked as a draft until it is submitted; others once it is, and
    once they may see it. Raises NotPermittedError or NotFoundError where there is none for `by`.
    """
    round_, case, person = _one(workflow, application_id, by)
    own = reviewer_id == person.id
    if case.hidden and not own:
        raise NotPermittedError("Andres vurderinger kan hentes, når din egen er indsendt.")
    offered = case.reviews if own else case.submitted
    review = next((each for each in offered if each.reviewer.id == reviewer_id), None)
    if review is None:
        raise NotFoundError(f"Der er ingen vurdering at hente for {case.name}.")
    made = notes.review_note(round_, case, review, _imprint(workflow, round_.round.id, person))
    return _written(workflow, made, round_.round.id, person, application_id)


def round_note(workflow: Workflow, round_id: str, by: Person) -> Written:
    """The recommendation note of a round; writing it is logged.

    Raises NotPermittedError where a part of the round is closed to or hidden from `by`.
    """
    round_, person = _whole(workflow, round_id, by)
    made = _round_note(workflow, round_, _imprint(workflow, round_id, person))
    return _written(workflow, made, round_id, person, None)


def minutes(workflow: Workflow, round_id: str, by: Person) -> Written:
    """The minutes of the consensus meeting of a round; writing them is logged.

    Raises NotPermittedError as `round_note` does.
    """
    round_, person = _whole(workflow, round_id, by)
    made = notes.minutes(round_, _imprint(workflow, round_id, person))
    return _written(workflow, made, round_id, person, None)


@dataclass(slots=True)
class Batch(Iterator[Written]):
    """Documents that are made one at a time, when they are asked for; `total` is how many there are."""

    total: int
    documents: Iterator[Written]

    def __next__(self) -> Written:
        """The next document; it is logged then."""
        return next(self.documents)


def all_notes(workflow: Workflow, round_id: str, by: Person, *, assessments: bool = False) -> Batch:
    """The round's note, the minutes where anything was discussed, and each application's note.

    With `assessments` also what each reviewer thought of each application. Raises
    NotPermittedError, before the first, as `round_note` does.
    """
    round_, person = _whole(workflow, round_id, by)
    imprint = _imprint(workflow, round_id, person)
    made = [*_of_round(workflow, round_, imprint), *_of_cases(round_, imprint, assessments)]
    documents = (
        _logged(workflow, (round_id, application), person, note, content)
        for application, note, content in _rendered(workflow, made)
    )
    return Batch(len(made), documents)


_Made: TypeAlias = tuple[int | None, Callable[[], notes.Note]]
"""The application that a note is about, and what gives its content once it is needed."""


_MANY = 50
"""From so many documents on it pays to make them in processes of their own."""
_AT_ONCE, _AHEAD = 2, 4
"""So many are made at once, and wait to be asked for."""


def _rendered(
    workflow: Workflow, made: Sequence[_Made]
) -> Iterator[tuple[int | None, notes.Note, bytes]]:
    """Each document in its order; of many a few are made ahead, so that memory stays as it is."""
    if len(made) < _MANY:
        for application, content in made:
            note = content()
            yield application, note, notes.render(note)
        return
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        waiting: deque[tuple[int | None, notes.Note, Future[bytes]]] = deque()
        for application, content in made:
            note = content()
            waiting.append((application, note, pool.submit(_render_apart, workflow, note)))
            if len(waiting) > _AHEAD:
                yield _done(*waiting.popleft())
        while waiting:
            yield _done(*waiting.popleft())


def _done(
    application: int | None, note: notes.Note, content: Future[bytes]
) -> tuple[int | None, notes.Note, bytes]:
    return application, note, content.result()


def _render_apart(workflow: Workflow, note: notes.Note) -> bytes:
    """A document made in another process, or right here where that cannot do it."""
    try:
        return workflow.run(notes.render, note)
    except RefusedFileError:
        return notes.render(note)


def _of_round(workflow: Workflow, round_: RoundCases, imprint: notes.Imprint) -> Iterator[_Made]:
    yield None, partial(_round_note, workflow, round_, imprint)
    if discussion.topics(round_) or discussion.minutes(round_):
        yield None, partial(notes.minutes, round_, imprint)


def _of_cases(
    round_: RoundCases,
    imprint: notes.Imprint,
    assessments: bool,  # noqa: FBT001 - handed on by name
) -> Iterator[_Made]:
    for case in round_.cases:
        yield case.id, partial(notes.application_note, round_, case, imprint)
        for review in case.submitted if assessments else ():
            yield case.id, partial(notes.review_note, round_, case, review, imprint)


def _round_note(workflow: Workflow, round_: RoundCases, imprint: notes.Imprint) -> notes.Note:
    round_id = round_.round.id
    with workflow.database.read() as reader:
        papers = notes.Papers(
            reader.declarations(round_id), reader.letters(round_id), reader.letter_texts(round_id)
        )
    return notes.round_note(round_, papers, imprint)


def _imprint(workflow: Workflow, round_id: str, by: Person) -> notes.Imprint:
    with workflow.database.read() as reader:
        numbers = {key: each.number for key, each in reader.case_numbers(round_id).items()}
    return notes.Imprint(by.name, workflow.clock(), workflow.tool, numbers)


def _one(workflow: Workflow, application_id: int, by: Person) -> tuple[RoundCases, Case, Person]:
    with workflow.database.read() as reader:
        work = setting(workflow, reader, by, Act.WRITE_NOTES, application_id)
    round_ = round_cases(workflow, work.application.round, by)
    return round_, round_.case(application_id), work.person


def _whole(workflow: Workflow, round_id: str, by: Person) -> tuple[RoundCases, Person]:
    with workflow.database.read() as reader:
        person = permit(reader, by, Act.WRITE_NOTES, round_id)
    round_ = round_cases(workflow, round_id, by)
    if not round_.whole:
        raise NotPermittedError(
            "Dokumenterne for hele runden kan hentes, når ingen ansøgning er lukket eller skjult for dig."
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
    return _logged(workflow, (round_id, application_id), by, made, notes.render(made))


def _logged(
    workflow: Workflow, where: Where, by: Person, made: notes.Note, content: bytes
) -> Written:
    state = "udkast" if made.missing else "færdigt"
    with workflow.database.begin() as repository:
        record(
            workflow,
            repository,
            by,
            Action.NOTE_WRITTEN,
            where,
            subject=made.filename,
            new=state,
        )
    return Written(made.filename, content)
