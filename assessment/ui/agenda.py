"""What whoever looks must do next, with a way to each place."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from assessment.domain.rounds.tasks import Task
from assessment.ui import markup, session
from assessment.ui.components import Place
from assessment.workflow import tasks
from assessment.workflow.core import Workflow


def draw(workflow: Workflow, place: Place, here: str = "") -> None:
    """List what the person must do next in the round, or say why there is nothing.

    What is done on the page itself, whose address is `here`, needs no way there.
    """
    found = tasks.agenda(workflow, place.round.round.id, place.person)
    if not found.tasks:
        st.info(markup.plain(found.otherwise), icon=":material/hourglass_empty:")
        return
    with st.container(border=True, key="agenda"):
        st.markdown("**Det skal du gøre nu**")
        for number, task in enumerate(found.tasks, start=1):
            _task(number, task, here)


def _task(number: int, task: Task, here: str) -> None:
    left, right = st.columns([8, 2], vertical_alignment="center")
    left.markdown(f"{number}\\. {markup.plain(task.sentence)}")
    if task.page == here:
        right.caption("Det gør du herunder.")
        return
    kind: Literal["primary", "secondary"] = "primary" if number == 1 else "secondary"
    if right.button(task.button, key=f"task_{number}_{task.page}", type=kind, width="stretch"):
        session.go_to(task.page, task.application)
