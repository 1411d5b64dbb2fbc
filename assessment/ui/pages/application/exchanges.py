"""What passed between us and the applicant, its answers beside the form: part of the application's page."""

from __future__ import annotations

import streamlit as st

from assessment.domain.rounds.case import Case
from assessment.ui import session
from assessment.ui.components import Place
from assessment.ui.pages.dialogue import card
from assessment.workflow.core import Workflow


def show(workflow: Workflow, place: Place, case: Case) -> None:
    """Draw the exchanges to be read, the newest first."""
    if st.button("Åbn dialogen", icon=":material/forum:", key=f"dialogue_of_{case.id}"):
        session.go_to("dialog", case.id)
    if not case.exchanges:
        st.caption("Der er endnu ikke skrevet eller talt med denne ansøger.")
    now = workflow.clock()
    for made in sorted(
        case.exchanges, key=lambda each: (each.stands, each.when, each.id), reverse=True
    ):
        with st.container(border=True):
            card.facts(place.round, made, case, now)
