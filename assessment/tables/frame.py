"""What every table is: a pandas frame of finished Danish text.

Streamlit's tables do not format, and a place must look the same on the screen as in the note.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TypeAlias

from pandas import DataFrame

from assessment.domain.words.cells import neutral
from assessment.domain.words.wording import decimal

Frame: TypeAlias = DataFrame
"""What a page hands on without knowing pandas."""


def points(value: Fraction | None) -> str:
    """A score with two decimals, or a dash where it is missing."""
    return "–" if value is None else decimal(value)


def as_csv(frame: Frame) -> bytes:
    """A table as CSV that a Danish Excel opens; what looks like a formula is shown as text."""
    text: str = frame.map(neutral).to_csv(index=False, sep=";", lineterminator="\r\n")
    return f"\ufeff{text}".encode()
