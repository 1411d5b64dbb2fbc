"""What spreadsheets ask of us: which text they would calculate, and how much of one is taken in."""

from __future__ import annotations

LARGEST = 5
"""Megabytes of a workbook that comes back filled in, many times what one takes."""

_SIGNS = ("=", "+", "-", "@")
_BREAKS = ("\t", "\r", "\n")


def calculates(text: str) -> bool:
    """Whether a spreadsheet may take a text for a formula, once it is edited or read from CSV."""
    return text.startswith(_BREAKS) or text.lstrip().startswith(_SIGNS)


def neutral(text: str) -> str:
    """A cell of CSV that no spreadsheet calculates."""
    return f"'{text}" if calculates(text) else text
