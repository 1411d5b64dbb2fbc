"""The walk's own vocabulary: passages of text with their place, and the content controls around them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from assessment.domain.applications.application import Block, BlockKind, Picture


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell's place; `table` is unique in the file, rows and columns count from 1."""

    table: str
    row: int
    column: int


@dataclass(slots=True)
class Passage:
    """One paragraph of the file, with its text once it has been read to its end.

    `covered` says that a merged cell lies over it in Word; `pictured` that a picture has its place
    there.
    """

    kind: BlockKind
    cell: Cell | None = None
    id: str = ""
    where: str = ""
    level: int = 0
    label: str = ""
    alt: str = ""
    bold: bool = False
    covered: bool = False
    pictured: bool = False
    text: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing to show of it."""
        return not (self.text or self.alt or self.pictured)

    def block(self) -> Block:
        """The passage as the rest of the toolkit knows it."""
        return Block(self.id, self.kind, self.text, self.where, self.label, self.alt, self.level)


class ControlKind(StrEnum):
    """What a content control lets people do."""

    TEXT = "text"
    CHECKBOX = "checkbox"
    DROP_DOWN = "drop_down"
    DATE = "date"


@dataclass(slots=True)
class Control:
    """A content control with the text inside it, one piece a passage.

    It is unanswered while its `placeholder` shows. A `printed` placeholder is a building block of the
    template's own and thereby part of the page's text. `typed` says that it holds text in another
    style than placeholders wear, as when another program has filled it in.
    """

    tag: str = ""
    alias: str = ""
    kind: ControlKind = ControlKind.TEXT
    placeholder: bool = False
    printed: bool = False
    typed: bool = False
    checked: bool = False
    date: str = ""
    options: dict[str, str] = field(default_factory=dict)
    passages: list[Passage] = field(default_factory=list)
    pieces: list[list[str]] = field(default_factory=list)

    def add(self, passage: Passage, text: str) -> None:
        """Take in a piece of a passage's text."""
        if not self.passages or self.passages[-1] is not passage:
            self.passages.append(passage)
            self.pieces.append([])
        self.pieces[-1].append(text)

    @property
    def text(self) -> str:
        """The text inside, its paragraphs joined by line breaks."""
        return "\n".join("".join(pieces).strip() for pieces in self.pieces).strip()


@dataclass(frozen=True, slots=True)
class Pictured:
    """A picture where it stands: the name of its part, its passage, and what it is said to show."""

    part: str
    passage: Passage
    alt: str

    def picture(self) -> Picture:
        """The picture as the rest of the toolkit knows it."""
        return Picture(self.part, self.passage.id, self.alt)


@dataclass(slots=True)
class Story:
    """All that a walk through a file's parts has brought, empty paragraphs and cells included.

    `references` gives the passage that refers to a note, by the reference's tag and the note's id,
    in reading order; `faint` is text that is there to be read but that nobody would see in Word.
    """

    passages: list[Passage] = field(default_factory=list)
    controls: list[Control] = field(default_factory=list)
    pictures: list[Pictured] = field(default_factory=list)
    references: dict[tuple[str, str], Passage] = field(default_factory=dict)
    deleted: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    faint: list[str] = field(default_factory=list)
    changed: bool = False
