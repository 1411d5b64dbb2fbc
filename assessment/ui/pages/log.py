"""What happened in the round, newest first."""

from __future__ import annotations

import streamlit as st

from assessment import tables
from assessment.domain.panel.access import Act
from assessment.domain.words.wording import counted
from assessment.errors import NotPermittedError
from assessment.ui.components import allowed, header, quietly
from assessment.workflow import applications, people
from assessment.workflow.core import Workflow

TITLE = "Hændelser"

_PAGE = 200
"""Rows sent to the browser at a time."""
_OUTSIDE = -1
"""Stands among the applicants for what happened outside every round."""
_MEDIUM = st.column_config.Column(width="medium")
_WITHOUT_APPLICANT = {"Ansøger": None, "Vedrører": _MEDIUM, "Før": _MEDIUM}
"""Leaves room for the roles that somebody had and has."""


def show(workflow: Workflow) -> None:
    """Draw the page."""
    place = header(workflow, TITLE)
    if place is None or not allowed(place, Act.SEE_LOG):
        return
    round_ = place.round
    if round_.closed:
        count = counted(len(round_.closed), "ansøgning", "ansøgninger")
        quietly(f"Hændelser i {count}, som er lukket for dig, vises ikke.")
    try:
        log = applications.log(workflow, round_.round.id, place.person)
    except NotPermittedError as why:
        quietly(str(why))
        return
    names = {case.id: case.name for case in (*round_.cases, *round_.set_aside)}
    labels = {0: "Alle"} | names | {_OUTSIDE: "Ingen: adgang og sikkerhedskopier"}
    left, right = st.columns([6, 2])
    chosen = left.selectbox("Ansøger", list(labels), format_func=labels.__getitem__, key="log_case")
    if chosen == _OUTSIDE:
        log = people.history(workflow, place.person)
    shown = [event for event in log if chosen in {0, _OUTSIDE, event.application}]
    pages = max(1, -(-len(shown) // _PAGE))
    page = right.number_input("Side", 1, pages, key="log_page") if pages > 1 else 1
    st.caption(
        f"{counted(len(shown), 'hændelse', 'hændelser')}. Loggen kan ikke rettes eller slettes."
    )
    start = (page - 1) * _PAGE
    # pages.css takes the grid's own download away, of which nobody would be told.
    st.container(key="log_rows").dataframe(
        tables.events(shown[start : start + _PAGE], names),
        hide_index=True,
        height=600,
        column_config=_WITHOUT_APPLICANT if chosen == _OUTSIDE else None,
        alt="Hændelser i runden, nyeste først",
    )
