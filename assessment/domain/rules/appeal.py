"""Whether a text says that a decision cannot be appealed.

That takes a legal basis, which the authority's jurist alone can give (`letters.complaint` in
criteria.yaml; forvaltningsloven § 25), so no other text of a letter may say it.
"""

from __future__ import annotations

import re

from assessment.domain.words.danish import seen

_APPEALED = r"(?:påklages|klages|ankes|appelleres|indbringes)"
_NOT = r"(?:ikke|hverken)"
_DENIED = re.compile(
    rf"\b(?:kan|må) (?:\w+ ){{0,2}}?{_NOT} (?:\w+ ){{0,4}}?{_APPEALED}\b"
    rf"|\b{_NOT} (?:\w+ )?kan (?:\w+ ){{0,4}}?{_APPEALED}\b"
    r"|\b(?:I|du|De|ansøger) kan (?:\w+ )?ikke (?:på)?klage\b"
    r"|\b(?:ikke|ingen) (?:\w+ )?(?:ret|adgang|mulighed)(?:en)? (?:til|for) at (?:på)?klage\b"
    r"|\bingen klage(?:adgang|ret|mulighed)\b"
    r"|\bklage(?:adgang|ret)\w* er afskåret\b"
    r"|\bafgørelse\w* er (?:\w+ )?endelig\b"
    r"|\bendelig administrativ\w* afgørelse\b",
    re.IGNORECASE,
)


def denied(text: str) -> bool:
    """Whether a text says so, in any lines."""
    return bool(_DENIED.search(" ".join(seen(text).split())))
