"""Files with something wrong in them, made from sound ones; the same random numbers give the same file."""

from __future__ import annotations

import lzma
import zipfile
import zlib
from random import Random

from tests.fuzz.markup import TEXTS, changed_markup
from tests.fuzz.packages import changed_package

_BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, EOFError, NotImplementedError, RuntimeError, ValueError,
)  # fmt: skip


def mutated(data: bytes, random: Random) -> bytes:
    """Return a file like this one with a few things wrong in it; knows zip packages, XML and lines."""
    if data.startswith(b"PK"):
        try:
            return changed_package(data, random, mutated)
        except _BROKEN:
            pass  # one that was broken from the start
    if data.lstrip().startswith(b"<"):
        return changed_markup(data, random)
    return _changed_lines(data, random)


def _changed_lines(data: bytes, random: Random) -> bytes:
    """Change a file that is a row of lines, or of sectors: exchange, repeat, lose, overwrite."""
    size = 512 if b"\0" in data[:4096] else None
    pieces = (
        [data[at : at + size] for at in range(0, len(data), size)]
        if size
        else data.splitlines(keepends=True)
    )
    for _ in range(random.choice((1, 2, 6))):
        if pieces:
            random.choice(_LINE_CHANGES)(pieces, random)
    return b"".join(pieces)


def _exchange(pieces: list[bytes], random: Random) -> None:
    one, other = random.choices(range(len(pieces)), k=2)
    pieces[one], pieces[other] = pieces[other], pieces[one]


def _repeat(pieces: list[bytes], random: Random) -> None:
    at = random.randrange(len(pieces))
    pieces[at:at] = [pieces[at]] * random.choice((1, 50, 2000))


def _lose(pieces: list[bytes], random: Random) -> None:
    at = random.randrange(len(pieces))
    del pieces[at : at + random.choice((1, 1, 10))]


def _overwrite(pieces: list[bytes], random: Random) -> None:
    at = random.randrange(len(pieces))
    changed = bytearray(pieces[at])
    for _ in range(random.choice((1, 4, 16))):
        if changed:
            changed[random.randrange(len(changed))] = random.choice(
                (0, 1, 10, 58, 127, 255, random.randrange(256))
            )
    pieces[at] = bytes(changed)


def _insert(pieces: list[bytes], random: Random) -> None:
    at = random.randrange(len(pieces))
    within = random.randint(0, len(pieces[at]))
    pieces[at] = pieces[at][:within] + random.choice(TEXTS).encode() + pieces[at][within:]


_LINE_CHANGES = (_exchange, _repeat, _lose, _overwrite, _overwrite, _insert)
