"""One application as it was sent: every answer, what belongs to no field, and the whole file."""

from __future__ import annotations

import streamlit as st

from assessment.domain.application import Reading
from assessment.domain.case import Case
from assessment.domain.wording import counted, date_time
from assessment.ui import markup
from assessment.ui.components import header, pick_case
from assessment.workflow import applications
from assessment.workflow.core import Workflow

TITLE = "Ansøgning"


def show(workflow: Workflow) -> None:
    """Draw the page."""
    place = header(workflow, TITLE)
    case = pick_case(place.round, lambda each: each.application.filename)
    if case is None:
        return
    _facts(workflow, case)
    form, outside, whole, history = st.tabs(
        [
            "Svar",
            f"Øvrig tekst ({len(case.application.reading.unplaced)})",
            "Hele dokumentet",
            "Historik",
        ]
    )
    with form:
        _answers(case)
    with outside:
        _outside(case.application.reading)
    with whole:
        st.html(markup.document(case.application.reading))
    with history:
        log = applications.history(workflow, application_id=case.id)
        lines = [
            f"- {date_time(event.at)}: {event.action} af {markup.plain(f'{event.actor} {event.subject}')}"
            for event in log
        ]
        st.markdown("\n".join(lines))


def _facts(workflow: Workflow, case: Case) -> None:
    reading, scheme = case.application.reading, case.scheme
    received = date_time(case.application.received) if case.application.received else "ukendt"
    left, right = st.columns([6, 2], vertical_alignment="center")
    left.markdown(
        f"{scheme.type_label(case.application.applicant_type(scheme))} · modtaget {received} "
        f"({case.application.timing(scheme)}) · {counted(len(reading.answers), 'felt', 'felter')} besvaret"
    )
    right.download_button(
        "Hent originalen",
        data=lambda: applications.original(workflow, case.id)[1],
        file_name=case.application.filename,
        key=f"original_{case.id}",
        width="stretch",
        on_click="ignore",
    )
    for issue in reading.issues:
        st.warning(markup.plain(issue.message))


def _answers(case: Case) -> None:
    for section in case.scheme.form.sections:
        fields = [field.id for field in section.fields]
        with st.expander(f"{section.id} {section.title}", expanded=True):
            st.html(markup.answers(case.application, case.scheme, fields))


def _outside(reading: Reading) -> None:
    if reading.unplaced:
        st.caption("Tekst i filen, som ikke hører til noget felt i skemaet.")
        st.html(markup.unplaced(reading))
    else:
        st.caption("Al tekst i filen hører til et felt.")
    for title, text in (
        ("Slettet tekst (spor af ændringer)", reading.deleted),
        ("Skjult tekst", reading.hidden),
        ("Kommentarer", reading.comments),
    ):
        if text.strip():
            with st.expander(title):
                st.html(f'<div class="reading">{markup.paragraphs(text)}</div>')
