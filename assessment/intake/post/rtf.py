"""The text of RTF, as Outlook keeps a message's body and people save letters.

Only what shows is taken: fonts, styles, pictures and whatever an older reader may ignore are passed
over. Outlook packs RTF (MS-OXRTFCP) and wraps HTML in it (MS-OXRTFEX); both come out as text.
"""

from __future__ import annotations

import re
import struct
from typing import NamedTuple

from assessment.intake.post.markup import markup_text
from assessment.intake.post.text import as_text, tidy

LONGEST = 2_000_000
MAX_TOKENS = 400_000
_MORE = "\n[…]"
_PACKED, _PLAIN = 0x75465A4C, 0x414C454D
_WINDOW = 4096
_FIRST_WORDS = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern "
    b"\\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0"
    b"\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
_TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,9})? ?|\\'(?P<hex>[0-9a-fA-F]{2})"
    rb"|\\(?P<symbol>[^a-zA-Z])|(?P<brace>[{}])|[\r\n]+|(?P<text>[^\\{}\r\n]+)|\\"
)
_UNSEEN = {
    b"fonttbl", b"colortbl", b"stylesheet", b"info", b"pict", b"object", b"filetbl", b"listtable",
    b"listoverridetable", b"revtbl", b"rsidtbl", b"generator", b"themedata", b"datastore", b"fldinst",
}  # fmt: skip
_STATES = {b"fromhtml", b"htmltag", b"htmlrtf", b"uc", b"ansicpg"}
_WORDS = {
    b"par": "\n", b"line": "\n", b"row": "\n", b"sect": "\n", b"page": "\n", b"tab": "\t",
    b"cell": "\t", b"emdash": "—", b"endash": "–", b"bullet": "•", b"lquote": "‘", b"rquote": "’",
    b"ldblquote": "“", b"rdblquote": "”",
}  # fmt: skip
_SYMBOLS = {b"~": "\u00a0", b"_": "-", b"\\": "\\", b"{": "{", b"}": "}", b"\n": "\n", b"\r": "\n"}


class _Group(NamedTuple):
    """What holds until the group's closing brace; `doubled` is text that stands as HTML beside."""

    unseen: bool = False
    doubled: bool = False
    after_unicode: int = 1


def unpacked_rtf(data: bytes) -> bytes:
    """Return the RTF of Outlook's packed form; b"" where it is not one."""
    if len(data) < struct.calcsize("<4I"):
        return b""
    _, size, kind, _ = struct.unpack_from("<4I", data)
    if kind == _PLAIN:
        return data[16 : 16 + size]
    return _unpacked(data[16:], min(size, LONGEST)) if kind == _PACKED else b""


def _unpacked(data: bytes, size: int) -> bytes:
    """Copy bytes, and runs of bytes that came before by their place in a window of 4,096."""
    written = bytearray(_FIRST_WORDS)
    size += len(_FIRST_WORDS)
    at = 0
    while at < len(data) and len(written) < size:
        control = data[at]
        at += 1
        for bit in range(8):
            if not control >> bit & 1:
                written += data[at : at + 1]
                at += 1
                continue
            if at + 2 > len(data):
                return bytes(written[len(_FIRST_WORDS) :])
            reference = data[at] << 8 | data[at + 1]
            at += 2
            if not _copy(written, reference >> 4, (reference & 0xF) + 2):
                return bytes(written[len(_FIRST_WORDS) :])
    return bytes(written[len(_FIRST_WORDS) : size])


def _copy(written: bytearray, place: int, length: int) -> bool:
    """Append a run from the window, which may run into itself; False is the end of the text."""
    here = len(written) % _WINDOW
    if place == here:
        return False
    start = len(written) - (here - place) % _WINDOW
    if start < 0:
        written += b" " * length
        return True
    for offset in range(length):
        written.append(written[start + offset])
    return True


def rtf_text(data: bytes, most_tokens: int = MAX_TOKENS) -> str:
    """Return the text of RTF, a line for each paragraph; "" where there is none.

    After so many words, signs and stretches of text it ends in "[…]".
    """
    walk = _Walk(data)
    text = walk.text(most_tokens)
    return markup_text(text) if walk.is_markup else tidy(text, LONGEST)


class _Walk:
    """One way through the tokens, with the groups that are open."""

    def __init__(self, data: bytes) -> None:
        self.is_markup = False
        self._data = data
        self._pieces: list[str] = []
        self._groups = [_Group()]
        self._codepage = "cp1252"
        self._to_skip = 0

    def text(self, most_tokens: int) -> str:
        """The pieces in order, halves of rare letters put together."""
        at = 0
        for _ in range(most_tokens):
            token = _TOKEN.match(self._data, at)
            if token is None:
                break
            at = token.end()
            if token["word"] == b"bin":
                at += max(0, int(token["number"] or 0))
            self._take(token)
        else:
            self._pieces.append(_MORE)
        joined = "".join(self._pieces)
        return joined.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")

    def _take(self, token: re.Match[bytes]) -> None:
        if token["brace"]:
            self._brace(token["brace"])
        elif token["word"]:
            self._word(token["word"], int(token["number"]) if token["number"] else None)
        elif token["hex"]:
            self._letters(bytes([int(token["hex"], 16)]))
        elif token["symbol"] == b"*":
            self._now(unseen=True)
        elif token["symbol"]:
            self._add(_SYMBOLS.get(token["symbol"], ""))
        elif token["text"]:
            self._letters(token["text"])

    def _brace(self, brace: bytes) -> None:
        self._to_skip = 0
        if brace == b"{":
            self._groups.append(self._groups[-1])
        elif len(self._groups) > 1:
            self._groups.pop()

    def _word(self, word: bytes, number: int | None) -> None:
        if word in _UNSEEN:
            self._now(unseen=True)
        elif word in _STATES:
            self._state(word, number)
        elif word == b"u" and number is not None:
            self._add(chr(number % 0x10000))
            self._to_skip = self._groups[-1].after_unicode
        else:
            self._add(_WORDS.get(word, ""))

    def _state(self, word: bytes, number: int | None) -> None:
        if word == b"fromhtml":
            self.is_markup = True
        elif word == b"htmltag":
            self._now(unseen=self._groups[-2].unseen if len(self._groups) > 1 else False)
        elif word == b"htmlrtf":
            self._now(doubled=number != 0)
        elif word == b"uc":
            self._now(after=min(max(number or 0, 0), 8))
        elif word == b"ansicpg":
            self._codepage = f"cp{number}"

    def _letters(self, letters: bytes) -> None:
        skipped = min(self._to_skip, len(letters))
        self._to_skip -= skipped
        self._add(as_text(letters[skipped:], self._codepage) if letters[skipped:] else "")

    def _add(self, text: str) -> None:
        group = self._groups[-1]
        if text and not group.unseen and not group.doubled:
            self._pieces.append(text)

    def _now(
        self, *, unseen: bool | None = None, doubled: bool | None = None, after: int | None = None
    ) -> None:
        group = self._groups[-1]
        self._groups[-1] = _Group(
            group.unseen if unseen is None else unseen,
            group.doubled if doubled is None else doubled,
            group.after_unicode if after is None else after,
        )
