"""What a spreadsheet would calculate is shown as text."""

from __future__ import annotations

import pytest

from assessment.domain.cells import calculates, neutral


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "\u00a0=1", "\ttab"],
)
def test_what_begins_like_a_formula_gets_a_mark_before_it(text):
    assert calculates(text)
    assert neutral(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Nord-Syd", "a=1", "3,67", "–", "'=1"])
def test_other_text_stays(text):
    assert not calculates(text)
    assert neutral(text) == text
