"""Tables of a round: its applications, what came in, what happened and what is decided."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from pandas import DataFrame

from assessment.domain.applications.delivery import Receipt
from assessment.domain.outcomes.decision import Decision, Recommendation
from assessment.domain.rounds import deciding
from assessment.domain.rounds.case import Case, RoundCases
from assessment.domain.rounds.event import Event
from assessment.domain.words.wording import date_time
from assessment.tables.frame import Frame


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


def decisions(round_: RoundCases, now: datetime) -> Frame:
    """What is recommended and decided for each applicant, best place first, and what is missing."""
    places = {each.candidate.id: each.place for each in round_.placed.standings}
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
    places = {each.candidate.id: each.place for each in round_.placed.standings}
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
