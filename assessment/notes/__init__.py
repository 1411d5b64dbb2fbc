"""What the documents say, and how Word shows it; the sole home of python-docx."""

from assessment.notes.appendices import Papers
from assessment.notes.application_note import application_note
from assessment.notes.content import Imprint, Note
from assessment.notes.document import render
from assessment.notes.form import blank_form
from assessment.notes.letters.letter import basis, default_template, letter, template_name
from assessment.notes.letters.template import check_template
from assessment.notes.minutes import minutes
from assessment.notes.review_note import review_note
from assessment.notes.round_note import round_note
from assessment.notes.sheets.report_reader import read_report
from assessment.notes.sheets.report_template import ReportForm, report_template

__all__ = [
    "Imprint",
    "Note",
    "Papers",
    "ReportForm",
    "application_note",
    "basis",
    "blank_form",
    "check_template",
    "default_template",
    "letter",
    "minutes",
    "read_report",
    "render",
    "report_template",
    "review_note",
    "round_note",
    "template_name",
]
