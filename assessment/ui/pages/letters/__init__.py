"""The letters: who gets which, what each lacks, its texts, and what was finished and sent."""

from __future__ import annotations

from functools import partial

import streamlit as st

from assessment import tables
from assessment.domain.panel.access import Act
from assessment.domain.rounds.case import Case
from assessment.domain.words.wording import counted
from assessment.ui import doing, session
from assessment.ui.components import Place, allowed, header, pick_case, table
from assessment.ui.pages.letters import batch, journal, one
from assessment.ui.pages.letters.desk import SAID, Desk
from assessment.workflow import lettering
from assessment.workflow.core import Workflow

TITLE = "Breve"

_VIEW = "letters_view"
_DECISIONS, _RECEIPTS = "Afgørelser", "Kvitteringer"
_STATES = {_DECISIONS: lettering.desk, _RECEIPTS: lettering.receipts}
_NONE = {
    _DECISIONS: "Ingen ansøgning er indstillet endnu. Brevene skrives, når der er indstillet.",
    _RECEIPTS: "Runden har ingen ansøgninger, du kan skrive til.",
}


def show(workflow: Workflow) -> None:
    """Draw the page."""
    place = header(workflow, TITLE)
    if place is None or not allowed(place, Act.WRITE_NOTES):
        return
    round_ = place.round
    if not (round_.cases or round_.set_aside):
        pick_case(round_, str, offered=())  # says why there is none
        return
    able = allowed(place, Act.WRITE_LETTERS)
    view = _head(workflow, place, able=able)
    states = _STATES[view](workflow, round_.round.id, place.person)
    desk = Desk(workflow, place, able, states)
    with st.container():  # always there: what comes and goes above a field takes its cursor away
        _all(desk, view)
    case = states and pick_case(
        round_,
        partial(_note, desk),
        offered=[each.case for each in states],
        waiting=[each.case.id for each in desk.unfinished],
    )
    if case:
        one.draw(desk, _state(desk, case))


def _head(workflow: Workflow, place: Place, *, able: bool) -> str:
    """Choose which letters are looked at, beside the round's number in the journal; which it is."""
    left, right = st.columns([8, 3], vertical_alignment="bottom")
    session.put_default(_VIEW, _DECISIONS)
    with left:
        view = st.segmented_control(
            "Vis",
            list(_STATES),
            required=True,
            key=_VIEW,
            label_visibility="collapsed",
            persist_state="session",
        )
    with right:
        journal.of_round(workflow, place, able=able)
    return view if view in _STATES else _DECISIONS


def _all(desk: Desk, view: str) -> None:
    """All letters in one table, and what can be done with all of them at once."""
    if not desk.states:
        st.info(_NONE[view])
        return
    st.markdown(_summary(desk))
    table(tables.letters(desk.states))
    doing.tell(SAID)
    batch.draw(desk)
    st.divider()


def _summary(desk: Desk) -> str:
    finished = len(desk.states) - len(desk.unfinished)
    sent = sum(
        each.letters[-1].sent is not None
        for each in desk.states
        if each.letters and not each.overtaken
    )
    left = len(desk.unfinished) - len(desk.ready)
    count = counted(len(desk.states), "brev", "breve")
    return (
        f"{count}. Færdige: {finished}, heraf noteret som sendt: {sent}. Klar til at blive gjort færdige: "
        f"{len(desk.ready)}. Mangler noget: {left}."
    )


def _note(desk: Desk, case: Case) -> str:
    state = _state(desk, case)
    if state in desk.unfinished:
        left = len(state.missing)
        return f"{state.kind}, {f'mangler {left}' if left else 'klar'}"
    return f"{state.kind}, {'sendt' if state.letters[-1].sent else 'færdigt'}"


def _state(desk: Desk, case: Case) -> lettering.LetterState:
    return next(each for each in desk.states if each.case.id == case.id)
