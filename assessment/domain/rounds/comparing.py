"""A few applicants side by side: where they stand, what they were given, and their own figures.

Everything is taken from the round as whoever looks may see it; what is hidden or closed to them is
not in there, and so neither shown nor counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from assessment.domain.checking.capacity import Capacity, Use, capacity, use
from assessment.domain.ranking.places import Ranking, Standing
from assessment.domain.rounds.case import Case, RoundCases
from assessment.domain.rules.form import FormField
from assessment.domain.rules.scheme import Aspect, Scheme
from assessment.domain.words.wording import listed

FEWEST, MOST = 2, 4
"""How many can stand side by side."""


@dataclass(frozen=True, slots=True)
class Side:
    """One applicant; `placed` is False where whoever looks cannot compare the whole round."""

    case: Case
    standing: Standing
    placed: bool
    capacity: Capacity
    use: Use | None

    @property
    def name(self) -> str:
        """Number and name together: two applicants may share a name."""
        return f"{self.case.id}. {self.case.name}"


@dataclass(frozen=True, slots=True)
class Row:
    """What was given for one aspect, agreed or as a mean, in the order of the sides.

    `far` is the number of points from which a difference is worth a look.
    """

    aspect: Aspect
    points: tuple[Fraction | None, ...]
    far: int

    @property
    def spread(self) -> Fraction | None:
        """From the lowest to the highest; None with fewer than two known, for a missing one is no 0."""
        known = [each for each in self.points if each is not None]
        return max(known) - min(known) if len(known) >= FEWEST else None

    @property
    def differs(self) -> bool:
        """Whether the applicants are far apart."""
        return self.spread is not None and self.spread >= self.far


@dataclass(frozen=True, slots=True)
class Comparison:
    """Applicants side by side in the order they were chosen, and a row for each aspect."""

    scheme: Scheme
    sides: tuple[Side, ...]
    rows: tuple[Row, ...]

    @property
    def differing(self) -> tuple[Row, ...]:
        """The aspects in which the applicants are far apart."""
        return tuple(row for row in self.rows if row.differs)

    @property
    def figures(self) -> tuple[FormField, ...]:
        """The fields of the form that hold the applicants' key numbers."""
        rule = self.scheme.plausibility
        ids = (rule.employees, rule.full_time, rule.caseload, rule.citizens)
        return tuple(self.scheme.form.field(each) for each in ids)


def compare(round_: RoundCases, chosen: Sequence[int]) -> Comparison:
    """Put applicants side by side, whom `choice` said to be among those that can be compared."""
    scheme, ranking = round_.scheme, round_.ranking
    sides = tuple(_side(round_, ranking, case) for case in map(round_.case, chosen))
    given = [side.case.marks.aspects for side in sides]
    rows = tuple(
        Row(aspect, tuple(each[aspect.id] for each in given), scheme.scoring.disagreement)
        for aspect in scheme.aspects
    )
    return Comparison(scheme, sides, rows)


def _side(round_: RoundCases, ranking: Ranking, case: Case) -> Side:
    reading, form, rule = case.application.reading, round_.scheme.form, round_.scheme.plausibility
    months = round_.round.period.months
    return Side(
        case,
        ranking.standing(str(case.id)),
        round_.comparable,
        capacity(reading, form, rule, months),
        use(reading, rule, months),
    )


def around_cut(round_: RoundCases) -> tuple[int, ...]:
    """The last that would be selected and the first that would not.

    The first two of the round where there is no such cut, or no places to be seen.
    """
    ranked = round_.ranking.ranked if round_.comparable else ()
    placed = [int(each.candidate.id) for each in ranked]
    last = round_.round.select.max
    if len(placed) > last:
        return tuple(placed[last - 1 : last + 1])
    others = (case.id for case in round_.cases if case.id not in placed)
    return (*placed, *others)[:FEWEST]


@dataclass(frozen=True, slots=True)
class Choice:
    """Which of the applicants asked for can be compared, and a sentence on each of the rest."""

    ids: tuple[int, ...]
    left_out: tuple[str, ...] = ()


def choice(round_: RoundCases, asked: Sequence[int]) -> Choice:
    """Keep those asked for that are assessed in this round and open to whoever looks, once each."""
    open_ = {case.id for case in round_.cases}
    known = [each for each in dict.fromkeys(asked) if each in open_]
    return Choice(tuple(known[:MOST]), tuple(_left_out(round_, set(asked), known[MOST:])))


def _left_out(round_: RoundCases, asked: set[int], beyond: Sequence[int]) -> Iterator[str]:
    yield from (
        f"{each.name} er lukket for dig: {each.why}. {each.why.advice}"
        for each in round_.closed
        if each.id in asked
    )
    aside = [case.name for case in round_.set_aside if case.id in asked]
    if aside:
        yield f"{listed(aside)} er lagt til side og vurderes ikke."
    if beyond:
        names = listed([round_.names[each] for each in beyond])
        yield f"Der kan højst sammenlignes {MOST} ansøgere ad gangen; {names} er udeladt."
    if asked - round_.names.keys():
        yield "Mindst én af de valgte ansøgninger findes ikke i runden og er udeladt."
