"""Who is at the page: nobody gets further without a login that stands for somebody active."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

import streamlit as st

from assessment.domain.panel.claims import Claims
from assessment.domain.panel.people import Person
from assessment.domain.words.wording import clock
from assessment.ui import markup, session
from assessment.ui.frame.gate import LOG_IN, LOG_OUT
from assessment.workflow import signing
from assessment.workflow.core import Workflow

SOON = timedelta(minutes=10)
"""How long before a login runs out one is told, to log in anew between two pieces of work."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who looks at a page: what their login says, if they have one, and whom it stands for."""

    claims: Claims | None
    person: Person | None


def visitor(workflow: Workflow) -> Visitor:
    """Whoever looks at the page now."""
    claims = session.claims()
    return Visitor(claims, signing.sign_in(workflow, claims) if claims else None)


def refuse(workflow: Workflow, shut_out: Visitor) -> None:
    """Draw why somebody gets no further, with the one button that helps."""
    claims = shut_out.claims
    st.title("Ansøgninger")
    if claims is None:
        _offer_login("Log ind for at se og vurdere ansøgninger.")
    elif claims.expired(workflow.clock()):
        _offer_login("Dit login er udløbet. Log ind igen; alt, hvad der er gemt, er der stadig.")
    elif signing.signed_out(workflow, claims):
        _offer_login("Du er logget ud.")
    else:
        name = markup.title(claims.email or claims.name or claims.subject)
        st.markdown(
            f"Du er logget ind som {name}, men har ikke adgang. Bed projektlederen om adgang."
        )
        _log_out_button(workflow, claims)


def welcome(workflow: Workflow, person: Person, claims: Claims) -> None:
    """Draw who is logged in, the way out, and a word in time before the login runs out."""
    row = st.container(
        horizontal=True,
        horizontal_alignment="right",
        vertical_alignment="center",
        key="logged_in",  # pages.css lays it beside the page's title
    )
    row.caption(markup.plain(person.name), width="content")
    with row:
        _log_out_button(workflow, claims)
    if claims.expired(workflow.clock() + SOON):
        with st.container(horizontal=True, vertical_alignment="center"):
            _offer_login(
                f"Dit login udløber kl. {clock(claims.expires)}. Log ind igen, når du har gemt.",
                "tertiary",
            )


def _offer_login(sentence: str, kind: Literal["primary", "tertiary"] = "primary") -> None:
    st.markdown(sentence, width="content")
    st.button("Log ind", type=kind, icon=":material/login:", key=LOG_IN, on_click=st.login)


def _log_out_button(workflow: Workflow, claims: Claims) -> None:
    st.button(
        "Log ud",
        icon=":material/logout:",
        type="tertiary",
        key=LOG_OUT,
        on_click=_log_out,
        args=(workflow, claims),
    )


def _log_out(workflow: Workflow, claims: Claims) -> None:
    signing.sign_out(workflow, claims)
    st.logout()
