"""Letters that are finished: fixed as files, fetched, and noted as sent by whoever sent them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assessment.domain.letter import Channel, Letter, LetterKind
from assessment.domain.people import Person
from assessment.workflow.core import Workflow


def finish(
    workflow: Workflow, round_id: str, wanted: Sequence[tuple[int, LetterKind]], *, by: Person
) -> tuple[Letter, ...]:
    """Fix letters as files, all of them or, where one lacks anything, none.

    `wanted` are applications with the letter each gets: about the decision, or a receipt. A letter
    that would say what the newest one says is not made again: that one is given. Raises
    RefusedActionError that names each applicant whose letter lacks something, and what.
    """
    raise NotImplementedError


def finish_exchange(workflow: Workflow, exchange_id: int, *, by: Person) -> Letter:
    """Fix the letter of a request or a hearing as a file; as `finish`."""
    raise NotImplementedError


def file(workflow: Workflow, letter_id: int, by: Person) -> tuple[str, bytes]:
    """A finished letter's file with its name.

    Raises NotPermittedError where the judgement that it tells of is hidden from `by`.
    """
    raise NotImplementedError


def letters_zip(workflow: Workflow, round_id: str, by: Person) -> tuple[str, bytes]:
    """The newest finished letter of each sort to each applicant, as one zip with its name.

    Those that were overtaken are left out. Raises RefusedActionError where there is none.
    """
    raise NotImplementedError


def record_sent(  # noqa: PLR0913 - what the page asks for, each by its name
    workflow: Workflow, letter_id: int, channel: Channel, on: date, *, by: Person, expected: int
) -> Letter:
    """Note how and on which day somebody sent a letter; the tool itself sends nothing.

    Raises RefusedActionError for a day before the letter was made or in the future, and for a letter
    that was overtaken, unless it went out no later than the next one was made; ConflictError where
    somebody noted it since version `expected`.
    """
    raise NotImplementedError
