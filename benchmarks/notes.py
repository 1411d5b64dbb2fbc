"""What writing a round's notes takes: `python -m benchmarks.notes [APPLICATIONS] [FOLDER]`.

A round of so many applications (1,000 unless told), each assessed by three people with a reason for
each of ten aspects, is written as its command does it: each note is made, logged and written to
disk, one at a time. The memory is what the process holds, so that growth would show. A figure that is
missed ends as exit code 1.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from assessment.domain.panel.people import Person
from assessment.intake.worker import Workers
from assessment.workflow import cases, notes
from assessment.workflow.core import Workflow
from tests import builders, generated_round

APPLICATIONS = 1000
WITHIN = 20.0
"""Seconds for 1,000 notes."""
OWN_WITHIN = 20.0
"""Seconds for the own note of a round of 1,000 applications or fewer, read again and the processes started."""
FLAT = 32.0
"""MB that the process may grow by from the hundredth note to the last."""
_EVERY = 100


def main() -> None:
    """Print the table; exit 1 where it took too long or the memory grew."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else APPLICATIONS
    with _folder() as folder:
        plain = builders.workflow(f"sqlite:///{folder / 'round.sqlite3'}")
        lead, _ = generated_round.fill(plain, count)
        workers = Workers()
        found = _measured(replace(plain, run=workers.run), lead, folder)
        workers.close()
        plain.database.close()
    others = getrusage(RUSAGE_CHILDREN)
    share = count / APPLICATIONS
    allowed, allowed_own = WITHIN * share, OWN_WITHIN * max(1.0, share)
    grown = found.held[-1] - found.held[0]
    print(
        f"\n{found.round_note:.1f} s of {allowed_own:.0f} s for the round's own note; "
        f"{found.seconds:.1f} s of {allowed:.0f} s for the notes; processors were busy with them for "
        f"{found.own:.1f} s here and {others.ru_utime + others.ru_stime:.1f} s in the other processes; "
        f"{grown:+.1f} MB from the first hundred to the last"
    )
    sys.exit(found.seconds > allowed or found.round_note > allowed_own or grown > FLAT)


@dataclass(frozen=True, slots=True)
class Found:
    """Seconds that the round's own note and the notes took, and that this process worked on these.

    `held` are the MB held on the way.
    """

    round_note: float
    seconds: float
    own: float
    held: list[float]


def _measured(workflow: Workflow, lead: Person, folder: Path) -> Found:
    began = perf_counter()
    round_ = cases.round_cases(workflow, "demo", lead)
    count = len(round_.cases)
    print(f"{count} applications; read and checked in {perf_counter() - began:.1f} s (once)\n")
    print("| what | seconds | of this processor | MB held |")
    print("|---|--:|--:|--:|")
    began, own = perf_counter(), process_time()
    batch = notes.all_notes(workflow, "demo", lead)
    first = next(batch)
    round_note = perf_counter() - began
    _row("the round read again, its robustness, and its own note", began, own)
    (folder / first.filename).write_bytes(first.content)
    began, own, held = perf_counter(), process_time(), [_memory()]
    for at, document in enumerate(batch, start=1):
        (folder / document.filename).write_bytes(document.content)
        if at % _EVERY == 0:
            held.append(_memory())
            _row(f"{at} of {batch.total - 1} documents", began, own)
    return Found(round_note, perf_counter() - began, process_time() - own, held)


@contextmanager
def _folder() -> Iterator[Path]:
    if len(sys.argv) > 2:  # noqa: PLR2004 - the count, and then the folder
        Path(sys.argv[2]).mkdir(parents=True, exist_ok=True)
        yield Path(sys.argv[2])
        return
    with TemporaryDirectory(prefix="notes-") as name:
        yield Path(name)


def _row(what: str, began: float, own: float) -> None:
    print(
        f"| {what} | {perf_counter() - began:.1f} | {process_time() - own:.1f} | {_memory():.0f} |",
        flush=True,
    )


def _memory() -> float:
    """MB that this process holds now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


if __name__ == "__main__":
    main()
