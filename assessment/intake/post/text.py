"""Bytes and header lines from strangers made into readable text, whatever they claim to be coded in."""

from __future__ import annotations

import codecs
import re
from email.errors import HeaderParseError
from email.header import decode_header

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Said of nearly anything; who says Latin-1 writes Windows' letters (WHATWG Encoding, "names and labels").
_VAGUE = {"ascii", "iso8859-1", "cp1252", "utf-8"}
# Codecs that are no character sets of messages; the first two take time squared.
_NO_CHARSETS = {"punycode", "idna", "undefined", "unicode_escape", "raw-unicode-escape"}
_LONGEST_HEADER = 8_000
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\u200b\ufeff\ud800-\udfff]")
_LINE_BREAK = re.compile(r"\r\n|[\r\n\x0c\u0085\u2028\u2029]")
_BLANKS = re.compile(r"[ \t\u00a0\u2000-\u200a]+")
_EMPTY_LINES = re.compile(r"\n{3,}")


def as_text(data: bytes, charset: str = "") -> str:
    """Decode bytes by their mark, by the character set they claim, else as UTF-8 or Windows-1252."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    for encoding in (_known(charset), "utf-8"):
        try:
            return data.decode(encoding)
        except (UnicodeError, LookupError):  # a codec may turn out to be one of bytes only
            continue
    return data.decode("cp1252", "replace")


def tidy(text: str, longest: int) -> str:
    """Return text without control characters, trailing blanks and heaps of empty lines, cut at a length."""
    shown = _CONTROLS.sub("", _LINE_BREAK.sub("\n", text[: 2 * longest]))
    lines = "\n".join(_BLANKS.sub(" ", line).strip() for line in shown.split("\n"))
    return _EMPTY_LINES.sub("\n\n", lines).strip()[:longest]


def header_text(value: str) -> str:
    """Return a header's value on one line, its encoded words (RFC 2047) read where they can be."""
    unfolded = " ".join(raw_letters(value[:_LONGEST_HEADER]).split())
    try:
        words = decode_header(unfolded)
    except (HeaderParseError, ValueError):
        return tidy(unfolded, _LONGEST_HEADER)
    text = "".join(
        word if isinstance(word, str) else as_text(word, (charset or "").partition("*")[0])
        for word, charset in words
    )
    return " ".join(tidy(text, _LONGEST_HEADER).split())


def raw_letters(value: str) -> str:
    """Read the letters that stand in a header as they are, which the library hands on as odd bytes."""
    if value.isascii():
        return value
    return as_text(value.encode("utf-8", "surrogateescape"))


def _known(charset: str) -> str:
    """Return the codec of a character set's name, UTF-8 where it is vague or not one."""
    try:
        name = codecs.lookup(charset.strip().strip("\"'")).name
    except (LookupError, ValueError):
        return "utf-8"
    return "utf-8" if name in _VAGUE or name in _NO_CHARSETS else name
