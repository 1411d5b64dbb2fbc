"""How sure an answer's place is, from 0 to 1; every answer found in a file takes its figure from here.

| figure | how | what was seen |
|---|---|---|
| 1.0 | tag | the content control that bears the field's id |
| 1.0 | label, heading | the form's own words for the field, beside, above or in front of the answer |
| 0.95 | alias, heading | another of the names that the form knows for the field, or a control's title |
| 0.9 | alias, heading | the words of one of those names in other forms or another order |
| 0.6–0.85 | label, alias, heading | words near to one of those names: misspelt, shortened, put as a question |
| 0.8 | as its whole | a part of a person's line that shows by itself what it is: an address, a number, a title |
| 0.6 | position | a label that several fields have, told apart by nothing but their order; text that stands
beside a control that was left empty |
| 0.6 | numbering | the field's number in front of words that are not known |

Below `SURE` people are told that the place is a guess. Nothing is placed below `LEAST`: such text
is left under "Øvrig tekst".
"""

from __future__ import annotations

from typing import Final

LABEL: Final = 1.0
ALIAS: Final = 0.95
SAME_WORDS: Final = 0.9
SURE: Final = 0.9
NEAR: Final = 0.85
PART: Final = 0.8
LEAST: Final = 0.6
GUESS: Final = LEAST


def near(likeness: float) -> float:
    """The figure for words that are alike in this degree, 1 being the same words in other forms."""
    return SAME_WORDS if likeness >= 1 else round(max(LEAST, NEAR * likeness), 2)
