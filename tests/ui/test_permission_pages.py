"""Every page by direct address: whoever may not know something sees the same whatever it is.

Each page is opened on two rounds that are alike but for the secret, with the closed application in
the address, and must send the same to the browser, figures included.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assessment.domain.panel.access import Phase
from assessment.domain.panel.people import Role
from assessment.ui.pages import ALL
from tests.builders import NOON
from tests.matrix import twins as t
from tests.matrix import world as w
from tests.matrix.world import COMBINATIONS, A, called
from tests.ui import screen

pytestmark = pytest.mark.again

PAGES = [page.show.__module__.rpartition(".")[2] for page in ALL]
R, L, D, M = Role.REVIEWER, Role.LEAD, Role.DECIDER, Role.ADMINISTRATOR
LOCAL = COMBINATIONS[-1]


@pytest.fixture(scope="session")
def judged(tmp_path_factory) -> Iterator:
    """Rounds that differ in what others think of the applications."""
    with t.twins(tmp_path_factory.mktemp("judged"), t.judgement) as made:
        yield made


@pytest.fixture(scope="session")
def filled(tmp_path_factory) -> Iterator:
    """Rounds that differ in what stands in application A and came of it."""
    with t.twins(tmp_path_factory.mktemp("filled"), t.content) as made:
        yield made


def _draw(workflow, page):  # its source is run by itself: imports inside, no annotations
    from importlib import import_module

    import_module(f"assessment.ui.pages.{page}").show(workflow)


def shown(world, page, name, as_far_as, tie):
    """All that a page sends to the browser of somebody who opens it with A in the address."""
    world.put_back()
    if tie:
        world.become(world.people[name], as_far_as=as_far_as, declared=tie)
    world.workflow.clock.now = NOON
    app = screen.page(_draw, world.workflow, page)
    app.session_state["runde"] = w.ROUND
    app.session_state["jeg"] = name
    app.session_state["ansoegning"] = A
    app.run()
    assert not app.exception
    return screen.everything(app)


def differing(both, name, as_far_as=w.FREE, tie=""):
    """The pages by which somebody could tell the two rounds apart, with what they show."""
    found = {}
    for page in PAGES:
        first, second = (shown(each[Phase.ASSESSMENT], page, name, as_far_as, tie) for each in both)
        if first != second:
            found[page] = sorted(set(first) ^ set(second))
    return found


@pytest.mark.parametrize("roles", [(), (M,)], ids=called)
def test_whoever_may_read_no_applications_sees_nothing_of_one(filled, roles):
    assert differing(filled, called(roles)) == {}


def test_whose_access_is_closed_sees_nothing(filled):
    assert differing(filled, w.CLOSED_ACCESS) == {}


@pytest.mark.parametrize("tie", [w.UNDECLARED, w.PENDING, w.CONFLICTED, w.SHUT_OUT])
def test_nobody_sees_anything_of_what_is_closed_to_them(filled, tie):
    assert differing(filled, called(LOCAL), w.FREE, tie) == {}


@pytest.mark.parametrize("roles", [(R,), LOCAL], ids=called)
def test_nobody_sees_what_others_think_before_their_own_review_is_in(judged, roles):
    assert differing(judged, called(roles), w.GIVEN, w.IMPARTIAL) == {}


def test_whoever_may_sees_it_all(filled):
    assert set(differing(filled, called((L,)), w.FREE, w.IMPARTIAL)) >= {
        "overview",
        "application",
        "formal",
        "dialogue",
        "log",
    }
