"""The round at a glance: what came in, how far each application is, and what to do next."""

from __future__ import annotations

import streamlit as st

from assessment import tables
from assessment.domain.case import RoundCases
from assessment.domain.wording import counted, date_time, listed
from assessment.ui import markup, session
from assessment.ui.components import header, table
from assessment.workflow.core import Workflow

TITLE = "Overblik"


def show(workflow: Workflow) -> None:
    """Draw the page."""
    round_ = header(workflow, TITLE).round
    frame = f"Frist {date_time(round_.round.deadline)}. Der udvælges {round_.round.select.words}."
    st.markdown(f"**{round_.round.title}.** {frame} {next_step(round_)}")
    if round_.cases:
        _table(round_)
    else:
        _empty()
    _set_aside(round_)


def next_step(round_: RoundCases) -> str:
    """What the round waits for, in one sentence."""
    if not round_.cases:
        return "Begynd med at lægge det ind, som ansøgerne har sendt."
    unchecked = [case for case in round_.cases if case.screening.open and not case.screening.unmet]
    if unchecked:
        count = counted(len(unchecked), "ansøgning mangler", "ansøgninger mangler")
        return f"Næste skridt: {count} udfald i den formelle prøvning."
    waiting = [case for case in round_.cases if not case.screening.unmet and not case.submitted]
    if waiting:
        count = counted(len(waiting), "ansøgning har", "ansøgninger har")
        return f"Næste skridt: {count} endnu ingen indsendt vurdering."
    undecided = [case for case in round_.cases if case.recommendation is None]
    if undecided:
        count = counted(len(undecided), "ansøgning mangler", "ansøgninger mangler")
        return f"Næste skridt: {count} en indstilling."
    return (
        "Alle ansøgninger er prøvet, vurderet og indstillet. Hent notaterne på siden Indstilling."
    )


def _table(round_: RoundCases) -> None:
    table(tables.overview(round_))
    labels = {case.id: f"{case.id}. {case.name}" for case in round_.cases}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            "Åbn en ansøgning", list(labels), format_func=labels.__getitem__, key="open_case"
        )
        for page, label in (
            ("ansoegning", "Læs"),
            ("formel-proevning", "Formel prøvning"),
            ("vurdering", "Vurdér"),
        ):
            if st.button(label, key=f"open_{page}"):
                session.go_to(page, chosen)


def _empty() -> None:
    if st.button("Læg ansøgninger ind", type="primary", key="open_modtagelse"):
        session.go_to("modtagelse")


def _set_aside(round_: RoundCases) -> None:
    if not round_.set_aside:
        return
    told = [f"{case.id}. {case.name} ({case.application.filename})" for case in round_.set_aside]
    count = counted(len(told), "ansøgning er", "ansøgninger er")
    st.caption(f"{count} lagt til side og vurderes ikke: {markup.plain(listed(told))}.")
