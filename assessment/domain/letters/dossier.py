"""All that a letter may be made from: one applicant's own case, and of the round its numbers alone.

What is not in here cannot stand in a letter: no other applicant, no other's text, no draft of a review.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from assessment.domain.correspondence.dialogue import Exchange
from assessment.domain.following.undertaking import Undertaking
from assessment.domain.outcomes.letter import DECIDING, LetterKind, LetterText
from assessment.domain.rounds.case import Case
from assessment.domain.rules.scheme import LetterTexts, Monitoring, Round, Scheme

FACTS, ASKED, DISPENSATION, CONDITIONS = "facts", "asked", "dispensation", "conditions"
"""Keys of texts: what weighed most, what was asked and answered, why no exception is made, and why a
grant has other conditions than were applied for."""


def strengths(criterion_id: str) -> str:
    """The key of the text on what speaks for an application under a criterion."""
    return f"strengths:{criterion_id}"


def weaknesses(criterion_id: str) -> str:
    """The key of the text on what speaks against an application under a criterion."""
    return f"weaknesses:{criterion_id}"


def unmet(requirement_id: str) -> str:
    """The key of the text on why a requirement is not met."""
    return f"unmet:{requirement_id}"


@dataclass(frozen=True, slots=True)
class Dossier:
    """What one letter to one applicant is made from.

    `scheme` are the rules that the round was opened with, `letters` the fixed texts and `monitoring`
    the reporting as the rule file has them now. `applicants` and `selected` count those who applied
    and those who are granted support, `undecided` those who wait for a decision. `texts` are the letter's own by key. `exchange` is what a
    request or a hearing puts to the applicant, `about` the information that a hearing is about.
    `criteria_sha256` and `tool` name the rules and the program that it was made with.
    """

    kind: LetterKind
    case: Case
    round: Round
    scheme: Scheme
    letters: LetterTexts
    monitoring: Monitoring | None
    applicants: int
    selected: int
    case_number: str
    criteria_sha256: str
    tool: str
    texts: Mapping[str, LetterText] = field(default_factory=dict)
    undertaking: Undertaking | None = None
    exchange: Exchange | None = None
    about: Exchange | None = None
    undecided: int = 0

    @property
    def formal(self) -> bool:
        """Whether a requirement that is not met decided it, and not the assessment on the merits."""
        refused = self.kind is LetterKind.REFUSAL and bool(self.case.screening.unmet)
        return refused or self.kind is LetterKind.DISMISSAL

    @property
    def written(self) -> str:
        """All that somebody typed for this letter, a paragraph each."""
        agreed = self.undertaking if self.kind is LetterKind.GRANT else None
        terms = (agreed.target_group, *agreed.sub_groups, agreed.caseload) if agreed else ()
        asked = (self.exchange.text,) if self.exchange else ()
        reasons = map(self.text, self.texts) if self.kind in DECIDING.values() else ()
        return "\n".join((*reasons, *terms, *asked))

    def text(self, key: str) -> str:
        """What a human accepted for the letter under this key; "" where nothing is."""
        found = self.texts.get(key)
        return found.text.strip() if found and found.accepted else ""
