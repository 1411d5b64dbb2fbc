"""A round's way through its phases: what a step locks, who it concerns, and what must be done first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from assessment.domain.correspondence.dialogue import unshared
from assessment.domain.panel.access import Act, Phase
from assessment.domain.panel.assignment import REVIEWERS_EACH, Assignment, active
from assessment.domain.reviewing.consensus import unsettled
from assessment.domain.rounds.case import Case, RoundCases
from assessment.domain.rounds.deciding import obstacles, overtaken
from assessment.domain.words.wording import counted, date_time, listed

_ORDER = tuple(Phase)

Barred = Mapping[int, frozenset[int]]
"""Who is or may be conflicted: person ids by application."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a round, told before it is taken.

    `locks` is what can no longer be changed after it, `opens` what begins, `concerns` who is affected
    by name, `hinders` what must be done first, and `notes` what is worth knowing without hindering.
    """

    to: Phase
    locks: str
    opens: str
    concerns: tuple[str, ...]
    hinders: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


_LOCKS = {
    Phase.RECEIVING: "Kriterier, krav og vægte fryses med kontrolsum, navn og begrundelse og kan ikke ændres, så længe runden er åben.",
    Phase.ASSESSMENT: "Intet låses endnu; ansøgninger, der kommer nu, kan stadig registreres.",
    Phase.CONSENSUS: "De individuelle vurderinger låses: ingen kan give, rette eller genåbne point.",
    Phase.RECOMMENDATION: "Konsensus låses. Fordeling, vurderinger og konsensus kan ikke ændres.",
    Phase.DECIDED: "Indstillinger og afgørelser låses.",
    Phase.ARCHIVED: "Alt låses; runden kan kun læses.",
}
_OPENS = {
    Phase.RECEIVING: "Ansøgninger kan lægges ind, alle erklærer habilitet, og den formelle prøvning begynder.",
    Phase.ASSESSMENT: "Bedømmerne vurderer hver for sig; ingen ser andres point, før deres egen vurdering er indsendt.",
    Phase.CONSENSUS: "Bedømmerne ser hinandens point og drøfter forskelle på to point eller mere.",
    Phase.RECOMMENDATION: "Projektlederen indstiller, og beslutteren træffer afgørelse.",
    Phase.DECIDED: "Breve og notater kan sendes.",
    Phase.ARCHIVED: "En administrator kan slette runden efter en fuld sikkerhedskopi.",
}


_UNTOLD = (
    "Der er mere, som hindrer skridtet: ved ansøgninger, der er lukket for dig, eller hvor andres "
    "vurderinger er skjult for dig."
)


def next_phase(phase: Phase) -> Phase | None:
    """The phase after this one, None after the last."""
    place = _ORDER.index(phase) + 1
    return _ORDER[place] if place < len(_ORDER) else None


def previous_phase(phase: Phase) -> Phase | None:
    """The phase before this one, None before the first."""
    place = _ORDER.index(phase)
    return _ORDER[place - 1] if place else None


def step_act(phase: Phase) -> Act:
    """What it takes to move a round on from a phase."""
    return Act.ARCHIVE if phase is Phase.DECIDED else Act.MOVE


@dataclass(frozen=True, slots=True)
class Sides:
    """A whole round beside the same as whoever asks may see it."""

    whole: RoundCases
    seen: RoundCases

    @property
    def open(self) -> RoundCases:
        """The whole round without the applications that are closed to whoever asks.

        Those in which others' judgement is hidden from them say so.
        """
        whole = _without(self.whole, {each.id for each in self.seen.closed})
        until = {case.id: case.hidden for case in self.seen.cases}
        cases = tuple(replace(case, hidden=until.get(case.id, "")) for case in whole.cases)
        return replace(whole, cases=cases)

    @property
    def known(self) -> RoundCases:
        """The same without those in which others' judgement is hidden from them."""
        return _without(self.open, self._blind)

    @property
    def _blind(self) -> set[int]:
        return {case.id for case in self.seen.cases if case.hidden}


def step_forward(
    sides: Sides, participants: Sequence[str], barred: Barred, now: datetime
) -> Step | None:
    """What the next step of a round means; None for one that is archived.

    `participants` are the names of all who take part. All that hinders counts, and no more of it is
    told than whoever asks may see.
    """
    round_ = sides.whole
    to = next_phase(round_.phase)
    if to is None:
        return None
    hinders, _ = _REQUIRED[to](round_, barred, now)
    told, _ = _REQUIRED[to](sides.known, barred, now) if sides.known.cases else ([], [])
    if round_.cases and told != hinders:
        hinders = [*told, _UNTOLD]
    _, notes = _REQUIRED[to](sides.open, barred, now)
    return Step(
        to,
        _LOCKS[to],
        _OPENS[to],
        _concerned(round_, to, participants),
        tuple(hinders),
        tuple(notes),
    )


def step_back(
    round_: RoundCases, participants: Sequence[str], *, received: bool = False
) -> Step | None:
    """What going back a step means; None where there is none to go back to.

    `received` says that something has come in, be it no application yet.
    """
    to = previous_phase(round_.phase)
    if to is None or round_.phase is Phase.ARCHIVED:
        return None
    hinders: tuple[str, ...] = ()
    if to is Phase.PREPARATION and (received or round_.cases or round_.set_aside):
        hinders = ("Der er kommet noget ind; reglerne kan ikke ændres, når ansøgninger er åbnet.",)
    locks = f"Det, der hører til {round_.phase}, kan ikke ændres, før runden er tilbage i {round_.phase}."
    opens = f"Det, der hører til {to}, kan ændres igen. Alt, der er skrevet, bevares."
    return Step(to, locks, opens, tuple(participants), hinders)


def _without(round_: RoundCases, ids: set[int]) -> RoundCases:
    return replace(
        round_,
        cases=tuple(case for case in round_.cases if case.id not in ids),
        exchanges=tuple(each for each in round_.exchanges if each.application not in ids),
    )


def _concerned(round_: RoundCases, to: Phase, participants: Sequence[str]) -> tuple[str, ...]:
    if to in {Phase.ASSESSMENT, Phase.CONSENSUS}:
        names = {each.reviewer.name for case in round_.cases for each in case.assignments}
        return tuple(sorted(names))
    return tuple(participants)


def understaffed(round_: RoundCases, barred: Barred) -> tuple[Case, ...]:
    """The applications to be scored that too few review."""
    return tuple(case for case in _assessed(round_) if len(_active(case, barred)) < REVIEWERS_EACH)


_Said = tuple[list[str], list[str]]
"""What hinders a step, and what is worth knowing."""


def _to_receiving(round_: RoundCases, barred: Barred, now: datetime) -> _Said:
    del round_, barred, now
    return [], []


def _to_assessment(round_: RoundCases, barred: Barred, now: datetime) -> _Said:
    hinders = [] if round_.cases else ["Der er ingen ansøgninger i runden endnu."]
    few = understaffed(round_, barred)
    notes = [f"Har færre end {REVIEWERS_EACH} bedømmere: {_names(few)}."] if few else []
    if now < round_.round.deadline:
        notes.append(f"Ansøgningsfristen er først {date_time(round_.round.deadline)}.")
    return hinders, notes + _pending(round_) + _undeclared(round_) + _formal(round_)


def _to_consensus(round_: RoundCases, barred: Barred, now: datetime) -> _Said:
    del now
    hinders = _left_out_by_one(round_)
    for case in _assessed(round_):
        waiting = _unsubmitted(case, barred)
        if waiting:
            hinders.append(f"{case.name}: {listed(waiting)} har ikke indsendt eller meldt fra.")
        elif not case.submitted:
            hinders.append(f"{case.name}: ingen vurdering tæller. {_NOBODY}")
    single = [
        case
        for case in _assessed(round_)
        if not case.hidden and len(case.submitted) == 1 and not _unsubmitted(case, barred)
    ]
    notes = [f"Har kun én vurdering, der tæller: {_names(single)}."] if single else []
    return hinders + _pending(round_), notes + _undeclared(round_) + _formal(round_)


def _to_recommendation(round_: RoundCases, barred: Barred, now: datetime) -> _Said:
    del barred, now
    hinders = _left_out_by_one(round_)
    # It may have come, or been found to meet the requirements after all, since the others were assessed.
    hinders += [
        f"{case.name}: ingen vurdering tæller. Tag runden tilbage til vurdering, eller afgør den "
        "formelle prøvning."
        for case in _assessed(round_)
        if not case.submitted
    ]
    hinders += [
        f"{case.name}: {counted(len(left), 'forskel er', 'forskelle er')} ikke drøftet "
        f"({listed([aspect for aspect, _, _ in left])})."
        for case in _assessed(round_)
        if (left := unsettled(case.submitted, case.consensus, case.scheme))
    ]
    hinders += [
        f"{case.name}: en, der er eller kan være inhabil, har taget del i {listed(again)}; andre skal "
        "gøre det om."
        for case in round_.cases
        if (again := case.tainted)
    ]
    return hinders + _pending(round_), _undeclared(round_) + _formal(round_)


def _to_decided(round_: RoundCases, barred: Barred, now: datetime) -> _Said:
    del barred
    undecided = [case for case in round_.cases if case.decision is None]
    hinders = [f"Der mangler en afgørelse for {_names(undecided)}."] if undecided else []
    hinders += [
        f"{case.name}: der mangler {listed(waiting)}."
        for case in round_.cases
        if (waiting := obstacles(case, now))
    ]
    changed = [case for case in round_.cases if overtaken(case)]
    if changed:
        hinders.append(
            "Der skal træffes afgørelse igen, for indstillingen er ændret siden, eller den, der traf "
            f"den, er eller kan være inhabil: {_names(changed)}."
        )
    return hinders + _pending(round_), _shared(round_)


def _to_archived(round_: RoundCases, barred: Barred, now: datetime) -> _Said:
    del barred, now
    return [], _shared(round_)


_NOBODY = "Fordel den til en, der er habil, eller giv en anden rollen bedømmer på siden Deltagere."

_REQUIRED = {
    Phase.RECEIVING: _to_receiving,
    Phase.ASSESSMENT: _to_assessment,
    Phase.CONSENSUS: _to_consensus,
    Phase.RECOMMENDATION: _to_recommendation,
    Phase.DECIDED: _to_decided,
    Phase.ARCHIVED: _to_archived,
}


def _assessed(round_: RoundCases) -> Iterator[Case]:
    """Those that are scored: an applicant that does not meet a requirement is not."""
    return (case for case in round_.cases if not case.screening.unmet)


def _active(case: Case, barred: Barred) -> tuple[Assignment, ...]:
    return active(case.assignments, barred)


def _unsubmitted(case: Case, barred: Barred) -> list[str]:
    given = {review.reviewer.id for review in case.submitted}
    return [each.reviewer.name for each in _active(case, barred) if each.reviewer.id not in given]


def _formal(round_: RoundCases) -> list[str]:
    left = [case for case in round_.cases if not case.screening.settled]
    return (
        [f"Den formelle prøvning er ikke færdig eller bekræftet for {_names(left)}."]
        if left
        else []
    )


def _left_out_by_one(round_: RoundCases) -> list[str]:
    """What hinders where one person's word alone keeps an application from being assessed."""
    return [
        f"{case.name}: en anden skal bekræfte, at {listed([each.requirement for each in unmet])} "
        "ikke er opfyldt, før ansøgningen holdes uden for vurderingen."
        for case in round_.cases
        if (unmet := case.screening.unmet) and not any(each.confirmed_by for each in unmet)
    ]


def _pending(round_: RoundCases) -> list[str]:
    count = counted(round_.pending, "erklæring", "erklæringer")
    return [f"{count} om habilitet venter på en afgørelse."] if round_.pending else []


def _undeclared(round_: RoundCases) -> list[str]:
    names = round_.undeclared
    return (
        [f"Har ikke erklæret habilitet over for alle ansøgere: {listed(names)}."] if names else []
    )


def _shared(round_: RoundCases) -> list[str]:
    left = unshared(round_.exchanges)
    count = counted(len(left), "svar er", "svar er")
    return [f"{count} ikke delt med alle ansøgere."] if left else []


def _names(cases: Sequence[Case]) -> str:
    return listed([case.name for case in cases])
