"""A search over all applications of a round: one box, and the passages found by applicant."""

from __future__ import annotations

import streamlit as st

from assessment.domain.panel.access import Act
from assessment.domain.rounds.case import RoundCases
from assessment.domain.words.wording import counted
from assessment.ui import markup, session
from assessment.ui.components import allowed, header, quietly
from assessment.workflow import searching
from assessment.workflow.core import Workflow
from assessment.workflow.searching import Applicant, Hit, Results

TITLE = "Søg"

_FIRST = 3
"""Passages of an applicant that are seen at once; the rest is one click away."""


def show(workflow: Workflow) -> None:
    """Draw the page."""
    place = header(workflow, TITLE)
    if place is None or not allowed(place, Act.READ_APPLICATIONS):
        return
    round_ = place.round
    if round_.closed:
        count = counted(len(round_.closed), "ansøgning", "ansøgninger")
        quietly(f"Der søges ikke i {count}, som er lukket for dig.")
    sought = st.text_input(
        "Søg i rundens ansøgninger",
        placeholder="Fx gældsrådgivning eller “på gaden”",
        max_chars=200,
        key="sought",
        persist_state="session",
        help="Bøjninger, ordets begyndelse og sammensatte ord findes også: gruppe finder "
        "implementeringsgruppen. Sæt anførselstegn om ord, der skal stå præcis sådan.",
    )
    if sought and sought.strip():
        _results(round_, searching.search(round_, sought))


def _results(round_: RoundCases, results: Results) -> None:
    if not results.applicants:
        st.info(
            "Ingen steder passer. Prøv færre eller andre ord; småord som “og” søges der ikke på."
        )
        return
    places = counted(results.count, "sted", "steder")
    applicants = counted(len(results.applicants), "ansøgning", "ansøgninger")
    some = (
        ""
        if results.every_word
        else " Intet sted har alle ordene, så her er steder med nogle af dem."
    )
    st.caption(f"{places} i {applicants}.{some}")
    for applicant in results.applicants:
        _applicant(round_, applicant)


def _applicant(round_: RoundCases, applicant: Applicant) -> None:
    name = markup.plain(f"{applicant.application}. {applicant.name}")
    st.subheader(name, anchor=False)
    first, rest = applicant.hits[:_FIRST], applicant.hits[_FIRST:]
    for number, hit in enumerate(first):
        _hit(round_, applicant, hit, number)
    if rest:
        with st.expander(f"{counted(len(rest), 'sted', 'steder')} mere"):
            for number, hit in enumerate(rest, len(first)):
                _hit(round_, applicant, hit, number)


def _hit(round_: RoundCases, applicant: Applicant, hit: Hit, number: int) -> None:
    text, link = st.columns([8, 4], vertical_alignment="top")
    text.html(markup.sought(hit.passage, hit.words, round_.scheme.form))
    key = f"open_{applicant.application}_{number}"
    if link.button("Vis stedet", key=key, type="tertiary", icon=":material/arrow_forward:"):
        session.seek(applicant.application, hit.passage)
