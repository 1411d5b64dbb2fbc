"""What the documents say, and how Word shows it; the sole home of python-docx."""

from assessment.notes.appendices import Papers
from assessment.notes.application_note import application_note
from assessment.notes.content import Imprint, Note
from assessment.notes.document import render
from assessment.notes.form import blank_form
from assessment.notes.letter_template import check_template
from assessment.notes.letters import basis, default_template, letter, template_name
from assessment.notes.minutes import minutes
from assessment.notes.review_note import review_note
from assessment.notes.round_note import round_note

__all__ = [
    "Imprint",
    "Note",
    "Papers",
    "application_note",
    "basis",
    "blank_form",
    "check_template",
    "default_template",
    "letter",
    "minutes",
    "render",
    "review_note",
    "round_note",
    "template_name",
]
