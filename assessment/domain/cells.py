"""Text that a spreadsheet would take for a formula, wherever it is written: one rule for all of it."""

from __future__ import annotations

_SIGNS = ("=", "+", "-", "@")
_BREAKS = ("\t", "\r", "\n")


def calculates(text: str) -> bool:
    """Whether a spreadsheet may take a text for a formula, once it is edited or read from CSV."""
    return text.startswith(_BREAKS) or text.lstrip().startswith(_SIGNS)


def neutral(text: str) -> str:
    """A cell of CSV that no spreadsheet calculates."""
    return f"'{text}" if calculates(text) else text
