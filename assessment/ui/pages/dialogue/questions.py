"""Questions that applicants asked during the round, and how the answers reached all of them."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from assessment.domain.correspondence.dialogue import Exchange, Kind, unshared
from assessment.domain.panel.access import Act
from assessment.domain.words.wording import counted
from assessment.ui.components import allowed
from assessment.ui.pages.dialogue import writing
from assessment.ui.pages.dialogue.exchange import draw
from assessment.ui.pages.dialogue.talk import Talk


def show(talk: Talk) -> None:
    """Draw the questions, those whose answer few know first."""
    if allowed(talk.place, Act.NOTE):
        with st.expander("Notér et spørgsmål", icon=":material/add:"):
            writing.form(talk, Kind.QUESTION, None)
    questions = [each for each in talk.place.round.exchanges if each.kind is Kind.QUESTION]
    alone = unshared(questions)
    if alone:
        count = counted(len(alone), "svar er", "svar er")
        st.warning(f"{count} ikke delt med alle. Det, én ansøger får at vide, skal alle vide.")
    if not questions:
        st.caption("Der er ingen spørgsmål endnu.")
    for made in _ordered(questions):
        draw(talk, made, None)


def _ordered(questions: Sequence[Exchange]) -> list[Exchange]:
    alone = unshared(questions)
    newest = sorted(questions, key=lambda each: each.when, reverse=True)
    return sorted(newest, key=lambda each: (each not in alone, bool(each.answer), not each.stands))
