"""Who is at the page: nobody gets further without a login that stands for somebody active."""

from __future__ import annotations

import streamlit as st

from assessment.domain.claims import Claims
from assessment.domain.review import Person
from assessment.ui import markup, session
from assessment.ui.frame.gate import LOG_IN, LOG_OUT
from assessment.workflow import people
from assessment.workflow.core import Workflow

SOON_MINUTES = 10


def person(workflow: Workflow) -> Person | None:
    """The person who is logged in; draws why there is none where nobody may go on."""
    claims = session.claims()
    if claims is None:
        _ask("Log ind for at se og vurdere ansøgninger.")
        return None
    if claims.expired(workflow.clock()):
        _ask("Dit login er udløbet. Det, der er gemt, er der stadig.")
        return None
    found = people.sign_in(workflow, claims)
    if found is None:
        _no_access(claims)
    return found


def _ask(sentence: str) -> None:
    st.title("Ansøgninger")
    st.markdown(sentence)
    st.button("Log ind", type="primary", icon=":material/login:", key=LOG_IN, on_click=st.login)


def _no_access(claims: Claims) -> None:
    st.title("Ansøgninger")
    st.markdown(
        f"Du er logget ind som {markup.plain(claims.email or claims.name)}, men har ikke adgang. "
        "Bed projektlederen om adgang."
    )
    st.button("Log ud", icon=":material/logout:", key=LOG_OUT, on_click=st.logout)
