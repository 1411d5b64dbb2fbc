"""What a document says, part by part; knows nothing of Word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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


Part = Paragraph | Notice | Label | Bullets | Table


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
