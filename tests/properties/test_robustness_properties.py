"""What must hold of turning weights, left-out reviews and the three groups for any points."""

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as some

from assessment.domain.ranking.cutting import chances
from assessment.domain.ranking.leaving_out import LeftOut, trials
from assessment.domain.ranking.places import Group, rank
from assessment.domain.ranking.robustness import robustness
from assessment.domain.ranking.swaps import swap_points, turns
from assessment.domain.reviewing.marks import marks_given
from assessment.domain.rules.scheme import Select
from tests import weighing

ORDER = [Group.OUT, Group.DECIDE_TOGETHER, Group.IN]

points = some.integers(0, 5).map(Fraction)
rows = some.tuples(points, points, points)
places = some.integers(1, 4)


@some.composite
def official(draw, count=3):
    shares = draw(some.tuples(*[some.integers(0, 20)] * count).filter(any))
    return [Fraction(share, sum(shares)) for share in shares]


@some.composite
def fields(draw, largest=6):
    """Applicants with the points of one to three of the same reviewers, often equal."""
    given_rows = draw(
        some.lists(some.lists(rows, min_size=1, max_size=3), min_size=1, max_size=largest)
    )
    return [weighing.applicant(f"A{number}", *each) for number, each in enumerate(given_rows)]


def with_points(candidate, given):
    return replace(candidate, given=given, marks=marks_given(given, weighing.scheme()))


def without(candidate, reviewer):
    kept = {name: own for name, own in candidate.given.items() if name != reviewer}
    return with_points(candidate, kept)


def anew(candidates, scheme, select):
    ranked = rank(candidates, scheme, Select(min=0, max=select)).ranked
    return chances({each.candidate.id: each.total for each in ranked}, select)


# --- weights --------------------------------------------------------------------------------------


@given(some.data(), some.integers(2, 4), places)
def test_turns_are_where_ranking_with_weights_just_beyond_differs_first(data, count, select):
    rows_of = some.tuples(*[points] * count)
    scores = {
        f"A{number}": row
        for number, row in enumerate(data.draw(some.lists(rows_of, min_size=1, max_size=6)))
    }
    weights = dict(zip("abcd", data.draw(official(count)), strict=False))
    swaps = swap_points(scores, weights)

    found = turns(scores, weights, select, swaps)

    for key in scores:
        expected = {
            (criterion, above): turn
            for criterion in weights
            for above in (True, False)
            if (turn := first_turn(key, scores, weights, select, criterion, above=above))
        }
        assert {
            (each.criterion, each.above): (each.weight, each.chance) for each in found[key]
        } == expected


def first_turn(key, scores, weights, select, criterion, *, above):
    """Ask between all weights at which any two could be equal, from the official one outwards."""
    present = chances(totals(scores, weights, criterion, weights[criterion]), select)[key]
    ends = {Fraction(above), weights[criterion]} | {
        each.weight
        for each in swap_points(scores, weights)
        if each.criterion == criterion and (each.weight > weights[criterion]) is above
    }
    stops = sorted(ends, reverse=not above)
    for here, there in pairwise(stops):
        chance = chances(totals(scores, weights, criterion, (here + there) / 2), select)[key]
        if chance != present:
            return here, chance
    return None


def totals(scores, weights, criterion, weight):
    rest = 1 - weights[criterion]
    count = len(weights) - 1
    scaled = {
        each: (1 - weight) * (own / rest if rest else Fraction(1, count))
        for each, own in weights.items()
    } | {criterion: weight}
    return {
        key: sum(share * each for share, each in zip(scaled.values(), row, strict=True))
        for key, row in scores.items()
    }


# --- reviews --------------------------------------------------------------------------------------


@given(fields(), places, official())
def test_a_trial_is_the_ranking_made_anew_without_it(candidates, select, weights):
    scheme = weighing.scheme(*weights)

    found = trials(candidates, scheme, scheme.weights, select)

    for trial in found.made:
        changed = [
            without(each, trial.reviewer) if trial.name in {"", each.name} else each
            for each in candidates
        ]
        assert trial.outcome == anew(changed, scheme, select)
    alone = sum(len(each.given) == 1 for each in candidates)
    reviews = sum(len(each.given) for each in candidates)
    assert sum(each.left_out is LeftOut.REVIEW for each in found.made) == reviews - alone


# --- the three groups -----------------------------------------------------------------------------


@given(some.data(), fields(), places, official())
def test_more_points_never_worsen_the_group(data, candidates, select, weights):
    scheme = weighing.scheme(*weights, margin=data.draw(some.sampled_from(["0", "1/4"])))
    first, *others = candidates
    raised = {
        reviewer: {
            key: data.draw(some.integers(int(each), 5).map(Fraction)) for key, each in own.items()
        }
        for reviewer, own in first.given.items()
    }

    before, after = (
        robustness(rank([each, *others], scheme, Select(min=0, max=select)), scheme)
        for each in (first, with_points(first, raised))
    )

    worse, better = (each.verdicts[first.id] for each in (before, after))
    assert ORDER.index(better.standing.group) >= ORDER.index(worse.standing.group)
    assert better.share >= worse.share - 1e-8


@given(fields(), places, official())
def test_the_sure_ones_leave_places_for_those_to_be_decided_together(candidates, select, weights):
    scheme = weighing.scheme(*weights, margin="1/4")

    ranking = robustness(rank(candidates, scheme, Select(min=0, max=select)), scheme).ranking

    groups = [each.group for each in ranking.ranked]
    inside, together = groups.count(Group.IN), groups.count(Group.DECIDE_TOGETHER)
    if together:
        assert inside < select < inside + together
    else:
        assert inside == min(select, len(groups))
    for each in ranking.ranked:
        assert bool(each.reasons) == (each.group is Group.DECIDE_TOGETHER)
