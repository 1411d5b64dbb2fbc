"""The project lead's recommendation for each application, and what the decider decides."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from assessment.domain.correspondence.dialogue import hindrances
from assessment.domain.outcomes.award import Award
from assessment.domain.outcomes.decision import (
    Decision,
    Recommendation,
    awards,
    validate_choice,
    validate_decision,
    validate_recommendation,
)
from assessment.domain.outcomes.selection import Ground, grounds_words, in_order
from assessment.domain.panel.access import Act
from assessment.domain.panel.people import Person
from assessment.domain.rounds.case import Case, RoundCases
from assessment.domain.rounds.deciding import (
    Wanted,
    assessor_refusal,
    awarded,
    frame_remark,
    why_choose,
)
from assessment.domain.rounds.event import Action
from assessment.domain.rounds.sight import seen
from assessment.domain.words.wording import listed
from assessment.errors import NotPermittedError, RefusedActionError
from assessment.storage import Repository
from assessment.workflow.cases import both_sides, whole_round
from assessment.workflow.core import Workflow, permit, record, refuse_stale, round_of, setting


def recommend(  # noqa: PLR0913 - what the page asks for, each by its name
    workflow: Workflow,
    application_id: int,
    award: Award,
    *,
    reason: str,
    answer: str,
    by: Person,
    expected: int,
    choice: str = "",
    grounds: Collection[Ground] = (),
) -> Recommendation:
    """Set what is recommended for an application; the old recommendation stays in the log.

    `choice` says why where the ranking does not make the choice, and `grounds` what it builds on.
    Raises RefusedActionError while the formal check is open or unconfirmed, while an applicant is to
    be heard, for an award the formal check does not allow, without a reason, with points that need
    attention left unanswered, or for a choice that does not say openly what it builds on;
    ConflictError where somebody set it since version `expected`.
    """
    with workflow.database.begin() as repository:
        work = setting(workflow, repository, by, Act.RECOMMEND, application_id)
        sides = both_sides(workflow, repository, work.application.round, work.person)
        round_ = sides.whole
        case = _heard(workflow, round_, application_id, work.person)
        made = Recommendation(
            application_id,
            award,
            reason.strip(),
            answer.strip(),
            work.person.name,
            workflow.clock(),
            expected + 1,
            choice.strip(),
            in_order(grounds),
        )
        validate_recommendation(made, case.screening, round_.scheme, case.attention)
        validate_choice(made, why_choose(sides.seen, case, award))
        before = case.recommendation
        refuse_stale(expected, before, who=before.by if before else "", what="en indstilling")
        repository.set_recommendation(made)
        record(
            workflow,
            repository,
            work.person,
            Action.RECOMMENDED,
            (round_.round.id, application_id),
            subject="indstilling",
            old=_recommended(before) if before else "",
            new=_recommended(made),
        )
    return made


def _recommended(made: Recommendation) -> str:
    """A recommendation as the log tells it."""
    told = (f"{made.award}: {made.reason}", grounds_words(made.grounds), made.choice)
    return " ".join(filter(None, told))


def decide(
    workflow: Workflow,
    application_id: int,
    award: Award,
    *,
    reason: str,
    by: Person,
    expected: int,
    frame_reason: str = "",
) -> Decision:
    """Decide for an application what is recommended, or something else with a reason; it is logged.

    Raises as `decide_all` does.
    """
    with workflow.database.read() as reader:
        round_id = round_of(reader, by, Act.DECIDE, application_id)
    wanted = Wanted(application_id, award, reason, expected)
    return decide_all(workflow, round_id, [wanted], by=by, frame_reason=frame_reason)[0]


def decide_all(
    workflow: Workflow,
    round_id: str,
    wanted: Sequence[Wanted],
    *,
    by: Person,
    frame_reason: str = "",
) -> tuple[Decision, ...]:
    """Decide for several applications of a round together: all of them or, where one cannot be, none.

    `frame_reason` says why another number than planned is granted, and is logged. Raises
    NotPermittedError for whoever took part in the assessment of the round; RefusedActionError while
    something is missing, for an application that is there twice, and for a departure from what is
    recommended, from the ranking as it is now or from the number planned without a reason;
    ConflictError where somebody decided since the version that was seen.
    """
    with workflow.database.begin() as repository:
        person = permit(repository, by, Act.DECIDE, round_id)
        round_ = whole_round(workflow, repository, round_id)
        refusal = assessor_refusal(round_, person, repository.events(round_id=round_id))
        if refusal:
            raise NotPermittedError(refusal)
        if not wanted:
            raise RefusedActionError("Der er ingen afgørelser at træffe.")
        if len({each.application for each in wanted}) < len(wanted):
            raise RefusedActionError(
                "En ansøgning er valgt mere end én gang. Genindlæs siden, og træf én afgørelse om hver."
            )
        made = [_decided(workflow, repository, round_, person, each) for each in wanted]
        departure = _departure_from_frame(round_, made, frame_reason.strip())
        if departure:
            where = (round_id, None)
            subject = "antal tilsagn"
            record(
                workflow, repository, person, Action.DECIDED, where, subject=subject, new=departure
            )
        made = [replace(each, remark=departure) for each in made]
        for each in made:
            _decide(workflow, repository, round_, person, each)
    return tuple(made)


def _decided(
    workflow: Workflow, repository: Repository, round_: RoundCases, person: Person, wanted: Wanted
) -> Decision:
    """The decision that is wanted, where it can be made."""
    permit(repository, person, Act.DECIDE, round_.round.id, wanted.application)
    case = _heard(workflow, round_, wanted.application, person)
    made = Decision(
        case.id,
        wanted.award,
        wanted.reason.strip(),
        person.name,
        workflow.clock(),
        wanted.expected + 1,
    )
    validate_decision(made, case.recommendation, awards(case.screening, round_.scheme))
    if case.missing:
        raise RefusedActionError(
            f"{case.name} kan ikke afgøres endnu. Der mangler {listed(case.missing)}."
        )
    needed = why_choose(round_, case, made.award)
    if needed and not (made.reason or (case.recommendation and case.recommendation.choice)):
        raise RefusedActionError(
            f"{case.name} kan ikke afgøres endnu: rangeringen er ændret, siden der blev indstillet. "
            f"{needed} Bed projektlederen om at indstille igen."
        )
    before = case.decision
    who, what = before.by if before else "", f"en afgørelse for {case.name}"
    refuse_stale(wanted.expected, before, who=who, what=what)
    return made


def _decide(
    workflow: Workflow, repository: Repository, round_: RoundCases, person: Person, made: Decision
) -> None:
    before = round_.case(made.application).decision
    repository.set_decision(made)
    record(
        workflow,
        repository,
        person,
        Action.DECIDED,
        (round_.round.id, made.application),
        subject="afgørelse",
        old=_told(before) if before else "",
        new=_told(made),
    )


def _told(made: Decision) -> str:
    return f"{made.award}: {made.reason}" if made.reason else str(made.award)


def _departure_from_frame(round_: RoundCases, made: Sequence[Decision], reason: str) -> str:
    """Why another number than planned is granted, "" where it is as planned."""
    remark = frame_remark(round_, awarded(round_, {each.application: each.award for each in made}))
    if remark and not reason:
        raise RefusedActionError(f"{remark} Skriv hvorfor.")
    return f"{remark} {reason}" if remark else ""


def _heard(workflow: Workflow, round_: RoundCases, application_id: int, person: Person) -> Case:
    """The case of an application that counts and that somebody may see whole.

    Raises NotPermittedError where others' judgement is hidden from them, RefusedActionError while
    the applicant must be heard about it first.
    """
    case = round_.case(application_id)
    if seen(case, person, round_.phase).hidden:
        raise NotPermittedError(
            f"Andres vurdering af {case.name} er skjult for dig, for din egen er ikke indsendt. Meld "
            "den fra på siden Fordeling, hvis du ikke skal vurdere."
        )
    if case.set_aside:
        raise RefusedActionError(
            f"{case.name} er lagt til side og kan hverken indstilles eller afgøres."
        )
    waiting = hindrances(case.exchanges, workflow.clock())
    if waiting:
        raise RefusedActionError(
            f"{case.name} kan ikke afgøres endnu. Ansøgningen venter på {listed(waiting)}."
        )
    return case
