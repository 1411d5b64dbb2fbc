"""What must hold of agreement and of places to expect, whatever points were given."""

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as some

from assessment.domain.ranking.noise import expected_places
from assessment.domain.reviewing.agreement import Metric, Weights, alpha, gwet, interval, within

points = some.none() | some.integers(0, 5)
close = pytest.approx


@some.composite
def tables(draw, least=0):
    """Reviewers by units, with holes."""
    units = draw(some.integers(least, 12))
    row = some.lists(points, min_size=units, max_size=units)
    return draw(some.lists(row, min_size=1, max_size=5))


@some.composite
def shuffled(draw):
    """A table, and the same with reviewers and units in another order."""
    table = draw(tables())
    units = draw(some.permutations(range(len(table[0]))))
    return table, [[row[unit] for unit in units] for row in draw(some.permutations(table))]


def by_unit(table):
    return [[each for each in unit if each is not None] for unit in zip(*table, strict=True)]


def textbook(table, distance):
    """Alpha pair by pair in exact numbers, as the definition has it; None where undefined."""
    units = [unit for unit in by_unit(table) if len(unit) > 1]
    values = [each for unit in units for each in unit]
    expected = sum(Fraction(distance(one, other)) for one in values for other in values)
    if not expected:
        return None
    observed = sum(
        Fraction(distance(one, other), len(unit) - 1)
        for unit in units
        for one in unit
        for other in unit
    )
    return 1 - (len(values) - 1) * observed / expected


@given(tables())
def test_alpha_is_what_its_definition_gives(table):
    exact = textbook(table, lambda one, other: (one - other) ** 2)
    assert alpha(table, Metric.INTERVAL) == (None if exact is None else close(float(exact)))
    exact = textbook(table, lambda one, other: one != other)
    assert alpha(table, Metric.NOMINAL) == (None if exact is None else close(float(exact)))


@given(tables())
def test_ordinal_alpha_is_interval_alpha_on_ranks_in_the_middle(table):
    """Krippendorff's ordinal distance is the difference of two values' middle ranks."""
    values = sorted(each for unit in by_unit(table) if len(unit) > 1 for each in unit)
    rank = {each: values.index(each) + Fraction(values.count(each), 2) for each in values}
    exact = textbook(table, lambda one, other: (rank[one] - rank[other]) ** 2)
    assert alpha(table) == (None if exact is None else close(float(exact)))


@given(shuffled(), some.sampled_from(Metric), some.sampled_from(Weights))
def test_no_order_of_reviewers_or_units_matters(both, metric, weights):
    one, other = both
    assert alpha(other, metric) == close(alpha(one, metric))
    assert gwet(other, weights) == close(gwet(one, weights))
    assert within(other) == close(within(one))
    assert interval(other, seed=1, draws=20) == close(interval(one, seed=1, draws=20))


@given(tables(), some.permutations(range(6)))
def test_names_of_categories_do_not_matter_to_nominal_alpha(table, names):
    renamed = [[None if each is None else names[each] for each in row] for row in table]
    assert alpha(renamed, Metric.NOMINAL) == close(alpha(table, Metric.NOMINAL))
    assert gwet(renamed, Weights.IDENTITY) == close(gwet(table, Weights.IDENTITY))


@given(tables())
def test_a_scale_turned_round_has_the_same_agreement(table):
    turned = [[None if each is None else 5 - each for each in row] for row in table]
    assert alpha(turned) == close(alpha(table))
    assert gwet(turned, Weights.ORDINAL, range(6)) == close(gwet(table, Weights.ORDINAL, range(6)))
    assert within(turned) == close(within(table))


@given(tables(), points, some.sampled_from(Metric))
def test_a_unit_with_one_rating_changes_nothing(table, alone, metric):
    more = [[*row, None] for row in table]
    more[0][-1] = alone
    assert alpha(more, metric) == close(alpha(table, metric))
    assert within(more) == within(table)
    assert interval(more, seed=1, draws=20) == close(interval(table, seed=1, draws=20))


@given(tables(), some.sampled_from(Metric))
def test_alpha_is_never_above_1_and_1_only_of_full_agreement(table, metric):
    found = alpha(table, metric)
    assume(found is not None)
    alike = all(len(set(unit)) == 1 for unit in by_unit(table) if unit)
    assert found <= 1
    assert (found == close(1)) == alike


@given(tables(least=2), some.integers(0, 9))
def test_an_interval_is_in_order_and_not_above_1(table, seed):
    ends = interval(table, seed=seed, draws=50)
    assume(ends is not None)
    low, high = ends
    assert low <= high <= 1 + 1e-12


totals = some.fractions(0, 5, max_denominator=27)
fields = some.dictionaries(
    some.text("abcdefgh", min_size=1), some.lists(totals, min_size=1, max_size=4), max_size=8
)


@given(fields)
def test_expected_places_share_what_places_there_are(given_totals):
    found = expected_places(given_totals).places
    assume(found is not None)
    places = [each.place for each in found]
    count = len(places)
    assert sum(places) == close(count * (count + 1) / 2)
    assert all(1 - 1e-9 <= each <= count + 1e-9 for each in places)


@given(some.lists(some.lists(totals, min_size=2, max_size=2), min_size=1, max_size=8))
def test_as_many_reviews_of_each_keep_the_order_of_the_means(reviews):
    named = {str(number): each for number, each in enumerate(reviews)}
    found = {each.applicant: each.place for each in expected_places(named).places}
    for one, other in zip(named, list(named)[1:], strict=False):
        if sum(named[one]) >= sum(named[other]):
            assert found[one] <= found[other] + 1e-9
