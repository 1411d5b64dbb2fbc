"""Compound files (OLE, as Outlook writes them) as a tree of storages and streams, read with bounds.

Two readers, one after the other: python-oxmsg on olefile forgives more, and aspose-email-foss reads
some that it fails on. Both hand over all that a file holds, so what it claims to hold is held against
its size first (MS-CFB, 2.2 and 2.6).
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from aspose.email_foss import cfb
from olefile import OleFileIO
from oxmsg.storage import Storage as OxmsgStorage

OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAX_SIZE = 150_000_000
MAX_ENTRIES = 20_000
_MAX_CHILDREN = 5_000
_MAX_DEPTH = 40
_HEADER = 512
_SECTOR = 512


class CompoundError(Exception):
    """No compound file that can be read, or one that claims to hold more than it does."""


@dataclass(frozen=True, slots=True)
class Storage:
    """A storage with its streams by name, and the storages in it."""

    name: str
    streams: Mapping[str, bytes]
    storages: tuple[Storage, ...] = ()

    def storage(self, name: str) -> Storage | None:
        """The storage of a name in this one, None where there is none."""
        return next((each for each in self.storages if each.name == name), None)


def read_compound(content: bytes) -> Storage:
    """Return the root of a compound file; raises CompoundError and nothing else."""
    _check_header(content)
    for reader in (_by_oxmsg, _by_aspose):
        try:
            return reader(content)
        except Exception:  # noqa: BLE001, S112 - other people's parsers on a stranger's bytes raise anything
            continue
    raise CompoundError


def top_names(content: bytes) -> frozenset[str]:
    """Return the names right under the root, by which programs tell their files; none where it is broken."""
    try:
        _check_header(content)
        with OleFileIO(io.BytesIO(content)) as ole:
            return frozenset(each.name for each in ole.root.kids)
    except Exception:  # noqa: BLE001 - as above
        return _top_names_by_aspose(content)


def write_compound(root: Storage) -> bytes:
    """Return a compound file of these storages, the same bytes each time.

    Raises CompoundError where their names are none that such a file can have.
    """
    document = cfb.CFBDocument(root=_for_writing(root, "Root Entry"))
    try:
        return bytes(cfb.CFBWriter.to_bytes(document))
    except Exception as error:  # as above, on a stranger's names
        raise CompoundError from error


def _check_header(content: bytes) -> None:
    """Let no file through whose tables are larger than itself: olefile would build them."""
    if not content.startswith(OLE_MARK) or not _HEADER <= len(content) <= MAX_SIZE:
        raise CompoundError
    (fat_sectors,) = struct.unpack_from("<I", content, 44)
    (difat_sectors,) = struct.unpack_from("<I", content, 72)
    if (fat_sectors + difat_sectors) * _SECTOR > len(content):
        raise CompoundError


def _check_sizes(sizes: Iterable[int], content: bytes) -> None:
    listed = list(sizes)
    if len(listed) > MAX_ENTRIES or sum(listed) > len(content):
        raise CompoundError


def _by_oxmsg(content: bytes) -> Storage:
    with OleFileIO(io.BytesIO(content)) as ole:
        entries = [each for each in ole.direntries if each is not None]
        # The root's own stream is the one that all small streams lie in.
        _check_sizes((each.size for each in entries if each is not ole.root), content)
        if max(len(each.kids) for each in entries) > _MAX_CHILDREN:
            raise CompoundError
        return _of_oxmsg(OxmsgStorage.from_ole(ole))


def _of_oxmsg(storage: OxmsgStorage) -> Storage:
    return Storage(
        storage.name,
        {stream.name: stream.bytes_ for stream in storage.streams},
        tuple(_of_oxmsg(each) for each in storage.storages),
    )


def _by_aspose(content: bytes) -> Storage:
    reader = cfb.CFBReader(content)
    _check_sizes((each.stream_size for each in reader.iter_streams()), content)
    return _of_aspose(reader, reader.root_entry, set())


def _of_aspose(reader: cfb.CFBReader, entry: cfb.DirectoryEntry, seen: set[int]) -> Storage:
    if entry.stream_id in seen or len(seen) > MAX_ENTRIES:
        raise CompoundError
    seen.add(entry.stream_id)
    children = list(reader.iter_children(entry.stream_id))
    return Storage(
        entry.name,
        {
            each.name: reader.get_stream_data(each.stream_id)
            for each in children
            if each.is_stream()
        },
        tuple(_of_aspose(reader, each, seen) for each in children if each.is_storage()),
    )


def _top_names_by_aspose(content: bytes) -> frozenset[str]:
    try:
        reader = cfb.CFBReader(content)
        return frozenset(each.name for each in reader.iter_children(cfb.ROOT_STREAM_ID))
    except Exception:  # noqa: BLE001 - as above
        return frozenset()


def _for_writing(storage: Storage, name: str, depth: int = 0) -> cfb.CFBStorage:
    written = cfb.CFBStorage(name=name)
    for stream, data in storage.streams.items():
        written.add_stream(cfb.CFBStream(name=stream, data=data))
    for each in storage.storages if depth < _MAX_DEPTH else ():
        written.add_storage(_for_writing(each, each.name, depth + 1))
    return written
