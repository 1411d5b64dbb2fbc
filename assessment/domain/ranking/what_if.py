"""What the selection would be if something were otherwise; the official ranking is never touched."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from assessment.domain.ranking.places import Candidate, Move, Ranking, moves, rank, top
from assessment.domain.ranking.scenario import Change, Scenario
from assessment.domain.reviewing.marks import Given, marks_given
from assessment.domain.rules.scheme import POINTS, Scheme, Select
from assessment.domain.words.wording import listed


@dataclass(frozen=True, slots=True)
class Outcome:
    """The ranking that a scenario gives, and the names of those below its least total.

    `own_points` are the names of those who are ranked by the reviewers' own points here, since
    what was agreed cannot be taken apart.
    """

    ranking: Ranking
    below: tuple[str, ...]
    own_points: tuple[str, ...]


def outcome(
    scenario: Scenario, candidates: Iterable[Candidate], scheme: Scheme, select: Select
) -> Outcome:
    """Rank as if the scenario held; whoever is left without any points has no place."""
    changed = [_changed(each, scenario, scheme) for each in candidates]
    most = scenario.places or select.max
    places = Select(min=min(select.min, most), max=most)
    floor = scenario.floor or Fraction(0)
    totals = {each.id: each.marks.total(scenario.weights) for each, _ in changed if each.qualified}
    below = {key for key, total in totals.items() if total is not None and total < floor}
    ranking = rank(
        (each for each, _ in changed if each.id not in below), scheme, places, scenario.weights
    )
    return Outcome(
        ranking,
        tuple(each.name for each, _ in changed if each.id in below),
        tuple(each.name for each, agreed in changed if agreed),
    )


def _changed(candidate: Candidate, scenario: Scenario, scheme: Scheme) -> tuple[Candidate, bool]:
    """The applicant with other points where the scenario has them, and whether an agreement is left out for it."""
    given: Given = {name: own for name, own in candidate.given.items() if name != scenario.without}
    change = scenario.change
    if change and str(change.application) == candidate.id:
        given = _stepped(given, change)
    if given == candidate.given:
        return candidate, False
    alone = marks_given(candidate.given, scheme)
    agreed = alone.criteria != candidate.marks.criteria
    return replace(candidate, given=given, marks=marks_given(given, scheme)), agreed


def _stepped(given: Given, change: Change) -> Given:
    own = given.get(change.reviewer, {})
    points = own.get(change.aspect)
    if points is None or points + change.step not in POINTS:
        return given
    return {**given, change.reviewer: {**own, change.aspect: points + change.step}}


def differences(official: Ranking, other: Outcome) -> tuple[str, ...]:
    """Who goes in and out against the official ranking, in Danish sentences; ties at the cut go in."""
    before, after = _inside(official), _inside(other.ranking)
    told = (
        ("Kommer ind", [name for key, name in after.items() if key not in before]),
        ("Falder ud", [name for key, name in before.items() if key not in after]),
    )
    found = tuple(f"{words}: {listed(names)}." for words, names in told if names)
    return found or ("De samme ansøgere udvælges.",)


def _inside(ranking: Ranking) -> dict[str, str]:
    """The names of those within the number to select, by id: two applicants may share a name."""
    inside = top(ranking)
    named = ((each.candidate.id, each.candidate.name) for each in ranking.ranked)
    return {key: name for key, name in named if key in inside}


def moved(official: Ranking, other: Outcome) -> tuple[Move, ...]:
    """Whose place changes among those who have one in both."""
    kept = {each.candidate.id for each in other.ranking.standings}
    standings = tuple(each for each in official.standings if each.candidate.id in kept)
    return moves(replace(official, standings=standings), other.ranking)


def weights_of(parts: Mapping[str, int]) -> dict[str, Fraction] | None:
    """Whole parts as weights that sum to 1, None where all are 0."""
    total = sum(parts.values())
    return {key: Fraction(part, total) for key, part in parts.items()} if total else None
