"""Our reader beside the peers: time as a multiple of the floor, and the words each finds."""

from __future__ import annotations

import json
import select
import subprocess
import sys
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median

from benchmarks.readers import OURS, READERS
from benchmarks.recall import extra_share, found_share, readable

ROOT = Path(__file__).resolve().parents[1]
LONGEST = 60.0
"""Seconds that a reader gets for one file, repeats and all."""

_WHOLE = 0.995


@dataclass(frozen=True, slots=True)
class Result:
    """What one reader did with all files; the shares are of files it failed at too, as nothing found."""

    name: str
    ratio: float
    found: list[float]
    extra: list[float]
    failed: int


class OneReader:
    """A reader in a process of its own, started again after a file that took too long or ended it."""

    def __init__(self, python: Path, name: str) -> None:
        """Say which reader, and which Python has it; the process starts at the first file."""
        self._command = [str(python), "-m", "benchmarks.one_reader", name]
        self._process: subprocess.Popen[str] | None = None

    def read(self, path: Path) -> dict[str, object]:
        """Return what the process measured, or an `error`."""
        process = self._process or self._start()
        process.stdin.write(f"{path}\n")
        process.stdin.flush()
        ready, _, _ = select.select([process.stdout], [], [], LONGEST)
        line = process.stdout.readline() if ready else ""
        if line:
            return json.loads(line)
        self.close()
        return {"error": "ended" if ready else "took too long"}

    def _start(self) -> subprocess.Popen[str]:
        self._process = subprocess.Popen(
            self._command,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )
        return self._process

    def close(self) -> None:
        """End the process, if there is one."""
        if self._process:
            self._process.kill()
            with self._process:
                self._process = None


def compared(python: Path, name: str, files: dict[Path, Counter[str]]) -> Result:
    """Let one reader read all files."""
    with closing(OneReader(python, name)) as reader:
        told = {path: reader.read(path) for path in files}
    read = {path: each for path, each in told.items() if "error" not in each}
    least = sum(each["floor"] for each in read.values())
    return Result(
        name,
        sum(each["seconds"] for each in read.values()) / least if least else 0,
        [found_share(files[path], each.get("text", "")) for path, each in told.items()],
        [extra_share(files[path], each["text"]) for path, each in read.items()],
        len(told) - len(read),
    )


def table(corpus: Path, peers_python: Path) -> str:
    """Return the comparison as a Markdown table."""
    files = readable(corpus / "files")
    lines = [
        f"| reader ({len(files)} files) | time ÷ floor | words found, mean | files ≥ 99.5 % | extra words, mean (median) | failed |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    for name in READERS:
        python = Path(sys.executable) if name in OURS else peers_python
        lines.append(_row(compared(python, name, files)))
    return "\n".join(lines)


def _row(result: Result) -> str:
    if result.failed == len(result.found):
        return f"| {result.name} | – | – | – | – | not installed, or fails at all |"
    if not any(result.found):
        return f"| {result.name} | {result.ratio:.2f} | – | – | – | {result.failed} |"
    whole = sum(share >= _WHOLE for share in result.found) / len(result.found)
    return (
        f"| {result.name} | {result.ratio:.2f} | {mean(result.found):.4f} | {whole:.1%} "
        f"| {mean(result.extra):.4f} ({median(result.extra):.4f}) | {result.failed} |"
    )
