"""The script that Streamlit runs for every look at a page: who is there, and the navigation."""

from collections.abc import Callable
from functools import partial

import streamlit as st
from streamlit import Page

from assessment import bootstrap
from assessment.errors import AssessmentError
from assessment.ui import pages, session
from assessment.ui.frame import local, login, shell
from assessment.workflow.core import Workflow


def main() -> None:
    """Set the frame and draw the page asked for, or say why the installation cannot be opened."""
    st.set_page_config(page_title="Ansøgninger", page_icon=shell.ICON, layout="wide")
    try:
        enter(session.workflow())
    except AssessmentError as refusal:
        st.error(str(refusal))


def enter(workflow: Workflow) -> None:
    """Draw the pages for who may see them; for anybody else every address is the login page."""
    if bootstrap.login() is None:
        draw(workflow, partial(st.caption, local.BANNER))
        return
    standing = login.standing(workflow)
    if standing.person is None:
        _linked(lambda _: partial(login.ask, standing), hidden=True).run()
    else:
        draw(workflow, partial(login.show, standing))


def draw(workflow: Workflow, above: Callable[[], object]) -> None:
    """Draw the page that the address names, below the list of all and what stands above each."""
    ...


if __name__ == "__main__":
    main()
