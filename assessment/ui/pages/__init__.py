"""The pages, in the order users meet them; the first is the one an address without a path opens."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain

from assessment.domain.panel.access import Act, may
from assessment.domain.panel.people import Person
from assessment.ui.pages import (
    application,
    assignment,
    comparing,
    consensus,
    deciding,
    dialogue,
    following,
    formal,
    impartiality,
    letters,
    log,
    overview,
    people,
    ranking,
    receiving,
    recommendation,
    review,
    round_life,
    rules,
    search,
)
from assessment.workflow.core import Workflow


@dataclass(frozen=True, slots=True)
class Page:
    """A page's name in the navigation, the sign before it, its address and what draws it.

    It is offered to those whose roles allow the act, whatever phase a round is in.
    """

    title: str
    icon: str
    path: str
    show: Callable[[Workflow], None]
    act: Act = Act.SEE_ROUND


SECTIONS: dict[str, tuple[Page, ...]] = {
    "Runden": (
        Page(overview.TITLE, ":material/list_alt:", "overblik", overview.show),
        Page(round_life.TITLE, ":material/timeline:", "runden", round_life.show),
        Page(receiving.TITLE, ":material/inbox:", "modtagelse", receiving.show, Act.RECEIVE),
        Page(impartiality.TITLE, ":material/balance:", "habilitet", impartiality.show, Act.DECLARE),
        Page(assignment.TITLE, ":material/group_work:", "fordeling", assignment.show, Act.ABSTAIN),
    ),
    "Ansøgninger": (
        Page(
            application.TITLE,
            ":material/description:",
            "ansoegning",
            application.show,
            Act.READ_APPLICATIONS,
        ),
        Page(search.TITLE, ":material/search:", "soeg", search.show, Act.READ_APPLICATIONS),
        Page(
            formal.TITLE,
            ":material/checklist:",
            "formel-proevning",
            formal.show,
            Act.READ_APPLICATIONS,
        ),
        Page(dialogue.TITLE, ":material/forum:", "dialog", dialogue.show, Act.READ_APPLICATIONS),
    ),
    "Vurdering": (
        Page(review.TITLE, ":material/edit_note:", "vurdering", review.show, Act.SCORE),
        Page(consensus.TITLE, ":material/handshake:", "konsensus", consensus.show, Act.SEE_RANKING),
        Page(ranking.TITLE, ":material/leaderboard:", "rangering", ranking.show, Act.SEE_RANKING),
        Page(
            comparing.TITLE,
            ":material/compare_arrows:",
            "sammenlign",
            comparing.show,
            Act.SEE_RANKING,
        ),
    ),
    "Afgørelse": (
        Page(
            recommendation.TITLE,
            ":material/gavel:",
            "indstilling",
            recommendation.show,
            Act.WRITE_NOTES,
        ),
        Page(deciding.TITLE, ":material/task_alt:", "afgoerelse", deciding.show, Act.WRITE_NOTES),
        Page(letters.TITLE, ":material/mail:", "breve", letters.show, Act.WRITE_NOTES),
        Page(
            following.TITLE,
            ":material/event_repeat:",
            "opfoelgning",
            following.show,
            Act.READ_APPLICATIONS,
        ),
    ),
    "Administration": (
        Page(people.TITLE, ":material/group:", "deltagere", people.show, Act.SEE_PEOPLE),
        Page(log.TITLE, ":material/history:", "haendelser", log.show, Act.SEE_LOG),
        Page(rules.TITLE, ":material/menu_book:", "ordningen", rules.show),
    ),
}

ALL = tuple(chain.from_iterable(SECTIONS.values()))


def offered(page: Page, person: Person | None) -> bool:
    """Whether a page is in the navigation: somebody whose roles never allow it need not see it there."""
    return person is None or may(person, page.act)
