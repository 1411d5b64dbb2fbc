"""Serves every_widget.py as app.py serves the pages."""

from pathlib import Path

import streamlit as st

from assessment.ui.frame import shell

app = st.App(
    Path(__file__).with_name("every_widget.py"),
    routes=shell.ROUTES,
    middleware=shell.MIDDLEWARE,
    on_script_error=shell.apologise,
)
