"""The pages in the order of the work; the first is the front page."""

from typing import Protocol

from assessment.ui.pages import (
    application,
    formal,
    log,
    overview,
    ranking,
    recommendation,
    review,
    rules,
)
from assessment.workflow.core import Workflow


class Page(Protocol):
    """What a page's module offers: its name, its icon, its address, and itself."""

    TITLE: str
    ICON: str
    PATH: str

    def show(self, workflow: Workflow) -> None:
        """Draw the page."""


ALL: tuple[Page, ...] = (
    overview,
    application,
    formal,
    review,
    ranking,
    recommendation,
    rules,
    log,
)
