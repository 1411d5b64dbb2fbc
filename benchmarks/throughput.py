"""A thousand applications through the command line, into a new database."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from assessment import bootstrap

ROOT = Path(__file__).resolve().parents[1]
COUNT = 1000
MARKS = (250, 500, 750, 1000)


@dataclass(frozen=True, slots=True)
class Mark:
    """How it stood after so many applications: seconds on the clock, seconds of processor time, and MB."""

    count: int
    seconds: float
    busy: float
    memory: float


def table(count: int = COUNT) -> str:
    """Return the marks as a Markdown table."""
    with TemporaryDirectory() as folder:
        files = Path(folder) / "files"
        files.mkdir()
        write_applications(files, count + 1)  # one more, so that it still runs at the last mark
        marks = list(_marks(files, Path(folder) / "round.sqlite3", count))
    lines = [
        "| applications | seconds | ms each since the row above | of processor time | MB, all processes |",
        "|--:|--:|--:|--:|--:|",
    ]
    before = Mark(0, 0.0, 0.0, 0.0)
    for mark in marks:
        thousandth = (mark.count - before.count) / 1000
        each = (mark.seconds - before.seconds) / thousandth
        busy = (mark.busy - before.busy) / thousandth
        lines.append(
            f"| {mark.count} | {mark.seconds:.1f} | {each:.0f} | {busy:.0f} | {mark.memory:.0f} |"
        )
        before = mark
    return "\n".join(lines)


def write_applications(folder: Path, count: int) -> None:
    """Write the samples again and again, each with a number in its text that no other has."""
    samples = [path.read_bytes() for path in sorted(bootstrap.SAMPLES.glob("*.docx"))]
    for number in range(count):
        numbered = _numbered(samples[number % len(samples)], number)
        (folder / f"{number:05}.docx").write_bytes(numbered)


def _numbered(sample: bytes, number: int) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sample)) as archive, zipfile.ZipFile(buffer, "w") as copy:
        for info in archive.infolist():
            content = archive.read(info)
            if info.filename == "word/document.xml":
                content = content.replace(b"</w:t>", f" {number}</w:t>".encode(), 1)
            copy.writestr(info, content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _marks(files: Path, database: Path, count: int) -> Iterator[Mark]:
    command = [sys.executable, "-u", "-m", "assessment", "intake", str(files), "--round", "demo"]
    environment = os.environ | {"ASSESSMENT_DATABASE_URL": f"sqlite:///{database}"}
    start = perf_counter()
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        told = (line for line in process.stdout if line.strip())
        for done, _ in enumerate(told, start=1):
            if done in MARKS or done == count:
                yield Mark(done, perf_counter() - start, *_used(process.pid))
    if process.returncode:
        raise RuntimeError(f"intake ended with {process.returncode}")


def _used(process: int) -> tuple[float, float]:
    """Seconds of processor time used by a process and its children, and MB held."""
    listed = subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid=,cputimes=,rss="], capture_output=True, text=True, check=True
    )
    rows = [tuple(map(int, line.split())) for line in listed.stdout.splitlines()]
    own = [row for row in rows if process in row[:2]]
    return float(sum(row[2] for row in own)), sum(row[3] for row in own) / 1024
