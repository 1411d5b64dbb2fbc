"""Two applications of the same applicant side by side, and which stands: part of the application's page."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from assessment.domain.applications.versions import changes
from assessment.domain.panel.access import Act, may
from assessment.domain.rounds.case import Case
from assessment.domain.words.wording import counted, date_time
from assessment.ui import markup
from assessment.ui.components import Place, allowed, done
from assessment.workflow import choosing
from assessment.workflow.core import Workflow


def show(workflow: Workflow, place: Place, case: Case) -> None:
    """Draw the comparison and the choice."""
    if not case.alike:
        st.caption("Ingen anden ansøgning i runden ligner denne.")
    else:
        _compare(workflow, place, case)
    if not allowed(place, Act.CHOOSE_VERSION):
        return
    if case.set_aside:
        _take_back(workflow, place, case)
    elif not case.alike:
        _withdraw(workflow, place, case)


def _compare(workflow: Workflow, place: Place, case: Case) -> None:
    others = {each: place.round.case(each) for each in case.alike}
    other = others[case.alike[0]]
    if len(others) > 1:
        chosen = st.selectbox(
            "Sammenlign med",
            list(others),
            format_func=lambda each: f"{each}. {others[each].application.filename}",
            key=f"compare_{case.id}",
        )
        other = others[chosen]
    before, after = sorted((case, other), key=_arrival)
    for column, each in zip(st.columns(2, border=True), (before, after), strict=True):
        _facts(column, each)
    found = changes(before.application.reading, after.application.reading, case.scheme.form)
    if found:
        st.markdown(f"**{counted(len(found), 'felt er forskelligt', 'felter er forskellige')}**")
        st.html(markup.versions(found))
    else:
        st.markdown("De to ansøgninger siger det samme i alle felter.")
    chooses = may(place.person, Act.CHOOSE_VERSION, place.round.phase)
    if case.set_aside is None and other.set_aside is None and chooses:
        _choose(workflow, place, before, after)


def _arrival(case: Case) -> tuple[bool, float, int]:
    """Sorts by time of receipt; where that is unknown, by registration."""
    received = case.application.received
    return received is None, received.timestamp() if received else 0.0, case.id


def _facts(column: DeltaGenerator, case: Case) -> None:
    application = case.application
    received = date_time(application.received) if application.received else "ukendt"
    state = "lagt til side" if case.set_aside else "gælder"
    answered = counted(len(application.reading.answers), "felt", "felter")
    column.markdown(
        f"**Nr. {case.id}: {markup.plain(application.filename)}** ({state})  \n"
        f"Modtaget {received} ({application.timing(case.scheme)})  \n"
        f"{answered} besvaret, {counted(len(application.attachments), 'bilag', 'bilag')}"
    )


def _choose(workflow: Workflow, place: Place, before: Case, after: Case) -> None:
    st.markdown("**Hvilken gælder?** Er det to forskellige ansøgere, så lad begge stå.")
    key = f"stands_{before.id}_{after.id}"
    labels = {each.id: f"Nr. {each.id}: {each.application.filename}" for each in (before, after)}
    stands = st.radio(
        "Den, der gælder", list(labels), index=None, format_func=labels.__getitem__, key=key
    )
    reason = st.text_input(
        "Hvorfor? Fx hvad ansøger har svaret på spørgsmålet om, hvilken der gælder.",
        key=f"{key}_reason",
    )
    if st.button("Læg den anden til side", disabled=stands is None, key=f"{key}_do"):
        aside = after.id if stands == before.id else before.id
        done(
            lambda: choosing.set_aside(
                workflow, aside, stands, reason=reason or "", by=place.person
            )
        )


def _withdraw(workflow: Workflow, place: Place, case: Case) -> None:
    with st.expander("Ansøger har trukket ansøgningen tilbage"):
        reason = st.text_input("Hvornår og hvordan?", key=f"withdraw_{case.id}")
        if st.button("Læg ansøgningen til side", key=f"withdraw_{case.id}_do"):
            done(
                lambda: choosing.set_aside(
                    workflow, case.id, None, reason=reason or "", by=place.person
                )
            )


def _take_back(workflow: Workflow, place: Place, case: Case) -> None:
    reason = st.text_input("Hvorfor skal den vurderes alligevel?", key=f"back_{case.id}")
    if st.button("Tag ansøgningen frem igen", key=f"back_{case.id}_do"):
        done(lambda: choosing.take_back(workflow, case.id, reason=reason or "", by=place.person))
