"""What the round leads to for each applicant: a recommendation, and what must stand in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from assessment.domain.checking.screening import Screening
from assessment.domain.outcomes.award import Award
from assessment.domain.outcomes.selection import Ground, silent_ground
from assessment.domain.reviewing.marks import Marks
from assessment.domain.reviewing.review import Review
from assessment.domain.rules.scheme import Rejection, Scheme, Select
from assessment.domain.words.wording import counted, decimal, listed
from assessment.errors import RefusedActionError


@dataclass(frozen=True, slots=True)
class Recommendation:
    """The lead's recommendation for one application, with the reason that goes into the note.

    `answer` answers the points that need attention (a 0, a criterion below 2); "" where there are none.
    `choice` says why, and `grounds` what it builds on, where the ranking alone does not make the choice.
    """

    application: int
    award: Award
    reason: str
    answer: str
    by: str
    at: datetime
    version: int = 0
    choice: str = ""
    grounds: tuple[Ground, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """What the decider decided for one application; `reason` says why it departs from what was recommended.

    `remark` says why another number than planned is granted, where that is so; it is the same for
    all that were decided together.
    """

    application: int
    award: Award
    reason: str
    by: str
    at: datetime
    version: int = 0
    remark: str = ""


def attention_points(reviews: Iterable[Review], marks: Marks, scheme: Scheme) -> tuple[str, ...]:
    """What a note must answer: each 0 given, and each criterion below the attention mark (4b)."""
    zeros = [
        f"{review.reviewer.name} har givet 0 for {aspect.id} {aspect.title}."
        for review in reviews
        for aspect in scheme.aspects
        if review.score(aspect.id).points == 0
    ]
    low = [
        f"{criterion.title} ligger på {decimal(score)} og dermed under {decimal(scheme.scoring.attention_below)}."
        for criterion in scheme.criteria
        if (score := marks.criteria[criterion.id]) is not None
        and score < scheme.scoring.attention_below
    ]
    return tuple(zeros + low)


def awards(screening: Screening, scheme: Scheme) -> tuple[Award, ...]:
    """What can be recommended at all: with an unmet requirement only what the scheme says it leads to."""
    unmet = [scheme.requirement(each.requirement).unmet for each in screening.unmet]
    if Rejection.DISMISSAL in unmet:
        return (Award.DISMISSAL,)
    if unmet:
        return (Award.REFUSAL,)
    return (Award.GRANT, Award.RESERVE, Award.REFUSAL)


def selection_words(made: Iterable[Recommendation | None], select: Select) -> str:
    """How many are recommended for support, beside the round's frame; in one Danish sentence."""
    granted = counted(_granted(made), "ansøger", "ansøgere")
    return f"{granted} er indstillet til tilsagn; runden er planlagt til {select.words}."


def selection_remark(made: Iterable[Recommendation | None], select: Select) -> str:
    """How the number recommended for support stands to the round's frame; "" where it fits."""
    granted = _granted(made)
    if select.min <= granted <= select.max:
        return ""
    return (
        f"Der er indstillet {counted(granted, 'ansøger', 'ansøgere')} til tilsagn; runden er planlagt til "
        f"{select.words}. En afvigelse skal begrundes skriftligt af ledelsen."
    )


def _granted(made: Iterable[Recommendation | None]) -> int:
    return sum(each is not None and each.award is Award.GRANT for each in made)


def validate_recommendation(
    recommendation: Recommendation, screening: Screening, scheme: Scheme, attention: Sequence[str]
) -> None:
    """Raise RefusedActionError with the first thing that keeps the recommendation from standing.

    Whether it needs a reasoned choice is for `validate_choice`, which takes the ranking.
    """
    allowed = awards(screening, scheme)
    if recommendation.award not in allowed:
        unmet = listed([each.requirement for each in screening.unmet])
        state = f"{unmet} ikke er opfyldt" if unmet else "intet krav er uopfyldt"
        message = f"Når {state}, kan der kun indstilles til {listed(allowed, 'eller')}."
        raise RefusedActionError(message)
    if screening.open and not screening.unmet:
        message = f"Den formelle prøvning er ikke færdig: sæt et udfald for {listed(screening.open)} først."
        raise RefusedActionError(message)
    if screening.unconfirmed:
        waiting = listed([each.requirement for each in screening.unconfirmed])
        message = (
            f"En anden skal bekræfte den formelle prøvning for {waiting}, før der kan indstilles."
        )
        raise RefusedActionError(message)
    if not recommendation.reason.strip():
        message = "Skriv begrundelsen for indstillingen, før den gemmes."
        raise RefusedActionError(message)
    if attention and not recommendation.answer.strip():
        message = f"Svar på opmærksomhedspunkterne, før indstillingen gemmes: {' '.join(attention)}"
        raise RefusedActionError(message)


def validate_choice(recommendation: Recommendation, needed: str) -> None:
    """Raise RefusedActionError where a choice lacks its reason or ground, or builds on one in silence.

    `needed` says why the choice must be reasoned (see `choice_needed`), "" where it need not.
    """
    choice, grounds = recommendation.choice.strip(), recommendation.grounds
    if needed and not grounds:
        raise RefusedActionError(f"{needed} Vælg, hvad valget bygger på.")
    if needed and not choice:
        raise RefusedActionError(f"{needed} Skriv begrundelsen for valget.")
    silent = silent_ground(choice, grounds)
    if silent:
        raise RefusedActionError(silent)


def validate_decision(
    decision: Decision, recommendation: Recommendation | None, allowed: Sequence[Award]
) -> None:
    """Raise RefusedActionError unless something was recommended, and a departure from it has a reason."""
    if recommendation is None:
        raise RefusedActionError("Der er ikke indstillet noget for ansøgningen endnu.")
    if decision.award not in allowed:
        raise RefusedActionError(f"Der kan kun træffes afgørelse om {listed(allowed, 'eller')}.")
    if decision.award is not recommendation.award and not decision.reason.strip():
        raise RefusedActionError(
            f"Afgørelsen afviger fra indstillingen ({recommendation.award}). Skriv hvorfor."
        )
