"""What somebody may not know changes nothing of what they see, by whatever use case they ask.

Two rounds that differ in the secret alone must look the same to them: every value, every refusal.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assessment.domain.panel.access import Phase
from assessment.domain.panel.people import Role
from tests.matrix import twins as t
from tests.matrix import world as w
from tests.matrix.calls import CALLS
from tests.matrix.world import COMBINATIONS, called

pytestmark = pytest.mark.again

R, L, D, X, M = Role.REVIEWER, Role.LEAD, Role.DECIDER, Role.READER, Role.ADMINISTRATOR


@pytest.fixture(scope="session")
def judged(tmp_path_factory) -> Iterator:
    """Rounds that differ in what others think of the applications."""
    with t.twins(tmp_path_factory.mktemp("judged"), t.judgement) as made:
        yield made


@pytest.fixture(scope="session")
def filled(tmp_path_factory) -> Iterator:
    """Rounds that differ in what stands in one application."""
    with t.twins(tmp_path_factory.mktemp("filled"), t.content) as made:
        yield made


def differences(both, phase, roles, as_far_as, declared):
    """The calls by which somebody could tell the two rounds apart."""
    first, second = (
        t.observed(each[phase], each[phase].people[called(roles)], as_far_as, declared)
        for each in both
    )
    return [name for name in CALLS if first.get(name) != second.get(name)]


@pytest.mark.parametrize("roles", [(R,), (R, L), (R, D), COMBINATIONS[-1]], ids=called)
@pytest.mark.parametrize("phase", [Phase.ASSESSMENT, Phase.CONSENSUS, Phase.RECOMMENDATION])
def test_others_judgement_is_unknown_until_ones_own_review_is_submitted(judged, phase, roles):
    assert differences(judged, phase, roles, w.GIVEN, w.IMPARTIAL) == []


@pytest.mark.parametrize("roles", [(R,), (R, L), COMBINATIONS[-1]], ids=called)
def test_who_is_not_to_review_it_does_not_know_while_the_others_do(judged, roles):
    assert differences(judged, Phase.ASSESSMENT, roles, w.FREE, w.IMPARTIAL) == []


def test_it_is_told_once_the_own_review_is_submitted(judged):
    told = set(differences(judged, Phase.ASSESSMENT, (R,), w.DONE, w.IMPARTIAL))

    assert {"cases.round_cases", "scenarios.scenarios"} <= told


@pytest.mark.parametrize("tie", [w.UNDECLARED, w.PENDING, w.CONFLICTED, w.SHUT_OUT])
@pytest.mark.parametrize("roles", [(R,), (L,), (D,), COMBINATIONS[-1]], ids=called)
@pytest.mark.parametrize("phase", [Phase.RECEIVING, Phase.ASSESSMENT, Phase.RECOMMENDATION])
def test_nothing_of_a_closed_application_is_known(filled, phase, roles, tie):
    assert differences(filled, phase, roles, w.FREE, tie) == []


@pytest.mark.parametrize("roles", [(), (M,)], ids=called)
@pytest.mark.parametrize("phase", [Phase.RECEIVING, Phase.ASSESSMENT, Phase.RECOMMENDATION])
def test_nothing_is_known_to_whoever_may_read_no_applications(filled, phase, roles):
    assert differences(filled, phase, roles, w.FREE, w.IMPARTIAL) == []


def test_it_is_known_to_whoever_may(filled):
    told = set(differences(filled, Phase.ASSESSMENT, (L,), w.FREE, w.IMPARTIAL))

    assert {"cases.round_cases", "scenarios.scenarios"} <= told
