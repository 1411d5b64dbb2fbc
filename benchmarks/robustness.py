"""What exact robustness takes: `python -m benchmarks.robustness`.

The least of seven times, and the most memory of a fresh process that does it once (all its libraries
and the points among it).
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any, TypeAlias

from assessment import criteria_file
from assessment.domain.ranking.acceptability import central_weights, rank_shares, selection_shares
from assessment.domain.ranking.places import Candidate, rank
from assessment.domain.ranking.region import everything
from assessment.domain.ranking.robustness import robustness
from assessment.domain.ranking.verdicts import sentence
from assessment.domain.reviewing.marks import marks_given
from assessment.domain.rules.scheme import POINTS, Scheme, Select

TIMES = 7
SEED = 1
REVIEWERS = ("Anne", "Bo", "Ida", "Per")
ALL = everything(3)

Scores: TypeAlias = Sequence[tuple[Fraction, ...]]
Call: TypeAlias = Callable[[], object]


@dataclass(frozen=True)
class Task:
    """Something to measure: what makes the call, and within how many seconds it should be done."""

    name: str
    prepared: Callable[[], Call]
    wanted: float


def main() -> None:
    """Print the tables, or do one task by its number and print its process's memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", type=Path, help="the Python that has the peers")
    parser.add_argument("--task", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.task is not None:
        TASKS[options.task].prepared()()
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        return
    _print_ours()
    if options.peers:
        _print_peers(options.peers)


def _print_ours() -> None:
    print(f"| exact robustness | ms, least of {TIMES} | wanted | MB |\n|---|--:|--:|--:|")
    for number, task in enumerate(TASKS):
        call = task.prepared()
        least = min(_seconds(call) for _ in range(TIMES))
        print(
            f"| {task.name} | {least * 1000:.0f} | ≤ {task.wanted * 1000:.0f} "
            f"| {_megabytes(number):.0f} |",
            flush=True,
        )


def _print_peers(python: Path) -> None:
    """Ours and the peer on the same hundred, and how far the peer's shares are from ours at most."""
    scores = _means(100)
    first = [(each,) for each in selection_shares(scores, 1, ALL)]
    print("\n| 100 applicants | ms | farthest from ours |\n|---|--:|--:|")
    for name, task, call, ours in (
        ("first places", "first_places", lambda: selection_shares(scores, 1, ALL), first),
        ("all places", "drawn_places", _places(scores), rank_shares(scores, ALL)),
    ):
        least = min(_seconds(call) for _ in range(TIMES))
        told = _peer(python, task, scores)
        theirs = [each if isinstance(each, list) else [each] for each in told["found"]]
        off = max(
            abs(p - q)
            for one, other in zip(ours, theirs, strict=True)
            for p, q in zip(one, other, strict=True)
        )
        print(f"| {name}, ours | {least * 1000:.0f} | – |")
        print(f"| {name}, pysensmcda | {told['seconds'] * 1000:.0f} | {off:.0e} |", flush=True)


def _peer(python: Path, task: str, scores: Scores) -> dict[str, Any]:
    rows = json.dumps([[float(each) for each in row] for row in scores])
    command = [str(python), "-m", "benchmarks.one_peer", task]
    done = subprocess.run(command, input=rows, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def _means(count: int) -> Scores:
    """Means of three reviewers' points on five aspects: fifteenths from 0 to 5, often equal."""
    chance = Random(SEED)  # noqa: S311 - the points are to be the same again
    return [tuple(Fraction(chance.randint(0, 75), 15) for _ in range(3)) for _ in range(count)]


def _undominated(count: int, length: Callable[[Sequence[float]], float]) -> Scores:
    """Points of one length, so that nobody is behind anybody in all criteria."""
    chance = Random(SEED)  # noqa: S311 - as above
    found = []
    for _ in range(count):
        row = [chance.random() for _ in range(3)]
        found.append(tuple(Fraction(round(5e6 * each / length(row)), 10**6) for each in row))
    return found


def _sphere(row: Sequence[float]) -> float:
    return sqrt(sum(each * each for each in row))


def _selected(scores: Scores) -> Call:
    return lambda: selection_shares(scores, 4, ALL)


def _places(scores: Scores) -> Call:
    return lambda: rank_shares(scores, ALL)


def _middles(scores: Scores) -> Call:
    return lambda: central_weights(scores, ALL)


def _page(count: int) -> Call:
    """Marks, ranking, robustness and sentences of a round, from the points the reviewers gave."""
    scheme = criteria_file.load(Path("criteria.yaml"))
    chance = Random(SEED)  # noqa: S311 - as above
    points = [{name: _review(scheme, chance) for name in REVIEWERS} for _ in range(count)]

    def page() -> list[str]:
        candidates = [
            Candidate(str(number), f"Ansøger {number}", marks_given(given, scheme), given=given)
            for number, given in enumerate(points)
        ]
        found = robustness(rank(candidates, scheme, Select(min=2, max=4)), scheme)
        return [sentence(each, found, scheme) for each in found.verdicts.values()]

    return page


def _review(scheme: Scheme, chance: Random) -> dict[str, Fraction]:
    return {each.id: Fraction(chance.choice(POINTS)) for each in scheme.aspects}


TASKS = [
    Task("the best 4 of 5,000 applicants", lambda: _selected(_means(5000)), 0.15),
    Task("all places of 100", lambda: _places(_means(100)), 0.25),
    Task("the best 4 of 400 of one sum", lambda: _selected(_undominated(400, sum)), 3),
    Task("the best 4 of 400 on a sphere", lambda: _selected(_undominated(400, _sphere)), 3),
    Task("central weights of 400 on a sphere", lambda: _middles(_undominated(400, _sphere)), 3),
    Task("the whole answer for 20 applicants × 4 reviewers", lambda: _page(20), 0.05),
    Task("the whole answer for 100 applicants × 4 reviewers", lambda: _page(100), 1),
]


def _seconds(call: Call) -> float:
    start = perf_counter()
    call()
    return perf_counter() - start


def _megabytes(number: int) -> float:
    command = [sys.executable, "-m", "benchmarks.robustness", "--task", str(number)]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


if __name__ == "__main__":
    main()
