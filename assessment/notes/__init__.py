"""What the documents say, and how Word shows it; the sole home of python-docx."""

from assessment.notes.application_note import application_note
from assessment.notes.content import Note
from assessment.notes.document import render
from assessment.notes.form import blank_form
from assessment.notes.letters import basis, letter
from assessment.notes.report_reader import read_report
from assessment.notes.report_template import ReportForm, report_template
from assessment.notes.round_note import round_note

__all__ = [
    "Note",
    "ReportForm",
    "application_note",
    "basis",
    "blank_form",
    "letter",
    "read_report",
    "render",
    "report_template",
    "round_note",
]
