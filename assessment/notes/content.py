"""What a document says, part by part; knows nothing of Word."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from assessment.domain.applications.personal import mask

_HASH = re.compile(r"(\b[0-9a-f]{64}\b)")


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


CASE_NUMBERS = ("Sagsnummer", "Rundens sagsnummer")
"""What the journal's numbers are called; they may look like a CPR number and are none."""


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


def masked_text(text: str) -> str:
    """The text without CPR-like numbers; a hash is left whole, whatever digits stand in it."""
    pieces = re.split(_HASH, text)
    return "".join(piece if at % 2 else mask(piece) for at, piece in enumerate(pieces))


def masked(note: Note) -> Note:
    """The document without CPR-like numbers, whoever typed them; the journal's own numbers stay."""
    return replace(
        note,
        title=masked_text(note.title),
        subtitle=masked_text(note.subtitle),
        author=masked_text(note.author),
        sections=tuple(
            replace(
                each,
                title=masked_text(each.title),
                parts=tuple(_masked_part(part) for part in each.parts),
            )
            for each in note.sections
        ),
        missing=tuple(map(masked_text, note.missing)),
    )


def _masked_part(part: Part) -> Part:
    match part:
        case Paragraph():
            return Paragraph(masked_text(part.text), masked_text(part.lead))
        case Bullets():
            return Bullets(tuple(map(masked_text, part.items)))
        case Table():
            return replace(part, rows=tuple(map(_masked_row, part.rows)))
        case Picture():
            return replace(part, alt=masked_text(part.alt))
        case _:
            return replace(part, text=masked_text(part.text))


def _masked_row(row: tuple[str, ...]) -> tuple[str, ...]:
    name = row[0] if row else ""
    return row if name in CASE_NUMBERS else tuple(map(masked_text, row))
