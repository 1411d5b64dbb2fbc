"""One MIME part: its headers by the standard library, its body as the very bytes that came.

The standard library's parser would build the whole tree in text, line by line and generator in
generator; cutting bytes at the boundaries keeps an inner message byte for byte as it was, takes a
fraction of the memory, and leaves it to the caller how deep to go.
"""

from __future__ import annotations

import binascii
import codecs
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesHeaderParser
from email.policy import compat32
from itertools import islice

from assessment.intake.post.text import as_text, header_text, raw_letters

_LONGEST_HEAD = 512_000
_LONGEST_FIELD = 8_000
_MOST_MARKS = 100_000
_END = rb"(?:\r\n|\r|\n|\Z)"
# Possessive: what has matched is never tried again, so a head of a million lines takes no memory.
_HEAD = re.compile(rb"(?:[!-9;-~]+:[^\r\n]*+" + _END + rb"(?:[ \t]++[^\r\n]*+" + _END + rb")*+)*+")
_LEAD = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:>?From [^\r\n]*[\r\n]+)?")
_FOLD = re.compile(r"[\r\n]+[ \t]*")
_NO_LETTERS = re.compile(r"[^a-z0-9-]")
_NO_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")


@dataclass(frozen=True, slots=True)
class Part:
    """A message or a part of one."""

    headers: Message
    body: bytes

    @property
    def type(self) -> str:
        """The content type in small letters ("text/plain")."""
        return self.headers.get_content_type()

    @property
    def is_multipart(self) -> bool:
        """Whether it says that it is made of parts."""
        return self.headers.get_content_maintype() == "multipart"

    @property
    def is_attached(self) -> bool:
        """Whether the sender wants it beside the text and not in it."""
        return self.headers.get_content_disposition() == "attachment"

    @property
    def filename(self) -> str:
        """The name the sender gave it (RFC 2231, 2047 or neither), "" where there is none."""
        named = self.parameter("filename", "content-disposition") or self.parameter("name")
        return header_text(named)

    def header(self, name: str) -> str:
        """The first header of a name in readable letters, "" where there is none."""
        return next((header_text(value) for value in self.all(name)), "")

    def all(self, name: str) -> list[str]:
        """The headers of a name from the top, as they stand."""
        return [str(value) for key, value in self.headers.raw_items() if key.lower() == name]

    def parameter(self, name: str, header: str = "content-type") -> str:
        """A parameter of a header, "" where there is none that can be read."""
        try:
            value = self.headers.get_param(name, "", header)
        except (ValueError, TypeError):  # the library counts and sorts what is numbered wrongly
            return ""
        if isinstance(value, tuple):
            charset, _, written = value
            return as_text(written.encode("latin-1", "replace"), charset or "")
        return str(value or "")

    def content(self) -> tuple[bytes, bool]:
        """The body without its transfer encoding, and whether it was whole."""
        encoding = _NO_LETTERS.sub("", self.header("content-transfer-encoding").lower())
        if encoding == "base64":
            return _from_base64(self.body)
        if encoding == "quoted-printable":
            return quopri.decodestring(self.body), True
        return self.body, True

    def text(self) -> str:
        """The body as text."""
        return as_text(self.content()[0], self.parameter("charset"))

    def parts(self) -> Iterator[Part]:
        """The parts between the boundaries; the last is taken to the end where its boundary is lost."""
        start: int | None = None
        for mark in self._marks():
            if start is not None:
                yield self._inner(start, mark.start())
            start = mark.end()
            if mark[1]:
                return
        if start is not None:
            yield self._inner(start, len(self.body))

    def _marks(self) -> Iterator[re.Match[bytes]]:
        boundary = self.parameter("boundary").rstrip().encode("utf-8", "surrogateescape")
        if not boundary:
            return
        # What a pattern begins with literally is found fastest, so the line's start is looked at after.
        marks = re.finditer(
            re.escape(b"--" + boundary) + rb"(--)?[ \t]*(?:\r\n|\r|\n|\Z)", self.body
        )
        for mark in islice(marks, _MOST_MARKS):
            if mark.start() == 0 or self.body[mark.start() - 1] in b"\r\n":
                yield mark

    def _inner(self, start: int, end: int) -> Part:
        part = read_part(_without_last_break(self.body[start:end]))
        if self.type == "multipart/digest" and "content-type" not in part.headers:
            part.headers["Content-Type"] = "message/rfc822"
        return part


def read_part(raw: bytes) -> Part:
    """Cut bytes into headers and body; odd ones give a part with fewer headers, never an error."""
    head = _HEAD.match(raw)
    end = head.end() if head else 0
    headers = BytesHeaderParser(policy=compat32).parsebytes(raw[: min(end, _LONGEST_HEAD)])
    for name in ("content-type", "content-disposition"):
        _settle(headers, name)
    return Part(headers, _without_first_break(raw[end:]))


def read_message(raw: bytes) -> Part:
    """Cut a whole message into headers and body, past a mark, blank lines or a mailbox's own line.

    One that a text editor has saved in UTF-16 is read as the text it is.
    """
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raw = as_text(raw).encode()
    lead = _LEAD.match(raw)
    return read_part(raw[lead.end() :] if lead else raw)


def _settle(headers: Message, name: str) -> None:
    """Keep one header of a name, in readable letters and short: parameters take the library time squared."""
    values = [str(value) for key, value in headers.raw_items() if key.lower() == name]
    if values:
        del headers[name]
        headers[name] = _FOLD.sub(" ", raw_letters(values[0]))[:_LONGEST_FIELD]


def _without_first_break(raw: bytes) -> bytes:
    return raw[2:] if raw.startswith(b"\r\n") else raw[raw.startswith((b"\r", b"\n")) :]


def _without_last_break(raw: bytes) -> bytes:
    return raw[:-2] if raw.endswith(b"\r\n") else raw[: len(raw) - raw.endswith((b"\r", b"\n"))]


def _from_base64(body: bytes) -> tuple[bytes, bool]:
    try:
        return binascii.a2b_base64(body), True
    except binascii.Error:
        letters = _NO_BASE64.sub(b"", body)
    # A single letter left over is less than a byte.
    usable = letters[: len(letters) - (len(letters) % 4 == 1)]
    return binascii.a2b_base64(usable + b"=" * (-len(usable) % 4)), False
