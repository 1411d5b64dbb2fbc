"""What must hold for any points, weights and numbers to select."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as some

from assessment.domain.ranking.places import Candidate, Group, rank
from assessment.domain.reviewing.marks import marks_of
from assessment.domain.rules.scheme import Select
from tests.builders import candidate, cti_scheme, person, review

SCHEME = cti_scheme()
ASPECTS = [aspect.id for aspect in SCHEME.aspects]

points = some.integers(0, 5)
scores = some.fixed_dictionaries(dict.fromkeys(ASPECTS, points))
partial = some.fixed_dictionaries(dict.fromkeys(ASPECTS, some.none() | points))
near = some.sampled_from([Fraction(n, 12) for n in range(30, 43)])
"""Totals close to each other and often equal, so that ties and near ties are the rule."""


@some.composite
def weights(draw):
    shares = draw(some.tuples(*[some.integers(0, 20)] * 3).filter(any))
    parts = [Fraction(share, sum(shares)) for share in shares]
    return dict(zip(SCHEME.weights, parts, strict=True))


@some.composite
def fields(draw, largest=8):
    """Applicants of every kind: scored alike or closely, incomplete, not qualified, provisional."""
    kinds = some.tuples(
        near | scores | partial, some.sampled_from([True] * 5 + [False]), some.booleans()
    )
    return [
        candidate(f"A{number}", given, qualified=qualified, provisional=provisional)
        for number, (given, qualified, provisional) in enumerate(
            draw(some.lists(kinds, max_size=largest))
        )
    ]


@some.composite
def selects(draw):
    most = draw(some.integers(1, 6))
    return Select(min=draw(some.integers(0, most)), max=most)


@given(some.lists(scores, min_size=1, max_size=4), weights())
def test_a_total_stays_on_the_scale_and_between_the_reviewers(given_points, shares):
    reviews = [review(each, by=person(id_=id_)) for id_, each in enumerate(given_points)]

    alone = [marks_of([each], SCHEME).total(shares) for each in reviews]
    total = marks_of(reviews, SCHEME).total(shares)

    assert 0 <= min(alone) <= total <= max(alone) <= 5


@given(some.lists(partial, max_size=3), weights())
def test_a_total_is_missing_exactly_where_an_aspect_is(given_points, shares):
    result = marks_of([review(each) for each in given_points], SCHEME)

    missing = any(all(each[aspect] is None for each in given_points) for aspect in ASPECTS)
    assert (result.total(shares) is None) == missing


@given(some.data(), fields(), selects(), weights())
def test_better_points_never_worsen_the_place_or_the_group(data, others, select, shares):
    before = data.draw(scores, label="before")
    raised = {key: data.draw(some.integers(value, 5), label=key) for key, value in before.items()}
    order = [Group.OUT, Group.DECIDE_TOGETHER, Group.IN]

    first = rank([candidate("X", before), *others], SCHEME, select, shares).standing("X")
    second = rank([candidate("X", raised), *others], SCHEME, select, shares).standing("X")

    assert second.place <= first.place
    assert order.index(second.group) >= order.index(first.group)


@given(some.data(), fields(), selects(), weights())
def test_the_order_of_the_input_changes_no_place_and_no_group(data, candidates, select, shares):
    shuffled = data.draw(some.permutations(candidates))

    first = rank(candidates, SCHEME, select, shares)
    second = rank(shuffled, SCHEME, select, shares)

    assert {each.id: first.standing(each.id) for each in candidates} == {
        each.id: second.standing(each.id) for each in candidates
    }
    assert [each.priority for each in first.near_tie] == [each.priority for each in second.near_tie]


@given(fields(), selects())
def test_names_and_ids_decide_nothing(candidates, select):
    renamed = [
        Candidate(f"Z{-number}", "Å", each.marks, each.qualified, each.provisional)
        for number, each in enumerate(candidates)
    ]

    first, second = rank(candidates, SCHEME, select), rank(renamed, SCHEME, select)

    assert [(each.place, each.group, each.total) for each in first.standings] == [
        (each.place, each.group, each.total) for each in second.standings
    ]


@given(fields(), selects(), weights())
def test_a_place_is_one_more_than_those_strictly_better(candidates, select, shares):
    ranking = rank(candidates, SCHEME, select, shares)

    for each in ranking.ranked:
        assert each.place == 1 + sum(other.total > each.total for other in ranking.ranked)
    unranked = [each for each in ranking.standings if each.place is None]
    assert {each.group for each in unranked} <= {Group.NOT_QUALIFIED, Group.INCOMPLETE}
    assert all(each.total is None for each in unranked)


@given(fields(), selects(), weights())
def test_the_groups_hold_as_many_as_can_be_selected(candidates, select, shares):
    ranking = rank(candidates, SCHEME, select, shares)

    groups = [each.group for each in ranking.ranked]
    inside, together = groups.count(Group.IN), groups.count(Group.DECIDE_TOGETHER)
    if together:
        assert inside < select.max < inside + together
    else:
        assert inside == min(select.max, len(groups))


@given(fields(), selects(), weights())
def test_whoever_is_in_is_clearly_ahead_of_whoever_is_not(candidates, select, shares):
    ranking = rank(candidates, SCHEME, select, shares)

    def totals(group):
        return [each.total for each in ranking.ranked if each.group is group]

    gaps = [above - below for above in totals(Group.IN) for below in totals(Group.OUT)]
    assert all(gap > SCHEME.scoring.tie_margin for gap in gaps)
    near_tie = totals(Group.DECIDE_TOGETHER)
    assert not near_tie or max(near_tie) - min(near_tie) <= 2 * SCHEME.scoring.tie_margin
