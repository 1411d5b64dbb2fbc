"""The script that Streamlit runs for every look at a page: who is there, and the navigation."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from assessment import bootstrap
from assessment.domain.panel.people import Person
from assessment.errors import AssessmentError
from assessment.ui import pages, session
from assessment.ui.frame import interrupted, local, login, shell
from assessment.workflow.core import Workflow


def main() -> None:
    """Set the frame and draw the page asked for, or say why the installation cannot be opened."""
    st.set_page_config(page_title="Ansøgninger", page_icon=shell.ICON, layout="wide")
    try:
        enter(session.workflow())
    except AssessmentError as refusal:
        st.error(str(refusal))


def enter(workflow: Workflow) -> None:
    """Draw the pages for whoever may see them; for anybody else every address is the same door."""
    if bootstrap.login() is None:
        session.put_signed_in(None)
        banner = partial(st.caption, local.BANNER)
        _draw(lambda page: partial(page.show, workflow), session.named(workflow), banner)
        return
    visitor = login.visitor(workflow)
    session.put_signed_in(visitor.person)
    if visitor.person and visitor.claims:
        above = partial(login.welcome, workflow, visitor.person, visitor.claims)
        _draw(lambda page: partial(page.show, workflow), visitor.person, above)
    else:
        _draw(lambda _: partial(login.refuse, workflow, visitor), None)


def _draw(
    draws: Callable[[pages.Page], Callable[[], None]],
    person: Person | None,
    above: Callable[[], object] | None = None,
) -> None:
    """Draw the page that the address names, below the list of those offered to a person.

    `above` stands above each page; without it there is no list and no way on.
    """
    left = session.left_behind() if above else None  # asked before anything of this page is drawn
    linked = {
        page.path: st.Page(
            draws(page),
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
    chosen = st.navigation(sections, position="top" if above else "hidden")
    session.arrive(chosen.url_path)
    if above:
        above()
        interrupted.come_back()
    if left is None:
        chosen.run()
    else:
        interrupted.show(left)


if __name__ == "__main__":
    main()
