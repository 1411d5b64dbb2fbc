"""How a round was handled: who is impartial, and what passed between the authority and applicants."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from assessment.domain.correspondence.dialogue import ASKS, Exchange, Kind, unshared
from assessment.domain.panel.impartiality import Declaration, Stance
from assessment.domain.rounds.case import Case, RoundCases
from assessment.domain.words.wording import counted, date_time, day, listed, local
from assessment.notes.content import Bullets, Paragraph, Part, Section

_OF_THE_CASE = (Kind.SUPPLEMENT, Kind.OUTSIDE, Kind.HEARING, Kind.CALL)
"""What belongs to one applicant's case; a question and its answer are everybody's."""


def dialogue(case: Case) -> Iterator[Section]:
    """What passed between the authority and one applicant, with the answers and how they counted.

    Nothing where nothing did; what was noted by mistake and taken back is told by the log alone.
    """
    found = [each for each in case.exchanges if each.kind in _OF_THE_CASE and each.stands]
    if found:
        parts = [part for each in found for part in _exchange(each, found)]
        yield Section("Dialog med ansøger", tuple(parts))


def _exchange(made: Exchange, others: Sequence[Exchange]) -> Iterator[Part]:
    about = [made.counterpart] if made.counterpart else []
    if made.fields:
        about.append(f"felt {listed(made.fields)}")
    about += [
        f"om oplysningen fra {each.counterpart}" for each in others if each.id == made.concerns
    ]
    told = f" ({', '.join(about)})" if about else ""
    when = f"{day(local(made.when))}, {made.by}"
    yield Paragraph(made.text, f"{made.kind.capitalize()}{told}, {when}:")
    if made.answer:
        late = " (efter fristen)" if made.late else ""
        when = f"{day(local(made.answer.came))}{late}, {made.answer.by}"
        yield Paragraph(made.answer.text, f"Svar, {when}:")
    elif made.kind in ASKS and made.deadline:
        yield Paragraph(f"Ubesvaret. Fristen for svar: {date_time(made.deadline)}.")
    if made.weighed:
        when = f"{day(local(made.weighed.at))}, {made.weighed.by}"
        yield Paragraph(made.weighed.text, f"Stillingtagen, {when}:")


def dialogues(round_: RoundCases) -> Iterator[Part]:
    """With whom something passed in a round, and what all were told; nothing where nothing did."""
    told = []
    standing = [each for each in round_.exchanges if each.stands]
    for kind in _OF_THE_CASE:
        found = [each for each in standing if each.kind is kind]
        names = [_with_whom(each, round_) for each in found]
        if names:
            told.append(f"{kind.capitalize()}: {listed(names)}.")
    questions = [each for each in standing if each.kind is Kind.QUESTION]
    if questions:
        told.append(_questions(questions))
    if told:
        yield Paragraph(" ".join(told), "Dialog:")


def _with_whom(made: Exchange, round_: RoundCases) -> str:
    name = round_.case(made.application).name if made.application else ""
    return f"{name} (ubesvaret)" if made.kind in ASKS and made.answer is None else name


def _questions(found: Sequence[Exchange]) -> str:
    answered = sum(each.answer is not None for each in found)
    shared = answered - len(unshared(found))
    asked = counted(len(found), "spørgsmål", "spørgsmål")
    return f"Der er stillet {asked}; {answered} er besvaret, og {shared} svar er delt med alle."


def set_aside(round_: RoundCases) -> Iterator[Part]:
    """What was received and is not assessed, since another of the same applicant stands; and why."""
    told = [
        f"{case.name} (nr. {case.id}): {made.reason} ({made.by}, {day(local(made.at))})"
        for case in round_.set_aside
        if (made := case.set_aside)
    ]
    if told:
        yield Paragraph("Disse ansøgninger er modtaget, men indgår ikke:", "Lagt til side.")
        yield Bullets(tuple(told))


def impartiality(round_: RoundCases, declarations: Sequence[Declaration]) -> Iterator[Part]:
    """Who declared what of whom and who decided on it; never what it rests on, which is personal."""
    cases = {case.id: case.name for case in (*round_.cases, *round_.set_aside)}
    declared = Counter(each.person.name for each in declarations)
    told = [
        f"{each.person.name}, {cases[each.application]}: {each.words}{_decided(each)}."
        for each in declarations
        if each.stance is not Stance.IMPARTIAL
    ]
    told += [
        f"{name} mangler at erklære sig over for {counted(left, 'ansøger', 'ansøgere')}."
        for name, count in sorted(declared.items())
        if (left := len(cases) - count)
    ]
    special = {each.person.name for each in declarations if each.stance is not Stance.IMPARTIAL}
    clear = sorted(
        name for name, count in declared.items() if name not in special and count == len(cases)
    )
    text = f"Erklæret habil over for alle ansøgere: {listed(clear) or 'ingen'}."
    yield Paragraph(text, "Habilitet:")
    if told:
        yield Bullets(tuple(told))


def _decided(declaration: Declaration) -> str:
    made = declaration.judgement
    return f" (afgjort af {made.by}, {day(local(made.at))})" if made else ""
