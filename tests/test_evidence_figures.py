"""The passages found for each aspect, held against the labelled samples: figures may not fall."""

from __future__ import annotations

from pathlib import Path

import pytest

from assessment import criteria_file
from benchmarks.evidence import STEPS, figures, labelled, measured, shown

SCHEME = criteria_file.load(Path("criteria.yaml"))
APPLICATIONS = labelled(SCHEME)


def mean(step, **where):
    return measured(STEPS[step], APPLICATIONS, SCHEME, **where)[""]


def test_every_sample_is_labelled_for_every_aspect():
    targets = [each.id for each in SCHEME.aspects]
    assert len(APPLICATIONS) == 14
    for application in APPLICATIONS:
        assert [target for target in targets if target not in application.true] == []


def test_true_passages_come_first():
    at_three, at_five, at_ten, first = mean("værktøjet")
    assert (at_three > 0.85, at_five > 0.76, at_ten > 0.90, first > 0.98) == (True,) * 4


def test_true_passages_elsewhere_are_found():
    _, at_five, at_ten, first = mean("værktøjet", elsewhere=True)
    assert (at_five > 0.72, at_ten > 0.85, first > 0.66) == (True,) * 3


def test_every_step_finds_more_than_the_one_before():
    found = [mean(step, elsewhere=True)[1] for step in STEPS]
    assert found == sorted(found)


def test_one_in_three_shown_is_true():
    told, right, wanted = shown(APPLICATIONS, SCHEME)
    assert (right / told > 0.33, right / wanted > 0.56) == (True, True)


@pytest.mark.parametrize(
    ("ranked", "true", "expected"),
    [
        ("abc", "abc", (1, 1, 1, 1)),
        ("xaxbxxxxxxc", "abc", (1 / 3, 2 / 3, 2 / 3, 1 / 2)),
        ("xyz", "a", (0, 0, 0, 0)),
        ("", "a", (0, 0, 0, 0)),
    ],
)
def test_the_figures_are_what_they_are_called(ranked, true, expected):
    assert figures(list(ranked), frozenset(true)) == expected
