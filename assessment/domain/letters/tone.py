"""How a sentence of a reviewer's reason is to be told: on which side it stands, and in whose voice.

The words decide whether it speaks for an application where they say so, and the points it was written
for where they do not. It is a proposal that a human reads.
"""

from __future__ import annotations

import re
from fractions import Fraction

from assessment.domain.rules.scheme import POINTS

BEST = Fraction(max(POINTS))
MIDDLE = Fraction(3)
"""The anchor from which on something speaks for an application: "opfyldt i hovedtræk" or better."""

_CAVEAT = re.compile(
    r"\b(?:men|dog|ikke|ingen|intet|uden(?! for\b)|mangl\w+|savn\w+|uklar\w*|uafklar\w*|usikker\w*|kun|alene|"
    r"løse?t?|vagt|tynd\w*|svag\w*|sårbar\w*|begrænset|udskudt|næppe|halter|til gengæld|derimod|burde|tvivl\w*|"
    r"kunne (?:have|være)|(?:er|står) åbent?|er kort|trækker ned|for (?:få|kort|lidt))\b",
    re.IGNORECASE,
)
_PRAISE = re.compile(
    r"\b(?:god|klar|skarp|stærk|konkret|tydelig|solid|præcis|grundig|ærlig|realistisk|gennemtænkt|"
    r"overbevisende|troværdig|velbeskreve[nt])(?:t|e)?\b|\b(?:godt|fint|taler for|tæller med)\b",
    re.IGNORECASE,
)


def speaks_for(sentence: str, points: Fraction) -> bool:
    """Whether a sentence that was written for these points speaks for an application.

    Nothing said of the best mark speaks against it. What is praise and reservation at once, or neither,
    goes as the points do; around the middle a reservation weighs more.
    """
    if points == BEST:
        return True
    caveat, praise = _CAVEAT.search(sentence), _PRAISE.search(sentence)
    if bool(caveat) is not bool(praise):
        return praise is not None
    return points > MIDDLE or (points == MIDDLE and not caveat)


_QUOTED = re.compile(r"(“[^”]*”|\"[^\"]*\"|‘[^’]*’|'[^']*')")
_OURS = {"jeg": "vi", "mig": "os", "min": "vores", "mit": "vores", "mine": "vores"}
_MINE = re.compile(rf"\b(?:{'|'.join(_OURS)})\b", re.IGNORECASE)


def in_our_voice(sentence: str) -> str:
    """A reviewer's sentence as the authority says it, by itself: "Men jeg savner" -> "Vi savner".

    What is quoted stays as it was said.
    """
    alone = re.sub(r"^Men (?=\w)", "", sentence)
    pieces = _QUOTED.split(alone)
    told = "".join(
        piece if at % 2 else _MINE.sub(lambda found: _OURS[found[0].lower()], piece)
        for at, piece in enumerate(pieces)
    )
    return f"{told[:1].upper()}{told[1:]}"
