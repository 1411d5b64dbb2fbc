"""What spreadsheets ask of us: which text they would calculate, and how much of one is taken in."""

from __future__ import annotations

import re

from assessment.domain.words.danish import forward, seen

LARGEST = 5
"""Megabytes of a workbook that comes back filled in, many times what one takes."""

_BREAKS = ("\t", "\r", "\n")
_SIGN_FIRST = re.compile(r"[\s\x00-\x1f\x7f]*[=+\-@]")
"""A sign at the beginning of a cell, behind nothing that shows."""


def calculates(text: str) -> bool:
    """Whether a spreadsheet may take a text for a formula, once it is edited or read from CSV.

    As it is, or as it is seen: one of East Asia takes signs of full width for the others.
    """
    return text.startswith(_BREAKS) or any(map(_SIGN_FIRST.match, (text, seen(text))))


def neutral(text: str) -> str:
    """A cell of CSV that no spreadsheet calculates, and that reads forward."""
    shown = forward(text)
    return f"'{shown}" if calculates(shown) else shown
