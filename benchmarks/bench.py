"""`make bench CORPUS=DIR`: the intake's figures as Markdown tables."""

from __future__ import annotations

import argparse
import os
import platform
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import comparison, throughput, worker_cost


def main() -> None:
    """Print the tables that were asked for, all of them unless told otherwise."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, help="a folder with files/ and NAME.visible.txt")
    parser.add_argument("--peers", type=Path, help="the Python that has the peers")
    parser.add_argument("--what", default="readers,worker,thousand")
    options = parser.parse_args()
    today = datetime.now(UTC).date()
    print(f"{today}, Python {platform.python_version()}, {os.cpu_count()} cores\n", flush=True)
    for what in options.what.split(","):
        if what == "readers" and options.corpus:
            print(comparison.table(options.corpus, options.peers), flush=True)
        elif what == "worker":
            print(worker_cost.table(), flush=True)
        elif what == "thousand":
            print(throughput.table(), flush=True)
        print()


if __name__ == "__main__":
    main()
