"""Who must do what now: what a phase asks of each role, and what one person must do next.

It is made of what the person may see, so that no task tells of others' judgement.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from assessment.domain.correspondence.dialogue import Kind, unheard, unshared
from assessment.domain.outcomes.letter import DECIDING, LetterKind
from assessment.domain.panel.access import Act, Phase, may
from assessment.domain.panel.assignment import REVIEWERS_EACH
from assessment.domain.panel.impartiality import Closure
from assessment.domain.panel.people import Person, Role
from assessment.domain.reviewing.consensus import unsettled
from assessment.domain.rounds.case import Case, RoundCases
from assessment.domain.rounds.deciding import to_decide
from assessment.domain.rounds.progress import Step, step_act
from assessment.domain.words.wording import counted


@dataclass(frozen=True, slots=True)
class Task:
    """Something that one person must do: why in a sentence, what a button says, and on which page.

    `application` is the one to begin with, None where it is no matter of one.
    """

    sentence: str
    button: str
    page: str
    application: int | None = None


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a person's tasks rest on beside the round as they see it.

    `shut` is why the whole round is closed to them, `doubts` how many declarations of others wait
    for a decision, `short` the applications with too few reviewers, `step` the round's next, and
    `sent` the letters noted as sent, each by its application and kind.
    """

    now: datetime
    shut: Closure | None = None
    doubts: int = 0
    short: int = 0
    step: Step | None = None
    sent: frozenset[tuple[int, LetterKind]] = frozenset()


@dataclass(frozen=True, slots=True)
class Agenda:
    """A person's tasks in the order to do them, and what to tell where there are none."""

    tasks: tuple[Task, ...]
    otherwise: str


@dataclass(frozen=True, slots=True)
class Duty:
    """What a phase asks of a role, and the act it is, so that nobody is asked for what they may not."""

    role: Role
    act: Act
    words: str


_REVIEWER, _LEAD, _DECIDER = Role.REVIEWER, Role.LEAD, Role.DECIDER

DUTIES: dict[Phase, tuple[Duty, ...]] = {
    Phase.PREPARATION: (
        Duty(_LEAD, Act.MOVE, "gennemgår kriterier og vægte og åbner runden med en begrundelse"),
        Duty(Role.ADMINISTRATOR, Act.MANAGE_PEOPLE, "giver deltagerne adgang og roller"),
    ),
    Phase.RECEIVING: (
        Duty(_REVIEWER, Act.DECLARE, "erklærer habilitet og prøver ansøgningerne formelt"),
        Duty(_LEAD, Act.RECEIVE, "lægger ansøgninger ind, afgør tvivl om habilitet og fordeler"),
        Duty(_DECIDER, Act.DECLARE, "erklærer habilitet og kan afgøre tvivl om andres"),
    ),
    Phase.ASSESSMENT: (
        Duty(_REVIEWER, Act.SCORE, "vurderer hver for sig de ansøgninger, de er tildelt"),
        Duty(_LEAD, Act.MOVE, "følger med, svarer ansøgere og flytter runden, når alle er færdige"),
    ),
    Phase.CONSENSUS: (
        Duty(_REVIEWER, Act.AGREE, "drøfter forskelle på to point eller mere og bliver enige"),
        Duty(_LEAD, Act.AGREE, "leder drøftelsen, og flytter runden, når alt er drøftet"),
    ),
    Phase.RECOMMENDATION: (
        Duty(_LEAD, Act.RECOMMEND, "indstiller hver ansøgning med en begrundelse"),
        Duty(_DECIDER, Act.DECIDE, "træffer afgørelse om hver ansøgning"),
    ),
    Phase.DECIDED: (
        Duty(_LEAD, Act.WRITE_NOTES, "henter notater og sender breve; arkiverer derefter runden"),
    ),
    Phase.ARCHIVED: (
        Duty(Role.READER, Act.SEE_LOG, "kan læse runden og dens hændelser"),
        Duty(Role.ADMINISTRATOR, Act.ERASE, "kan slette runden efter en fuld sikkerhedskopi"),
    ),
}
"""What each phase asks of whom; every other role may still read what it may read."""


def agenda(round_: RoundCases, person: Person, outlook: Outlook) -> Agenda:
    """What somebody must do next, or why there is nothing; `round_` is the round as they may see it."""
    return Agenda(tasks(round_, person, outlook), _nothing_to_do(round_, outlook))


def tasks(round_: RoundCases, person: Person, outlook: Outlook) -> tuple[Task, ...]:
    """What somebody must do next, in the order to do it; nothing where the round is closed to them."""
    if outlook.shut or not person.active:
        return ()
    found = (rule(round_, person, outlook) for rule in _RULES)
    return tuple(task for task in found if task)


def _nothing_to_do(round_: RoundCases, outlook: Outlook) -> str:
    """What to tell somebody without tasks: that the round is closed to them, or what it waits for."""
    if outlook.shut:
        return f"Runden er lukket for dig: {outlook.shut}. {outlook.shut.advice}"
    awaited = "; ".join(_doing(each) for each in DUTIES[round_.phase])
    return f"Du skal ikke gøre noget lige nu. Runden er i fasen {round_.phase}: {awaited}."


_THE = {
    Role.REVIEWER: "bedømmerne",
    Role.LEAD: "projektlederen",
    Role.DECIDER: "beslutteren",
    Role.READER: "læsere",
    Role.ADMINISTRATOR: "administratoren",
}


def _doing(duty: Duty) -> str:
    return f"{_THE[duty.role]} {duty.words}"


def _declare(round_: RoundCases, person: Person, _: Outlook) -> Task | None:
    left = sum(each.why is Closure.UNDECLARED for each in round_.closed)
    if not left or not may(person, Act.DECLARE, round_.phase):
        return None
    count = counted(left, "ansøger", "ansøgere")
    return Task(f"Erklær din habilitet over for {count}.", "Erklær habilitet", "habilitet")


def _judge(round_: RoundCases, person: Person, outlook: Outlook) -> Task | None:
    if not outlook.doubts or not may(person, Act.JUDGE_IMPARTIALITY, round_.phase):
        return None
    count = counted(outlook.doubts, "erklæring", "erklæringer")
    sentence = f"Afgør {count} fra andre om inhabilitet eller tvivl."
    return Task(sentence, "Afgør habilitet", "habilitet")


def _receive(round_: RoundCases, person: Person, _: Outlook) -> Task | None:
    there = round_.cases or round_.set_aside or round_.closed
    if there or not may(person, Act.RECEIVE, round_.phase):
        return None
    return Task("Læg det ind, som ansøgerne har sendt.", "Læg ansøgninger ind", "modtagelse")


def _check(round_: RoundCases, person: Person, _: Outlook) -> Task | None:
    left = [case for case in round_.cases if case.screening.open and not case.screening.unmet]
    return _of_cases(
        (left, person, Act.CHECK, round_.phase),
        "Sæt udfald i den formelle prøvning af {}.",
        "Prøv formelt",
        "formel-proevning",
    )


def _confirm(round_: RoundCases, person: Person, _: Outlook) -> Task | None:
    left = [
        case
        for case in round_.cases
        if any(each.by != person.name for each in case.screening.unconfirmed)
    ]
    return _of_cases(
        (left, person, Act.CONFIRM_CHECK, round_.phase),
        "Bekræft den formelle prøvning af {}; en anden har sat udfaldene.",
        "Bekræft prøvning",
        "formel-proevning",
    )


def _assign(round_: RoundCases, person: Person, outlook: Outlook) -> Task | None:
    if not outlook.short or not may(person, Act.ASSIGN, round_.phase):
        return None
    count = counted(outlook.short, "ansøgning", "ansøgninger")
    sentence = f"Fordel {count}, der har færre end {REVIEWERS_EACH} bedømmere."
    return Task(sentence, "Fordel", "fordeling")


def _review(round_: RoundCases, person: Person, _: Outlook) -> Task | None:
    left = [case for case in round_.cases if _awaits(case, person)]
    return _of_cases(
        (left, person, Act.SCORE, round_.phase),
        "Giv og indsend din vurdering af {}.",
        "Vurdér",
        "vurdering",
    )


def _awaits(case: Case, person: Person) -> bool:
    """Whether a case waits for a person's own review."""
    given = any(each.reviewer.id == person.id for each in case.submitted)
    asked = any(each.reviewer.id == person.id and not each.abstained for each in case.assignments)
    return asked and not given and not case.screening.unmet


def _discuss(round_: RoundCases, person: Person, _: Outlook) -> Task | None:
    left = [
        case
        for case in round_.cases
        if not case.hidden
        and not case.screening.unmet
        and unsettled(case.submitted, case.consensus, case.scheme)
    ]
    return _of_cases(
        (left, person, Act.AGREE, round_.phase),
        "Drøft forskellene i vurderingerne af {}, og fastsæt konsensus.",
        "Fastsæt konsensus",
        "konsensus",
    )


def _hear(round_: RoundCases, person: Person, _: Outlook) -> Task | None:
    left = [case for case in round_.cases if unheard(case.exchanges)]
    return _of_cases(
        (left, person, Act.ASK, round_.phase),
        "Hør ansøger over oplysninger fra andre kilder i {}.",
        "Send i høring",
        "dialog",
    )


def _follow_up(round_: RoundCases, person: Person, outlook: Outlook) -> Task | None:
    left = [case for case in round_.cases if _overdue(case, outlook.now)]
    return _of_cases(
        (left, person, Act.ASK, round_.phase),
        "Svarfristen er gået for {}: notér svaret, eller at det udeblev.",
        "Følg op",
        "dialog",
    )


def _overdue(case: Case, now: datetime) -> bool:
    """Whether the applicant was asked something, did not answer in time, and nothing followed."""
    return any(each.unanswered(now) and not each.weighed for each in case.exchanges)


def _weigh(round_: RoundCases, person: Person, outlook: Outlook) -> Task | None:
    left = [
        case
        for case in round_.cases
        if any(each.answer and each.to_weigh(outlook.now) for each in case.exchanges)
    ]
    return _of_cases(
        (left, person, Act.ASK, round_.phase),
        "Tag stilling til svaret fra ansøger i {}.",
        "Tag stilling",
        "dialog",
    )


def _answer(round_: RoundCases, person: Person, _: Outlook) -> Task | None:
    left = [
        each
        for each in round_.exchanges
        if each.kind is Kind.QUESTION and each.stands and each.answer is None
    ]
    if not left or not may(person, Act.ASK, round_.phase):
        return None
    return Task(f"Svar på {len(left)} spørgsmål om runden.", "Svar", "dialog")


def _share(round_: RoundCases, person: Person, _: Outlook) -> Task | None:
    left = unshared(round_.exchanges)
    if not left or not may(person, Act.ASK, round_.phase):
        return None
    count = counted(len(left), "svar, som kun én har fået", "svar, som ikke alle har fået")
    return Task(f"Del {count}, med alle ansøgere.", "Del svar", "dialog")


def _recommend(round_: RoundCases, person: Person, _: Outlook) -> Task | None:
    left = [
        case
        for case in round_.cases
        if not case.hidden and (case.recommendation is None or "indstillingen" in case.tainted)
    ]
    return _of_cases(
        (left, person, Act.RECOMMEND, round_.phase), "Indstil {}.", "Indstil", "indstilling"
    )


def _decide(round_: RoundCases, person: Person, outlook: Outlook) -> Task | None:
    if round_.assessed_by(person):
        return None
    left = to_decide(round_, outlook.now)
    return _of_cases(
        (left, person, Act.DECIDE, round_.phase),
        "Træf afgørelse om {}, der er indstillet.",
        "Træf afgørelse",
        "afgoerelse",
    )


def _tell(round_: RoundCases, person: Person, outlook: Outlook) -> Task | None:
    return _of_cases(
        (_untold(round_, outlook), person, Act.WRITE_LETTERS, round_.phase),
        "Skriv og send brevet om afgørelsen for {}, og notér afsendelsen.",
        "Skriv breve",
        "breve",
    )


def _untold(round_: RoundCases, outlook: Outlook) -> list[Case]:
    """The cases whose decision stands, while no letter that tells of it is noted as sent."""
    if round_.phase is not Phase.DECIDED:
        return []
    return [
        case
        for case in round_.cases
        if case.decision and (case.id, DECIDING[case.decision.award]) not in outlook.sent
    ]


def _move(round_: RoundCases, person: Person, outlook: Outlook) -> Task | None:
    step = outlook.step
    if step is None or step.hinders or not may(person, step_act(round_.phase), round_.phase):
        return None
    if _untold(round_, outlook):  # no letter can be written in an archived round
        return None
    if step.to is Phase.RECEIVING:
        sentence = "Gennemgå kriterier og vægte, og åbn runden for ansøgninger."
    elif step.notes:
        sentence = f"Runden kan flyttes til {step.to}; se først, hvad der er værd at vide."
    else:
        sentence = f"Flyt runden videre til {step.to}: intet hindrer det."
    return Task(sentence, "Flyt runden", "runden")


_Who = tuple[Sequence[Case], Person, Act, Phase]
"""The cases that wait, who looks, what it takes, and the phase the round is in."""


def _of_cases(who: _Who, sentence: str, button: str, page: str) -> Task | None:
    """A task about some cases, where there are any and the person may; the first is to begin with."""
    cases, person, act, phase = who
    if not cases or not may(person, act, phase):
        return None
    which = cases[0].name if len(cases) == 1 else f"{len(cases)} ansøgninger"
    return Task(sentence.format(which), button, page, cases[0].id)


_RULES: tuple[Callable[[RoundCases, Person, Outlook], Task | None], ...] = (
    _declare,
    _judge,
    _receive,
    _check,
    _confirm,
    _assign,
    _review,
    _discuss,
    _hear,
    _follow_up,
    _weigh,
    _answer,
    _share,
    _recommend,
    _decide,
    _tell,
    _move,
)
"""In the order in which things are done."""
