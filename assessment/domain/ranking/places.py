"""Who stands where: exact totals, shared places, and the cut with its near tie.

A place is 1 plus the number of those strictly better, from exact totals only; no tie is broken by
name, id, input order or lot. Those within the margin of the last selected total form one near tie;
the prioritised statements order the recommendation inside it, never the places.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from assessment.domain.ranking.cutting import standings
from assessment.domain.reviewing.marks import Given, Marks, marks_given, mean
from assessment.domain.rules.scheme import Scheme, Select
from assessment.domain.words.wording import decimal

PART = "uden plads, til du kan se hele runden"
"""Why somebody with a total has no place, for whoever does not see all that can have one."""

_STEP = Fraction(1, 10)
"""How much more a criterion weighs in a weighting named after it."""


class Doubt(StrEnum):
    """Why somebody at the cut is decided on together with others, as far as totals and weights tell."""

    EQUAL = "lige point"
    CLOSE = "tæt på grænsen"
    WEIGHTS = "vægte"


class Group(StrEnum):
    """Where an applicant stands at the cut."""

    IN = "in"
    OUT = "out"
    DECIDE_TOGETHER = "decide_together"
    NOT_QUALIFIED = "not_qualified"
    INCOMPLETE = "incomplete"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An applicant to rank; `provisional` while the formal check is open.

    `given` are the points that the reviewers gave each for themselves, also where they agreed on others
    since. `hidden` says until when the scores are kept from whoever looks, "" where they are not.
    """

    id: str
    name: str
    marks: Marks
    qualified: bool = True
    provisional: bool = False
    hidden: str = ""
    given: Given = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Standing:
    """One applicant's place; total, priority and place are None where they have none.

    Of a part of the round there are totals and no places.

    `priority` is the mean of the prioritised statements; `reasons` are Danish.
    """

    candidate: Candidate
    total: Fraction | None
    priority: Fraction | None
    place: int | None
    group: Group
    reasons: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """Total and place as a Danish sentence says them."""
        if self.total is None:
            return f"Ingen plads: {', '.join(self.reasons)}."
        open_check = " Foreløbig, fordi den formelle prøvning ikke er færdig."
        kept = open_check if self.candidate.provisional else ""
        return f"Samlet {decimal(self.total)} af 5 og plads {self.place}.{kept}"


@dataclass(frozen=True)  # no slots: what is computed of it is kept
class Ranking:
    """All standings, best total first and equal totals by priority; the unranked last.

    `whole` is False where whoever looks does not see all that can have a place: then nobody has one.
    """

    standings: tuple[Standing, ...]
    weights: Mapping[str, Fraction]
    select: Select
    whole: bool = True

    @property
    def ranked(self) -> tuple[Standing, ...]:
        """Those with a place."""
        return tuple(each for each in self.standings if each.place is not None)

    @property
    def scores(self) -> dict[str, tuple[Fraction, ...]]:
        """What each with a place scores for each criterion, in the order of the weights."""
        return {
            each.candidate.id: tuple(
                each.candidate.marks.criteria[key] or Fraction(0) for key in self.weights
            )
            for each in self.ranked
        }

    @property
    def near_tie(self) -> tuple[Standing, ...]:
        """Those within the margin of the cut, by priority; empty where the points decide it."""
        near = (each for each in self.standings if {Doubt.EQUAL, Doubt.CLOSE} & {*each.reasons})
        return tuple(sorted(near, key=_by_priority))

    def standing(self, candidate_id: str) -> Standing:
        """The standing of one applicant; KeyError where it is not ranked here."""
        return self._by_candidate[candidate_id]

    @cached_property
    def _by_candidate(self) -> dict[str, Standing]:
        return {each.candidate.id: each for each in self.standings}


def rank(
    candidates: Iterable[Candidate],
    scheme: Scheme,
    select: Select,
    weights: Mapping[str, Fraction] | None = None,
) -> Ranking:
    """Rank by the scheme's weights, or by others for a what-if."""
    weights = weights or scheme.weights
    everyone = list(candidates)
    totals = {each.id: each.marks.total(weights) if each.qualified else None for each in everyone}
    known = {key: total for key, total in totals.items() if total is not None}
    cut = _Cut(sorted(known.values(), reverse=True), select.max, scheme.scoring.tie_margin)
    placed = standings(known)
    found = [_standing(each, totals[each.id], placed, cut, scheme) for each in everyone]
    return Ranking(tuple(sorted(found, key=_order)), dict(weights), select)


class _Cut:
    """Where the last selected total lies, and whether anybody not selected comes near it."""

    def __init__(self, totals: Sequence[Fraction], places: int, margin: Fraction) -> None:
        self.everybody_fits = len(totals) <= places
        self.last = totals[places - 1] if totals and not self.everybody_fits else None
        self.margin = margin
        outside = totals[places:]
        self.contested = self.last is not None and self.last - outside[0] <= margin

    def group(self, total: Fraction) -> Group:
        if self.last is None:
            return Group.IN
        if self.contested and abs(total - self.last) <= self.margin:
            return Group.DECIDE_TOGETHER
        return Group.IN if total >= self.last else Group.OUT


def _standing(
    candidate: Candidate,
    total: Fraction | None,
    placed: Mapping[str, tuple[int, int]],
    cut: _Cut,
    scheme: Scheme,
) -> Standing:
    if not candidate.qualified:
        return Standing(candidate, None, None, None, Group.NOT_QUALIFIED, ("krav ikke opfyldt",))
    if total is None:
        why = candidate.hidden or "mangler vurdering"
        return Standing(candidate, None, None, None, Group.INCOMPLETE, (why,))
    better, equal = placed[candidate.id]
    group = cut.group(total)
    reasons = (
        () if group is not Group.DECIDE_TOGETHER else (Doubt.EQUAL if equal > 1 else Doubt.CLOSE,)
    )
    return Standing(candidate, total, priority(candidate.marks, scheme), better + 1, group, reasons)


def priority(marks: Marks, scheme: Scheme) -> Fraction | None:
    """The mean of the statements that the guide says are given priority, None without any."""
    return mean(marks.statements[each.id] for each in scheme.statements if each.prioritised)


def _by_priority(standing: Standing) -> tuple[bool, Fraction]:
    """Highest priority first; a missing one is no 0 and stands last."""
    return (standing.priority is None, -(standing.priority or Fraction(0)))


def _order(standing: Standing) -> tuple[bool, bool, Fraction, tuple[bool, Fraction]]:
    """Best first by total; equal totals stand by priority, which is no place but an order to read."""
    unqualified = standing.group is Group.NOT_QUALIFIED
    total = standing.total or Fraction(0)
    return (standing.total is None, unqualified, -total, _by_priority(standing))


@dataclass(frozen=True, slots=True)
class Move:
    """How one applicant's place differs between two rankings."""

    name: str
    before: int
    after: int


def moves(before: Ranking, after: Ranking) -> tuple[Move, ...]:
    """Whose place changes, in the order of the first ranking."""
    pairs = ((each, after.standing(each.candidate.id)) for each in before.ranked)
    return tuple(
        Move(old.candidate.name, old.place, new.place)
        for old, new in pairs
        if old.place is not None and new.place is not None and old.place != new.place
    )


def top(ranking: Ranking) -> frozenset[str]:
    """The ids of all whose place is within the number to select, ties at the cut included."""
    return frozenset(
        each.candidate.id
        for each in ranking.ranked
        if each.place is not None and each.place <= ranking.select.max
    )


def unplaced(ranking: Ranking) -> Ranking:
    """The ranking for somebody who does not see the whole round: totals stay, and nobody has a place."""
    part = (
        replace(each, place=None, group=Group.INCOMPLETE, reasons=(PART,)) if each.place else each
        for each in ranking.standings
    )
    return replace(ranking, standings=tuple(part), whole=False)


def statement_weights(scheme: Scheme) -> dict[str, Fraction]:
    """The weighting that gives every statement one share, an alternative to look at (DOMAIN.md A1)."""
    count = len(scheme.statements)
    return {each.id: Fraction(len(each.statements), count) for each in scheme.criteria}


def reviewer_totals(
    candidate: Candidate, scheme: Scheme, weights: Mapping[str, Fraction]
) -> dict[str, Fraction]:
    """The total that each reviewer gives by themselves, by name; who left a score out has none."""
    totals = {
        name: marks_given({name: own}, scheme).total(weights)
        for name, own in candidate.given.items()
    }
    return {name: total for name, total in totals.items() if total is not None}


def named_weightings(scheme: Scheme) -> dict[str, dict[str, Fraction]]:
    """Weightings to hold against the official one, by a Danish name; the official stands first.

    A criterion that weighs ten points more takes them from the others, who keep their proportions. One
    that comes to the same as another before it is left out.
    """
    official, count = scheme.weights, len(scheme.criteria)
    named = {"Officielle": official, "Kriterierne ens": dict.fromkeys(official, Fraction(1, count))}
    named |= {f"{each.title} +10 point": _more(official, each.id) for each in scheme.criteria}
    named["Udsagnene ens"] = statement_weights(scheme)
    found: dict[str, dict[str, Fraction]] = {}
    for name, weights in named.items():
        if weights not in found.values():
            found[name] = weights
    return found


def _more(weights: Mapping[str, Fraction], criterion: str) -> dict[str, Fraction]:
    own = weights[criterion]
    more = min(own + _STEP, Fraction(1))
    return {
        key: more if key == criterion else weight * (1 - more) / (1 - own) if own < 1 else weight
        for key, weight in weights.items()
    }


def named_rankings(ranking: Ranking, scheme: Scheme) -> dict[str, Ranking]:
    """The applicants of a ranking ranked by each of the named weightings, and first by its own."""
    everybody = [each.candidate for each in ranking.standings]
    named = named_weightings(scheme)
    if ranking.weights not in named.values():
        named = {"Valgte vægte": dict(ranking.weights)} | named
    return {
        name: rank(everybody, scheme, ranking.select, weights) for name, weights in named.items()
    }
