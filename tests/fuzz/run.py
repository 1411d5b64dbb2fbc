"""The fuzz run by hand: `make fuzz MINUTES=10 [CORPUS=DIR]`.

Every file goes through a worker with 5 seconds and a worker's memory. What ends there as anything but a
reading or a refusal of the reader's own is saved with what is known of it, once for each kind of fault.
"""

from __future__ import annotations

import argparse
import logging
import re
import time
from collections import Counter
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from random import Random

from assessment.errors import RefusedFileError
from assessment.intake.worker import Workers
from tests.fuzz.mutations import mutated
from tests.fuzz.targets import TARGETS, Target

SECONDS = 5.0
FAULTS = {"took_too_long", "too_heavy", "reader_failed"}
_PLACE = re.compile(r'File "[^"]*?((?:assessment|tests)/[^"]*)", line (\d+)')


class Heard(logging.Handler):
    """Keeps what the workers logged last."""

    text = ""

    def emit(self, record: logging.LogRecord) -> None:
        self.text = record.getMessage()


class Run:
    """One fuzz run: files one by one, and what was found."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self.heard = Heard()
        self.workers = Workers(count=1, seconds=SECONDS)
        self.found: Counter[str] = Counter()
        self.told: Counter[str] = Counter()
        logging.getLogger("assessment").addHandler(self.heard)

    def try_file(self, target: Target, data: bytes, origin: str, number: int = 0) -> None:
        """Put one file through, and keep it if there is a fault; number 0 is the file it began with."""
        self.heard.text = ""
        try:
            self.workers.run(target.call, data)
        except RefusedFileError as refusal:
            self.told[refusal.code] += 1
            if refusal.code in FAULTS:
                place = _kind(self.heard.text) or origin
                self._keep(f"{refusal.code} {place}", f"{number}-{origin}", data)
        else:
            self.told["read"] += 1

    def _keep(self, fault: str, name: str, data: bytes) -> None:
        self.found[fault] += 1
        if self.found[fault] > 1:
            return
        self.out.mkdir(parents=True, exist_ok=True)
        (self.out / name).write_bytes(data)
        (self.out / f"{name}.txt").write_text(f"{fault}\n\n{self.heard.text}\n")
        print(f"{fault}: {self.out / name}", flush=True)


def _kind(trace: str) -> str:
    """Name a fault by its error and the last place in our own code."""
    places = _PLACE.findall(trace)
    error = trace.strip().rpartition("\n")[2].partition(":")[0]
    return f"{error} {':'.join(places[-1])}" if places else error


def collected(target: Target, corpus: Path | None) -> dict[str, bytes]:
    """The sound files of a target and those of the corpus, by name."""
    files = {
        f"seed-{number}{target.endings[0]}": each for number, each in enumerate(target.seeds())
    }
    for path in sorted(corpus.rglob("*")) if corpus else ():
        if path.suffix.lower() in target.endings and path.is_file():
            files[path.name] = path.read_bytes()
    return files


def broken(files: dict[str, bytes], first: int) -> Iterator[tuple[bytes, str, int]]:
    """Yield broken files without end, each with what it was made from and its number."""
    names = list(files)
    for number in count(first):
        random = Random(number)
        name = random.choice(names)
        yield mutated(files[name], random), name, number


def main() -> int:
    """Fuzz for some minutes; 1 where anything was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=1)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument(
        "--first", type=int, default=int(time.time()), help="number of the first file"
    )
    parser.add_argument("--out", type=Path, default=Path("test-output/fuzz"))
    options = parser.parse_args()
    run = Run(options.out)
    until = time.monotonic() + options.minutes * 60
    files = {target: collected(target, options.corpus) for target in TARGETS}
    for target in TARGETS:
        for name, data in files[target].items():
            run.try_file(target, data, name)
    streams = {target: broken(files[target], options.first) for target in TARGETS}
    while time.monotonic() < until:
        for target, stream in streams.items():
            run.try_file(target, *next(stream))
    run.workers.close()
    print(
        f"{run.told.total()} files, the first number {options.first}: {dict(run.told.most_common())}"
    )
    print(f"{len(run.found)} kinds of faults: {dict(run.found)}")
    return 1 if run.found else 0


if __name__ == "__main__":
    raise SystemExit(main())
