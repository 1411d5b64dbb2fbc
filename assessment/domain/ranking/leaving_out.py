"""What the selection would be without one review, or without one reviewer.

Always from the points that the reviewers gave each for themselves, also where they agreed on others
since: what was agreed cannot be taken apart again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from assessment.domain.ranking.cutting import chances
from assessment.domain.ranking.places import Candidate
from assessment.domain.reviewing.marks import marks_given
from assessment.domain.rules.scheme import Scheme
from assessment.domain.words.wording import genitive

_NOT_ALONE = "enkelte bedømmelser og bedømmere (point givet hver for sig mangler for en eller flere ansøgere)"


class LeftOut(StrEnum):
    """What a trial leaves out; each is a reason to decide together by these words."""

    REVIEW = "én bedømmelse"
    REVIEWER = "én bedømmer"
    AGREEMENT = "konsensus"


@dataclass(frozen=True, slots=True)
class Trial:
    """The selection without something: how much of a place each applicant has then.

    `name` is the applicant's whose review by `reviewer` is left out, and `application` their id; each is
    "" where it tells nothing.
    """

    left_out: LeftOut
    outcome: Mapping[str, Fraction]
    reviewer: str = ""
    name: str = ""
    application: str = ""

    @property
    def words(self) -> str:
        """What is left out, as a condition in Danish."""
        if self.left_out is LeftOut.REVIEW:
            return f"hvis {genitive(self.reviewer)} vurdering af {self.name} udgår"
        if self.left_out is LeftOut.REVIEWER:
            return f"hvis alle {genitive(self.reviewer)} vurderinger udgår"
        return "hvis bedømmernes egne point gælder i stedet for dem, de er enedes om"


@dataclass(frozen=True, slots=True)
class Trials:
    """All that could be tried, and in Danish what could not."""

    made: tuple[Trial, ...]
    untried: tuple[str, ...] = ()


def trials(
    ranked: Sequence[Candidate], scheme: Scheme, weights: Mapping[str, Fraction], places: int
) -> Trials:
    """Leave each review out, and each reviewer; an applicant is never left without any review."""
    reviewed = [each for each in ranked if each.given]
    alone = {each.id: _total(each, scheme, weights, ()) for each in reviewed}
    if len(reviewed) < len(ranked) or None in alone.values():
        return Trials((), (_NOT_ALONE,))
    base = {key: total for key, total in alone.items() if total is not None}
    made = list(_agreement(ranked, base, weights, places))
    untried: list[str] = []
    names = dict.fromkeys(name for each in reviewed for name in each.given)
    fewer: dict[str, dict[str, Fraction]] = {name: {} for name in names}
    for each in reviewed:
        for name in each.given:
            total = _total(each, scheme, weights, (name,))
            if total is None:
                untried.append(f"{genitive(name)} vurdering af {each.name} (den er den eneste)")
                continue
            fewer[name][each.id] = total
            outcome = chances(base | {each.id: total}, places)
            made.append(Trial(LeftOut.REVIEW, outcome, name, each.name, each.id))
    for name in names:
        if all(name not in each.given or each.id in fewer[name] for each in reviewed):
            made.append(Trial(LeftOut.REVIEWER, chances(base | fewer[name], places), name))
        else:
            untried.append(f"alle {genitive(name)} vurderinger")
    return Trials(tuple(made), tuple(untried))


def _total(
    candidate: Candidate, scheme: Scheme, weights: Mapping[str, Fraction], without: Sequence[str]
) -> Fraction | None:
    kept = {name: own for name, own in candidate.given.items() if name not in without}
    return marks_given(kept, scheme).total(weights)


def _agreement(
    ranked: Sequence[Candidate],
    alone: Mapping[str, Fraction],
    weights: Mapping[str, Fraction],
    places: int,
) -> Iterator[Trial]:
    if any(each.marks.total(weights) != alone[each.id] for each in ranked):
        yield Trial(LeftOut.AGREEMENT, chances(alone, places))
