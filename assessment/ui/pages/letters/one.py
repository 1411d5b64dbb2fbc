"""One letter: what it lacks and where that is written, its texts, and what was finished and sent."""

from __future__ import annotations

from functools import partial

import streamlit as st

from assessment.domain.words.wording import listed
from assessment.ui import markup, outgoing, session
from assessment.ui.components import download
from assessment.ui.pages.letters import batch, journal, texts
from assessment.ui.pages.letters.desk import Desk, left_out
from assessment.workflow.lettering import LetterState

HERE = "breve"
"""The address of this page: what is written on it needs no way there."""


def draw(desk: Desk, state: LetterState) -> None:
    """Draw a letter: its number and its file beside what it lacks, and below them what it says."""
    left, right = st.columns([5, 4], gap="large")
    with left:
        journal.of_application(
            desk.workflow, desk.place, state.case.id, state.case_number, able=desk.able
        )
        _actions(desk, state)
        outgoing.draw(
            desk.workflow, desk.place, state.letters, overtaken=state.overtaken, able=desk.able
        )
    with right, st.container(key="letter_state"):
        _missing(state)
    texts.draw(desk, state)


def _missing(state: LetterState) -> None:
    """What the letter lacks, with a way to each page where something of it is written."""
    if not state.missing:
        if not state.letters or state.overtaken:
            st.success("Brevet mangler ikke noget og kan gøres færdigt.")
        drafts = listed([f"“{each}”" for each in left_out(state)])
        if drafts:
            st.warning(
                markup.plain(f"Skrevet, men ikke godkendt, og derfor ikke i brevet: {drafts}.")
            )
        return
    st.markdown(f"**Mangler, før brevet kan gøres færdigt ({len(state.missing)})**")
    for page in dict.fromkeys(each.page for each in state.missing):
        parts = [each.sentence for each in state.missing if each.page == page]
        st.markdown("\n".join(f"- {markup.plain(each)}" for each in parts))
        title = "" if page == HERE else session.title(page)
        if title and st.button(
            f"Gå til {title}",
            icon=":material/arrow_forward:",
            key=f"letter_to_{page}",
        ):
            session.go_to(page, state.case.id)


def _actions(desk: Desk, state: LetterState) -> None:
    """Fix the letter as a file, or look at it as it would be."""
    if state not in desk.unfinished:
        return
    reasoned = all(each.accepted for each in state.texts if each.wanted.required)
    with st.container(horizontal=True):
        if desk.able and state in desk.ready:
            st.button(
                "Færdiggør brevet",
                type="primary",
                icon=":material/task:",
                key="letter_finish",
                on_click=partial(batch.finish, desk, [state]),
            )
        if reasoned:
            path = f"brevudkast/{state.kind}/{state.case.id}"
            download("Hent som udkast", path, key=f"letter_draft_{state.case.id}")
    if not reasoned:
        st.caption("Brevet kan hentes som udkast, når de tekster, der skal være med, er godkendt.")
