"""A file of far more paragraphs than any application has, kept whole and yet small enough to handle."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from assessment.domain.applications.application import Block

MOST = 20_000
"""Blocks that stay by themselves; an application has some hundred."""
_TOGETHER = 1_000


def condensed(blocks: tuple[Block, ...], loose: Collection[str]) -> tuple[Block, ...]:
    """Put blocks far down a file together, a thousand into one that bears the first one's id.

    Only those with an id in `loose` are put together: what nothing else points at.
    """
    if len(blocks) <= MOST:
        return blocks
    loose = frozenset(loose)
    return (*blocks[:MOST], *_joined(blocks[MOST:], loose))


def _joined(blocks: Iterable[Block], loose: frozenset[str]) -> Iterator[Block]:
    for is_loose, group in groupby(blocks, key=lambda block: block.id in loose):
        run = list(group)
        if not is_loose:
            yield from run
            continue
        for start in range(0, len(run), _TOGETHER):
            part = run[start : start + _TOGETHER]
            text = "\n".join(block.text for block in part if block.text)
            yield replace(part[0], text=text, where=f"{part[0].where} – {part[-1].where}")
