"""What was read from an applicant's file, and the application it belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from assessment.domain.applications.attachments import AttachmentKind, Nature
from assessment.domain.applications.envelope import Envelope
from assessment.domain.applications.issue import Issue
from assessment.domain.rules.scheme import Round, Scheme
from assessment.domain.words.danish import forward
from assessment.domain.words.wording import local


class BlockKind(StrEnum):
    """What a piece of the file is to a reader."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    CELL = "cell"
    HEADER = "header"
    FOOTER = "footer"
    NOTE = "note"
    TEXT_BOX = "text_box"


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of visible text in reading order.

    `id` is the same each time the same file is read; `where` names the place as a person would
    ("Tabel 2, række 3"); `label` is a computed list number and `alt` a picture's description,
    neither of which is part of `text`; `level` is a heading's depth, 0 for all else.
    """

    id: str
    kind: BlockKind
    text: str
    where: str
    label: str = ""
    alt: str = ""
    level: int = 0


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in its place: its part's name inside the file, the id of its block, what it shows.

    `alt` is the description that the writer gave it, "" for none.
    """

    part: str
    block: str
    alt: str = ""


class How(StrEnum):
    """How an answer was found, from surest to least sure."""

    MANUAL = "manual"
    TAG = "tag"
    LABEL = "label"
    ALIAS = "alias"
    NUMBERING = "numbering"
    POSITION = "position"
    HEADING = "heading"


@dataclass(frozen=True, slots=True)
class Answer:
    """What stands in one field: the text as written, and its value where the field has a kind.

    `value` is a Decimal, a date or an option's id; None where the text cannot be taken as one.
    `ticked` is set for checkboxes only. `confidence` runs from 0 to 1.
    """

    field: str
    text: str
    how: How
    blocks: tuple[str, ...] = ()
    value: Decimal | date | str | None = None
    ticked: bool | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read from one file; nothing visible is dropped.

    `unplaced` are the ids of blocks with text that belongs to no field and is not the form's own.
    `deleted`, `hidden` and `comments` are kept apart from `text`; `pictures` stand in reading order.
    """

    sha256: str
    text: str
    blocks: tuple[Block, ...]
    answers: Mapping[str, Answer] = field(default_factory=dict)
    unplaced: tuple[str, ...] = ()
    issues: tuple[Issue, ...] = ()
    deleted: str = ""
    hidden: str = ""
    comments: str = ""
    pictures: tuple[Picture, ...] = ()

    def block(self, block_id: str) -> Block:
        """Return the block of this id; KeyError where there is none."""
        return {block.id: block for block in self.blocks}[block_id]

    @property
    def said(self) -> str:
        """What the applicant wrote, without the form's own words around it."""
        outside = set(self.unplaced)
        rest = (block.text for block in self.blocks if block.id in outside)
        return "\n".join((*(each.text for each in self.answers.values()), *rest))

    def text_of(self, field_id: str) -> str:
        """The text of an answer, or "" where the field is unanswered."""
        answer = self.answers.get(field_id)
        return answer.text if answer else ""

    def number(self, field_id: str) -> Decimal | None:
        """The number of an answer, or None where there is none that can be used."""
        answer = self.answers.get(field_id)
        return answer.value if answer and isinstance(answer.value, Decimal) else None

    def ticked(self, field_id: str) -> bool:
        """Whether a box is ticked; an unanswered one is not."""
        answer = self.answers.get(field_id)
        return bool(answer and answer.ticked)


class Timing(StrEnum):
    """F1: where the time of receipt stands to the deadline."""

    ON_TIME = "rettidig"
    AFTER_CLOCK = "efter klokkeslættet samme dato"
    LATE = "efter fristen"
    UNKNOWN = "ukendt"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came beside an application, or that nobody has put beside one yet.

    `pages` is its text, page by page, as far as a machine can read it; `size` is in bytes.
    """

    id: int
    delivery: int
    application: int | None
    filename: str
    sha256: str
    size: int
    kind: AttachmentKind
    nature: Nature = Nature.SUBMITTED
    pages: tuple[str, ...] = ()
    issues: tuple[Issue, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether it is part of what is assessed; what comes unasked after the deadline is kept only."""
        return self.nature is not Nature.UNSOLICITED


@dataclass(frozen=True, slots=True)
class Application:
    """One applicant's file in a round, with what was read from it and what came with it.

    `received` is zone-aware and None where nobody knows it; `received_note` tells what it rests on.
    `envelope` is that of the message it came in, None where it was handed in as a file.
    """

    id: int
    round: str
    filename: str
    received: datetime | None
    reading: Reading
    received_note: str = ""
    envelope: Envelope | None = None
    attachments: tuple[Attachment, ...] = ()

    def name(self, scheme: Scheme) -> str:
        """The applicant's name as written, forward, or the file's name where the form does not say."""
        written = forward(self.reading.text_of(scheme.form.identity.name))
        return " ".join(written.split())[:120] or forward(self.filename).rsplit(".", 1)[0]

    def applicant_type(self, scheme: Scheme) -> str | None:
        """The id of the kind of applicant, or None where it is not chosen."""
        answer = self.reading.answers.get(scheme.form.identity.applicant_type)
        known = {each.id for each in scheme.applicant_types}
        return (
            answer.value
            if answer and isinstance(answer.value, str) and answer.value in known
            else None
        )

    def timing(self, scheme: Scheme) -> Timing:
        """Hold the time of receipt against the round's deadline (F1)."""
        return timing(self.received, scheme.round(self.round))


def timing(received: datetime | None, round_: Round) -> Timing:
    """Hold a time of receipt against a round's deadline (DOMAIN.md A9, F1).

    A deadline without a clock lasts to the end of its date in Danish time.
    """
    if received is None:
        return Timing.UNKNOWN
    if received <= round_.deadline:
        return Timing.ON_TIME
    if local(received).date() != local(round_.deadline).date():
        return Timing.LATE
    return Timing.AFTER_CLOCK if round_.deadline_has_clock else Timing.ON_TIME
