"""What zips from strangers have in common, Word files and others: how they fail and how they cheat."""

from __future__ import annotations

import lzma
import zipfile
import zlib
from collections.abc import Iterable
from itertools import pairwise

UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    NotImplementedError,
    ValueError,
    RuntimeError,
)
"""All that opening a broken zip or one of its entries raises."""

_SHORTEST_ENTRY = 30
"""Bytes of an entry's own header, without its name."""


def overlap(infos: Iterable[zipfile.ZipInfo]) -> bool:
    """Whether entries lie on top of each other, as in a bomb whose entries share their content."""
    spans = sorted((info.header_offset, info.compress_size) for info in infos)
    return any(
        start + _SHORTEST_ENTRY + size > following
        for (start, size), (following, _) in pairwise(spans)
    )
