"""What a peer says of scores and how long it takes, run by the Python that has the peer.

`python -m benchmarks.one_peer TASK` with rows of scores as JSON on stdin; JSON on stdout.
"""

from __future__ import annotations

import json
import sys
from time import perf_counter
from typing import Any

DRAWS = 9604


def first_places(scores: list[list[float]]) -> list[float]:
    """The share of all weights that puts each first, from the volumes of polytopes."""
    import numpy as np
    from pysensmcda.smaa import exact_acceptability

    matrix = np.array(scores)
    found = exact_acceptability(matrix, np.ones(3), scaling="none", weight_bounds=False)
    return list(found.acceptability)


def drawn_places(scores: list[list[float]]) -> list[list[float]]:
    """The share of drawn weights that gives each applicant each place."""
    import numpy as np
    from pysensmcda.smaa import simulate

    def weighted_sum(matrix: Any, weights: Any, _: Any) -> Any:
        return matrix @ weights

    found = simulate(
        weighted_sum,
        np.array(scores),
        np.ones(3),
        num_samples=DRAWS,
        reverse_ranking=True,
        store="accumulate",
        seed=1,
    )
    return found.rank_acceptability().tolist()


TASKS = {"first_places": first_places, "drawn_places": drawn_places}


def main() -> None:
    """Do the task three times and tell the least of the seconds."""
    task, scores = TASKS[sys.argv[1]], json.load(sys.stdin)
    seconds = []
    for _ in range(3):
        start = perf_counter()
        found = task(scores)
        seconds.append(perf_counter() - start)
    print(json.dumps({"seconds": min(seconds), "found": found}))


if __name__ == "__main__":
    main()
