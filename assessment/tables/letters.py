"""Tables of letters: who gets which, and what is about to be fixed as files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from pandas import DataFrame

from assessment.domain.outcomes.letter import Letter, LetterKind
from assessment.domain.rounds.case import Case
from assessment.domain.words.wording import counted, date_time, day
from assessment.tables.frame import Frame


class LetterState(Protocol):
    """How far one letter to one applicant is; `letters` are the finished ones, oldest first."""

    @property
    def case(self) -> Case:
        """Whom it goes to."""

    @property
    def kind(self) -> LetterKind:
        """What sort of letter it is."""

    @property
    def missing(self) -> Sequence[object]:
        """What it lacks."""

    @property
    def letters(self) -> Sequence[Letter]:
        """Those finished in its place."""

    @property
    def overtaken(self) -> bool:
        """Whether the newest does not say what a new one would."""


def letters(states: Iterable[LetterState]) -> Frame:
    """Who gets which letter, what it lacks, and what became of it."""
    rows = [
        {
            "Ansøger": each.case.name,
            "Brev": str(each.kind),
            "Status": _progress(each),
            "Udgave": _edition(each),
            "Færdigt": date_time(each.letters[-1].at) if each.letters else "–",
            "Sendt": _sent(each),
        }
        for each in states
    ]
    return DataFrame(rows, dtype=str)


def _progress(state: LetterState) -> str:
    """What must be done with a letter next, or that it is finished or sent as it would be now."""
    if state.letters and not state.overtaken:
        return "Sendt" if state.letters[-1].sent else "Færdigt"
    lacking = len(state.missing)
    return f"Mangler {counted(lacking, 'ting', 'ting')}" if lacking else "Klar"


def _edition(state: LetterState) -> str:
    if not state.letters:
        return "–"
    newest = state.letters[-1]
    other = "" if newest.kind is state.kind else f"{newest.kind} "
    return f"{other}{newest.number}{', ændret siden' if state.overtaken else ''}"


def _sent(state: LetterState) -> str:
    if not state.letters:
        return "–"
    sent = state.letters[-1].sent
    return f"{day(sent.on)}, {sent.channel}" if sent else "ikke noteret"


def to_finish(states: Iterable[LetterState]) -> Frame:
    """Which letters are about to be fixed, to whom, and in whose place."""
    rows = [
        {"Brev": str(each.kind), "Ansøger": each.case.name, "Udgave": _next(each)}
        for each in states
    ]
    return DataFrame(rows, dtype=str)


def _next(state: LetterState) -> str:
    if not state.letters:
        return "den første"
    newest = state.letters[-1]
    number = 1 + max((each.number for each in state.letters if each.kind is state.kind), default=0)
    sent = f", sendt {day(newest.sent.on)}" if newest.sent else ""
    return f"nr. {number}, i stedet for {newest.kind} nr. {newest.number}{sent}"
