"""The signs people tick with, from fonts that draw signs in the place of letters."""

from __future__ import annotations

import re

from lxml import etree

from assessment.intake.word import names

TICKED = "☒"
UNTICKED = "☐"

_SIGNS = {
    ("wingdings", 0x6F): UNTICKED,
    ("wingdings", 0x71): UNTICKED,
    ("wingdings", 0x72): UNTICKED,
    ("wingdings", 0xA8): UNTICKED,
    ("wingdings", 0x78): TICKED,
    ("wingdings", 0xFC): "✓",
    ("wingdings", 0xFD): TICKED,
    ("wingdings", 0xFE): "☑",
    ("wingdings 2", 0x50): "✓",
    ("wingdings 2", 0x51): TICKED,
    ("wingdings 2", 0x52): "☑",
    ("wingdings 2", 0x53): TICKED,
    ("wingdings 2", 0xA3): UNTICKED,
}
_PRIVATE_USE = 0xF000
_SURROGATES = 0xD800
_PRIVATE_SIGN = re.compile("[\uf020-\uf0ff]")


def symbol(sym: etree._Element) -> str:
    """Return a symbol's character, with Wingdings' boxes and ticks as their Unicode kin."""
    try:
        code = int(sym.get(names.CHAR) or "", 16) & 0xFFFF
    except ValueError:
        return ""
    known = _sign(code, sym.get(names.FONT) or "")
    return known or (chr(code) if code < _SURROGATES else "")


def has_private_signs(text: str) -> bool:
    """Whether a text has characters that mean nothing without the font of their run."""
    return not text.isascii() and _PRIVATE_SIGN.search(text) is not None


def in_symbol_font(element: etree._Element, text: str) -> str:
    """Return the text of a run's element with the boxes and ticks that the run's font makes of it."""
    run = element.getparent()
    fonts = None if run is None else run.find(f"{names.R_PR}/{names.R_FONTS}")
    font = "" if fonts is None else fonts.get(names.ASCII_FONT) or ""
    return _PRIVATE_SIGN.sub(lambda sign: _sign(ord(sign[0]), font) or sign[0], text)


def _sign(code: int, font: str) -> str:
    low = code - _PRIVATE_USE if code >= _PRIVATE_USE else code
    return _SIGNS.get((font.lower(), low), "")
