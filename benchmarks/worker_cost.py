"""What a warm worker adds to the reading of a sample application."""

from __future__ import annotations

from time import perf_counter

from assessment import bootstrap, criteria_file, intake
from assessment.intake.worker import Workers

REPEATS = 25


def table() -> str:
    """Return the seconds in the app's own process and through a worker, as a Markdown table."""
    form = criteria_file.load(bootstrap.settings({}).criteria).form
    samples = [path.read_bytes() for path in sorted(bootstrap.SAMPLES.glob("*.docx"))]
    workers = Workers(count=1)
    start = perf_counter()
    workers.run(intake.read, samples[0], form)
    first = perf_counter() - start
    here = there = 0.0
    for data in samples:
        direct, through = [], []
        for _ in range(REPEATS):  # by turns, so that a busy machine hits both alike
            start = perf_counter()
            intake.read(data, form)
            between = perf_counter()
            workers.run(intake.read, data, form)
            direct.append(between - start)
            through.append(perf_counter() - between)
        here += min(direct)
        there += min(through)
    workers.close()
    count = len(samples)
    return "\n".join(
        (
            f"| reading a sample application ({count} files) | ms |",
            "|---|--:|",
            f"| in the app's own process, mean of each file's least | {here / count * 1000:.1f} |",
            f"| through a warm worker | {there / count * 1000:.1f} |",
            f"| so the worker adds | {(there - here) / count * 1000:.1f} |",
            f"| the first call, which starts the worker | {first * 1000:.0f} |",
        )
    )
