"""The letter of a request or a hearing: fixed as a file, fetched, and noted as sent."""

from __future__ import annotations

from functools import partial

import streamlit as st

from assessment.domain.correspondence.dialogue import Exchange
from assessment.domain.panel.access import Act
from assessment.ui import doing, markup, outgoing
from assessment.ui.pages.dialogue.talk import Talk
from assessment.workflow import finishing, lettering
from assessment.workflow.lettering import LetterState


def draw(talk: Talk, made: Exchange) -> None:
    """Draw the letter of an exchange, below its text."""
    state = _state(talk, made)
    if state is None:
        return
    said = f"exchange_letter_{made.id}"
    doing.tell(said)
    able = talk.may(Act.WRITE_LETTERS)
    if not state.letters or state.overtaken:
        _unfinished(talk, state, said, able=able)
    outgoing.draw(talk.workflow, talk.place, state.letters, overtaken=state.overtaken, able=able)


def _state(talk: Talk, made: Exchange) -> LetterState | None:
    states = lettering.asked(talk.workflow, talk.place.round.round.id, talk.place.person)
    found = (each for each in states if each.exchange and each.exchange.id == made.id)
    return next(found, None)


def _unfinished(talk: Talk, state: LetterState, said: str, *, able: bool) -> None:
    if state.missing:
        st.markdown("**Mangler, før brevet kan gøres færdigt som Word**")
        st.markdown("\n".join(f"- {markup.plain(each.sentence)}" for each in state.missing))
    elif able and state.exchange:
        action = partial(
            finishing.finish_exchange, talk.workflow, state.exchange.id, by=talk.place.person
        )
        st.button(
            "Færdiggør som Word-brev",
            icon=":material/task:",
            key=f"{said}_finish",
            on_click=partial(doing.do, said, action, done="Brevet er gjort færdigt."),
        )
