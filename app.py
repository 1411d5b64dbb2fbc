"""The thin top: `streamlit run app.py` serves the pages inside our own shell."""

import streamlit as st

from assessment.ui.frame import shell

app = st.App(
    shell.SCRIPT,
    routes=shell.ROUTES,
    middleware=shell.MIDDLEWARE,
    on_script_error=shell.apologise,
)
