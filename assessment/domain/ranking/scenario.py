"""A named scenario: a what-if that somebody saved, shown beside the official result and never in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import KW_ONLY, dataclass
from datetime import datetime
from fractions import Fraction

from assessment.domain.rules.scheme import POINTS, Scheme
from assessment.domain.words.wording import counted, exact_text, listed, number
from assessment.errors import RefusedActionError

LONGEST_NAME = 80
MOST_PLACES = 1000
"""As many as a round can select."""


@dataclass(frozen=True, slots=True)
class Change:
    """One reviewer's points for one aspect of one application, a point higher (+1) or lower (-1)."""

    application: int
    reviewer: str
    aspect: str
    step: int


@dataclass(frozen=True, slots=True)
class Scenario:
    """What is set otherwise than in the official result; a round has one of each name.

    `weights` has a share for each criterion, 1 in all. `without` is the name of a reviewer who is
    left out, "" for nobody. `floor` is the least total that can be selected, `places` another number
    to select; None where they are the round's own. `version` counts the changes, from 1.
    """

    round: str
    name: str
    weights: Mapping[str, Fraction]
    _: KW_ONLY
    without: str = ""
    change: Change | None = None
    floor: Fraction | None = None
    places: int | None = None
    by: str = ""
    at: datetime
    version: int = 1


def validate(scenario: Scenario, scheme: Scheme) -> None:
    """Raise RefusedActionError with the first thing that keeps a scenario from being one of the scheme's."""
    for problem in _problems(scenario, scheme):
        raise RefusedActionError(problem)


def _problems(scenario: Scenario, scheme: Scheme) -> Iterator[str]:
    if not 1 <= len(scenario.name.strip()) <= LONGEST_NAME:
        yield f"Giv scenariet et navn på 1–{LONGEST_NAME} tegn."
    yield from _of_weights(scenario.weights, scheme)
    if scenario.change:
        yield from _of_change(scenario.change, scheme)
    if scenario.floor is not None and not POINTS[0] <= scenario.floor <= POINTS[-1]:
        yield f"Den mindste samlede vurdering skal ligge på skalaen {POINTS[0]}–{POINTS[-1]}."
    if scenario.places is not None and not 1 <= scenario.places <= MOST_PLACES:
        yield f"Antallet, der udvælges, skal være 1–{MOST_PLACES}."


def _of_weights(weights: Mapping[str, Fraction], scheme: Scheme) -> Iterator[str]:
    if weights.keys() != scheme.weights.keys():
        names = listed([each.title for each in scheme.criteria])
        yield f"Scenariet skal have én vægt for hvert af kriterierne {names}."
    whole = sum(weights.values(), Fraction(0))
    if min(weights.values()) < 0 or whole != 1:
        yield f"Vægtene skal være 0 eller mere og give præcis 1; de giver {exact_text(whole)}."


def _of_change(change: Change, scheme: Scheme) -> Iterator[str]:
    if change.step not in {-1, 1}:
        yield "Et point kan kun flyttes ét op eller ét ned."
    if change.aspect not in {each.id for each in scheme.aspects}:
        yield f"“{change.aspect}” er ikke et aspekt i ordningen. Vælg et på listen."


def beyond_scale(change: Change, points: int, name: str) -> str:
    """Why the points given to this applicant cannot be changed so, in a Danish sentence; "" where they can."""
    if points + change.step in POINTS:
        return ""
    way = "højere" if change.step > 0 else "lavere"
    return (
        f"{change.reviewer} har givet {points} for {change.aspect} til {name}; et point {way} ligger uden "
        f"for skalaen {POINTS[0]}–{POINTS[-1]}."
    )


def is_official(scenario: Scenario, scheme: Scheme) -> bool:
    """Whether nothing is otherwise than in the official result."""
    otherwise = (scenario.without, scenario.change, scenario.floor, scenario.places)
    return scenario.weights == scheme.weights and not any(
        each is not None and each != "" for each in otherwise
    )


def described(scenario: Scenario, scheme: Scheme) -> str:
    """All that a scenario sets, exactly and in Danish, as the log tells it."""
    return "; ".join(_parts(scenario, scheme))


def _parts(scenario: Scenario, scheme: Scheme) -> Iterator[str]:
    shares = [f"{each.title} {_share(scenario.weights[each.id])}" for each in scheme.criteria]
    yield f"vægte: {listed(shares)}"
    if scenario.without:
        yield f"uden {scenario.without}"
    change = scenario.change
    if change:
        direction = "højere" if change.step > 0 else "lavere"
        yield (
            f"{change.reviewer} giver et point {direction} for {change.aspect} til ansøgning nr. "
            f"{change.application}"
        )
    if scenario.floor is not None:
        yield f"mindst {exact_text(scenario.floor).replace('.', ',')} af {POINTS[-1]} samlet"
    if scenario.places is not None:
        yield f"{counted(scenario.places, 'ansøger', 'ansøgere')} udvælges"


def _share(weight: Fraction) -> str:
    """A weight as a percentage where that is exact, else as the fraction."""
    exact = (weight * 100_000).denominator == 1  # as many digits as `number` keeps
    return f"{number(weight * 100)} %" if exact else str(weight)
