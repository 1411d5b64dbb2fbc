"""One application as it was sent: its answers, what came with it, its versions and its whole text."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from assessment.domain.applications.application import Reading
from assessment.domain.panel.access import Act, may
from assessment.domain.rounds.case import Case
from assessment.domain.words.wording import counted, date_time
from assessment.ui import markup, session
from assessment.ui.components import (
    Place,
    allowed,
    draw,
    header,
    original_button,
    pick_case,
    quietly,
)
from assessment.ui.pages.application import attachments, corrections, exchanges, versions
from assessment.workflow import applications
from assessment.workflow.core import Workflow

TITLE = "Ansøgning"


def show(workflow: Workflow) -> None:
    """Draw the page."""
    place = header(workflow, TITLE)
    if place is None or not allowed(place, Act.READ_APPLICATIONS):
        return
    offered = (*place.round.cases, *place.round.set_aside)
    case = pick_case(place.round, lambda each: each.application.filename, offered=offered)
    if case is None:
        return
    _facts(place, case)
    reading, sent = case.application.reading, case.application.attachments
    sought = session.sought(case.id)
    whole, beside = "Hele dokumentet", f"Bilag ({len(sent)})"
    titles: dict[str, Callable[[], object]] = {
        "Svar": lambda: _answers(case),
        f"Øvrig tekst ({len(reading.unplaced)})": lambda: _outside(reading),
        f"Dialog ({len(case.exchanges)})": lambda: exchanges.show(workflow, place, case),
        beside: lambda: attachments.show(workflow, place, case, sought),
        whole: lambda: _whole(workflow, place, case, sought.block if sought else ""),
        "Ret placering": lambda: corrections.show(workflow, place, case),
        f"Versioner ({len(case.alike)})": lambda: versions.show(workflow, place, case),
        "Historik": lambda: _history(workflow, place, case),
    }
    start = (beside if sought.document else whole) if sought else "Svar"
    for tab, fill in zip(st.tabs(list(titles), default=start), titles.values(), strict=True):
        with tab:
            fill()


def _facts(place: Place, case: Case) -> None:
    application, scheme = case.application, case.scheme
    reading = application.reading
    received = date_time(application.received) if application.received else "ukendt"
    note = f", {application.received_note}" if application.received_note else ""
    left, right = st.columns([6, 2], vertical_alignment="center")
    left.markdown(
        f"{scheme.type_label(application.applicant_type(scheme))} · modtaget {received} "
        f"({application.timing(scheme)}{markup.plain(note)}) · "
        f"{counted(len(reading.answers), 'felt', 'felter')} besvaret"
    )
    with right:
        if may(place.person, Act.READ_ORIGINALS, place.round.phase):
            original_button(f"original/{case.id}")
    if application.envelope:
        with st.expander(markup.title(f"Mail fra {application.envelope.sender}")):
            st.html(markup.message(application.envelope))
    if case.set_aside:
        st.info(markup.plain(f"Lagt til side af {case.set_aside.by}: {case.set_aside.reason}"))
    if reading.issues:
        st.warning("  \n".join(markup.plain(issue.message) for issue in reading.issues))


def _answers(case: Case) -> None:
    for section in case.scheme.form.sections:
        fields = [field.id for field in section.fields]
        with st.expander(f"{section.id} {section.title}", expanded=True):
            st.html(markup.answers(case.application, case.scheme, fields))


def _outside(reading: Reading) -> None:
    if reading.unplaced:
        st.caption(
            "Tekst i filen, som ikke hører til noget felt i skemaet. "
            "Er det et svar, så flyt det under Ret placering."
        )
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


def _whole(workflow: Workflow, place: Place, case: Case, sought: str) -> None:
    reading = case.application.reading
    st.html(markup.document(reading, sought))
    if reading.pictures:
        st.subheader(f"Billeder i dokumentet ({len(reading.pictures)})")
    for number, each in enumerate(reading.pictures, start=1):
        where = reading.block(each.block).where
        st.markdown(markup.plain(f"{number}. {each.alt or 'Uden beskrivelse'} ({where})"))
        key = f"picture_{case.id}_{number}"
        drawable = may(place.person, Act.READ_ORIGINALS, place.round.phase)
        if drawable and st.button("Vis billedet", key=key):
            draw(
                partial(applications.picture, workflow, case.id, each.part, place.person),
                each.alt or f"Billede {number}",
            )


def _history(workflow: Workflow, place: Place, case: Case) -> None:
    if case.hidden:
        quietly(f"Andres vurderinger er {case.hidden}, og står heller ikke her.")
    st.html(markup.history(applications.history(workflow, case.id, place.person)))
