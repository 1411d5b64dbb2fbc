"""At which weight of one criterion two applicants change places, and one goes in or out; all exact.

One weight goes from 0 to 1 while the others keep their proportions to each other. Two applicants are
equal at t = (o₂ − o₁) / ((s₁ − s₂) + (o₂ − o₁)), where s is the score of that criterion and o the
weighted mean of the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, groupby
from math import lcm

from assessment.domain.ranking.cutting import chances, share, standings

ScoresById = Mapping[str, Sequence[Fraction]]
"""Each applicant's scores by the applicant's id, in the criteria's order."""


@dataclass(frozen=True, slots=True)
class Swap:
    """Two applicants who are equal where a criterion has this weight, and not beside it."""

    criterion: str
    weight: Fraction
    pair: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Turn:
    """The first weight of a criterion, above or below the official one, beyond which somebody's outcome differs."""

    criterion: str
    weight: Fraction
    above: bool
    chance: Fraction


@dataclass(frozen=True, slots=True)
class Lines:
    """Each applicant's total as one weight goes from 0 to 1: straight from `others` to `own`."""

    others: Mapping[str, Fraction]
    own: Mapping[str, Fraction]

    def totals(self, weight: Fraction) -> dict[str, Fraction]:
        """Everybody's total where the criterion has this weight."""
        return {key: self.total_of(key, weight) for key in self.others}

    def total_of(self, key: str, weight: Fraction) -> Fraction:
        """The total of one where the criterion has this weight."""
        other = self.others[key]
        return other + weight * (self.own[key] - other)


def swap_points(scores: ScoresById, weights: Mapping[str, Fraction]) -> tuple[Swap, ...]:
    """Every weight from 0 to 1 at which two applicants are equal, by criterion and then by weight."""
    found = []
    for criterion in weights:
        ends = _whole(lines(scores, weights, criterion))
        pairs = ((_crossing(ends, pair), pair) for pair in combinations(scores, 2))
        swaps = [Swap(criterion, weight, pair) for weight, pair in pairs if weight is not None]
        found += sorted(swaps, key=lambda each: each.weight)
    return tuple(found)


def turns(
    scores: ScoresById, weights: Mapping[str, Fraction], places: int, swaps: Sequence[Swap]
) -> dict[str, tuple[Turn, ...]]:
    """For each applicant the nearest weights of each criterion where it goes in, out or into a tie."""
    found: dict[str, list[Turn]] = {key: [] for key in scores}
    for criterion in weights:
        way = _Way(
            lines(scores, weights, criterion),
            [each for each in swaps if each.criterion == criterion],
            weights[criterion],
            places,
        )
        for above in (True, False):
            for key, weight, chance in way.walk(above=above):
                found[key].append(Turn(criterion, weight, above, chance))
    return {key: tuple(each) for key, each in found.items()}


@dataclass(frozen=True, slots=True)
class _Way:
    """One weight from the official one to either end, and who passes whom on the way."""

    lines: Lines
    swaps: Sequence[Swap]
    official: Fraction
    places: int

    def walk(self, *, above: bool) -> Iterator[tuple[str, Fraction, Fraction]]:
        """Whose outcome differs beyond which weight, and what it is there."""
        end = Fraction(above)
        between = sorted([self.official, end])
        ahead = [each for each in self.swaps if between[0] < each.weight < between[1]]
        if end == self.official:
            return
        if not above:
            ahead.reverse()  # they stand by weight
        nearest = ahead[0].weight if ahead else end
        present = chances(self.lines.totals(self.official), self.places)
        beside = self.lines.totals((self.official + nearest) / 2)
        standing = standings(beside)
        own: dict[str, list[tuple[Fraction, str]]] = {key: [] for key in beside}
        for swap in ahead:
            first, second = swap.pair
            own[first].append((swap.weight, second))
            own[second].append((swap.weight, first))
        for key, passes in own.items():
            better, equal = standing[key]
            passed = [
                (weight, -1 if beside[other] > beside[key] else 1) for weight, other in passes
            ]
            for weight, change in [(self.official, 0), *_together(passed)]:
                better += change
                if (chance := share(better, equal, self.places)) != present[key]:
                    yield key, weight, chance
                    break


def _together(passed: Sequence[tuple[Fraction, int]]) -> Iterator[tuple[Fraction, int]]:
    """What changes at each weight, all who are passed there at once."""
    for weight, each in groupby(passed, key=lambda one: one[0]):
        yield weight, sum(change for _, change in each)


def cut_swaps(
    scores: ScoresById, weights: Mapping[str, Fraction], places: int, swaps: Sequence[Swap]
) -> tuple[Swap, ...]:
    """Those of the swaps at which the two are equal about the last place, so that one goes in or out."""
    found = []
    for criterion in weights:
        way = lines(scores, weights, criterion)
        scale = lcm(*(each.denominator for each in (*way.others.values(), *way.own.values())))
        # Whole numbers: as fractions thousands of crossings among hundreds take seconds.
        ends = {key: (int(way.others[key] * scale), int(way.own[key] * scale)) for key in scores}
        own = (each for each in swaps if each.criterion == criterion)
        found += [each for each in own if _about_the_last(each, ends, places)]
    return tuple(found)


def _about_the_last(swap: Swap, ends: Mapping[str, tuple[int, int]], places: int) -> bool:
    part, whole = swap.weight.as_integer_ratio()
    totals = {key: other * (whole - part) + own * part for key, (other, own) in ends.items()}
    total = totals[swap.pair[0]]
    better = sum(each > total for each in totals.values())
    equal = sum(each == total for each in totals.values())
    return better < places < better + equal


def lines(scores: ScoresById, weights: Mapping[str, Fraction], criterion: str) -> Lines:
    """Each applicant's total as one criterion's weight goes from 0 to 1."""
    index = list(weights).index(criterion)
    rest = 1 - weights[criterion]
    count = len(weights) - 1
    # Where one criterion weighs all, the others are as good as each other.
    shares = [weight / rest if rest else Fraction(1, count) for weight in weights.values()]
    others = {
        key: sum(
            (
                share * each
                for at, (share, each) in enumerate(zip(shares, row, strict=True))
                if at != index
            ),
            Fraction(0),
        )
        for key, row in scores.items()
    }
    return Lines(others, {key: row[index] for key, row in scores.items()})


def _whole(lines: Lines) -> dict[str, tuple[int, int]]:
    """Where each total begins and ends, all times the same, as whole numbers, which count fast."""
    scale = lcm(*(each.denominator for side in (lines.others, lines.own) for each in side.values()))
    return {
        key: (int(other * scale), int(lines.own[key] * scale))
        for key, other in lines.others.items()
    }


def _crossing(ends: Mapping[str, tuple[int, int]], pair: tuple[str, str]) -> Fraction | None:
    """Where two totals cross; None where they never do, or are the same all the way."""
    (first, first_end), (second, second_end) = ends[pair[0]], ends[pair[1]]
    gap = second - first
    slope = first_end - second_end + gap
    if not slope or not 0 <= gap * slope <= slope * slope:
        return None
    return Fraction(gap, slope)
