"""A note's content as a Word document."""

from __future__ import annotations

from typing import assert_never

from docx.document import Document

from assessment.notes import word
from assessment.notes.content import Bullets, Note, Notice, Paragraph, Part, Table, numbered


def render(note: Note) -> bytes:
    """Return the note as a .docx; equal notes give equal bytes."""
    document = word.new_document(word.Properties(note.title, note.author, note.written))
    word.title(document, note.title, note.subtitle)
    if note.missing:
        word.paragraph(document, f"Udkast. Der mangler: {'; '.join(note.missing)}.", word.NOTICE)
    for section in numbered(note.sections):
        word.heading(document, section.title, section.level)
        for part in section.parts:
            _add(document, part)
    word.footer(document, note.title)
    return word.to_bytes(document)


def _add(document: Document, part: Part) -> None:
    match part:
        case Paragraph():
            for index, line in enumerate(part.text.split("\n")):
                word.paragraph(document, line, lead="" if index else part.lead)
        case Notice():
            word.paragraph(document, part.text, word.NOTICE)
        case Bullets():
            word.bullets(document, part.items)
        case Table():
            _add_table(document, part)
        case _:
            assert_never(part)


def _add_table(document: Document, part: Table) -> None:
    widths = [share * word.TEXT_WIDTH for share in part.widths]
    made = word.table(document, part.header, widths)
    for row in part.rows:
        word.add_row(made, row)
