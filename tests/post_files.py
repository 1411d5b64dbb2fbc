"""What arrives, made in memory: messages, Outlook files and zips for tests that open them."""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime

from aspose.email_foss import msg

HEAD = """\
From: Ask Holm <ask@bakkedal.example>
To: CTI <kamk@sbst.example>
Subject: Application
Date: Wed, 21 Aug 2024 11:58:00 +0200
"""
SENT = datetime(2024, 8, 21, 9, 58, tzinfo=UTC)
RECEIVED = datetime(2024, 8, 21, 10, 3, tzinfo=UTC)


def eml(*parts: str | bytes, head: str = HEAD, kind: str = "mixed") -> bytes:
    """Return a message: a text by itself, or several parts with headers of their own."""
    if len(parts) == 1 and isinstance(parts[0], str):
        return wire(f"{head}\n{parts[0]}")
    return wire(head) + multipart(*parts, kind=kind)


def multipart(*parts: str | bytes, kind: str = "mixed", boundary: str = "mark") -> bytes:
    """Return a multipart's own header and body, to stand in a message or in another multipart."""
    inside = b"".join(wire(f"--{boundary}\n") + wire(part) + b"\r\n" for part in parts)
    head = f'Content-Type: multipart/{kind}; boundary="{boundary}"\n\n'
    return wire(head) + inside + wire(f"--{boundary}--\n")


def text_part(text: str, kind: str = "plain") -> str:
    """Return a part that is text to be read, in UTF-8."""
    return f"Content-Type: text/{kind}; charset=utf-8\n\n{text}"


def file_part(
    content: bytes,
    named: str = 'Content-Disposition: attachment; filename="bilag.pdf"',
    kind: str = "application/octet-stream",
) -> str:
    """Return a part that is a file in base64; `named` is the header that names it."""
    head = f"Content-Type: {kind}\nContent-Transfer-Encoding: base64\n{named}".rstrip()
    return f"{head}\n\n{base64.encodebytes(content).decode()}"


def wire(text: str | bytes) -> bytes:
    """Return text as it travels, with the line ends of the internet."""
    return text if isinstance(text, bytes) else text.replace("\n", "\r\n").encode()


def outlook(
    files: Mapping[str, bytes] | None = None,
    *inner: msg.MapiMessage,
    subject: str = "Ansøgning",
    body: str = "Hej",
    properties: Mapping[tuple[int, int], object] | None = None,
    received: datetime | None = RECEIVED,
    letters_in_bytes: bool = False,
) -> msg.MapiMessage:
    """Return an Outlook message with files and messages attached; `properties` by number and type."""
    made = msg.MapiMessage.create(subject, body, unicode_strings=not letters_in_bytes)
    kind = 0x1E if letters_in_bytes else 0x1F
    made.set_property(0x0C1A, kind, "Ask Holm")
    made.set_property(0x0C1F, kind, "ask@bakkedal.example")
    made.set_property(0x0039, 0x40, SENT)
    if received:
        made.set_property(0x0E06, 0x40, received)
    made.add_recipient("kamk@sbst.example", display_name="CTI")
    for name, content in (files or {}).items():
        made.add_attachment(name, content)
    for each in inner:
        made.add_embedded_message_attachment(each)
    for (number, type_), value in (properties or {}).items():
        made.set_property(number, type_, value)
    return made


def zipped(entries: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip of files by their paths."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for path, content in entries.items():
            archive.writestr(zipfile.ZipInfo(path), content, compress_type=method)
    return buffer.getvalue()


def zipped_with_bytes_for_name(raw: bytes, content: bytes = b"x") -> bytes:
    """Return a zip whose one file's name is these very bytes, without a word on their letters."""
    stand_in = "n" * len(raw)
    return zipped({stand_in: content}).replace(stand_in.encode(), raw)


def with_password(archive: bytes) -> bytes:
    """Return a zip whose entries say that they are encrypted."""
    flagged = bytearray(archive)
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = flagged.find(mark)
        while at >= 0:
            flagged[at + flags] |= 0x1
            at = flagged.find(mark, at + 4)
    return bytes(flagged)
