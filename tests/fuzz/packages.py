"""Ways in which a zip package can be wrong: in its parts, and in the zip's own bytes."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Callable
from random import Random

from tests.fuzz.markup import BYTE_CHANGES

Entries = list[tuple[str, bytes]]
Change = Callable[[bytes, Random], bytes]

TARGETS = (
    "", "/", "..", "../../../../etc/hostname", "document.xml", "/word/document.xml", "NULL", "#", "%00", "%ZZ",
    "file:///etc/hostname", "http://127.0.0.1:9/x", "\\\\127.0.0.1\\x", "word", "styles.xml?x#y", "æ.xml",
    "_rels/document.xml.rels", "a" * 5000,
)  # fmt: skip
_LONGEST = 4_000_000  # of a part; there are bombs among the files that people collect
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
_TARGET = re.compile(rb'Target="([^"]*)"')
_TYPE = re.compile(rb'Type="([^"]*)"')


def changed_package(data: bytes, random: Random, change: Change) -> bytes:
    """Return a zip with a few things wrong in it: mostly inside one or two of its parts, by `change`."""
    entries = _entries(data)
    for _ in range(random.choice((1, 1, 2))):
        if entries and random.random() < 0.85:
            _change_part(entries, random, change)
        elif entries:
            random.choice(PACKAGE_CHANGES)(entries, random)
    method = random.choice(METHODS) if random.random() < 0.05 else zipfile.ZIP_DEFLATED
    packed = _packed(entries, method)
    return random.choice(ZIP_CHANGES)(packed, random) if random.random() < 0.15 else packed


def _entries(data: bytes) -> Entries:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(each.filename, archive.open(each).read(_LONGEST)) for each in archive.infolist()]


def _packed(entries: Entries, method: int) -> bytes:
    buffer = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w", method) as archive:
        warnings.simplefilter("ignore", UserWarning)  # of two parts of the same name
        for name, content in entries:
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return buffer.getvalue()


def _change_part(entries: Entries, random: Random, change: Change) -> None:
    # The main part is what is read most; it gets its share.
    main = [number for number, (name, _) in enumerate(entries) if name.endswith("document.xml")]
    number = random.choice(main if main and random.random() < 0.5 else range(len(entries)))
    name, content = entries[number]
    entries[number] = name, change(content, random)


def _drop(entries: Entries, random: Random) -> None:
    entries.pop(random.randrange(len(entries)))


def _double(entries: Entries, random: Random) -> None:
    name, content = random.choice(entries)
    entries.insert(random.randint(0, len(entries)), (name.upper(), content))


def _exchange(entries: Entries, random: Random) -> None:
    one, other = random.choices(range(len(entries)), k=2)
    (name, content), (other_name, other_content) = entries[one], entries[other]
    entries[one], entries[other] = (name, other_content), (other_name, content)


def _rename(entries: Entries, random: Random) -> None:
    number = random.randrange(len(entries))
    name, content = entries[number]
    renamed = (
        name.replace("/", "\\"),
        f"/{name}",
        f"../{name}",
        name.title(),
        "",
        "a/" * 500,
        "xl/workbook.xml",
    )
    entries[number] = random.choice(renamed), content


def _shuffle(entries: Entries, random: Random) -> None:
    random.shuffle(entries)


def _point_elsewhere(entries: Entries, random: Random) -> None:
    _change_relationship(entries, random, _TARGET, random.choice(TARGETS).encode())


def _point_as_another(entries: Entries, random: Random) -> None:
    found = [
        each
        for name, content in entries
        if name.endswith(".rels")
        for each in _TYPE.findall(content)
    ]
    if found:
        _change_relationship(entries, random, _TYPE, random.choice(found))


def _change_relationship(
    entries: Entries, random: Random, pattern: re.Pattern[bytes], value: bytes
) -> None:
    numbers = [number for number, (name, _) in enumerate(entries) if name.endswith(".rels")]
    if not numbers:
        return
    number = random.choice(numbers)
    name, content = entries[number]
    found = list(pattern.finditer(content))
    if found:
        place = random.choice(found)
        entries[number] = name, content[: place.start(1)] + value + content[place.end(1) :]


PACKAGE_CHANGES = (
    _drop, _double, _exchange, _rename, _shuffle, _point_elsewhere, _point_elsewhere, _point_as_another,
)  # fmt: skip


def _change_directory(data: bytes, random: Random) -> bytes:
    """Change bytes of the zip's directory, where sizes, offsets, methods and flags stand."""
    start = max(data.find(b"PK\x01\x02"), 0)
    changed = bytearray(data)
    for _ in range(random.choice((1, 2, 8))):
        changed[random.randrange(start, len(changed))] = random.choice((0, 1, 9, 127, 255))
    return bytes(changed)


def _change_headers(data: bytes, random: Random) -> bytes:
    changed = bytearray(data)
    headers = [each.start() for each in re.finditer(rb"PK\x03\x04", data)]
    for _ in range(random.choice((1, 4))):
        at = random.choice(headers or [0]) + random.randrange(30)
        changed[min(at, len(changed) - 1)] = random.choice((0, 1, 9, 127, 255))
    return bytes(changed)


def _surround(data: bytes, random: Random) -> bytes:
    junk = random.randbytes(random.choice((1, 300)))
    return random.choice((junk + data, data + junk, data + data, data[: len(data) // 2] + data))


ZIP_CHANGES = (_change_directory, _change_directory, _change_headers, _surround, *BYTE_CHANGES[3:6])
