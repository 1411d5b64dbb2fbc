"""The script that Streamlit runs for every look at a page: the frame and the navigation."""

from functools import partial

import streamlit as st

from assessment.errors import AssessmentError
from assessment.ui import pages, session
from assessment.ui.frame import shell
from assessment.workflow.core import Workflow


def main() -> None:
    """Set the frame and draw the page asked for, or say why the installation cannot be opened."""
    st.set_page_config(page_title="Ansøgninger", page_icon=shell.ICON, layout="wide")
    try:
        draw(session.workflow())
    except AssessmentError as refusal:
        st.error(str(refusal))


def draw(workflow: Workflow) -> None:
    """Draw the page that the address names, below the list of all."""
    person = session.present(workflow)
    linked = {
        page.path: st.Page(
            partial(page.show, workflow),
            title=page.title,
            icon=page.icon,
            url_path=page.path,
            default=page is pages.ALL[0],
            visibility="visible" if pages.offered(page, person) else "hidden",
        )
        for page in pages.ALL
    }
    session.remember_pages(linked)
    sections = {
        title: [linked[page.path] for page in group] for title, group in pages.SECTIONS.items()
    }
    st.navigation(sections, position="top").run()


if __name__ == "__main__":
    main()
