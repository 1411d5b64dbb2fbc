"""Whatever a sentence names as changing an outcome is tried anew, and leads to what the sentence says."""

import re
from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as some

from assessment.domain.ranking.cutting import chances
from assessment.domain.ranking.places import rank
from assessment.domain.ranking.robustness import robustness
from assessment.domain.ranking.verdicts import sentence
from assessment.domain.reviewing.marks import marks_given
from assessment.domain.rules.scheme import Select
from tests import weighing

LEADS_TO = {
    "falder ud": lambda chance: chance == 0,
    "kommer med": lambda chance: chance == 1,
    "står lige med andre ved grænsen": lambda chance: 0 < chance < 1,
}
BEYOND = Fraction(1, 10**9)
"""So far past a weight at which points of few steps are equal, nobody else is."""

rows = some.tuples(*[some.integers(1, 4).map(Fraction)] * 3)


@some.composite
def fields(draw):
    """Applicants with the points of one to three of the same reviewers, often near each other."""
    given_rows = draw(some.lists(some.lists(rows, min_size=1, max_size=3), min_size=2, max_size=5))
    return [weighing.applicant(f"A{number}", *each) for number, each in enumerate(given_rows)]


@given(
    fields(), some.integers(1, 3), some.sampled_from(["1/3 1/3 1/3", "2/5 2/5 1/5", "1/2 1/2 0"])
)
def test_every_condition_leads_to_what_is_told(candidates, select, weights):
    scheme = weighing.scheme(*weights.split())
    found = robustness(rank(candidates, scheme, Select(min=0, max=select)), scheme)

    for key, verdict in found.verdicts.items():
        for clause in sentence(verdict, found, scheme).rstrip(".").split("; "):
            outcome, _, conditions = clause.removeprefix("Drøftes: ").partition(", hvis ")
            if outcome in LEADS_TO:
                for each in conditions.split("hvis "):
                    for chance in outcomes(each, verdict, candidates, scheme, select):
                        assert LEADS_TO[outcome](chance[key]), (
                            each,
                            sentence(verdict, found, scheme),
                        )


def outcomes(condition, verdict, candidates, scheme, select):
    """Who is selected where a condition holds that names a review, a reviewer or a weight."""
    if review := re.match(r"(\w+)s vurdering af (A\d) udgår", condition):
        yield anew(candidates, scheme, select, lambda key, who: (who, key) == review.groups())
    if reviewer := re.match(r"alle (\w+)s vurderinger udgår", condition):
        yield anew(candidates, scheme, select, lambda _, who: who == reviewer[1])
    if weight := re.match(r"([ABC]) vejer (over|under) ", condition):
        criterion, above = weight[1].casefold(), weight[2] == "over"
        for turn in verdict.turns:
            if (turn.criterion, turn.above) == (criterion, above):
                beyond = turn.weight + (BEYOND if above else -BEYOND)
                yield anew(candidates, scheme, select, weights=moved(scheme, criterion, beyond))


def anew(candidates, scheme, select, left_out=lambda *_: False, weights=None):
    kept = [
        {who: own for who, own in each.given.items() if not left_out(each.id, who)}
        for each in candidates
    ]
    changed = [
        replace(each, given=points, marks=marks_given(points, scheme))
        for each, points in zip(candidates, kept, strict=True)
    ]
    return chances(
        {each.id: each.marks.total(weights or scheme.weights) for each in changed}, select
    )


def moved(scheme, criterion, weight):
    """The scheme's weights where one criterion weighs this and the others keep their proportions."""
    rest = 1 - scheme.weights[criterion]
    return {
        key: weight if key == criterion else each * (1 - weight) / rest
        for key, each in scheme.weights.items()
    }
