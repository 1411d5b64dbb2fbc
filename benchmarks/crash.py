"""Whether a confirmed save survives a crash: `python -m benchmarks.crash [KILLS]`.

A process saves scores in a burst and tells of each once it is confirmed; at a random moment it is
killed (SIGKILL), for PostgreSQL the server too in every fifth run. Then the database must open, hold
every save that was told of, and its log must verify.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from itertools import count
from time import perf_counter, sleep

from assessment.errors import StorageError
from assessment.workflow import reviewing, safekeeping
from benchmarks.databases import APPLICATION, DURABLE, opened, prepare, reviewer, saved, sqlite
from tests import builders, postgres_server

KILLS = 50
LONGEST_BURST = 1.0
"""Seconds."""
SERVER_TOO = 5


def main() -> None:
    """Print what was found after all kills of each kind; exit 1 where anything was amiss."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else KILLS
    amiss = False
    print("| database | kills | of the server too | confirmed saves | lost | faults | seconds |")
    print("|---|--:|--:|--:|--:|--:|--:|")
    for product, made in (("SQLite", _file), ("PostgreSQL", _server)):
        start = perf_counter()
        with made() as (address, strike):
            prepare(address)
            servers, confirmed, lost, faults = _measure(address, strike, kills)
        seconds = perf_counter() - start
        print(
            f"| {product} | {kills} | {servers} | {confirmed} | {lost} | {faults} | {seconds:.0f} |",
            flush=True,
        )
        amiss |= bool(lost or faults or not confirmed)
    sys.exit(amiss)


@contextmanager
def _file() -> Iterator[tuple[str, None]]:
    with sqlite() as address:
        yield address, None


@contextmanager
def _server() -> Iterator[tuple[str, Callable[[], None]]]:
    with postgres_server.server(settings=DURABLE) as server:
        yield server.url(server.make()), server.crash


def _measure(
    address: str, strike: Callable[[], None] | None, kills: int
) -> tuple[int, int, int, int]:
    confirmed: list[str] = []
    servers = faults = 0
    for run in range(kills):
        at_server = strike if strike and run % SERVER_TOO == 0 else None
        servers += at_server is not None
        confirmed += _burst(address, run, at_server)
        faults += _faults(address)
    workflow = opened(address)
    with closing(workflow.database):
        kept = [each.new for each in saved(workflow)]
    return servers, len(confirmed), sum(kept.count(each) != 1 for each in confirmed), faults


def _burst(address: str, run: int, strike: Callable[[], None] | None) -> list[str]:
    """Kill a process in the middle of its saves; gives those that it told of."""
    told, telling = os.pipe()
    saver = multiprocessing.get_context("fork").Process(target=_save, args=(address, run, telling))
    saver.start()
    os.close(telling)
    with os.fdopen(told, "rb") as lines:
        lines.readline()  # it is about to save
        sleep(random.uniform(0, LONGEST_BURST))  # noqa: S311 - no secret
        if strike:
            strike()
        os.kill(saver.pid, signal.SIGKILL)
        saver.join()
        return lines.read().decode().splitlines()


def _save(address: str, run: int, telling: int) -> None:
    workflow = opened(address)
    anne = reviewer(workflow)
    aspects = [each.id for each in builders.cti_scheme().aspects]
    with workflow.database.read() as reader:
        review = reader.review(APPLICATION, anne)
    versions = {aspect: review.score(aspect).version for aspect in aspects}
    os.write(telling, b"ready\n")
    for turn in count():
        aspect, reason = aspects[turn % len(aspects)], f"kørsel {run}, gang {turn}"
        try:
            score = reviewing.save_score(
                workflow,
                APPLICATION,
                anne,
                aspect,
                points=turn % 6,
                reason=reason,
                expected=versions[aspect],
            )
        except StorageError:
            return  # the server was struck first
        os.write(telling, f"{score.points} point: {reason}\n".encode())
        versions[aspect] = score.version


def _faults(address: str) -> int:
    """What does not hold of the log, and scores that are not as the log tells of them."""
    workflow = opened(address)
    with closing(workflow.database):
        latest = {each.subject: each.new for each in saved(workflow)}
        with workflow.database.read() as reader:
            review = reader.review(APPLICATION, reviewer(workflow))
        stands = {
            f"aspekt {aspect}": f"{score.points} point: {score.reason}"
            for aspect, score in review.scores.items()
        }
        return len(safekeeping.verify(workflow, None).faults) + (latest != stands)


if __name__ == "__main__":
    main()
