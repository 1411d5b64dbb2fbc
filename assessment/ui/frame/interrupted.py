"""A page that another session had drawn: its server is gone, or the machine slept for long.

The browser goes on at a session that knows nothing of it. What somebody did last was then carried
out by nobody, while the page still shows what was saved before; so the page is drawn anew, and what
stood in its fields is there to be copied.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import streamlit as st

SENTENCE = "Forbindelsen var afbrudt, og det sidste, du gjorde, er måske ikke gemt. Gå videre, og se efter."


def show(left: Sequence[str]) -> None:
    """Say so at the first look at a page whose fields held this."""
    st.warning(SENTENCE, icon=":material/link_off:")
    # The fields of the old page are gone when this one is drawn, and so is what they held.
    st.button("Gå videre", type="primary", key="go_on")
    if left:
        st.markdown("Det stod i felterne, gemt eller ej:")
    for text in left:
        st.code(text, language=None, wrap_lines=True)


@st.fragment(run_every=timedelta(days=1))
def come_back() -> None:
    """Have the browser ask for the page again as soon as it has found a server again.

    Streamlit's browser does so only where a run had begun or something on the page repeats.
    Otherwise what was sent to a dying server is forgotten, and the page shows it as if it were saved.
    """
