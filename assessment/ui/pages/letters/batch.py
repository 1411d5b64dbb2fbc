"""All letters at once: seen in a table, fixed together, and fetched as one file."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from assessment import tables
from assessment.domain.outcomes.letter import Channel, LetterKind
from assessment.domain.words.wording import counted, listed, local
from assessment.errors import AssessmentError, RefusedActionError
from assessment.ui import doing, markup, outgoing, session
from assessment.ui.components import download, table
from assessment.ui.pages.letters.desk import SAID, Desk, left_out
from assessment.workflow import finishing
from assessment.workflow.lettering import LetterState

_CONFIRM, _CHANNEL, _ON = "letters_confirm", "letters_channel", "letters_on"


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
        if desk.able and desk.unsent:
            with st.popover(
                f"Notér afsendelse af {_count(desk.unsent)} …", icon=":material/outgoing_mail:"
            ):
                _sending(desk)
    if asked and desk.ready:
        with st.container(border=True, key="letters_confirm_box"):
            _confirm(desk)


def _confirm(desk: Desk) -> None:
    st.markdown(f"**Det her bliver gjort færdigt: {_count(desk.ready)}**")
    table(tables.to_finish(desk.ready))
    left = [each for each in desk.unfinished if each.missing]
    if left:
        names = listed([f"{each.case.name} ({each.kind})" for each in left])
        st.warning(markup.plain(f"Ikke med, fordi noget mangler: {names}."))
    drafts = [f"{each.case.name} (“{title}”)" for each in desk.ready for title in left_out(each)]
    if drafts:
        st.warning(
            markup.plain(f"Skrevet, men ikke godkendt, og derfor ikke i brevet: {listed(drafts)}.")
        )
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


def _sending(desk: Desk) -> None:
    """Ask how and when all that is finished was sent; one that went another way is noted before."""
    st.markdown(
        f"Gælder {_count(desk.unsent)}, som endnu ikke er noteret som sendt. Er noget sendt på en anden "
        "måde eller dag, så notér det først ved brevet selv."
    )
    today = local(desk.workflow.clock()).date()
    outgoing.how((_CHANNEL, Channel.DIGITAL_POST), (_ON, today))
    st.button(
        "Notér dem alle",
        type="primary",
        key="letters_sent",
        on_click=partial(_note_sent, desk, desk.unsent),
    )


def _note_sent(desk: Desk, states: Sequence[LetterState]) -> None:
    done = f"{_count(states)} er noteret som sendt."
    doing.do(SAID, partial(_record, desk, states), done=done)


def _record(desk: Desk, states: Sequence[LetterState]) -> None:
    """Note each letter as sent; those before one that is refused stay noted, since they were sent."""
    channel, on = outgoing.chosen(session.value(_CHANNEL), session.value(_ON))
    for each in states:
        newest, by = each.letters[-1], desk.place.person
        try:
            finishing.record_sent(
                desk.workflow, newest.id, channel, on, by=by, expected=newest.version
            )
        except AssessmentError as refused:
            raise RefusedActionError(
                f"Brevet til {each.case.name} er ikke noteret som sendt: {refused}"
            ) from None


def _ask(wanted: object) -> None:
    """Show what would be fixed, which is asked for anew where something else would be by then."""
    session.put(_CONFIRM, wanted)


def _wanted(states: Sequence[LetterState]) -> list[tuple[int, LetterKind]]:
    return [(each.case.id, each.kind) for each in states]


def _count(states: Sequence[LetterState]) -> str:
    return counted(len(states), "brev", "breve")
