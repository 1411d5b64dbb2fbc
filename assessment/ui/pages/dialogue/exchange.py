"""One exchange with what can be done about it: part of the page for the dialogue."""

from __future__ import annotations

from functools import partial

import streamlit as st

from assessment.domain.correspondence.dialogue import Exchange, Kind, unheard
from assessment.domain.panel.access import Act
from assessment.domain.rounds.case import Case
from assessment.ui.pages.dialogue import acting, card, writing
from assessment.ui.pages.dialogue.talk import Talk


def draw(talk: Talk, made: Exchange, case: Case | None) -> None:
    """Draw an exchange; `case` is the application it is about, None where it is of the round."""
    with st.container(border=True, key=f"exchange_{made.id}"):
        card.facts(talk.place.round, made, case, talk.now)
        if made.kind is Kind.SUPPLEMENT and made.stands and talk.may(Act.ASK):
            writing.alike(talk, made)
        if made in unheard(talk.place.round.exchanges) and talk.may(Act.ASK):
            st.button(
                "Start partshøring",
                type="primary",
                icon=":material/gavel:",
                key=f"hear_{made.id}",
                on_click=partial(writing.begin_hearing, talk, made),
            )
        acting.show(talk, made, case)
