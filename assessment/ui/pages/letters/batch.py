"""All letters at once: seen in a table, fixed together, and fetched as one file."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from assessment import tables
from assessment.domain.letter import LetterKind
from assessment.domain.wording import counted, listed
from assessment.ui import doing, markup, session
from assessment.ui.components import download, table
from assessment.ui.pages.letters.desk import SAID, Desk
from assessment.workflow import finishing
from assessment.workflow.lettering import LetterState

_CONFIRM = "letters_confirm"


def draw(desk: Desk) -> None:
    """Offer what can be done with all the letters that are shown."""
    asked = desk.able and session.value(_CONFIRM) == _wanted(desk.ready)
    with st.container(horizontal=True):
        if desk.able and desk.ready and not asked:
            st.button(
                f"Færdiggør {_count(desk.ready)} …",
                type="primary",
                icon=":material/task:",
                key="letters_finish",
                on_click=_ask,
                args=(_wanted(desk.ready),),
            )
        if any(each.letters and not each.overtaken for each in desk.states):
            icon = ":material/folder_zip:"
            download("Hent alle færdige breve", f"breve/{desk.round_id}", key="letters", icon=icon)
    if asked and desk.ready:
        with st.container(border=True, key="letters_confirm_box"):
            _confirm(desk)


def _confirm(desk: Desk) -> None:
    st.markdown(f"**{_count(desk.ready)} bliver gjort færdige**")
    table(tables.to_finish(desk.ready))
    left = [each for each in desk.unfinished if each.missing]
    if left:
        names = listed([f"{each.case.name} ({each.kind})" for each in left])
        st.warning(markup.plain(f"Noget mangler endnu i brevene til {names}. De er ikke med."))
    st.caption(
        "Hvert brev bliver gemt som en fil, der ikke ændres mere. Ændres noget siden, laves en ny "
        "udgave ved siden af. Enten bliver alle brevene færdige, eller ingen gør. Intet bliver sendt."
    )
    with st.container(horizontal=True):
        st.button(
            "Færdiggør brevene",
            type="primary",
            key="letters_finish_all",
            on_click=partial(_finish, desk, desk.ready),
        )
        st.button("Fortryd", key="letters_cancel", on_click=_ask, args=(None,))


def _finish(desk: Desk, states: Sequence[LetterState]) -> None:
    session.put(_CONFIRM, None)
    finish(desk, states)


def finish(desk: Desk, states: Sequence[LetterState]) -> None:
    """Fix these letters, all or none; what came of it is told when the page is drawn next."""
    wanted, by = _wanted(states), desk.place.person
    doing.do(
        SAID,
        lambda: finishing.finish(desk.workflow, desk.round_id, wanted, by=by),
        done=f"{_count(states)} er gjort {'færdigt' if len(states) == 1 else 'færdige'}. Hent, send og notér afsendelsen.",
    )


def _ask(wanted: object) -> None:
    """Show what would be fixed, which is asked for anew where something else would be by then."""
    session.put(_CONFIRM, wanted)


def _wanted(states: Sequence[LetterState]) -> list[tuple[int, LetterKind]]:
    return [(each.case.id, each.kind) for each in states]


def _count(states: Sequence[LetterState]) -> str:
    return counted(len(states), "brev", "breve")
