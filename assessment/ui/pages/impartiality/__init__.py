"""Impartiality: what everybody who takes part declares, and what somebody else decides of it."""

from __future__ import annotations

import streamlit as st

from assessment.domain.panel.access import Act, refusal
from assessment.domain.panel.impartiality import CALM, LAW
from assessment.ui import doing, markup
from assessment.ui.components import header
from assessment.ui.pages.impartiality import declaration, verdict
from assessment.workflow.core import Workflow

TITLE = "Habilitet"

_SAID = "impartiality"


def show(workflow: Workflow) -> None:
    """Draw the page: what one must decide of others first, then one's own."""
    place = header(workflow, TITLE)
    if place is None:
        return
    st.markdown(f"{LAW} {CALM}")
    doing.tell(_SAID)
    others = verdict.of_others(workflow, place)
    verdict.waiting(workflow, place, _SAID, others)
    why = refusal(place.person, Act.DECLARE, place.round.phase)
    if why:
        st.info(markup.plain(why))
    else:
        declaration.own(workflow, place, _SAID)
    verdict.decided(workflow, place, _SAID, others)
