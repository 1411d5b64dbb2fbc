"""The letters of a round while they are written: who gets what, their texts, and what they lack."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.domain.access import Act
from assessment.domain.case import Case
from assessment.domain.completeness import Missing
from assessment.domain.dialogue import Exchange
from assessment.domain.drafts import Draft
from assessment.domain.letter import CaseNumber, Letter, LetterKind, LetterText
from assessment.domain.people import Person
from assessment.workflow.core import Workflow, permit


@dataclass(frozen=True, slots=True)
class LetterState:
    """How far one letter to one applicant is.

    `letters` are the finished ones in its place, oldest first; of another kind too, where another
    decision was made since. `overtaken` says that the newest of them does not say what a new one
    would. `case_number` is the application's own. `exchange` is the request or hearing it is about.
    """

    case: Case
    kind: LetterKind
    texts: tuple[Draft, ...]
    missing: tuple[Missing, ...]
    letters: tuple[Letter, ...]
    overtaken: bool
    case_number: CaseNumber | None
    exchange: Exchange | None = None


def desk(workflow: Workflow, round_id: str, by: Person) -> tuple[LetterState, ...]:
    """Who gets which letter about the decision: as decided, else as recommended.

    What is set aside, not recommended yet, or closed to or hidden from `by`, is left out.
    """
    raise NotImplementedError


def receipts(workflow: Workflow, round_id: str, by: Person) -> tuple[LetterState, ...]:
    """The receipt for each application that is not closed to `by`."""
    raise NotImplementedError


def asked(workflow: Workflow, round_id: str, by: Person) -> tuple[LetterState, ...]:
    """The letter of each request and hearing that stands, unless the application is closed to `by`."""
    raise NotImplementedError


def save_text(
    workflow: Workflow,
    application_id: int,
    key: str,
    text: str,
    *,
    accepted: bool,
    by: Person,
    expected: int,
) -> LetterText:
    """Keep a text of a decision letter; it goes into the letter once it is `accepted`.

    Raises RefusedActionError for an empty text that is accepted, a CPR-like number, the name of
    another applicant that this one has not told of itself, or of a reviewer; NotFoundError for a key
    that the scheme does not give; ConflictError where somebody saved it since version `expected`.
    """
    raise NotImplementedError


def case_number(workflow: Workflow, round_id: str, by: Person) -> CaseNumber | None:
    """The journal's number of the whole round; None where nobody has set one."""
    with workflow.database.read() as reader:
        permit(reader, by, Act.WRITE_NOTES, round_id)
        return reader.case_numbers(round_id).get(None)


def set_case_number(
    workflow: Workflow,
    round_id: str,
    application_id: int | None,
    number: str,
    *,
    by: Person,
    expected: int,
) -> CaseNumber:
    """Set the journal's number of an application, or of the whole round (None); "" takes it away.

    Raises RefusedActionError for a CPR-like or overlong number, ConflictError as `save_text`.
    """
    raise NotImplementedError


def preview(
    workflow: Workflow, application_id: int, kind: LetterKind, by: Person
) -> tuple[str, bytes]:
    """A letter as it would be now, marked as a draft, with its file's name.

    Raises RefusedActionError while a reason that it must give is missing or not accepted: a refusal
    without reasons never comes to be, as a draft either.
    """
    raise NotImplementedError
