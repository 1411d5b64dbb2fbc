"""What a round's case file takes, and whether it brings the round back: `python -m benchmarks.case_file [N]`.

A round of so many applications (200 unless told), each assessed by three people, is taken out,
verified and read into an empty database, and taken out of that again. Exit 1 where anything is not as
it was, or where the process grew by more than it may.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TypeVar

from assessment.workflow import case_file, people
from assessment.workflow.cases import round_cases
from tests import builders, case_files, generated_round
from tests.builders import auditor

APPLICATIONS = 200
FLAT = 64.0
"""MB that the process may grow by while the round is taken out, beside the round itself."""
_MADE_ANEW = ("index.html", ".docx", "manifest", "runde/haendelser", "data/event", "data/person")

T = TypeVar("T")


def main() -> None:
    """Print the table; exit 1 where a figure is missed."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else APPLICATIONS
    with TemporaryDirectory(prefix="case-file-") as name:
        sys.exit(_measure(count, Path(name)))


def _measure(count: int, folder: Path) -> bool:
    first, second = folder / "sag.zip", folder / "igen.zip"
    old = builders.workflow(f"sqlite:///{folder / 'old.db'}")
    new = builders.workflow(f"sqlite:///{folder / 'new.db'}")
    with closing(old.database), closing(new.database):
        generated_round.fill(old, count)
        by = auditor(old)
        before = round_cases(old, "demo", by)
        held = _memory()
        print("| what | seconds | MB held |\n|---|--:|--:|")
        _timed("taken out", lambda: case_file.export_round(old, "demo", by, first))
        grown = _memory() - held
        verified = _timed("verified", lambda: case_file.verify(first))
        _timed("read in", lambda: case_file.take_in(new, first))
        case_files.let_in(new, people.people(old))
        reader = people.named(new, by.name)
        same = _timed("compared", lambda: round_cases(new, "demo", reader) == before)
        _timed("taken out again", lambda: case_file.export_round(new, "demo", reader, second))
    changed = _changed(first, second)
    size = first.stat().st_size / 2**20
    print(
        f"\n{count} applications, {len(verified.manifest.files)} files, {size:.0f} MB; "
        f"{len(verified.faults)} faults; the round is {'equal' if same else 'NOT equal'}; "
        f"{len(changed)} files differ; {grown:+.0f} MB while it was taken out"
    )
    return bool(verified.faults or not same or changed or grown > FLAT)


def _changed(first: Path, second: Path) -> list[str]:
    """The files that are not the same, save those that tell when they were made."""
    one, other = case_files.contents(first), case_files.contents(second)
    names = sorted({*one, *other})
    return [
        name
        for name in names
        if not (name.startswith(_MADE_ANEW) or name.endswith(_MADE_ANEW[:2]))
        and one.get(name) != other.get(name)
    ]


def _timed(what: str, work: Callable[[], T]) -> T:
    began = perf_counter()
    found = work()
    print(f"| {what} | {perf_counter() - began:.1f} | {_memory():.0f} |", flush=True)
    return found


def _memory() -> float:
    """MB that this process holds now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


if __name__ == "__main__":
    main()
