"""The formal check: a machine proposal for each requirement, and the outcome a human sets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Outcome(StrEnum):
    """The four outcome words of the formal check (DOMAIN.md 4c)."""

    MET = "opfyldt"
    NOT_MET = "ikke opfyldt"
    UNCLEAR = "skal afklares"
    NOT_APPLICABLE = "ikke relevant"


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of the application that something rests on; `field` is "" outside the fields.

    `block` is the id of the block it stands in, and `document` the title of the attachment it
    stands in; both are "" where they are not known or not needed.
    """

    text: str
    where: str
    field: str = ""
    block: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one machine check found: a proposal, why, and the passages it rests on."""

    outcome: Outcome
    explanation: str
    passages: tuple[Passage, ...] = ()
    part: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """The machine's proposal for one requirement, never final."""

    requirement: str
    outcome: Outcome
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Flag:
    """Something to look at, with the check it comes from (F1-F16); it decides nothing.

    `raised` is False for a check worth showing that found nothing amiss.
    """

    code: str
    title: str
    explanation: str
    passages: tuple[Passage, ...] = ()
    raised: bool = True


@dataclass(frozen=True, slots=True)
class FormalOutcome:
    """What a human decided of one requirement, and why; a second one confirms it."""

    requirement: str
    outcome: Outcome
    reason: str
    by: str
    at: datetime
    confirmed_by: str = ""
    confirmed_at: datetime | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class Screening:
    """One application's whole formal check: proposals, flags and the outcomes set so far."""

    proposals: tuple[Proposal, ...]
    flags: tuple[Flag, ...] = ()
    outcomes: Mapping[str, FormalOutcome] = field(default_factory=dict)

    def outcome(self, requirement_id: str) -> Outcome:
        """The outcome set by a human, else the machine's proposal."""
        decided = self.outcomes.get(requirement_id)
        return decided.outcome if decided else self.proposal(requirement_id).outcome

    def proposal(self, requirement_id: str) -> Proposal:
        """The machine's proposal; KeyError for an unknown requirement."""
        return {each.requirement: each for each in self.proposals}[requirement_id]

    @property
    def unmet(self) -> tuple[FormalOutcome, ...]:
        """The requirements that a human found not met, in the order of the scheme."""
        decided = (self.outcomes.get(each.requirement) for each in self.proposals)
        return tuple(each for each in decided if each and each.outcome is Outcome.NOT_MET)

    @property
    def unconfirmed(self) -> tuple[FormalOutcome, ...]:
        """The outcomes that no second person has confirmed yet, in the order of the scheme."""
        decided = (self.outcomes.get(each.requirement) for each in self.proposals)
        return tuple(each for each in decided if each and not each.confirmed_by)

    @property
    def settled(self) -> bool:
        """Whether every outcome is set and confirmed; one unmet requirement is enough to end it."""
        return not self.unconfirmed and (bool(self.unmet) or not self.open)

    @property
    def open(self) -> tuple[str, ...]:
        """The requirements that still wait for a human or for clarification."""
        return tuple(each.requirement for each in self.proposals if self._is_open(each))

    def _is_open(self, proposal: Proposal) -> bool:
        decided = self.outcomes.get(proposal.requirement)
        if decided is None:
            return proposal.outcome is not Outcome.NOT_APPLICABLE
        return decided.outcome is Outcome.UNCLEAR

    @property
    def status(self) -> str:
        """The whole check in a few Danish words."""
        if self.open and not self.unmet:
            return f"{len(self.open)} mangler"
        outcome = Outcome.NOT_MET if self.unmet else Outcome.MET
        return f"{outcome}, ikke bekræftet" if self.unconfirmed else str(outcome)
