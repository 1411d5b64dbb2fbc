"""What every part of the page for the letters looks at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assessment.ui.components import Place
from assessment.workflow.core import Workflow
from assessment.workflow.lettering import LetterState

SAID = "letters"
"""Under which it is told what came of a button."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A round's letters of one sort before somebody; `able` says that they may write them."""

    workflow: Workflow
    place: Place
    able: bool
    states: Sequence[LetterState]

    @property
    def round_id(self) -> str:
        """The round's id."""
        return self.place.round.round.id

    @property
    def unfinished(self) -> tuple[LetterState, ...]:
        """The letters that are not fixed as a file that says what they would say now."""
        return tuple(each for each in self.states if not each.letters or each.overtaken)

    @property
    def ready(self) -> tuple[LetterState, ...]:
        """Those of the unfinished that lack nothing."""
        return tuple(each for each in self.unfinished if not each.missing)

    @property
    def unsent(self) -> tuple[LetterState, ...]:
        """Those that are finished, say what they would say now, and are not noted as sent."""
        return tuple(
            each
            for each in self.states
            if each.letters and not each.overtaken and each.letters[-1].sent is None
        )


def left_out(state: LetterState) -> tuple[str, ...]:
    """The texts that somebody wrote, that nobody accepted, and that the letter does without."""
    return tuple(
        each.wanted.title
        for each in state.texts
        if each.stored and each.text.strip() and not (each.accepted or each.wanted.required)
    )
