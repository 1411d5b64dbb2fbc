"""The thin top: `streamlit run app.py` serves the pages inside our own shell."""

import streamlit as st

from assessment.ui.frame import door, downloads, shell

entrance = door.opened()
app = st.App(
    shell.SCRIPT,
    secrets=entrance.secrets,
    routes=(*shell.ROUTES, *downloads.ROUTES),
    middleware=(*shell.MIDDLEWARE, *entrance.middleware),
    on_script_error=shell.apologise,
)
