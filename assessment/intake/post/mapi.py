"""One object of an Outlook file (message, recipient, attachment) with its properties by number.

A property of fixed size stands in the object's list of properties, a longer one in a stream of its
own whose name is the property's number and type (MS-OXMSG, 2.1 and 2.4).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from assessment.intake.post.compound import Storage
from assessment.intake.post.text import as_text

PROPERTIES = "__properties_version1.0"
NAMED = "__nameid_version1.0"
_MESSAGE_HEADER, _INNER_MESSAGE_HEADER, _OBJECT_HEADER = 32, 24, 8
_ENTRY = 16
_TEXT, _TEXT_IN_BYTES, _BYTES = "001F", "001E", "0102"
_MESSAGE_CODEPAGE, _BODY_CODEPAGE = 0x3FFD, 0x3FDE
_CHARSETS = {65001: "utf-8", 20127: "ascii", 20866: "koi8-r", 28591: "cp1252", 28605: "iso8859-15"}
_FIRST_DAY = datetime(1601, 1, 1, tzinfo=UTC)
_YEARS = range(1990, 2100)


class MapiObject:
    """What a storage says of one object; whatever is missing or broken is "", b"" or None."""

    def __init__(self, storage: Storage, header: int, charset: str = "") -> None:
        """Read the list of properties behind a header of so many bytes."""
        self._storage = storage
        listed = storage.streams.get(PROPERTIES, b"")
        self._fixed = {
            struct.unpack_from("<H", listed, at + 2)[0]: listed[at + 8 : at + _ENTRY]
            for at in range(header, len(listed) - _ENTRY + 1, _ENTRY)
        }
        self._charset = charset or self._named_charset()

    def text(self, number: int) -> str:
        """The text of a property, "" where there is none."""
        streams = self._storage.streams
        name = f"__substg1.0_{number:04X}"
        if name + _TEXT in streams:
            return streams[name + _TEXT].decode("utf-16-le", "replace").rstrip("\0")
        return as_text(streams.get(name + _TEXT_IN_BYTES, b"").rstrip(b"\0"), self._charset)

    def data(self, number: int) -> bytes | None:
        """The bytes of a property, None where there are none."""
        return self._storage.streams.get(f"__substg1.0_{number:04X}{_BYTES}")

    def number(self, number: int) -> int | None:
        """The whole number of a property, None where there is none."""
        value = self._fixed.get(number)
        return None if value is None else int.from_bytes(value[:4], "little")

    def time(self, number: int) -> datetime | None:
        """The time of a property in UTC, to the second; None where it is none of our days."""
        value = int.from_bytes(self._fixed.get(number, b""), "little")
        try:
            at = _FIRST_DAY + timedelta(seconds=value // 10_000_000)
        except OverflowError:
            return None
        return at if at.year in _YEARS else None

    def charset(self) -> str:
        """The character set of a body kept as bytes."""
        return _charset(self.number(_BODY_CODEPAGE)) or self._charset

    def parts(self, prefix: str) -> Iterator[MapiObject]:
        """The recipients or attachments, in the order of their numbers."""
        named = [each for each in self._storage.storages if each.name.startswith(prefix)]
        for each in sorted(named, key=lambda storage: storage.name.upper()):
            yield MapiObject(each, _OBJECT_HEADER, self._charset)

    def inner(self, name: str) -> Storage | None:
        """The root that a message within this object would have in a file of its own, None where there is none."""
        storage = self._storage.storage(name)
        if storage is None or PROPERTIES not in storage.streams:
            return None
        listed = storage.streams[PROPERTIES]
        header = listed[:_INNER_MESSAGE_HEADER].ljust(_MESSAGE_HEADER, b"\0")
        streams = {**storage.streams, PROPERTIES: header + listed[_INNER_MESSAGE_HEADER:]}
        named = storage.storage(NAMED)
        others = storage.storages if named else (*storage.storages, Storage(NAMED, {}))
        return Storage("", streams, others)

    def _named_charset(self) -> str:
        return _charset(self.number(_MESSAGE_CODEPAGE)) or _charset(self.number(_BODY_CODEPAGE))


def outlook_message(root: Storage) -> MapiObject:
    """Return the message that a whole file is."""
    return MapiObject(root, _MESSAGE_HEADER)


def _charset(codepage: int | None) -> str:
    return _CHARSETS.get(codepage, f"cp{codepage}") if codepage else ""
