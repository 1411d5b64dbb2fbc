"""What a document says, part by part; knows nothing of Word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of plain text; `lead` stands first, in bold."""

    text: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """A paragraph that must not be overlooked."""

    text: str


@dataclass(frozen=True, slots=True)
class Label:
    """The name of what comes right after it, on the same page."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list without an order."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `widths` are shares of the page's width. Without rows it is not shown.

    `room` says that its empty cells are to be filled in by hand.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    room: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing as PNG, as wide as the text; `alt` says in words what it shows."""

    png: bytes
    alt: str


Part = Paragraph | Notice | Label | Bullets | Table | Picture


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it; level 2 belongs to the level 1 before it."""

    title: str
    parts: tuple[Part, ...]
    level: int = 1


@dataclass(frozen=True, slots=True)
class Note:
    """A whole document.

    `missing` lists what must still be done before it is more than a draft.
    """

    filename: str
    title: str
    subtitle: str
    author: str
    written: datetime
    sections: tuple[Section, ...]
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Imprint:
    """By whom and when a document is made, with which program, and under which case numbers.

    `tool` is the program's version and the hash of its code. `numbers` are the journal's by
    application, None for the round's own.
    """

    author: str
    written: datetime
    tool: str
    numbers: Mapping[int | None, str] = field(default_factory=dict)


def facts(*rows: tuple[str, str]) -> Table:
    """A table of names and values, without those that have no value."""
    return Table(("Oplysning", "Indhold"), tuple(row for row in rows if row[1]), (0.3, 0.7))


def numbered(sections: Sequence[Section]) -> tuple[Section, ...]:
    """Number the sections of level 1 from 1, and those of level 2 within them."""
    result = []
    first = second = 0
    for section in sections:
        if section.level == 1:
            first, second, number = first + 1, 0, f"{first + 1}"
        else:
            second += 1
            number = f"{first}.{second}"
        result.append(Section(f"{number} {section.title}", section.parts, section.level))
    return tuple(result)
