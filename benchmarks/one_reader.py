"""A process that measures one reader: file paths on stdin, a JSON line for each on stdout.

`python -m benchmarks.one_reader NAME`. The reader and the floor take turns on a file, so that a busy
machine hits both alike; the least of the repeats counts.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from pathlib import Path
from time import perf_counter

from benchmarks.floor import floor
from benchmarks.readers import READERS, Reader

REPEATS = 7
ENOUGH = 1.0
"""Seconds spent on a file after which it is not read again."""


def measured(read: Reader, path: Path) -> dict[str, object]:
    """Read a file again and again; its text and the least seconds of reader and floor."""
    data = path.read_bytes()
    text, reading, least = "", [], []
    gc.collect()
    for _ in range(REPEATS):
        least.append(_seconds(lambda: floor(data)))
        start = perf_counter()
        text = read(path)
        reading.append(perf_counter() - start)
        if sum(reading) > ENOUGH:
            break
    return {"seconds": min(reading), "floor": min(least), "text": text}


def _seconds(call: object) -> float:
    start = perf_counter()
    call()
    return perf_counter() - start


def main() -> None:
    """Answer until stdin ends; whatever a reader raises is told and no matter of ours."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # some readers print
    read = READERS[sys.argv[1]]()
    for line in sys.stdin:
        try:
            told = measured(read, Path(line.rstrip("\n")))
        except Exception as error:  # noqa: BLE001 - a reader that fails has failed, however
            told = {"error": f"{type(error).__name__}: {error}"[:200]}
        answers.write(json.dumps(told) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
