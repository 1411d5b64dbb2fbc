"""What agreement between reviewers takes: `python -m benchmarks.agreement`.

Four reviewers and 5,000 units on the scale 0-5, a fifth of the points missing; the least of seven
times, and the most memory that one call takes beyond its ratings.
"""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from random import Random
from time import perf_counter

import numpy as np

from assessment.domain.reviewing.agreement import (
    DRAWS,
    SEED,
    Ratings,
    agreement,
    alpha,
    gwet,
    interval,
)

REVIEWERS, UNITS, ASPECTS = 4, 5000, 9
TIMES = 7


def main() -> None:
    """Print the table."""
    ratings = _ratings()
    array = np.array(ratings, dtype=np.float64)
    blocks = [unit // ASPECTS for unit in range(UNITS)]
    measured: dict[str, Callable[[], object]] = {
        "alpha of an array": lambda: alpha(array),
        "alpha of lists": lambda: alpha(ratings),
        f"interval, {DRAWS} draws of units": lambda: interval(ratings, seed=SEED),
        f"interval, {DRAWS} draws of applications": lambda: interval(
            ratings, seed=SEED, blocks=blocks
        ),
        "AC2": lambda: gwet(ratings),
        "all of it": lambda: agreement(ratings, blocks=blocks),
    }
    print(f"| {REVIEWERS} reviewers × {UNITS} units | ms, least of {TIMES} | MB |\n|---|--:|--:|")
    for name, call in measured.items():
        least = min(_seconds(call) for _ in range(TIMES))
        print(f"| {name} | {least * 1000:.1f} | {_megabytes(call):.1f} |", flush=True)


def _ratings() -> Ratings:
    """Points around what each unit is worth, the same at every run."""
    chance = Random(SEED)  # noqa: S311 - the points are to be the same again
    worth = [chance.randint(0, 5) for _ in range(UNITS)]
    return [[_points(each, chance) for each in worth] for _ in range(REVIEWERS)]


def _points(worth: int, chance: Random) -> int | None:
    given = min(5, max(0, worth + chance.choice((-1, 0, 0, 1))))
    return given if chance.random() < 4 / 5 else None


def _seconds(call: Callable[[], object]) -> float:
    start = perf_counter()
    call()
    return perf_counter() - start


def _megabytes(call: Callable[[], object]) -> float:
    tracemalloc.start()
    call()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most / 1e6


if __name__ == "__main__":
    main()
