"""What must be in place before an application is decided, by whom it can be, and how it adds up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from assessment.domain.correspondence.dialogue import hindrances
from assessment.domain.outcomes.award import Award
from assessment.domain.outcomes.selection import choice_needed
from assessment.domain.panel.people import Person
from assessment.domain.rounds.case import Case, RoundCases
from assessment.domain.rounds.event import Action, Event
from assessment.domain.words.wording import counted, listed


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be decided for one application; `expected` is the version of what one has seen."""

    application: int
    award: Award
    reason: str
    expected: int


def obstacles(case: Case, now: datetime) -> tuple[str, ...]:
    """What must be done before an application can be decided, in Danish."""
    if case.set_aside:
        return ("at ansøgningen tages frem igen; den er lagt til side",)
    return (*case.missing, *hindrances(case.exchanges, now))


def overtaken(case: Case) -> bool:
    """Whether an application that was decided must be again.

    The recommendation was changed since, or whoever decided is or may be conflicted.
    """
    made, decided = case.recommendation, case.decision
    if decided is None:
        return False
    conflicted = any(decided.by == person.name for person in case.barred)
    return conflicted or bool(made and made.at > decided.at)


def to_decide(round_: RoundCases, now: datetime) -> tuple[Case, ...]:
    """The applications that wait for a decision, and for nothing else."""
    return tuple(
        case
        for case in round_.cases
        if (case.decision is None or overtaken(case)) and not obstacles(case, now)
    )


def summary(round_: RoundCases, now: datetime) -> str:
    """How far the decisions are, and how the grants stand to what was planned; in Danish."""
    decided = sum(case.decision is not None and not overtaken(case) for case in round_.cases)
    ready = len(to_decide(round_, now))
    left = len(round_.cases) - decided - ready
    made = (case.recommendation for case in round_.cases)
    recommended = sum(each is not None and each.award is Award.GRANT for each in made)
    granted = sum(award is Award.GRANT for award in awarded(round_, {}).values())
    return (
        f"{counted(len(round_.cases), 'ansøgning', 'ansøgninger')}: {decided} afgjort, {ready} klar til "
        f"afgørelse, {left} mangler noget. Runden er planlagt til {round_.round.select.words}; "
        f"{recommended} er indstillet til tilsagn, og {granted} har fået det."
    )


def standing_words(round_: RoundCases, case: Case) -> str:
    """Total and place of an application, or why it has none."""
    return round_.placed.standing(str(case.id)).words


def why_choose(round_: RoundCases, case: Case, award: Award) -> str:
    """Why recommending this must be reasoned as a choice of one's own, "" where it need not.

    `round_` is the round as whoever recommends sees it: the answer tells no more than that.
    """
    if case.screening.unmet:
        return ""
    standing = round_.ranking.standing(str(case.id)) if round_.whole else None
    return choice_needed(award, standing)


_ASSESSED = {
    Action.SCORE_SAVED: "vurderet",
    Action.AGREED: "deltaget i konsensus",
    Action.OUTCOME_SET: "taget stilling i den formelle prøvning",
    Action.OUTCOME_CONFIRMED: "taget stilling i den formelle prøvning",
    Action.RECOMMENDED: "indstillet",
}


def assessor_refusal(
    round_: RoundCases, person: Person, events: Iterable[Event] = ()
) -> str | None:
    """Why somebody may not decide in a round that they assessed; None where they did not.

    `events` are those of the round: what somebody else has set anew since is found in them.
    """
    earlier = {_ASSESSED.get(each.action, "") for each in events if each.actor == person.name}
    done = dict.fromkeys((*round_.assessed_by(person), *sorted(earlier - {""})))
    if not done:
        return None
    return f"Du har selv {listed(list(done))} i runden; afgørelsen skal træffes af en anden."


def awarded(round_: RoundCases, wanted: Mapping[int, Award]) -> dict[int, Award]:
    """What each application gets once this is decided, beside what is decided already."""
    present = {case.id: case.decision.award for case in round_.cases if case.decision}
    return present | dict(wanted)


def frame_remark(round_: RoundCases, given: Mapping[int, Award]) -> str:
    """How the number of grants stands to what was planned; "" where it fits or is not final yet."""
    select = round_.round.select
    granted = sum(given.get(case.id) is Award.GRANT for case in round_.cases)
    final = all(case.id in given for case in round_.cases)
    if granted <= select.max and (granted >= select.min or not final):
        return ""
    return (
        f"Der gives tilsagn til {counted(granted, 'ansøger', 'ansøgere')}; runden er planlagt til "
        f"{select.words}."
    )


def ordered(round_: RoundCases, wanted: Iterable[Wanted]) -> list[Wanted]:
    """What is to be decided, grants first, each group by place and those without one last."""
    kinds, places = (
        list(Award),
        {each.candidate.id: each.place for each in round_.placed.standings},
    )
    return sorted(
        wanted,
        key=lambda each: (
            kinds.index(each.award),
            places.get(str(each.application)) or len(places) + 1,
            each.application,
        ),
    )


def departures(round_: RoundCases, given: Mapping[int, Award]) -> tuple[str, ...]:
    """Where somebody is granted and somebody with a better place is not, one sentence a grant."""
    return tuple(_departures(round_, given))


def _departures(round_: RoundCases, given: Mapping[int, Award]) -> Iterator[str]:
    placed = [
        (standing.place, standing.candidate.name, given.get(int(standing.candidate.id)))
        for standing in round_.placed.standings
        if standing.place
    ]
    for place, name, award in placed:
        passed = _passed_over(placed, place) if award is Award.GRANT else []
        if passed:
            yield f"{name} (plads {place}) får tilsagn, men {listed(passed)} får det ikke."


def _passed_over(placed: Sequence[tuple[int, str, Award | None]], place: int) -> list[str]:
    return [
        f"{name} (plads {better})"
        for better, name, award in placed
        if better < place and award not in {None, Award.GRANT}
    ]
