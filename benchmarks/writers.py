"""Many windows that save one aspect at once: `python -m benchmarks.writers [PROCESSES SAVES]`.

Each process saves until so many of its saves are confirmed; told that another saved first, it looks
at what stands and then saves its own text, as a user may. Afterwards each confirmed save must stand in the log once, each must have
replaced just what its writer had seen, and nobody may have been told that the database was busy.
"""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from itertools import count
from random import random
from time import perf_counter, sleep

from assessment.domain.panel.people import Person
from assessment.errors import AssessmentError, ConflictError
from assessment.workflow import reviewing
from assessment.workflow.core import Workflow
from benchmarks.databases import APPLICATION, PRODUCTS, opened, prepare, reviewer, saved

PROCESSES, SAVES = 20, 200
ASPECT = "1a"
LONGEST_PAUSE = 2.0
"""Seconds; as long as a user at least takes to choose."""

READY, SAVED, TOLD, BUSY = "ready", "saved", "told", "busy"


@dataclass(frozen=True, slots=True)
class Counts:
    """What came of all saves."""

    confirmed: int
    lost: int
    overwritten: int
    sentences: tuple[str, ...]
    told: int
    seconds: float

    @property
    def missed(self) -> bool:
        """Whether anything went wrong that must not."""
        return bool(self.lost or self.overwritten or self.sentences)


def main() -> None:
    """Print what came of it on each product; exit 1 where a save was lost, hidden or refused."""
    processes, saves = map(int, sys.argv[1:3]) if len(sys.argv) > 2 else (PROCESSES, SAVES)  # noqa: PLR2004 - both or none
    missed = False
    print(f"{processes} processes × {saves} saves of one aspect\n")
    print(
        "| database | confirmed | lost | silently overwritten | busy | told of another's | seconds |"
    )
    print("|---|--:|--:|--:|--:|--:|--:|")
    for product, made in PRODUCTS.items():
        with made() as address:
            prepare(address)
            counts = _measure(address, processes, saves)
        row = (
            counts.confirmed,
            counts.lost,
            counts.overwritten,
            len(counts.sentences),
            counts.told,
        )
        print(f"| {product} | {' | '.join(map(str, row))} | {counts.seconds:.0f} |", flush=True)
        for sentence in counts.sentences:
            print(sentence, file=sys.stderr)
        missed |= counts.missed or counts.confirmed != processes * saves
    sys.exit(missed)


def _measure(address: str, processes: int, saves: int) -> Counts:
    command = [sys.executable, "-m", "benchmarks.writers", "write", address, str(saves)]
    writers = [
        subprocess.Popen(
            [*command, str(number)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for number in range(processes)
    ]
    for writer in writers:
        writer.stdout.readline()
    start = perf_counter()
    for writer in writers:
        writer.stdin.write("\n")
        writer.stdin.flush()
    lines = [line for writer in writers for line in writer.communicate()[0].splitlines()]
    return _counted(address, lines, perf_counter() - start)


def _counted(address: str, lines: list[str], seconds: float) -> Counts:
    confirmed = [line.removeprefix(SAVED + " ") for line in lines if line.startswith(SAVED)]
    workflow = opened(address)
    with closing(workflow.database):
        logged = saved(workflow)
    kept = [each.new for each in logged]
    before = ["ingen point", *kept]
    return Counts(
        confirmed=len(confirmed),
        lost=sum(kept.count(each) != 1 for each in confirmed),
        overwritten=sum(each.old != before[place] for place, each in enumerate(logged)),
        sentences=tuple(line for line in lines if line.startswith(BUSY)),
        told=sum(int(line.split()[1]) for line in lines if line.startswith(TOLD)),
        seconds=seconds,
    )


def write(address: str, saves: int, number: int) -> None:
    """Save so many times from one window, and tell what came of each attempt."""
    workflow = opened(address)
    anne = reviewer(workflow)
    print(READY, flush=True)
    sys.stdin.readline()
    told = 0
    for turn in range(saves):
        reason = f"vindue {number}, gang {turn}"
        told += _save(workflow, anne, reason)
        print(SAVED, f"3 point: {reason}", flush=True)
    print(TOLD, told)
    workflow.database.close()


def _save(workflow: Workflow, anne: Person, reason: str) -> int:
    """Save until it is confirmed; gives how often another had saved first."""
    for told in count():
        with workflow.database.read() as reader:
            seen = reader.review(APPLICATION, anne).score(ASPECT).version
        try:
            reviewing.save_score(
                workflow, APPLICATION, anne, ASPECT, points=3, reason=reason, expected=seen
            )
        except ConflictError:
            sleep(random() * min(LONGEST_PAUSE, 0.02 * 2**told))  # noqa: S311 - no secret
        except AssessmentError as error:
            print(BUSY, error, flush=True)
        else:
            return told
    raise AssertionError


if __name__ == "__main__":
    if sys.argv[1:2] == ["write"]:
        write(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
    else:
        main()
