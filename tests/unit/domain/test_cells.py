"""What a spreadsheet would calculate is shown as text."""

from __future__ import annotations

import pytest

from assessment.domain.words.cells import calculates, neutral
from assessment.domain.words.danish import forward


@pytest.mark.parametrize(
    "text",
    [
        *("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "\u00a0=1", "\ttab"),
        *("\uff1d1+1", "\uff0b1", "\uff0d1", "\uff20SUM(A1)", "\u3000\uff1d1"),
        *("\x00=1", "\x0b=1", "\u200b=1", "\ufeff=1", "\u202e=1", "\u2066 \u200f=1", "\u00ad@x"),
    ],
)
def test_what_begins_like_a_formula_gets_a_mark_before_it(text):
    assert calculates(text)
    assert neutral(text) == f"'{forward(text)}"


@pytest.mark.parametrize(
    "text", ["", "\u200b", "\ufeffNord", "Nord-Syd", "a=1", "3,67", "–", "'=1"]
)
def test_other_text_stays(text):
    assert not calculates(text)
    assert neutral(text) == text
