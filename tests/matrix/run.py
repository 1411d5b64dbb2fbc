"""Print the permission matrix as figures: python -m tests.matrix.run."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from assessment.domain.panel.access import Phase
from tests.matrix.calls import CALLS
from tests.matrix.grid import Cell, by_role, by_tie, phases_of
from tests.matrix.world import World, worlds


def cells(phases: Mapping[Phase, World]) -> Iterator[Cell]:
    """Every cell of the matrix."""
    for name, call in CALLS.items():
        for world in phases.values():
            yield from by_role(name, call, world)
        for phase in phases_of(call, phases):
            yield from by_tie(name, call, phases[phase])


def main() -> int:
    """Walk the whole matrix; the number of holes is the exit code's reason."""
    with TemporaryDirectory() as folder, worlds(Path(folder)) as phases:
        found = list(cells(phases))
    holes = [cell.hole for cell in found if cell.hole]
    ended = Counter((cell.allowed, cell.ended) for cell in found)
    for (allowed, word), number in sorted(ended.items()):
        sys.stdout.write(f"{'may' if allowed else 'may not':>8} {word:<8} {number:>6}\n")
    for hole in holes:
        sys.stdout.write(f"{hole}\n")
    sys.stdout.write(f"{len(found)} cells, {len(holes)} holes\n")
    return int(bool(holes))


if __name__ == "__main__":
    sys.exit(main())
