"""A note's content as a Word document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import assert_never

from docx.document import Document
from docx.text.paragraph import Paragraph as WordParagraph

from assessment.notes import word
from assessment.notes.content import (
    Bullets,
    Label,
    Note,
    Notice,
    Paragraph,
    Picture,
    Section,
    Table,
    numbered,
)

_POINT = re.compile(r"\s*[-–•·*]\s+(?=\S)")
"""How people begin a point of a list where they cannot make one."""
_SHORT = 10
"""Rows of a table that is better moved to the next page than split."""


def render(note: Note) -> bytes:
    """Return the note as a .docx; equal notes are equal bytes."""
    document = word.new_document(word.Properties(note.title, note.author, note.written))
    word.title(document, note.title, note.subtitle)
    if note.missing:
        word.paragraph(document, "Udkast. Notatet er ikke færdigt; der mangler:", word.NOTICE)
        word.bullets(document, note.missing)
    for section in numbered(note.sections):
        _add_section(document, section)
    word.footer(document, note.title)
    return word.to_bytes(document)


def _add_section(document: Document, section: Section) -> None:
    """Add a section; what introduces a table stays with it, what follows one keeps a distance."""
    word.heading(document, section.title, section.level)
    made: Sequence[WordParagraph] = ()
    after_table = False
    shown = [part for part in section.parts if not isinstance(part, Table) or part.rows]
    for part in shown:
        if isinstance(part, Table):
            word.keep_with_table(made)
            made = ()
            _add_table(document, part)
        else:
            made = _add(document, part)
            if after_table:
                word.keep_clear_of_table(made)
        after_table = isinstance(part, Table)


def _add(
    document: Document, part: Paragraph | Notice | Label | Bullets | Picture
) -> Sequence[WordParagraph]:
    match part:
        case Paragraph():
            return _add_lines(document, part)
        case Notice():
            return [word.paragraph(document, part.text, word.NOTICE)]
        case Label():
            return [word.paragraph(document, part.text, word.LABEL)]
        case Bullets():
            return word.bullets(document, part.items)
        case Picture():
            return [word.picture(document, part.png, part.alt)]
        case _:
            assert_never(part)


def _add_lines(document: Document, part: Paragraph) -> Sequence[WordParagraph]:
    """Each line as a paragraph; one that somebody began with a dash is a point of a list."""
    lines = [line for line in word.clean(part.text).split("\n") if line.strip()]
    made = []
    for index, line in enumerate(lines or [""]):
        point = _POINT.match(line)
        if point and (index or not part.lead):
            made += word.bullets(document, [line[point.end() :]])
        else:
            made.append(word.paragraph(document, line, lead="" if index else part.lead))
    return made


def _add_table(document: Document, part: Table) -> None:
    word.part_from_table(document)
    widths = [share * word.TEXT_WIDTH for share in part.widths]
    rows = [word.Row(row, part.room and not row[-1]) for row in part.rows]
    word.table(document, part.header, widths, rows, together=len(rows) <= _SHORT)
