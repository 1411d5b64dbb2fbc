"""The pages, in the order users meet them; the first is the one an address without a path opens."""

from collections.abc import Callable
from dataclasses import dataclass

from assessment.ui.pages import (
    application,
    consensus,
    deciding,
    dialogue,
    formal,
    log,
    overview,
    ranking,
    receiving,
    recommendation,
    review,
    rules,
    search,
)
from assessment.workflow.core import Workflow


@dataclass(frozen=True, slots=True)
class Page:
    """A page's name in the navigation, the sign before it, its address and what draws it."""

    title: str
    icon: str
    path: str
    show: Callable[[Workflow], None]


ALL = (
    Page(overview.TITLE, ":material/list_alt:", "overblik", overview.show),
    Page(receiving.TITLE, ":material/inbox:", "modtagelse", receiving.show),
    Page(application.TITLE, ":material/description:", "ansoegning", application.show),
    Page(search.TITLE, ":material/search:", "soeg", search.show),
    Page(dialogue.TITLE, ":material/forum:", "dialog", dialogue.show),
    Page(formal.TITLE, ":material/checklist:", "formel-proevning", formal.show),
    Page(review.TITLE, ":material/edit_note:", "vurdering", review.show),
    Page(consensus.TITLE, ":material/handshake:", "konsensus", consensus.show),
    Page(ranking.TITLE, ":material/leaderboard:", "rangering", ranking.show),
    Page(recommendation.TITLE, ":material/gavel:", "indstilling", recommendation.show),
    Page(deciding.TITLE, ":material/approval:", "afgoerelse", deciding.show),
    Page(log.TITLE, ":material/history:", "haendelser", log.show),
    Page(rules.TITLE, ":material/menu_book:", "ordningen", rules.show),
)
