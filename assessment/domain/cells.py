"""What spreadsheets ask of us: which text they would calculate, and how much of one is taken in."""

from __future__ import annotations

import re

LARGEST = 5
"""Megabytes of a workbook that comes back filled in, many times what one takes."""

_SIGNS = (*"=+-@", *"\uff1d\uff0b\uff0d\uff20")
"""The last are those of full width, which a spreadsheet of East Asia takes for the others."""
_BREAKS = ("\t", "\r", "\n")
_UNSEEN = re.compile(r"[\s\x00-\x1f\x7f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*")
"""What shows nothing at the beginning of a cell, whatever stands after it."""


def calculates(text: str) -> bool:
    """Whether a spreadsheet may take a text for a formula, once it is edited or read from CSV."""
    return text.startswith(_BREAKS) or _UNSEEN.sub("", text, count=1).startswith(_SIGNS)


def neutral(text: str) -> str:
    """A cell of CSV that no spreadsheet calculates."""
    return f"'{text}" if calculates(text) else text
