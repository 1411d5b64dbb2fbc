"""Who may do what and when, tried at every use case: the outcome is what the table of rules says.

`python -m tests.matrix.run` prints the same as figures.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assessment.domain.panel.access import Phase
from tests.matrix.calls import CALLS, NOBODY_ACTS
from tests.matrix.grid import by_role, by_tie, phases_of, use_cases
from tests.matrix.world import World, worlds

pytestmark = pytest.mark.again


@pytest.fixture(scope="session")
def phases(tmp_path_factory) -> Iterator[dict[Phase, World]]:
    """The round in each of its phases."""
    with worlds(tmp_path_factory.mktemp("matrix")) as found:
        yield found


def test_every_use_case_in_which_somebody_acts_is_in_the_matrix():
    acting = {name for name, acts in use_cases().items() if acts}

    assert {name.partition(",")[0] for name in CALLS} == acting


def test_every_other_function_of_the_workflow_says_why_nobody_is_asked():
    assert {name for name, acts in use_cases().items() if not acts} == set(NOBODY_ACTS)


@pytest.mark.parametrize("name", CALLS)
def test_each_role_may_in_each_phase_what_the_rules_say_and_nothing_else(phases, name):
    cells = [cell for world in phases.values() for cell in by_role(name, CALLS[name], world)]

    assert [cell.hole for cell in cells if cell.hole] == []
    assert {cell.allowed for cell in cells} == {True, False}
    # A call that nobody brings to an end would show nothing.
    assert CALLS[name].fruitless or any(cell.ended == "done" for cell in cells)


@pytest.mark.parametrize("name", [name for name, call in CALLS.items() if call.of_round])
def test_whoever_is_or_may_be_conflicted_or_has_not_declared_is_kept_from_what_it_covers(
    phases, name
):
    call = CALLS[name]
    cells = [
        cell for phase in phases_of(call, phases) for cell in by_tie(name, call, phases[phase])
    ]

    assert cells
    assert [cell.hole for cell in cells if cell.hole] == []
