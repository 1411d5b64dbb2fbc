"""Domain values as pandas frames, for screens and spreadsheets; pandas' only home.

Cells are finished Danish text: Streamlit's tables do not format, and a place must look the same
on the screen as in the note.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from fractions import Fraction
from typing import TypeAlias

from pandas import DataFrame

from assessment.domain import deciding, discussion
from assessment.domain.access import RULES
from assessment.domain.assignment import Allotment, Assignment, Distribution
from assessment.domain.case import Case, RoundCases
from assessment.domain.decision import Decision, Recommendation
from assessment.domain.delivery import Receipt
from assessment.domain.event import Event
from assessment.domain.impartiality import Applicant, Closure
from assessment.domain.people import Person, Role
from assessment.domain.ranking import Group, Move, Ranking, Standing
from assessment.domain.scheme import Scheme
from assessment.domain.tasks import Duty
from assessment.domain.wording import date_time, decimal, listed, number

Frame: TypeAlias = DataFrame
"""What a page hands on without knowing pandas."""

GROUPS = {
    Group.IN: "indenfor",
    Group.OUT: "udenfor",
    Group.DECIDE_TOGETHER: "afgøres i sammenhæng",
    Group.NOT_QUALIFIED: "krav ikke opfyldt",
    Group.INCOMPLETE: "mangler vurdering",
}
"""The groups at the cut as people read them."""


def points(value: Fraction | None) -> str:
    """A score with two decimals, or a dash where it is missing."""
    return "–" if value is None else decimal(value)


def overview(round_: RoundCases) -> Frame:
    """A round's applications, one row each, in the order of registration."""
    rows = [
        {
            "Nr.": str(case.id),
            "Ansøger": case.name,
            "Type": case.scheme.type_label(case.application.applicant_type(case.scheme)),
            "Modtaget": date_time(case.application.received)
            if case.application.received
            else "ukendt",
            "Frist": str(case.application.timing(case.scheme)),
            "Formel prøvning": case.screening.status,
            "Vurderinger": _review_count(case),
            "Bemærkninger": str(sum(flag.raised for flag in case.screening.flags)),
            "Indstilling": _award(case),
        }
        for case in round_.cases
    ]
    return DataFrame(rows, dtype=str)


def _award(case: Case) -> str:
    if case.hidden:
        return "skjult"
    return str(case.recommendation.award) if case.recommendation else "–"


def _review_count(case: Case) -> str:
    if case.hidden:
        return "–" if case.screening.unmet else case.hidden
    started = len(case.reviews) - len(case.submitted)
    return f"{len(case.submitted)} indsendt" + (f", {started} i gang" if started else "")


def ranking(ranked: Ranking, scheme: Scheme, *, whole: bool = True) -> Frame:
    """The ranking, best first, with two decimals, shared places and the group at the cut.

    Of a part of the round only (`whole` is False) nobody has a place yet.
    """
    rows = [_standing(each, scheme, whole=whole) for each in ranked.standings]
    return DataFrame(rows, dtype=str)


def _standing(each: Standing, scheme: Scheme, *, whole: bool) -> dict[str, str]:
    qualified = each.group is not Group.NOT_QUALIFIED
    scores = {
        criterion.title: points(each.candidate.marks.criteria[criterion.id]) if qualified else "–"
        for criterion in scheme.criteria
    }
    return {
        "Plads": str(each.place) if each.place and whole else "–",
        "Ansøger": each.candidate.name,
        **scores,
        "Total": points(each.total),
        "Gruppe": _group(each, whole=whole),
    }


def _group(each: Standing, *, whole: bool) -> str:
    if each.candidate.hidden and each.group is Group.INCOMPLETE:
        return each.candidate.hidden
    if each.total is not None and not whole:
        return "–"
    return GROUPS[each.group] + (" (foreløbig)" if each.candidate.provisional else "")


def contributions(ranked: Ranking, scheme: Scheme) -> Frame:
    """What each criterion adds to each total: its weight times its score."""
    rows = [
        {"Ansøger": each.candidate.name}
        | {
            criterion.title: decimal(
                ranked.weights[criterion.id] * (each.candidate.marks.criteria[criterion.id] or 0)
            )
            for criterion in scheme.criteria
        }
        | {"Total": points(each.total)}
        for each in ranked.ranked
    ]
    return DataFrame(rows, dtype=str)


def aspects(cases: Sequence[Case], scheme: Scheme) -> Frame:
    """Each applicant's mean or agreed points for each aspect; a dash where they are missing."""
    rows = [
        {"Ansøger": case.name}
        | {aspect.id: points(case.marks.aspects[aspect.id]) for aspect in scheme.aspects}
        for case in cases
    ]
    return DataFrame(rows, dtype=str)


def reviewers(cases: Sequence[Case], scheme: Scheme) -> Frame:
    """Each submitted review's own total, one row an applicant and one column a reviewer."""
    names = sorted({review.reviewer.name for case in cases for review in case.submitted})
    rows = []
    for case in cases:
        totals = case.reviewer_totals
        rows.append(
            {"Ansøger": case.name}
            | {name: points(totals.get(name)) for name in names}
            | {"Alle": points(case.marks.total(scheme.weights))}
        )
    return DataFrame(rows, dtype=str)


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


def moves(changes: Iterable[Move]) -> Frame:
    """Whose place changes, and how."""
    rows = [
        {"Ansøger": each.name, "Officiel plads": str(each.before), "Plads her": str(each.after)}
        for each in changes
    ]
    return DataFrame(rows, dtype=str)


def events(log: Iterable[Event], names: dict[int, str]) -> Frame:
    """The log as it is read: when, who, what, and the values before and after."""
    rows = [
        {
            "Tidspunkt": date_time(event.at),
            "Hvem": event.actor,
            "Hændelse": str(event.action),
            "Ansøger": names.get(event.application or 0, ""),
            "Vedrører": event.subject,
            "Før": event.old,
            "Efter": event.new,
        }
        for event in log
    ]
    columns = ["Tidspunkt", "Hvem", "Hændelse", "Ansøger", "Vedrører", "Før", "Efter"]
    return DataFrame(rows, columns=columns, dtype=str)


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


def decisions(round_: RoundCases, now: datetime) -> Frame:
    """What is recommended and decided for each applicant, best place first, and what is missing."""
    places = {each.candidate.id: each.place for each in round_.ranking.standings}
    rows = [
        {
            "Plads": str((round_.comparable and places[str(case.id)]) or "–"),
            "Ansøger": case.name,
            "Formel prøvning": case.screening.status,
            "Indstilling": case.hidden or _awarded(case.recommendation),
            "Afgørelse": case.hidden or _decided(case),
            "Mangler": case.hidden or "; ".join(deciding.obstacles(case, now)) or "–",
        }
        for case in sorted(round_.cases, key=lambda case: places[str(case.id)] or len(places) + 1)
    ]
    return DataFrame(rows, dtype=str)


def _awarded(made: Recommendation | Decision | None) -> str:
    return str(made.award) if made else "–"


def _decided(case: Case) -> str:
    changed = " (indstillingen er ændret siden)" if deciding.overtaken(case) else ""
    return f"{_awarded(case.decision)}{changed}"


def awards(round_: RoundCases, wanted: Iterable[deciding.Wanted]) -> Frame:
    """Who gets what, where this is decided: grants first, and by place."""
    places = {each.candidate.id: each.place for each in round_.ranking.standings}
    rows = []
    for each in deciding.ordered(round_, wanted):
        case = round_.case(each.application)
        rows.append(
            {
                "Afgøres": str(each.award),
                "Ansøger": case.name,
                "Plads": str(places[str(case.id)] or "–"),
                "Indstillet": _awarded(case.recommendation),
                "Begrundelse for at afvige": each.reason or "–",
            }
        )
    return DataFrame(rows, dtype=str)


def receipts(found: Iterable[Receipt]) -> Frame:
    """What became of each file that came in."""
    rows = [
        {
            "Fil": each.filename,
            "Kom i": each.source or "–",
            "Hvad blev der af den": str(each.fate),
            "Ansøgning": str(each.application or "–"),
            "Besked": each.message,
        }
        for each in found
    ]
    return DataFrame(rows, dtype=str)


def register(came: Iterable[Event]) -> Frame:
    """Every file that came into a round, as the list is handed out."""
    rows = [
        {
            "Tidspunkt": date_time(event.at),
            "Fil": event.subject,
            "Hvad blev der af den": str(event.action),
            "Ansøgning": str(event.application or "–"),
            "Fingeraftryk eller grund": event.new,
            "Lagt ind af": event.actor,
        }
        for event in came
    ]
    columns = ["Tidspunkt", "Fil", "Hvad blev der af den", "Ansøgning"]
    return DataFrame(rows, columns=[*columns, "Fingeraftryk eller grund", "Lagt ind af"], dtype=str)


def as_csv(frame: Frame) -> bytes:
    """A table as CSV that a Danish Excel opens; what looks like a formula is shown as text."""
    safe = frame.map(lambda cell: f"'{cell}" if cell[:1] in tuple("=+-@\t\r") else cell)
    text: str = safe.to_csv(index=False, sep=";", lineterminator="\r\n")
    return f"\ufeff{text}".encode()
