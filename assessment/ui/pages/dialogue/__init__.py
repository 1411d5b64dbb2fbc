"""What passes between us and the applicants: what waits, each application's exchanges, and questions."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from assessment.domain.correspondence.dialogue import Exchange, Kind
from assessment.domain.correspondence.waiting import Side, Waiting, waiting
from assessment.domain.panel.access import Act
from assessment.domain.rounds.case import Case
from assessment.domain.words.wording import counted
from assessment.ui import markup, session
from assessment.ui.components import allowed, header, pick_case
from assessment.ui.pages.dialogue import questions, writing
from assessment.ui.pages.dialogue.exchange import draw
from assessment.ui.pages.dialogue.talk import Talk
from assessment.workflow.core import Workflow

TITLE = "Dialog"

_VIEW = "dialogue_view"
_APPLICATIONS, _QUESTIONS = "Ansøgningerne", "Spørgsmål og svar"
_SHOWN = 6
"""What waits that is listed at once; the rest is one click away."""


def show(workflow: Workflow) -> None:
    """Draw the page."""
    place = header(workflow, TITLE)
    if place is None or not allowed(place, Act.READ_APPLICATIONS):
        return
    talk = Talk(workflow, place, workflow.clock())
    _waiting(talk, waiting(place.round.exchanges, talk.now))
    _drafts(talk)
    session.put_default(_VIEW, _APPLICATIONS)
    view = st.segmented_control(
        "Vis",
        [_APPLICATIONS, _QUESTIONS],
        required=True,
        key=_VIEW,
        label_visibility="collapsed",
        persist_state="session",
    )
    if view == _QUESTIONS:
        questions.show(talk)
    else:
        _application(talk)


def _waiting(talk: Talk, found: Sequence[Waiting]) -> None:
    """What waits for whom and until when, each a step to where it is done."""
    sides = {side: [each for each in found if each.side is side] for side in Side}
    titles = {Side.US: "Venter på os", Side.APPLICANT: "Venter på ansøgere"}
    for column, (side, items) in zip(st.columns(2, border=True), sides.items(), strict=True):
        with column, st.container(gap="xxsmall", key=f"waits_{side.name.lower()}"):
            st.markdown(f"**{titles[side]} ({len(items)})**")
            if not items:
                st.caption("Intet lige nu.")
            for each in items[:_SHOWN]:
                _step(talk, each)
            if items[_SHOWN:]:
                with st.expander(f"{len(items) - _SHOWN} mere"):
                    for each in items[_SHOWN:]:
                        _step(talk, each)


def _step(talk: Talk, each: Waiting) -> None:
    made = each.exchange
    who = talk.names.get(made.application or 0) or made.counterpart
    st.button(
        f"**{markup.plain(who)}**: {markup.plain(each.what)}",
        icon=":material/priority_high:" if each.hinders and each.side is Side.US else None,
        type="tertiary",
        wrap=True,
        help=f"{made.kind[:1].upper()}{made.kind[1:]} nr. {made.id}",
        key=f"go_{made.id}",
        on_click=_go_to,
        args=(made,),
    )


def _go_to(made: Exchange) -> None:
    asked = made.kind is Kind.QUESTION
    session.put(_VIEW, _QUESTIONS if asked else _APPLICATIONS)
    if made.application is not None:
        session.choose_application(made.application)


def _drafts(talk: Talk) -> None:
    """What was begun and is not saved, wherever it was begun."""
    drafts = writing.drafts(talk)
    if not drafts:
        return
    with st.container(border=True):
        st.markdown(f"**{counted(len(drafts), 'kladde', 'kladder')}, som ikke er gemt**")
        with st.container(horizontal=True):
            for case, kind in drafts:
                st.button(
                    f"{markup.plain(case.name)}: {kind}",
                    icon=":material/edit:",
                    key=f"draft_{case.id}_{kind.name}",
                    on_click=partial(_open_draft, talk, case, kind),
                )


def _open_draft(talk: Talk, case: Case, kind: Kind) -> None:
    session.put(_VIEW, _APPLICATIONS)
    session.choose_application(case.id)
    writing.choose(talk, case.id, kind)


def _application(talk: Talk) -> None:
    round_ = talk.place.round
    offered = (*round_.cases, *round_.set_aside)
    ours = [
        each.exchange.application
        for each in waiting(round_.exchanges, talk.now)
        if each.side is Side.US and each.exchange.application
    ]
    case = pick_case(round_, partial(_note, talk), offered=offered, waiting=ours)
    if case is None:
        return
    writing.show(talk, case)
    if not case.exchanges:
        st.caption("Der er endnu ikke skrevet eller talt med denne ansøger.")
    for made in sorted(
        case.exchanges, key=lambda each: (each.stands, each.when, each.id), reverse=True
    ):
        draw(talk, made, case)


def _note(talk: Talk, case: Case) -> str:
    ours = sum(each.side is Side.US for each in waiting(case.exchanges, talk.now))
    count = counted(len(case.exchanges), "notering", "noteringer")
    return f"{count}, {ours} venter på os" if ours else count
