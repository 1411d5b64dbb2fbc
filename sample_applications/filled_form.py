"""The blank form of a round, filled in as Word would save it."""

from __future__ import annotations

import io
from copy import deepcopy

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from assessment.domain.rules.form import FieldKind, FormField
from assessment.domain.rules.scheme import Round, Scheme
from assessment.notes.controls import TICKED
from assessment.notes.form import blank_form
from assessment.notes.word import paragraph, sign
from sample_applications.sample import Sample, paragraphs


def filled_form(sample: Sample, scheme: Scheme, round_: Round) -> Document:
    """Fill in the form; what belongs to no field stands below it."""
    document = docx.Document(io.BytesIO(blank_form(scheme, round_)))
    sign(document, sample.author, sample.written)
    for field_id in sample.answers:
        _fill(_control(document, field_id), scheme.form.field(field_id), sample)
    for text in paragraphs(sample.unplaced):
        paragraph(document, text)
    return document


def run_of(document: Document, field_id: str) -> BaseOxmlElement:
    """The first run of a filled-in answer."""
    return _control(document, field_id).find(f"{qn('w:sdtContent')}//{qn('w:r')}")


def _control(document: Document, field_id: str) -> BaseOxmlElement:
    (control,) = document.element.body.xpath(f'.//w:sdt[w:sdtPr/w:tag/@w:val="{field_id}"]')
    return control


def _fill(control: BaseOxmlElement, field: FormField, sample: Sample) -> None:
    if field.kind is FieldKind.TICK:
        _tick(control, ticked=sample.ticked(field.id))
        return
    properties = control.find(qn("w:sdtPr"))
    properties.remove(properties.find(qn("w:showingPlcHdr")))
    if written := sample.date(field):
        properties.find(qn("w:date")).set(qn("w:fullDate"), f"{written}T00:00:00Z")
    content = control.find(qn("w:sdtContent"))
    for style in content.findall(f".//{qn('w:rStyle')}"):
        style.getparent().remove(style)
    if field.kind is FieldKind.TEXT:
        _write_paragraphs(content, sample.text(field.id))
    else:
        content.find(qn("w:r")).text = sample.shown(field)


def _tick(control: BaseOxmlElement, *, ticked: bool) -> None:
    if ticked:
        control.find(f".//{qn('w14:checked')}").set(qn("w14:val"), "1")
        control.find(f".//{qn('w:r')}").text = TICKED


def _write_paragraphs(content: BaseOxmlElement, text: str) -> None:
    """Write one paragraph after the other, each in the look of the placeholder's."""
    (model,) = content
    content.remove(model)
    for piece in paragraphs(text):
        written = deepcopy(model)
        written.find(qn("w:r")).text = piece
        content.append(written)
