"""Tables of the people who assess: who may what, who reviews what, and what they agreed on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from pandas import DataFrame

from assessment.domain.panel.access import RULES
from assessment.domain.panel.assignment import Allotment, Assignment, Distribution
from assessment.domain.panel.impartiality import Applicant, Closure
from assessment.domain.panel.people import Person, Role
from assessment.domain.rounds import discussion
from assessment.domain.rounds.case import Case, RoundCases
from assessment.domain.rounds.scoring_sheet import Change
from assessment.domain.rounds.tasks import Duty
from assessment.domain.words.wording import date_time, listed, number
from assessment.tables.frame import Frame


def people(everybody: Iterable[Person]) -> Frame:
    """Everybody who was let in, with their roles and whether their access is open."""
    rows = [
        {
            "Navn": each.name,
            "Roller": listed([role for role in Role if role in each.roles]) or "ingen",
            "E-mail": each.email or "–",
            "Adgang": "åben" if each.active else "lukket",
        }
        for each in everybody
    ]
    return DataFrame(rows, dtype=str)


def permissions() -> Frame:
    """What each role may do and in which phases, as the rules have it; what all may is left out."""
    rows = [
        {"Handling": f"{act[:1].upper()}{act[1:]}", "Fase": rule.span}
        | {f"{role[:1].upper()}{role[1:]}": "ja" if role in rule.roles else "–" for role in Role}
        for act, rule in RULES.items()
        if rule.roles != frozenset(Role)
    ]
    return DataFrame(rows, dtype=str)


def duties(asked: Iterable[Duty], everybody: Iterable[Person]) -> Frame:
    """What a phase asks of each role, and who has it."""
    known = [each for each in everybody if each.active]
    rows = [
        {
            "Rolle": f"{duty.role[:1].upper()}{duty.role[1:]}",
            "Gør nu": f"{duty.words[:1].upper()}{duty.words[1:]}",
            "Hvem": listed([each.name for each in known if each.has(duty.role)]) or "ingen endnu",
        }
        for duty in asked
    ]
    return DataFrame(rows, dtype=str)


def declarations(applicants: Iterable[Applicant]) -> Frame:
    """The applicants of a round, each with what one has declared and what was decided of it."""
    rows = [
        {
            "Nr.": str(each.application),
            "Ansøger": each.name,
            "Min erklæring": each.declaration.words if each.declaration else "mangler",
            "Afgivet": date_time(each.declaration.at) if each.declaration else "–",
            "Afgørelse": each.declaration.judgement.told
            if each.declaration and each.declaration.judgement
            else "–",
        }
        for each in applicants
    ]
    return DataFrame(rows, dtype=str)


def assignment(allotments: Iterable[Allotment]) -> Frame:
    """Each application with who reviews it and who cannot."""
    rows = [
        {
            "Nr.": str(each.application),
            "Ansøger": each.name,
            "Bedømmere": listed([_assigned(one, each) for one in each.assignments]) or "ingen",
            "Antal": str(each.counting) if each.asked else "vurderes ikke",
            "Kan ikke (habilitet)": listed([one.name for one in each.conflicted]) or "–",
        }
        for each in allotments
    ]
    return DataFrame(rows, dtype=str)


def _assigned(given: Assignment, allotment: Allotment) -> str:
    name = given.reviewer.name
    if given.abstained:
        return f"{name} (meldt fra)"
    if given.reviewer.id in (allotment.submitted or ()):
        return f"{name} (indsendt)"
    return name


def load(distribution: Distribution) -> Frame:
    """How many applications each reviewer has."""
    rows = [
        {"Bedømmer": each.name, "Ansøgninger": str(distribution.load[each.id])}
        for each in sorted(distribution.reviewers, key=lambda one: one.name)
    ]
    return DataFrame(rows, dtype=str)


def own_reviews(given: Iterable[Assignment], round_: RoundCases, done: Collection[int]) -> Frame:
    """What one was given to review, and how far each is; `done` are those submitted."""
    names, closed = round_.names, {each.id: each.why for each in round_.closed}
    rows = [
        {
            "Nr.": str(each.application),
            "Ansøger": names[each.application],
            "Min vurdering": _own_state(each, closed, done),
        }
        for each in given
    ]
    return DataFrame(rows, dtype=str)


def _own_state(given: Assignment, closed: Mapping[int, Closure], done: Collection[int]) -> str:
    if given.application in closed:
        return f"lukket: {closed[given.application]}"
    if given.abstained:
        return f"meldt fra: {given.abstained}"
    return "indsendt" if given.application in done else "ikke indsendt"


def minutes(round_: RoundCases) -> Frame:
    """What the panel agreed on: beside each reviewer's own points, who took part, and when."""
    rows = [
        {
            "Ansøger": case.name,
            "Aspekt": made.aspect,
            "Hver for sig": _individual(case, made.aspect),
            "Konsensus": number(made.points) if made.points is not None else "–",
            "Begrundelse": made.reason,
            "Deltog": listed(made.participants),
            "Noteret": f"{made.by}, {date_time(made.at)}",
        }
        for case, made in discussion.minutes(round_)
    ]
    return DataFrame(rows, dtype=str)


def _individual(case: Case, aspect: str) -> str:
    points = ((each.reviewer.name, each.score(aspect).points) for each in case.submitted)
    return ", ".join(f"{name} {'–' if given is None else given}" for name, given in points)


def changes(found: Iterable[Change]) -> Frame:
    """What a filled-in scoring sheet would change, beside what is saved."""
    rows = [
        {
            "Ansøger": each.name,
            "Aspekt": f"{each.aspect} {each.title}",
            "Gemt nu": _scored(each.saved.points, each.saved.reason),
            "Arket siger": _scored(each.points, each.reason),
        }
        for each in found
    ]
    return DataFrame(rows, dtype=str)


def _scored(points: int | None, reason: str) -> str:
    given = "ingen point" if points is None else f"{points} point"
    return f"{given}: {reason}" if reason else given
