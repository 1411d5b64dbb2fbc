"""The round at a glance: what came in, how far each application is, and what to do next."""

from __future__ import annotations

import streamlit as st

from assessment import tables
from assessment.domain.panel.access import Act, may
from assessment.domain.panel.impartiality import Closure
from assessment.domain.rounds.case import RoundCases
from assessment.domain.words.wording import counted, date_time, listed
from assessment.ui import agenda, markup, session
from assessment.ui.components import Place, header, table
from assessment.workflow.core import Workflow

TITLE = "Overblik"


def show(workflow: Workflow) -> None:
    """Draw the page."""
    place = header(workflow, TITLE)
    if place is None:
        return
    round_ = place.round
    frame = (
        f"Runden er i fasen **{round_.phase}**. Frist {date_time(round_.round.deadline)}. "
        f"Der udvælges {round_.round.select.words}."
    )
    st.markdown(f"**{round_.round.title}.** {frame}")
    agenda.draw(workflow, place)
    _closed(place)
    if round_.cases:
        _table(place)
    _set_aside(round_)


def _closed(place: Place) -> None:
    """What is closed to whoever looks, why, and what they can do about it."""
    for why in Closure:
        names = [f"{each.id}. {each.name}" for each in place.round.closed if each.why is why]
        if not names or why is Closure.PENDING:  # that shuts the whole round, which is told above
            continue
        count = counted(len(names), "ansøgning er lukket for dig", "ansøgninger er lukket for dig")
        st.info(
            f"**{count}: {why}.** {why.advice}\n\n{markup.plain(listed(names))}.",
            icon=":material/lock:",
        )


def _table(place: Place) -> None:
    round_ = place.round
    table(tables.overview(round_))
    labels = {case.id: f"{case.id}. {case.name}" for case in round_.cases}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            "Åbn en ansøgning", list(labels), format_func=labels.__getitem__, key="open_case"
        )
        for page, label, act in (
            ("ansoegning", "Læs", Act.READ_APPLICATIONS),
            ("formel-proevning", "Formel prøvning", Act.READ_APPLICATIONS),
            ("vurdering", "Vurdér", Act.SCORE),
        ):
            if may(place.person, act) and st.button(label, key=f"open_{page}"):
                session.go_to(page, chosen)


def _set_aside(round_: RoundCases) -> None:
    if not round_.set_aside:
        return
    told = [f"{case.id}. {case.name} ({case.application.filename})" for case in round_.set_aside]
    count = counted(len(told), "ansøgning er", "ansøgninger er")
    st.caption(f"{count} lagt til side og vurderes ikke: {markup.plain(listed(told))}.")
