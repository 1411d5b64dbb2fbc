"""A letter with headings in place of the form, its small facts in a table or in lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from assessment.domain.rules.form import FieldKind, Form, FormField, Section
from assessment.domain.words.wording import long_day
from assessment.notes import word
from sample_applications.sample import Sample, paragraphs

_CLOSING = ("PS", "Med venlig", "Qujanaq")


@dataclass(frozen=True, slots=True)
class Manner:
    """How a letter writer writes: typeface, words for headings, facts in a table or in lines.

    `titles` are the writer's own words for sections; `wording` picks among a name's aliases.
    """

    font: str
    wording: int
    facts_in_table: bool
    titles: Mapping[str, str]


def letter(sample: Sample, form: Form, manner: Manner) -> Document:
    """Write the letter; what belongs to no field is greeting and farewell."""
    document = word.new_document(sample.properties)
    document.styles["Normal"].font.name = manner.font
    opening, closing = _greeting(sample)
    _write_head(document, sample, form)
    for text in opening:
        word.paragraph(document, text)
    for section in form.sections:
        _write_section(document, sample, section, manner)
    for text in closing:
        word.paragraph(document, text)
    return document


def _greeting(sample: Sample) -> tuple[Sequence[str], Sequence[str]]:
    """Part what stands outside the fields where the writer begins to say goodbye."""
    pieces = paragraphs(sample.unplaced)
    end = next((i for i, piece in enumerate(pieces) if piece.startswith(_CLOSING)), len(pieces))
    return pieces[:end], pieces[end:]


def _write_head(document: Document, sample: Sample, form: Form) -> None:
    head = document.sections[0].header.paragraphs[0]
    name = head.add_run(sample.applicant)
    name.bold, name.font.size = True, Pt(14)
    word.paragraph(document, "Social- og Boligstyrelsen")
    place = sample.text("1.3")
    signed = sample.date(form.field("8.dato")) or sample.received.date()
    written = word.paragraph(document, f"{place}, den {long_day(signed)}")
    written.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    word.title(document, form.title)


def _write_section(document: Document, sample: Sample, section: Section, manner: Manner) -> None:
    answered = [field for field in section.fields if field.id in sample.answers]
    if not answered:
        return
    words = _worded(section.aliases, section.title, manner)
    word.heading(document, manner.titles.get(section.id, words))
    _write_facts(document, sample, [each for each in answered if _is_fact(each)], manner)
    for field in answered:
        if not _is_fact(field):
            word.heading(document, _worded(field.aliases, field.full_label, manner), level=2)
            for text in paragraphs(sample.text(field.id)):
                word.paragraph(document, text)


def _write_facts(
    document: Document, sample: Sample, fields: Sequence[FormField], manner: Manner
) -> None:
    facts = [
        (_worded(field.aliases, field.full_label, manner), sample.shown(field, long_dates=True))
        for field in fields
    ]
    if not manner.facts_in_table:
        for label, answer in facts:
            word.paragraph(document, f"{label}: {answer}")
    elif facts:
        made = document.add_table(rows=0, cols=2, style="Table Grid")
        for fact in facts:
            word.add_row(made, fact)


def _is_fact(field: FormField) -> bool:
    return field.kind is not FieldKind.TEXT


def _worded(aliases: Sequence[str], label: str, manner: Manner) -> str:
    return aliases[manner.wording % len(aliases)] if aliases else label
