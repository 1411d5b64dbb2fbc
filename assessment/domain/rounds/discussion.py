"""What the panel has to discuss over all applications, and the minutes of what it agreed on."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.domain.reviewing.consensus import Consensus, Difference, differences, standing
from assessment.domain.rounds.case import Case, RoundCases
from assessment.domain.words.wording import counted


@dataclass(frozen=True, slots=True)
class Topic:
    """A difference between the reviewers of one application."""

    case: Case
    difference: Difference

    @property
    def key(self) -> tuple[int, str]:
        """The application and the aspect it is about."""
        return self.case.id, self.difference.aspect

    @property
    def span(self) -> str:
        """The lowest and the highest points: "1–4", "3" where they are the same."""
        low, high = self.difference.lowest, self.difference.highest
        return str(low) if low == high else f"{low}–{high}"


def topics(round_: RoundCases) -> tuple[Topic, ...]:
    """All differences that whoever looks may know of: those left to discuss first, the widest first.

    An applicant that does not meet a requirement is not ranked, so nothing of it needs discussion.
    """
    found = [
        Topic(case, difference)
        for case in round_.cases
        if not case.hidden and not case.screening.unmet
        for difference in differences(case.submitted, case.consensus, case.scheme)
    ]
    return tuple(sorted(found, key=_order))


def _order(topic: Topic) -> tuple[bool, int]:
    found = topic.difference
    return found.settled, found.lowest - found.highest


def summary(found: tuple[Topic, ...], least: int) -> str:
    """How much is left to discuss, in a Danish sentence; `least` is what counts as a difference."""
    if not found:
        return f"Ingen forskelle på {least} point eller mere blandt de vurderinger, du kan se."
    left = sum(not each.difference.settled for each in found)
    all_of_it = counted(len(found), "forskel", "forskelle")
    rest = f"{left} skal drøftes" if left else "alle er drøftet"
    return f"{all_of_it} på {least} point eller mere: {rest}."


def minutes(round_: RoundCases) -> tuple[tuple[Case, Consensus], ...]:
    """What stands as agreed, in the order it was agreed."""
    found = [(case, made) for case in round_.cases for made in standing(case.consensus).values()]
    return tuple(sorted(found, key=lambda each: (each[1].at, each[0].id, each[1].aspect)))
